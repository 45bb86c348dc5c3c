package eightweeks.week4.sentinel.instances;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A master that is monitored, with everything that belongs to it: its replicas, the Sentinels that
 * watch it too, its configuration, and the failover that may be under way.
 */
public final class Master extends DataInstance {
  private final Map<String, Replica> replicas = new LinkedHashMap<>();
  private final Map<String, OtherSentinel> sentinels = new LinkedHashMap<>();

  /** How many Sentinels must find it down before it counts as objectively down. */
  public int quorum;

  /** How many replicas may be without data at a time while they are given a new master. */
  public int parallelSyncs = 1;

  public @Nullable String authPass;
  public @Nullable String authUser;
  public @Nullable String notificationScript;
  public @Nullable String clientReconfigScript;

  /** The names that commands have on this master and its replicas, by their proper names. */
  public final Map<String, String> renamedCommands = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** How long a master that was restarted may load its data; 0 for no limit. */
  public long rebootDownAfter;

  /** Whether it was restarted and has not said PONG since. */
  public boolean rebooting;

  public long rebootingSince;

  /** Whether enough Sentinels find it down (objectively down). */
  public boolean objectivelyDown;

  /** When it last became objectively down; the value stays when it is up again. */
  public long objectivelyDownSince;

  /** The epoch of its configuration: the newest one wins. */
  public long configEpoch;

  /** The Sentinel that this one has voted for, and the epoch of that vote. */
  public @Nullable String leader;

  public long leaderEpoch;

  // The failover under way.
  public boolean failoverInProgress;

  /** Whether SENTINEL FAILOVER asked for it: no leader has to be elected. */
  public boolean failoverForced;

  public FailoverState failoverState = FailoverState.NONE;
  public long failoverStateSince;
  public long failoverEpoch;

  /** When a failover was last begun here, or by the Sentinel that was voted for. */
  public long failoverStart;

  public long failoverTimeout;

  /** The failoverStart for which the log says how long the next one is put off. */
  public long delayLoggedFor;

  /** The replica that becomes the master. */
  public @Nullable Replica promoted;

  Master(String name, Address address, long now, Periods periods, int quorum) {
    super(name, address, now, periods.of(Periods.Period.DEFAULT_DOWN_AFTER), Role.MASTER);
    this.quorum = quorum;
    failoverTimeout = periods.of(Periods.Period.DEFAULT_FAILOVER_TIMEOUT);
  }

  @Override
  public String type() {
    return "master";
  }

  @Override
  public Role role() {
    return Role.MASTER;
  }

  @Override
  public Master master() {
    return this;
  }

  /** Returns its replicas by name, {@code ip:port}. */
  public Map<String, Replica> replicas() {
    return replicas;
  }

  /** Returns the other Sentinels that watch it, by id. */
  public Map<String, OtherSentinel> sentinels() {
    return sentinels;
  }

  /** Returns whether any of it is down. */
  public boolean isDown() {
    return subjectivelyDown || objectivelyDown;
  }

  /** Moves on to a state of a failover. */
  public void failoverState(FailoverState next, long now) {
    failoverState = next;
    failoverStateSince = now;
  }

  /**
   * Returns the address that clients are told: that of the promoted replica as soon as it has said
   * that it is a master.
   */
  public Address currentAddress() {
    return failoverInProgress
            && promoted != null
            && failoverState.compareTo(FailoverState.RECONF_SLAVES) >= 0
        ? promoted.address
        : address;
  }

  /** Sets how long the master, its replicas and the other Sentinels may be silent. */
  public void downAfterForAll(long millis) {
    downAfter = millis;
    replicas.values().forEach(replica -> replica.downAfter = millis);
    sentinels.values().forEach(sentinel -> sentinel.downAfter = millis);
  }

  /** Closes the connections to it and its replicas; they are made again. */
  public void closeLinks() {
    link.close();
    replicas.values().forEach(replica -> replica.link.close());
  }

  void removeReplicas() {
    replicas.values().forEach(Instance::remove);
    replicas.clear();
    promoted = null;
  }

  void removeSentinels() {
    sentinels.values().forEach(Instance::remove);
    sentinels.clear();
  }

  @Override
  void remove() {
    removeReplicas();
    removeSentinels();
    super.remove();
  }

  /** Forgets what has happened to it: it is as if it was monitored from now on. */
  void restart(long now) {
    link.close();
    link.restart(now);
    subjectivelyDown = false;
    objectivelyDown = false;
    scriptKillSent = false;
    rebooting = false;
    failoverInProgress = false;
    failoverForced = false;
    leader = null;
    failoverState(FailoverState.NONE, 0);
    failoverStart = 0;
    promoted = null;
    runId = null;
    reportedMasterHost = null;
    reportedRole = Role.MASTER;
    reportedRoleSince = now;
  }

  @Override
  void addFlags(List<String> flags) {
    add(flags, "o_down", objectivelyDown);
    flags.add("master");
    add(flags, "disconnected", link.disconnected);
    add(flags, "failover_in_progress", failoverInProgress);
    add(flags, "force_failover", failoverForced);
    add(flags, "script_kill_sent", scriptKillSent);
    add(flags, "master_reboot", rebooting);
  }
}
