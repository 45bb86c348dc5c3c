package eightweeks.differential;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When two replies say the same. Mostly they are the same; what a command may reply otherwise each
 * time follows from its tips, and from the few rules here.
 */
final class Rules {
  private static final Set<String> TIMES = Set.of("ttl", "pttl", "expiretime", "pexpiretime");
  private static final Set<String> SCANS = Set.of("scan", "hscan", "sscan", "zscan");

  /** The commands that reply in the order of a dict, and whose tips do not say it. */
  private static final Set<String> UNORDERED =
      Set.of("acl|cat", "config|get", "pubsub|channels", "pubsub|shardchannels", "object|help");

  /** The commands whose replies differ between servers, and whose tips do not say it. */
  private static final Set<String> OWN =
      Set.of(
          "acl|dryrun",
          "acl|genpass",
          "acl|getuser",
          "acl|list",
          "acl|log",
          "client|id",
          "client|info",
          "client|list",
          "info",
          "latency|doctor",
          "latency|graph",
          "latency|histogram",
          "latency|history",
          "latency|latest",
          "latency|reset",
          "memory|doctor",
          "memory|malloc-stats",
          "memory|stats",
          "memory|usage",
          "slowlog|get",
          "slowlog|len");

  private static final long SECONDS_APART = 300;

  private final CommandTable table;

  Rules(CommandTable table) {
    this.table = table;
  }

  /** Returns the command that words call, or null. */
  @Nullable Command command(List<String> words) {
    var command = table.find(words.getFirst());
    if (command instanceof ContainerCommand container && words.size() > 1) {
      return container.find(words.get(1));
    }
    return command;
  }

  boolean isScan(@Nullable Command command) {
    return command != null && SCANS.contains(command.fullName());
  }

  /** Returns whether there is only one right reply to a command, to the letter. */
  boolean isExact(List<String> words) {
    var command = command(words);
    if (command == null) {
      return true;
    }
    String name = command.fullName();
    return command.spec().tips().stream().noneMatch(tip -> tip.startsWith("nondeterministic"))
        && !TIMES.contains(name)
        && !SCANS.contains(name)
        && !UNORDERED.contains(name)
        && !OWN.contains(name)
        && !name.equals("hello")
        && !isPlaceSearch(name)
        && !name.startsWith("sort");
  }

  /**
   * Returns whether two servers may reply so to a command.
   *
   * @param words the command; of EXEC see {@link #sameTransaction}
   */
  boolean same(List<String> words, Frame ours, Frame theirs) {
    if (ours.equals(theirs)) {
      return true;
    }
    var command = command(words);
    if (command == null || ours.isError() || theirs.isError()) {
      return false;
    }
    String name = command.fullName();
    var tips = command.spec().tips();
    if (TIMES.contains(name)) {
      return near(ours, theirs, name.startsWith("p") ? 1000 * SECONDS_APART : SECONDS_APART);
    }
    if (name.equals("hello")) {
      return withoutIdentity(ours).equals(withoutIdentity(theirs));
    }
    if (name.startsWith("sort") && isLooselySorted(words)) {
      return ours.isAggregate() && ours.elements().size() == theirs.elements().size();
    }
    if (isPlaceSearch(name)) {
      boolean few = words.stream().anyMatch("count"::equalsIgnoreCase);
      return few ? sameShape(ours, theirs) : sorted(ours, false).equals(sorted(theirs, false));
    }
    if (isScan(command)) {
      return ours.elements().size() == 2 && theirs.elements().size() == 2;
    }
    if (OWN.contains(name)) {
      return ours.type() == theirs.type() && ours.isNull() == theirs.isNull();
    }
    if (tips.contains("nondeterministic_output")) {
      return sameShape(ours, theirs);
    }
    boolean unordered = UNORDERED.contains(name) || tips.contains("nondeterministic_output_order");
    boolean pairs = name.equals("hgetall") || name.equals("config|get");
    return unordered && sorted(ours, pairs).equals(sorted(theirs, pairs));
  }

  /** Returns whether the replies of the commands in a transaction are the same one by one. */
  boolean sameTransaction(
      List<List<String>> queue, Frame ours, Frame theirs, KnownDifferences known) {
    if (ours.equals(theirs)) {
      return true;
    }
    var our = ours.elements();
    var their = theirs.elements();
    if (our.size() != queue.size() || their.size() != queue.size()) {
      return false;
    }
    for (int i = 0; i < queue.size(); i++) {
      if (!same(queue.get(i), our.get(i), their.get(i))
          && !known.explain(queue.get(i), "" + our.get(i), "" + their.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Messages to one client, where those of several patterns that match one message stand in any
   * order; confirmations of an UNSUBSCRIBE from everything, also in any order; and misses one after
   * the other, because SORT ... GET over a set looks for keys in the order of its table.
   */
  static List<String> letters(List<Frame> frames) {
    var result = new ArrayList<String>();
    int from = 0;
    while (from < frames.size()) {
      int to = from + 1;
      while (to < frames.size() && event(frames.get(to)).equals(event(frames.get(from)))) {
        to++;
      }
      var run = new ArrayList<String>();
      frames.subList(from, to).forEach(frame -> run.add(text(frame)));
      Collections.sort(run);
      result.addAll(run);
      from = to;
    }
    return result;
  }

  private static String event(Frame frame) {
    var parts = frame.elements();
    String kind = parts.isEmpty() ? "" : parts.getFirst().text();
    if (kind.endsWith("message") && parts.toString().contains("keymiss")) {
      return "keymiss";
    }
    return switch (kind) {
      case "pmessage" -> kind + parts.subList(2, parts.size());
      case "unsubscribe", "punsubscribe", "sunsubscribe" -> kind;
      default -> "" + System.identityHashCode(frame);
    };
  }

  private static String text(Frame frame) {
    boolean leaves = event(frame).endsWith("unsubscribe");
    return leaves ? frame.type() + frame.parts().subList(0, 2).toString() : frame.toString();
  }

  private static boolean near(Frame ours, Frame theirs, long tolerance) {
    long our = Long.parseLong(ours.text());
    long their = Long.parseLong(theirs.text());
    return our >= 0 && their >= 0 && Math.abs(our - their) <= tolerance;
  }

  /** Elements that a pattern does not order, or orders only partly, stand as they come. */
  static boolean isLooselySorted(List<String> words) {
    boolean alpha = words.stream().anyMatch("alpha"::equalsIgnoreCase);
    for (int i = 1; i + 1 < words.size(); i++) {
      if (words.get(i).equalsIgnoreCase("by") && (alpha || words.get(i + 1).indexOf('*') < 0)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether it replies places, which stand in any order where they are equally far away.
   */
  static boolean isPlaceSearch(String name) {
    return name.startsWith("georadius") || name.startsWith("geosearch");
  }

  private static boolean sameShape(Frame ours, Frame theirs) {
    if (ours.type() != theirs.type() || ours.isNull() != theirs.isNull()) {
      return false;
    }
    var our = ours.elements();
    var their = theirs.elements();
    if (our.size() != their.size()) {
      return false;
    }
    for (int i = 0; i < our.size(); i++) {
      if (!sameShape(our.get(i), their.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> withoutIdentity(Frame hello) {
    var fields = new ArrayList<String>();
    for (int i = 0; i + 1 < hello.parts().size(); i += 2) {
      String name = hello.parts().get(i).text();
      boolean own = name.equals("id") || name.equals("version");
      fields.add(hello.type() + name + "=" + (own ? "" : hello.parts().get(i + 1)));
    }
    return fields;
  }

  /** Returns the elements sorted, so that their order does not count; keys keep their values. */
  private static List<String> sorted(Frame frame, boolean pairs) {
    var parts = frame.elements();
    int step = pairs || frame.type() == '%' ? 2 : 1;
    var all = new ArrayList<String>();
    for (int i = 0; i + step <= parts.size(); i += step) {
      all.add(parts.subList(i, i + step).toString());
    }
    Collections.sort(all);
    all.add(frame.type() + (frame.isNull() ? "null" : ""));
    return all;
  }
}
