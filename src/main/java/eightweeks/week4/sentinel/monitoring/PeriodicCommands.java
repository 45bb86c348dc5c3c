package eightweeks.week4.sentinel.monitoring;

import eightweeks.week4.sentinel.client.ReplyValue;
import eightweeks.week4.sentinel.instances.DataInstance;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.Replica;
import eightweeks.week4.sentinel.instances.SentinelState;

/**
 * Sends PING, INFO and hello messages, each when its time has come.
 *
 * <p>Answers to {@code sentinel.c: sentinelSendPeriodicCommands(), sentinelSendPing(),
 * sentinelPingReplyCallback()}.
 */
public final class PeriodicCommands {
  /**
   * Maximum number of commands that wait for replies on one link, for each instance that uses it.
   */
  private static final int MAX_PENDING = 100;

  /** How often INFO is sent to a replica that may become a master soon. */
  private static final long CLOSE_LOOK_MILLIS = 1000;

  private final SentinelState state;
  private final Hello hello;
  private final InfoRefresh info;

  public PeriodicCommands(SentinelState state, Hello hello, InfoRefresh info) {
    this.state = state;
    this.hello = hello;
    this.info = info;
  }

  /** Sends an instance what it is time for. */
  public void send(Instance instance) {
    var link = instance.link;
    if (link.disconnected || link.pending() >= MAX_PENDING * link.owners()) {
      return;
    }
    // tag::send[]
    long now = state.now();
    if (instance instanceof DataInstance data
        && (data.lastInfo == 0 || now - data.lastInfo > infoPeriod(data))) {
      link.send(data, reply -> infoReply(data, reply), "INFO");
    }
    long period = Math.min(instance.downAfter, state.period(Period.PING_PERIOD));
    if (now - link.lastPong > period && now - link.lastPing > period / 2) {
      ping(instance);
    }
    if (now - instance.lastPublish > state.period(Period.PUBLISH_PERIOD)) {
      hello.send(instance);
    }
    // end::send[]
  }

  /**
   * A replica is looked at closely while its master is down, because it may be promoted by another
   * Sentinel or by hand; and while its link to the master is down, so that the time of that is
   * known when a replica is selected.
   */
  private long infoPeriod(DataInstance instance) {
    var master = instance.master();
    boolean closely =
        instance instanceof Replica
            && (master.objectivelyDown
                || master.failoverInProgress
                || instance.masterLinkDownTime != 0);
    return closely ? CLOSE_LOOK_MILLIS : state.period(Period.INFO_PERIOD);
  }

  private void infoReply(DataInstance instance, ReplyValue reply) {
    if (reply instanceof ReplyValue.Bulk(String text)) {
      info.read(instance, text);
    }
  }

  /** Sends PING. */
  void ping(Instance instance) {
    var link = instance.link;
    if (link.send(instance, reply -> pong(instance, reply), "PING")) {
      link.lastPing = state.now();
      if (link.pingWaitsSince == 0) {
        link.pingWaitsSince = link.lastPing;
      }
    }
  }

  private void pong(Instance instance, ReplyValue reply) {
    var text =
        switch (reply) {
          case ReplyValue.Simple(String simple) -> simple;
          case ReplyValue.Failure(String error) -> error;
          default -> "";
        };
    var link = instance.link;
    if (text.startsWith("PONG") || text.startsWith("LOADING") || text.startsWith("MASTERDOWN")) {
      link.lastAvailable = state.now();
      link.pingWaitsSince = 0;
      if (instance instanceof Master master && text.startsWith("PONG")) {
        master.rebooting = false;
      }
    } else if (text.startsWith("BUSY")
        && instance instanceof DataInstance data
        && data.subjectivelyDown
        && !data.scriptKillSent) {
      link.send(data, _ -> {}, "SCRIPT", "KILL");
      data.scriptKillSent = true;
    }
    link.lastPong = state.now();
  }
}
