package eightweeks.week4.sentinel.failover;

import eightweeks.week4.sentinel.config.StateFile;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.DataInstance;
import eightweeks.week4.sentinel.instances.DataInstance.Role;
import eightweeks.week4.sentinel.instances.FailoverState;
import eightweeks.week4.sentinel.instances.Instance;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.Periods.Period;
import eightweeks.week4.sentinel.instances.Replica;
import eightweeks.week4.sentinel.instances.Replica.Reconfiguration;
import eightweeks.week4.sentinel.instances.SentinelState;
import eightweeks.week4.sentinel.instances.SentinelState.Crash;
import eightweeks.week4.sentinel.monitoring.Hello;
import eightweeks.week4.sentinel.monitoring.InfoRefresh;
import eightweeks.week4.sentinel.scripts.ScriptQueue;

/**
 * Acts on the role that a replica reports: a promotion has succeeded; a replica thinks that it is a
 * master, or follows another one.
 *
 * <p>Answers to the acting half of {@code sentinel.c: sentinelRefreshInstanceInfo()}. A master that
 * reports to be a replica is not touched: it counts as down after a while, and a failover follows.
 */
public final class RoleWatch implements InfoRefresh.Listener {
  /** A replica that says it is a master is left alone for this number of hello periods. */
  private static final int PATIENCE = 4;

  private final SentinelState state;
  private final Events events;
  private final StateFile file;
  private final ScriptQueue scripts;
  private final Hello hello;
  private final FailoverMachine machine;

  public RoleWatch(
      SentinelState state,
      Events events,
      StateFile file,
      ScriptQueue scripts,
      Hello hello,
      FailoverMachine machine) {
    this.state = state;
    this.events = events;
    this.file = file;
    this.scripts = scripts;
    this.hello = hello;
    this.machine = machine;
  }

  @Override
  public void refreshed(DataInstance instance) {
    if (state.tilt || !(instance instanceof Replica replica)) {
      return;
    }
    if (replica.reportedRole == Role.MASTER) {
      isMaster(replica, replica.master());
    } else if (replica.reportedRole == Role.REPLICA) {
      follows(replica, replica.master());
      reconfigured(replica, replica.master());
    }
  }

  private void isMaster(Replica replica, Master master) {
    if (replica.isPromoted
        && master.failoverInProgress
        && master.failoverState == FailoverState.WAIT_PROMOTION) {
      promoted(replica, master);
      return;
    }
    // It may be the new master of a failover that this Sentinel has not heard of yet.
    long patience = PATIENCE * state.period(Period.PUBLISH_PERIOD);
    if (!replica.isPromoted
        && looksSane(master)
        && wasUpFor(replica, patience)
        && state.now() - replica.reportedRoleSince > patience
        && machine.roles().send(replica, master.address)) {
      events.notice("+convert-to-slave", replica);
    }
  }

  /** The new master is one: from now on all Sentinels are told of it. */
  private void promoted(Replica replica, Master master) {
    master.configEpoch = master.failoverEpoch;
    master.failoverState(FailoverState.RECONF_SLAVES, state.now());
    file.flush();
    events.warning("+promoted-slave", replica);
    machine.crashIf(Crash.AFTER_PROMOTION);
    events.warning("+failover-state-reconf-slaves", master);
    scripts.reconfigureClients(master, true, master.address, replica.address);
    hello.sendSoon(master);
  }

  private void follows(Replica replica, Master master) {
    boolean right =
        state
            .addresses()
            .isAt(master.address, replica.reportedMasterHost, replica.reportedMasterPort);
    long patience = master.failoverTimeout;
    if (!right
        && looksSane(master)
        && wasUpFor(replica, patience)
        && state.now() - replica.reportedMasterSince > patience
        && machine.roles().send(replica, master.address)) {
      events.notice("+fix-slave-config", replica);
    }
  }

  private void reconfigured(Replica replica, Master master) {
    var promoted = master.promoted;
    if (replica.reconfiguration == Reconfiguration.SENT
        && promoted != null
        && state
            .addresses()
            .isAt(promoted.address, replica.reportedMasterHost, replica.reportedMasterPort)) {
      replica.reconfiguration = Reconfiguration.IN_PROGRESS;
      events.notice("+slave-reconf-inprog", replica);
    }
    if (replica.reconfiguration == Reconfiguration.IN_PROGRESS && replica.masterLinkUp) {
      replica.reconfiguration = Reconfiguration.DONE;
      events.notice("+slave-reconf-done", replica);
    }
  }

  /** Returns whether a master is up, and is one: only then other servers are told to follow it. */
  private boolean looksSane(Master master) {
    return master.reportedRole == Role.MASTER
        && !master.isDown()
        && state.now() - master.lastInfo < 2 * state.period(Period.INFO_PERIOD);
  }

  private boolean wasUpFor(Instance instance, long millis) {
    return instance.subjectivelyDownSince == 0
        || state.now() - instance.subjectivelyDownSince > millis;
  }
}
