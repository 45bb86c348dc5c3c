package eightweeks.week4.sentinel.failover;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.log.LogLevel;
import eightweeks.week4.sentinel.config.StateFile;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Elects the Sentinel that leads a failover.
 *
 * <p>Answers to {@code sentinel.c: sentinelVoteLeader(), sentinelGetLeader()}. It is the election
 * of Raft (Ongaro and Ousterhout 2014, section 5.2): an attempt begins a new epoch; each Sentinel
 * has one vote an epoch, and gives it to the first that asks; who has the votes of a majority
 * leads. So an epoch has at most one leader.
 *
 * <p>Why is the vote on the disk before it is told? A Sentinel that is restarted must not vote for
 * another one in the same epoch.
 *
 * <p>Why does a vote put off an own attempt ({@link Master#failoverStart})? Otherwise Sentinels
 * that find a master down at the same time would again and again vote for themselves, each in an
 * epoch of its own.
 */
public final class Election {
  /** Maximum number of milliseconds by which Sentinels that do the same drift apart. */
  private static final int MAX_DESYNC = 1000;

  private final SentinelState state;
  private final Events events;
  private final StateFile file;
  private final RandomStream random;

  /**
   * A vote.
   *
   * @param leader the Sentinel that this one has voted for; null if it has not voted yet
   * @param epoch the epoch of that vote
   */
  public record Vote(@Nullable String leader, long epoch) {}

  public Election(SentinelState state, Events events, StateFile file, RandomStream random) {
    this.state = state;
    this.events = events;
    this.file = file;
    this.random = random;
  }

  /** Returns the moment from which the time of a failover counts: now, or a bit later. */
  long soon() {
    return state.now() + random.nextInt(MAX_DESYNC);
  }

  // tag::vote[]
  /**
   * Votes for a Sentinel, unless this one has voted in that epoch or a later one.
   *
   * @return the vote that counts
   */
  public Vote vote(Master master, long epoch, String candidate) {
    if (epoch > state.currentEpoch) {
      state.currentEpoch = epoch;
      file.flush();
      events.publish(LogLevel.WARNING, "+new-epoch", master, Long.toString(epoch));
    }
    if (master.leaderEpoch < epoch && state.currentEpoch <= epoch) {
      master.leader = candidate;
      master.leaderEpoch = state.currentEpoch;
      file.flush();
      events.publish(
          LogLevel.WARNING, "+vote-for-leader", master, candidate + " " + master.leaderEpoch);
      if (!candidate.equalsIgnoreCase(state.id)) {
        master.failoverStart = soon();
      }
    }
    return new Vote(master.leader, master.leaderEpoch);
  }

  // end::vote[]

  /**
   * Returns the leader of an epoch: the Sentinel with the votes of more than half of all Sentinels,
   * and of at least as many as the quorum asks for. Sentinels that are down count as well. This
   * Sentinel votes now if it has not: for the one with most votes, or for itself.
   *
   * @return the id of the leader; null if there is none yet
   */
  // tag::leader[]
  @Nullable String leader(Master master, long epoch) {
    var votes = new LinkedHashMap<String, Integer>();
    for (var sentinel : master.sentinels().values()) {
      if (sentinel.leader != null && sentinel.leaderEpoch == state.currentEpoch) {
        votes.merge(sentinel.leader, 1, Integer::sum);
      }
    }
    var most = most(votes);
    var own = vote(master, epoch, most == null ? state.id : most);
    if (own.leader() != null && own.epoch() == epoch) {
      votes.merge(own.leader(), 1, Integer::sum);
    }
    var winner = most(votes);
    int voters = master.sentinels().size() + 1;
    int needed = Math.max(voters / 2 + 1, master.quorum);
    return winner != null && votes.getOrDefault(winner, 0) >= needed ? winner : null;
  }

  // end::leader[]

  private static @Nullable String most(Map<String, Integer> votes) {
    String most = null;
    int max = 0;
    for (var entry : votes.entrySet()) {
      if (entry.getValue() > max) {
        max = entry.getValue();
        most = entry.getKey();
      }
    }
    return most;
  }
}
