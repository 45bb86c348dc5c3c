package eightweeks.week4.sentinel.monitoring;

import eightweeks.week4.sentinel.config.StateFile;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.AddressException;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.SentinelState;
import eightweeks.week4.sentinel.scripts.ScriptQueue;

/**
 * Has the name of a master mean another server: the end of a failover, for its leader and for all
 * who hear of it.
 *
 * <p>Answers to {@code sentinel.c: sentinelResetMasterAndChangeAddress(),
 * sentinelFailoverSwitchToPromotedSlave()}.
 */
public final class MasterSwitch {
  private final SentinelState state;
  private final Events events;
  private final StateFile file;
  private final ScriptQueue scripts;

  public MasterSwitch(SentinelState state, Events events, StateFile file, ScriptQueue scripts) {
    this.state = state;
    this.events = events;
    this.file = file;
    this.scripts = scripts;
  }

  /** Called when another Sentinel has told the new address of a master. */
  void followOthers(Master master, String host, int port) {
    events.switchMaster(master, host, port);
    var old = master.address;
    move(master, host, port);
    scripts.reconfigureClients(master, false, old, master.address);
  }

  /** The failover that this Sentinel has led is at its end. */
  public void toPromoted(Master master) {
    var promoted = master.promoted;
    var to = promoted == null ? master.address : promoted.address;
    events.switchMaster(master, state.addresses().shown(to), to.port());
    move(master, to.host(), to.port());
  }

  private void move(Master master, String host, int port) {
    try {
      var replicas = state.instances().moveMaster(master, host, port);
      replicas.forEach(replica -> events.notice("+slave", replica));
      file.flush();
    } catch (AddressException _) {
      // The name leads nowhere, so the old address stays.
    }
  }
}
