package eightweeks.week4.sentinel.instances;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that this Sentinel watches.
 *
 * <p>Answers to {@code sentinel.c: sentinelRedisInstance}, which has the fields of all three kinds
 * in one structure. All times are milliseconds of the steady time; 0 means never.
 */
public abstract sealed class Instance permits DataInstance, OtherSentinel {
  private final String name;

  /** Its run id; that of a Sentinel is the id from its configuration. Null until it is known. */
  public @Nullable String runId;

  public Address address;
  public InstanceLink link;

  /** When a hello message was last sent to it. */
  public long lastPublish;

  /** Whether it does not answer, as far as this Sentinel sees (subjectively down). */
  public boolean subjectivelyDown;

  /** When it last became subjectively down; the value stays when it is up again. */
  public long subjectivelyDownSince;

  /** How long it may be silent before it counts as down. */
  public long downAfter;

  private boolean gone;

  Instance(String name, Address address, long now, long downAfter) {
    this.name = name;
    this.address = address;
    this.downAfter = downAfter;
    link = new InstanceLink(now);
    lastPublish = now;
  }

  public final String name() {
    return name;
  }

  /** Returns "master", "slave" or "sentinel", as events and replies call it. */
  public abstract String type();

  /** Returns the master that it belongs to; a master returns itself. */
  public abstract Master master();

  /** Returns the name that a command has on this instance (rename-command). */
  public final String commandName(String command) {
    return master().renamedCommands.getOrDefault(command, command);
  }

  /** Returns whether it is not watched any more. */
  public final boolean isGone() {
    return gone;
  }

  /** It is not watched any more. */
  void remove() {
    gone = true;
    link.release();
  }

  /** Returns the flags as SENTINEL MASTER and its relatives show them. */
  public final String flags() {
    var flags = new ArrayList<String>();
    add(flags, "s_down", subjectivelyDown);
    addFlags(flags);
    return String.join(",", flags);
  }

  /** Adds all flags behind s_down, in the order that Redis has. */
  abstract void addFlags(List<String> flags);

  static void add(List<String> flags, String flag, boolean isSet) {
    if (isSet) {
      flags.add(flag);
    }
  }
}
