package eightweeks.week4.sentinel.failover;

import eightweeks.week1.log.Log;
import eightweeks.week4.sentinel.client.ReplyValue;
import eightweeks.week4.sentinel.instances.FailoverState;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.OtherSentinel;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.SentinelState;

/**
 * Asks the other Sentinels whether a master is down, and for their votes.
 *
 * <p>Answers to {@code sentinel.c: sentinelAskMasterStateToOtherSentinels(),
 * sentinelReceiveIsMasterDownReply()}. One command serves for both: with {@code *} in place of an
 * id it only asks, with the own id it asks to be elected.
 */
public final class Poll {
  /** An answer counts for this number of ask periods. */
  private static final int VALID_PERIODS = 5;

  private final SentinelState state;
  private final Log log;

  public Poll(SentinelState state, Log log) {
    this.state = state;
    this.log = log;
  }

  /**
   * Asks all Sentinels of a master that is down.
   *
   * @param atOnce whether to ask again, even if the last answer is fresh: an election has begun
   */
  public void ask(Master master, boolean atOnce) {
    // tag::ask[]
    for (var sentinel : master.sentinels().values()) {
      long age = state.now() - sentinel.lastMasterDownReply;
      long period = state.period(Period.ASK_PERIOD);
      if (age > VALID_PERIODS * period) {
        sentinel.saysMasterDown = false;
        sentinel.leader = null;
      }
      if (master.subjectivelyDown && !sentinel.link.disconnected && (atOnce || age >= period)) {
        ask(master, sentinel);
      }
    }
    // end::ask[]
  }

  private void ask(Master master, OtherSentinel sentinel) {
    boolean wantsVote = master.failoverState != FailoverState.NONE;
    sentinel.link.send(
        sentinel,
        reply -> answered(sentinel, reply),
        "SENTINEL",
        "is-master-down-by-addr",
        state.addresses().shown(master.address),
        Integer.toString(master.address.port()),
        Long.toString(state.currentEpoch),
        wantsVote ? state.id : "*");
  }

  private void answered(OtherSentinel sentinel, ReplyValue reply) {
    if (!(reply instanceof ReplyValue.Elements(var values))
        || values.size() != 3
        || !(values.get(0) instanceof ReplyValue.Whole(long down))
        || !(values.get(1) instanceof ReplyValue.Bulk(String leader))
        || !(values.get(2) instanceof ReplyValue.Whole(long epoch))) {
      return; // an error: the last answer gets too old
    }
    sentinel.lastMasterDownReply = state.now();
    sentinel.saysMasterDown = down == 1;
    if (!leader.equals("*")) {
      if (sentinel.leaderEpoch != epoch) {
        log.notice(sentinel.name() + " voted for " + leader + " " + epoch);
      }
      sentinel.leader = leader;
      sentinel.leaderEpoch = epoch;
    }
  }
}
