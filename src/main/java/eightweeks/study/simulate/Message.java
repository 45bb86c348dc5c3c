package eightweeks.study.simulate;

/**
 * What a line of a log says about two machines: one has sent something, and the other has it.
 *
 * @param from the name of the machine that sends; the same as {@code to} for what a machine notes
 *     by itself
 * @param to the name of the machine that receives
 * @param label a few words
 */
public record Message(String from, String to, String label) {

  /** Returns whether it goes from one machine to another. */
  public boolean travels() {
    return !from.equals(to);
  }

  /** Returns the message behind what was seen. */
  public static Message of(Seen seen) {
    var words = words(seen);
    return seen.who().startsWith("server") || seen.isFault()
        ? ofServer(seen, words)
        : ofSentinel(seen, words);
  }

  /** Returns the words of what was seen; the name of a Sentinel, with its blank, is one of them. */
  static String[] words(Seen seen) {
    return seen.what().replace("<sentinel ", "<sentinel-").split(" ");
  }

  private static Message ofServer(Seen seen, String[] words) {
    var who = seen.who();
    var what = seen.what();
    if (seen.isFault()) {
      int mark = Seen.FAULT.length() + 1;
      return note(who, what.substring(mark, what.length() - mark));
    }
    if (what.startsWith("Connecting to MASTER")) {
      return new Message(who, address(words[3]), "connects, PSYNC");
    }
    if (what.startsWith("REPLICAOF ")) {
      return note(who, "is a replica of " + address(words[1]));
    }
    if (what.startsWith("MASTER MODE")) {
      return note(who, "is a master");
    }
    if (what.startsWith("Full resync")) {
      return note(who, "full resync");
    }
    if (what.startsWith("Successful partial")) {
      return note(who, "partial resync");
    }
    if (what.startsWith("MASTER <-> REPLICA sync")) {
      return note(who, "has the data set");
    }
    if (what.startsWith("Before turning")) {
      return note(who, "keeps its history, to try PSYNC");
    }
    return note(who, "link with master lost");
  }

  private static Message ofSentinel(Seen seen, String[] words) {
    var who = seen.who();
    return switch (seen.event()) {
      case "+vote-for-leader" -> new Message(who, name(words[1]), "vote, epoch " + words[2]);
      case "+sentinel" -> new Message(name(words[2]), who, "hello");
      case "+config-update-from" -> new Message(name(words[2]), who, "hello, later epoch");
      case "+failover-state-send-slaveof-noone" ->
          new Message(who, address(words[2]), "REPLICAOF NO ONE");
      case "+slave-reconf-sent" -> new Message(who, address(words[2]), "REPLICAOF the new master");
      case "+promoted-slave" -> new Message(address(words[2]), who, "INFO: role:master");
      case "+convert-to-slave" ->
          new Message(who, address(words[2]), "REPLICAOF " + address(words[words.length - 2]));
      case "+switch-master" -> note(who, "+switch-master " + address(words[4]));
      case "+new-epoch" -> note(who, "epoch " + words[1]);
      default -> note(who, seen.event() + about(words));
    };
  }

  /** Returns the name of the server that an event is about, behind a blank; or nothing. */
  private static String about(String[] words) {
    if (words.length < 4) {
      return "";
    }
    return switch (words[1]) {
      case "master" -> " " + address(words[3]);
      case "slave", "sentinel" ->
          " " + (words[2].startsWith("<") ? name(words[2]) : address(words[2]));
      default -> "";
    };
  }

  private static Message note(String who, String label) {
    return new Message(who, who, label);
  }

  /** Returns the name of the machine with an address, with or without a port. */
  static String address(String text) {
    int colon = text.indexOf(':');
    return Failover.nameOf(colon < 0 ? text : text.substring(0, colon));
  }

  /** Returns the name of a Sentinel without its brackets. */
  static String name(String word) {
    return word.startsWith("<") ? word.substring(1, word.length() - 1).replace('-', ' ') : word;
  }
}
