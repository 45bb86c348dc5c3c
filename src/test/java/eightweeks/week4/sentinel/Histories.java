package eightweeks.week4.sentinel;

import eightweeks.harness.TestServer;
import eightweeks.harness.scenario.Node;
import eightweeks.week4.sentinel.WritingClient.Acknowledged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The histories of writes, as the servers have logged them: which began with a server, and which
 * left another one at some offset when a replica was promoted. From them follows why an
 * acknowledged write is lost.
 *
 * <pre>
 *   A ───────────────●──────────► writes behind the fork: lost with A's server
 *                    └── B ─────► the history of the replica that was promoted
 * </pre>
 */
final class Histories {
  private static final long MAX_UNSYNCED_MILLIS = 2000;

  /** A client may see a reply this long after the server has sent it. */
  private static final long MAX_REPLY_MILLIS = 1000;

  /**
   * A master counts its good replicas each time its cron has run as often as it does in a second;
   * seconds are cut, on both sides.
   */
  private static final int SECONDS_BETWEEN_COUNTS = 2;

  private static final Pattern FORK =
      Pattern.compile(
          "Setting secondary replication ID to (\\w+), valid up to offset: (\\d+)."
              + " New replication ID is (\\w+)");
  private static final Pattern RENAMED =
      Pattern.compile("Replication backlog created, my new replication IDs are '(\\w+)'");

  /** The rule of Redis that allows to lose an acknowledged write. */
  enum Rule {
    /** Asynchronous replication: the server was replaced by one that did not have the write. */
    NOT_REPLICATED,
    /**
     * {@code min-replicas-to-write}: the server had heard of a replica within {@code
     * min-replicas-max-lag}, but was replaced by one that did not have the write.
     */
    WITHIN_MAX_LAG,
    /** WAIT has counted one replica, and the other one was promoted. */
    OTHER_REPLICA_PROMOTED,
    /** WAIT has counted all replicas, but a server has started from its disk since then. */
    SERVER_RESTARTED,
    /** {@code appendfsync everysec}: the power was cut before the write was synced. */
    NOT_SYNCED,
    /**
     * {@code appendfsync everysec}: the disk was full, and the process ended before it had room.
     */
    NOT_WRITTEN
  }

  /** A server from a start to its end. */
  static final class Life {
    final Node node;
    final TestServer server;
    final long startMillis;
    final String firstHistory;
    boolean powerCut;

    /** At some time nothing could be written to the disk. */
    boolean hadFullDisk;

    long endMillis = Long.MAX_VALUE;

    /** When the process could sync for the last time: before its end it may have been paused. */
    long lastRanMillis = Long.MAX_VALUE;

    Life(Node node, long startMillis, String firstHistory) {
      this.node = node;
      this.server = node.server();
      this.startMillis = startMillis;
      this.firstHistory = firstHistory;
    }
  }

  /**
   * The history that another one continues.
   *
   * @param end the offset from which on its bytes are not part of the other one
   */
  private record Parent(String history, long end) {}

  private final List<Life> lives;
  private final boolean syncsAlways;
  private final int maxLagSeconds;
  private final Map<String, Parent> parents = new HashMap<>();
  private final Set<String> promoted = new HashSet<>();

  /**
   * @param lives the lives of all servers, in the order of their starts
   * @param syncsAlways whether each write is synced before it is acknowledged
   * @param maxLagSeconds {@code min-replicas-max-lag} where one replica has to be good; 0 where
   *     none has to
   */
  Histories(List<Life> lives, boolean syncsAlways, int maxLagSeconds) {
    this.lives = new ArrayList<>(lives);
    this.syncsAlways = syncsAlways;
    this.maxLagSeconds = maxLagSeconds;
    for (var life : lives) {
      var current = life.firstHistory;
      for (var line : life.server.rawLog().split("\n")) {
        var fork = FORK.matcher(line);
        if (fork.find()) {
          current = fork.group(3);
          // A replica that follows the new history logs this, too, with its own, smaller offset.
          if (line.contains(":M ")) {
            parents.put(current, new Parent(fork.group(1), Long.parseLong(fork.group(2))));
            promoted.add(life.node.host());
          }
        }
        var renamed = RENAMED.matcher(line);
        if (renamed.find()) {
          parents.put(renamed.group(1), new Parent(current, Long.MAX_VALUE));
          current = renamed.group(1);
        }
      }
    }
  }

  /**
   * Returns whether a place in a history, or in those that it continues, is at or before another
   * place.
   */
  boolean contains(String history, long offset, String earlier, long earlierOffset) {
    var current = history;
    long last = offset;
    for (int i = 0; i <= parents.size(); i++) {
      if (current.equals(earlier)) {
        return earlierOffset <= last;
      }
      var parent = parents.get(current);
      if (parent == null) {
        return false;
      }
      current = parent.history;
      last = Math.min(last, parent.end - 1);
    }
    throw new AssertionError("histories in a circle: " + parents);
  }

  /**
   * Returns whether a history begins with what a server had on its disk, and another one is older.
   */
  boolean startsFromDisk(String history, String older) {
    return startOf(history) > startOf(older);
  }

  /** Returns which life of all began a history, or what it continues; -1 if none did. */
  private int startOf(String history) {
    var first = history;
    for (var parent = parents.get(first); parent != null; parent = parents.get(first)) {
      first = parent.history;
    }
    var root = first;
    for (int i = 0; i < lives.size(); i++) {
      if (lives.get(i).firstHistory.equals(root)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns whether {@code min-replicas-to-write} allows a server to acknowledge a write: it has
   * heard of a replica within {@code min-replicas-max-lag}, or could not know better, because it
   * had been paused, had waited for its disk or its clock had jumped since it counted its good
   * replicas.
   */
  boolean hadGoodReplica(Acknowledged write) {
    long begin = write.atMillis() - SECONDS_BETWEEN_COUNTS * 1000L;
    return maxLagSeconds == 0
        || write.lagSeconds() <= maxLagSeconds + SECONDS_BETWEEN_COUNTS
        || lives.stream()
            .anyMatch(life -> isOf(write, life) && life.node.wasUnsteady(begin, write.atMillis()));
  }

  /**
   * Returns the rule that allows the loss of a write; null if none does.
   *
   * @param last the history of the master at the end
   */
  @Nullable Rule reason(Acknowledged write, String last) {
    var rule = reasonWithoutWait(write, last);
    return rule == Rule.NOT_REPLICATED ? reasonAfterWait(write) : rule;
  }

  /** A promoted replica did not have the write; what did WAIT promise? */
  private @Nullable Rule reasonAfterWait(Acknowledged write) {
    if (write.replicas() == 0) {
      return maxLagSeconds > 0 ? Rule.WITHIN_MAX_LAG : Rule.NOT_REPLICATED;
    }
    if (write.replicas() == 1) {
      return Rule.OTHER_REPLICA_PROMOTED;
    }
    // All servers had it in memory. One that did not start again since then still has it.
    return lives.stream().anyMatch(life -> isLater(life, write)) ? Rule.SERVER_RESTARTED : null;
  }

  private @Nullable Rule reasonWithoutWait(Acknowledged write, String last) {
    var history = last;
    long end = Long.MAX_VALUE;
    var seen = new HashSet<String>();
    while (true) {
      if (!seen.add(history)) {
        throw new AssertionError("histories in a circle: " + parents);
      }
      if (history.equals(write.history())) {
        return write.offset() < end ? null : Rule.NOT_REPLICATED;
      }
      var parent = parents.get(history);
      if (parent == null) {
        return reasonAtStart(write, history);
      }
      history = parent.history;
      end = parent.end;
    }
  }

  /** The surviving history begins with the data that a server had when it started. */
  private @Nullable Rule reasonAtStart(Acknowledged write, String first) {
    var before = new ArrayList<Life>();
    for (var life : lives) {
      if (life.firstHistory.equals(first)) {
        return !before.isEmpty() && isLater(life, write) && isOf(write, life)
            ? reasonOfRestarts(write, before)
            : Rule.NOT_REPLICATED;
      }
      if (isOf(write, life) && life.endMillis + MAX_REPLY_MILLIS >= write.atMillis()) {
        before.add(life);
      }
    }
    return null; // no server began it
  }

  /** The write is lost at one of these ends: the server may have started again more than once. */
  private @Nullable Rule reasonOfRestarts(Acknowledged write, List<Life> before) {
    for (var life : before) {
      var rule = reasonOfRestart(write, life);
      if (rule != null) {
        return rule;
      }
    }
    return null;
  }

  private @Nullable Rule reasonOfRestart(Acknowledged write, Life before) {
    if (before.powerCut
        && !syncsAlways
        && before.lastRanMillis - write.atMillis() <= MAX_UNSYNCED_MILLIS) {
      return Rule.NOT_SYNCED;
    }
    if (before.hadFullDisk && !syncsAlways) {
      return Rule.NOT_WRITTEN;
    }
    // It may have been a replica in between, and then it has what its master had.
    boolean wasReplica = promoted.stream().anyMatch(host -> !host.equals(write.host()));
    return wasReplica ? Rule.NOT_REPLICATED : null;
  }

  /** Returns whether a server may have started behind a write, whose reply was seen later. */
  private static boolean isLater(Life life, Acknowledged write) {
    return life.startMillis + MAX_REPLY_MILLIS > write.atMillis();
  }

  private static boolean isOf(Acknowledged write, Life life) {
    return life.node.host().equals(write.host());
  }
}
