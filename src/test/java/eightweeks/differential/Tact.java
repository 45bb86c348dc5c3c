package eightweeks.differential;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Knows what is better not said to two servers in the state that they are in: what would leave them
 * in different states by chance, or where a real server does not keep to its protocol.
 */
final class Tact {
  private static final long LARGEST_LCS = 4_000_000;

  private final Side ours;
  private final Side theirs;
  private final Rules rules;
  private final KnownDifferences known;

  /** A 7.0 puts a client's own messages in front of the reply that caused them. */
  private final boolean theirsIsOld;

  Tact(Side ours, Side theirs, Rules rules, KnownDifferences known) throws IOException {
    this.ours = ours;
    this.theirs = theirs;
    this.rules = rules;
    this.known = known;
    theirsIsOld = !ours.version().startsWith("7.0.") && theirs.version().startsWith("7.0.");
  }

  /** Returns whether a command can be compared in the state that this client is in. */
  boolean maySay(Conversation conversation, List<String> words, @Nullable Command command)
      throws IOException {
    if (known.skips(words)) {
      return false;
    }
    if (command == null) {
      return true;
    }
    if (conversation.inTransaction() && words.stream().anyMatch("auth"::equalsIgnoreCase)) {
      return false; // a real server forgets to reply to a wrong password there
    }
    boolean subscription = Duel.SUBSCRIPTIONS.contains(command.fullName());
    if (theirsIsOld
        && (conversation.hearsItself() && !subscription
            || conversation.inTransaction() && subscription)) {
      return isWayOut(command.fullName()) && !conversation.inTransaction();
    }
    if (conversation.inTransaction() && !keepsOrder(conversation.queue(), words, subscription)) {
      return false;
    }
    boolean random = command.spec().tips().contains("nondeterministic_output");
    if (random && command.is(CommandFlag.WRITE)
        || command.fullName().startsWith("sort")
        || isFewPlaces(command.fullName(), words)) {
      return !conversation.inTransaction();
    }
    if (command.fullName().equals("lcs")) {
      return isSmallLcs(conversation, words);
    }
    boolean byMember =
        command.fullName().contains("lex") || words.stream().anyMatch("bylex"::equalsIgnoreCase);
    return !byMember || hasOneScore(conversation, words);
  }

  /** What a range by member has where scores differ is left to the chance of the skip list. */
  private boolean hasOneScore(Conversation conversation, List<String> words) throws IOException {
    if (conversation.inTransaction()) {
      return false;
    }
    int database = conversation.database();
    for (var word : words.subList(1, words.size())) {
      var first = ask(database, "ZRANGE", word, "0", "0", "WITHSCORES").elements();
      var last = ask(database, "ZRANGE", word, "-1", "-1", "WITHSCORES").elements();
      if (first.size() == 2 && !first.get(1).equals(last.get(1))) {
        return false;
      }
    }
    return true;
  }

  /**
   * With a subscription inside, the reply to EXEC has more elements than commands, so that one can
   * not tell which is whose: all of them must be exact then.
   */
  private boolean keepsOrder(List<List<String>> queue, List<String> words, boolean subscription) {
    boolean subscribes =
        subscription
            || queue.stream()
                .anyMatch(
                    each -> Duel.SUBSCRIPTIONS.contains(each.getFirst().toLowerCase(Locale.ROOT)));
    return !subscribes || rules.isExact(words) && queue.stream().allMatch(rules::isExact);
  }

  private static boolean isWayOut(String name) {
    return name.equals("reset") || name.equals("hello");
  }

  /** Of places that are equally far away any may be left out. */
  static boolean isFewPlaces(String name, List<String> words) {
    return Rules.isPlaceSearch(name) && words.stream().anyMatch("count"::equalsIgnoreCase);
  }

  /** The longest common subsequence takes as much memory as its two strings multiplied. */
  private boolean isSmallLcs(Conversation conversation, List<String> words) throws IOException {
    if (words.size() < 3) {
      return true;
    }
    if (conversation.inTransaction()) {
      return false;
    }
    var first = ask(conversation.database(), "STRLEN", words.get(1));
    var second = ask(conversation.database(), "STRLEN", words.get(2));
    return first.isError()
        || second.isError()
        || Long.parseLong(first.text()) * Long.parseLong(second.text()) < LARGEST_LCS;
  }

  /** What the other server replies; ours is asked too, since a lookup may notify clients. */
  Frame ask(int database, String... words) throws IOException {
    ours.control().call("SELECT", "" + database);
    ours.control().call(words);
    theirs.control().call("SELECT", "" + database);
    return theirs.control().call(words);
  }
}
