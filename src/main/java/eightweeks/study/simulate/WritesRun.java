package eightweeks.study.simulate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The run of a seed with two clients that write, and what becomes of their acknowledged writes.
 * Client 1 stands beside server 1: no fault of the network comes between them. Client 2 stands with
 * the others. Both reach all other machines as server 1, or as the others, do.
 */
public final class WritesRun {
  /** The clients begin when the machines know each other. */
  private static final long MILLIS_TO_FIND_EACH_OTHER = 11_000;

  private static final long MILLIS_TO_READ = 500;
  private static final int PORT = 6379;

  private final List<Seen> seen;
  private final List<Acknowledged> acknowledged;
  private final List<Acknowledged> lost;

  private WritesRun(List<Seen> seen, List<Acknowledged> acknowledged, Set<String> keys) {
    this.seen = new ArrayList<>(seen);
    this.acknowledged = List.copyOf(acknowledged);
    lost = acknowledged.stream().filter(write -> !keys.contains(write.key())).toList();
    if (!lost.isEmpty()) {
      insert(lost.getFirst(), "the first lost write: ");
      insert(lost.getLast(), "the last lost write: ");
    }
  }

  /** Runs a seed. */
  public static WritesRun of(long seed, Weeks weeks, Setting setting) {
    var failover = new Failover(seed, weeks, setting.lines());
    var writers = new ArrayList<Writer>();
    for (var name : List.of(Story.NEAR_CLIENT, Story.OTHER_CLIENT)) {
      var writer = new Writer(failover, name, setting.waits());
      writers.add(writer);
      failover.after(MILLIS_TO_FIND_EACH_OTHER, writer::start);
    }
    Story.tell(failover);
    writers.forEach(Writer::stop);
    var acknowledged = new ArrayList<Acknowledged>();
    writers.forEach(writer -> acknowledged.addAll(writer.acknowledged()));
    acknowledged.sort((one, other) -> Long.compare(one.millis(), other.millis()));
    return new WritesRun(failover.seen(), acknowledged, keys(failover));
  }

  /** Returns the keys of the last server that has become a master. */
  private static Set<String> keys(Failover failover) {
    var master = "server 1";
    for (var each : failover.seen()) {
      master = becomesMaster(each) ? each.who() : master;
    }
    try {
      var reader = failover.connect(Story.OTHER_CLIENT, master, PORT);
      reader.send("KEYS *\r\n");
      failover.run(MILLIS_TO_READ);
      return new HashSet<>(List.of(reader.receiveText().split("\r\n")));
    } catch (IOException e) {
      throw new IllegalStateException("the master cannot be read", e);
    }
  }

  private static boolean becomesMaster(Seen each) {
    return each.who().startsWith("server") && each.what().startsWith("MASTER MODE");
  }

  private void insert(Acknowledged write, String what) {
    int at = 0;
    while (at < seen.size() && seen.get(at).millis() <= write.millis()) {
      at++;
    }
    var text = what + write.key() + ", acknowledged by " + write.server();
    seen.add(at, new Seen(write.millis(), write.client(), text));
  }

  /** Returns what the machines and the clients see, in the order of time. */
  public List<Seen> seen() {
    return seen;
  }

  /** Returns the writes whose clients got an "OK", in the order of time. */
  public List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** Returns the acknowledged writes that the master of the end does not have. */
  public List<Acknowledged> lost() {
    return lost;
  }

  /** Returns when a moment of the failover comes, since the start; never is a very late time. */
  public long millis(Moment moment) {
    long fault = first(0, Seen::isFault);
    long end = first(fault + 1, Seen::isFault);
    return switch (moment) {
      case START -> 0;
      case FAULT -> fault;
      case DOWN -> first(fault, each -> each.what().startsWith("+sdown master"));
      case ELECTION -> first(fault, each -> each.event().equals("+elected-leader"));
      case PROMOTION -> first(fault, WritesRun::becomesMaster);
      case END_OF_FAULT -> end;
      case DEMOTION ->
          first(end, each -> each.who().equals("server 1") && each.event().equals("REPLICAOF"));
    };
  }

  private long first(long from, Predicate<Seen> what) {
    for (var each : seen) {
      if (each.millis() >= from && what.test(each)) {
        return each.millis();
      }
    }
    return Long.MAX_VALUE;
  }

  /** Returns the last moment before a write was acknowledged. */
  public Moment before(Acknowledged write) {
    var last = Moment.START;
    for (var moment : Moment.values()) {
      last = millis(moment) <= write.millis() ? moment : last;
    }
    return last;
  }

  /** Returns a line for each client: how many of its writes were acknowledged, and lost. */
  String summary() {
    var text = new StringBuilder();
    for (var client : List.of(Story.NEAR_CLIENT, Story.OTHER_CLIENT)) {
      text.append(client + ": " + count(acknowledged, client) + " writes acknowledged, ");
      text.append(count(lost, client) + " of them lost\n");
    }
    return text.toString();
  }

  private static long count(List<Acknowledged> writes, String client) {
    return writes.stream().filter(write -> write.client().equals(client)).count();
  }
}
