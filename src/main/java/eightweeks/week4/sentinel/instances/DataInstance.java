package eightweeks.week4.sentinel.instances;

import org.jspecify.annotations.Nullable;

/** A server with data, master or replica: it is asked for INFO. */
public abstract sealed class DataInstance extends Instance permits Master, Replica {
  /** The role of a server, as its INFO says. */
  public enum Role {
    /** INFO names no role, or none that is known. */
    NONE,
    MASTER,
    REPLICA
  }

  /** When INFO has come last. */
  public long lastInfo;

  /** The text of it, for SENTINEL INFO-CACHE. */
  public @Nullable String info;

  /**
   * The role that it reports, and since when. A Sentinel waits for a while before it changes a
   * server whose role is wrong, so that the leader of a failover has time to tell why.
   */
  public Role reportedRole;

  public long reportedRoleSince;

  /** The master that it reports. */
  public @Nullable String reportedMasterHost;

  public int reportedMasterPort;

  /** When that has changed last. */
  public long reportedMasterSince;

  /** Whether it reports that the link to its master is up. */
  public boolean masterLinkUp;

  /** How long it reports that link to be down, in milliseconds. */
  public long masterLinkDownTime;

  /** Whether SCRIPT KILL was sent to it since it went down. */
  public boolean scriptKillSent;

  DataInstance(String name, Address address, long now, long downAfter, Role role) {
    super(name, address, now, downAfter);
    reportedRole = role;
    reportedRoleSince = now;
    reportedMasterSince = now;
  }

  /** Returns the role that it is known to have. */
  public abstract Role role();
}
