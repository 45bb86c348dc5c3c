package eightweeks.week4.sentinel.instances;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another Sentinel that watches the same master, found by its hello messages. */
public final class OtherSentinel extends Instance {
  private final Master master;

  /** When a hello message of it has come last. */
  public long lastHello;

  /** Whether it has said that the master is down, and when it has last said anything about that. */
  public boolean saysMasterDown;

  public long lastMasterDownReply;

  /** The Sentinel that it has voted for, and the epoch of that vote. */
  public @Nullable String leader;

  public long leaderEpoch;

  OtherSentinel(Master master, String id, Address address, long now) {
    super(id, address, now, master.downAfter);
    this.master = master;
    runId = id;
    lastHello = now;
    lastMasterDownReply = now;
  }

  @Override
  public String type() {
    return "sentinel";
  }

  @Override
  public Master master() {
    return master;
  }

  @Override
  void addFlags(List<String> flags) {
    flags.add("sentinel");
    add(flags, "disconnected", link.disconnected);
    add(flags, "master_down", saysMasterDown);
  }
}
