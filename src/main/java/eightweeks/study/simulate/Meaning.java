package eightweeks.study.simulate;

/** What the events of a Sentinel mean. */
public final class Meaning {
  private Meaning() {}

  /** Returns what an event means; an empty text for events that say it themselves. */
  public static String of(String event) {
    return switch (event) {
      case "+sdown" -> "this Sentinel alone has had no valid reply for down-after-milliseconds";
      case "+odown" -> "as many Sentinels as the quorum say that the master is down";
      case "+try-failover" -> "it asks the others for their votes in a new epoch";
      case "+vote-for-leader" -> "the Sentinel that it votes for, and the epoch; one vote an epoch";
      case "+elected-leader" -> "a majority has voted for it: it alone acts in this epoch";
      case "-failover-abort-not-elected" -> "no majority in time; it tries again later";
      case "+selected-slave" -> "the replica that is to become the master";
      case "+failover-state-send-slaveof-noone" -> "it sends REPLICAOF NO ONE to that replica";
      case "+promoted-slave" -> "INFO of the replica says role:master";
      case "+slave-reconf-sent" -> "it sends REPLICAOF with the new master to another replica";
      case "+config-update-from" -> "a hello message has a later epoch than its own configuration";
      case "+switch-master" -> "from now on it tells clients the new address";
      case "+convert-to-slave" -> "the old master is back, and is told to follow the new one";
      case "+tilt" -> "its clock has jumped: it watches, and does not act for 30 seconds";
      case "-tilt" -> "it acts again";
      default -> "";
    };
  }
}
