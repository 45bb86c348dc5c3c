package eightweeks.week4.sentinel.instances;

import java.util.List;

/** A replica of a monitored master, found in the INFO of that master. */
public final class Replica extends DataInstance {
  private static final int DEFAULT_PRIORITY = 100;

  /** How far a failover has come with giving the replica its new master. */
  public enum Reconfiguration {
    NONE,
    /** REPLICAOF was sent. */
    SENT,
    /** It reports the new master, and is getting its data. */
    IN_PROGRESS,
    DONE
  }

  private final Master master;

  /** Its replica-priority: the lowest one is promoted first, 0 never. */
  public int priority = DEFAULT_PRIORITY;

  /** Whether it wants to be shown (replica-announced). */
  public boolean announced = true;

  /** How many bytes of its master's history it has. */
  public long offset;

  /** Whether it was selected to become the master. */
  public boolean isPromoted;

  public Reconfiguration reconfiguration = Reconfiguration.NONE;

  /** When REPLICAOF was sent. */
  public long reconfigurationSent;

  Replica(Master master, String name, Address address, long now) {
    super(name, address, now, master.downAfter, Role.REPLICA);
    this.master = master;
  }

  @Override
  public String type() {
    return "slave";
  }

  @Override
  public Role role() {
    return Role.REPLICA;
  }

  @Override
  public Master master() {
    return master;
  }

  @Override
  void addFlags(List<String> flags) {
    flags.add("slave");
    add(flags, "disconnected", link.disconnected);
    add(flags, "promoted", isPromoted);
    add(flags, "reconf_sent", reconfiguration == Reconfiguration.SENT);
    add(flags, "reconf_inprog", reconfiguration == Reconfiguration.IN_PROGRESS);
    add(flags, "reconf_done", reconfiguration == Reconfiguration.DONE);
    add(flags, "script_kill_sent", scriptKillSent);
  }
}
