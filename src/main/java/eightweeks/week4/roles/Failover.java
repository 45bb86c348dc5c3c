package eightweeks.week4.roles;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.Pauses;
import eightweeks.week4.master.PromotionRequest;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replica.MasterLink;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import org.jspecify.annotations.Nullable;

/**
 * Hands the role of this master over to one of its replicas, without losing a write.
 *
 * <p>Answers to {@code replication.c: failoverCommand(), updateFailoverStatus(), abortFailover(),
 * clearFailoverState()}.
 *
 * <pre>
 *   NONE ── FAILOVER: writes are paused ──► WAIT_FOR_SYNC
 *    ▲                                          │ the replica has the whole stream,
 *    │ ABORT, or the time is over               │ or FORCE and the time is over
 *    ├──────────────────────────────────────────┤
 *    │                                          ▼
 *    └── the replica has said yes or no ── IN_PROGRESS: this server follows the replica,
 *                                          its PSYNC … FAILOVER makes that one a master
 * </pre>
 */
final class Failover implements MasterLink.FailoverListener, PromotionRequest {
  private static final CommandError NOT_A_REPLICA =
      new CommandError("ERR PSYNC FAILOVER can't be sent to a master.");
  private static final CommandError OTHER_ID =
      new CommandError("ERR PSYNC FAILOVER replid must match my replid.");

  /** The states of the class comment. */
  private enum State {
    NONE("no-failover"),
    WAIT_FOR_SYNC("waiting-for-sync"),
    IN_PROGRESS("failover-in-progress");

    private final String text;

    State(String text) {
      this.text = text;
    }
  }

  private final LoopTime time;
  private final Log log;
  private final Pauses pauses;
  private final ReplicationHistory history;
  private final ReplicationRole role;
  private final Replicas replicas;
  private @Nullable RoleChange change;
  private State state = State.NONE;

  /** The replica that becomes the master; null for the first one that has the whole stream. */
  private ReplicationRole.@Nullable Master target;

  /** When the time is over, in milliseconds of the steady time; 0 for never. */
  private long deadline;

  private boolean forces;

  Failover(
      ServerBuilder server, ReplicationHistory history, ReplicationRole role, Replicas replicas) {
    time = server.loop().time();
    log = server.log();
    pauses = server.need(Pauses.SERVICE);
    this.history = history;
    this.role = role;
    this.replicas = replicas;
  }

  void roleChange(RoleChange roleChange) {
    change = roleChange;
  }

  private RoleChange change() {
    if (change == null) {
      throw new IllegalStateException("not installed yet");
    }
    return change;
  }

  boolean isUnderWay() {
    return state != State.NONE;
  }

  @Override
  public boolean isFailingOver() {
    return isUnderWay();
  }

  @Override
  public boolean isInProgress() {
    return state == State.IN_PROGRESS;
  }

  // tag::start[]
  /**
   * Begins.
   *
   * @param to the replica, which is online; null for any
   * @param timeoutMillis 0 for none
   * @param force whether the replica becomes the master though it has not the whole stream when the
   *     time is over
   */
  void start(ReplicationRole.@Nullable Master to, long timeoutMillis, boolean force) {
    log.notice("FAILOVER requested" + (to == null ? "." : " to " + to.host() + ":" + to.port()));
    state = State.WAIT_FOR_SYNC;
    target = to;
    forces = force;
    deadline = timeoutMillis == 0 ? 0 : time.steadyMillis() + timeoutMillis;
    pauses.pause(Pauses.Purpose.FAILOVER, Long.MAX_VALUE / 2, Pauses.ALL_WRITES);
    replicas.pausePings(true); // a PING would move the offset that the replica has to reach
  }

  /**
   * Continues when a replica has the whole stream, or the timeout has passed: once a second, and at
   * each ACK.
   */
  void update() {
    if (state != State.WAIT_FOR_SYNC) {
      return;
    }
    var to = target;
    if (to != null && !replicas.isOnline(to.host(), to.port())) {
      log.warning("Failover target disconnected");
      clear();
      return;
    }
    if (deadline != 0 && time.steadyMillis() >= deadline) {
      if (forces && to != null) {
        log.notice(
            "Failover to " + to.host() + ":" + to.port() + " time out exceeded, failing over.");
        handOver(to);
      } else {
        abort("Replica never caught up before timeout");
      }
      return;
    }
    var ready = to == null ? replicas.anyAcknowledged(history.offset()) : to;
    if (ready != null && replicas.isAcknowledgedBy(ready.host(), ready.port(), history.offset())) {
      log.notice("Failover target is synced, failing over to " + ready.host() + ":" + ready.port());
      handOver(ready);
    }
  }

  private void handOver(ReplicationRole.Master to) {
    target = to;
    state = State.IN_PROGRESS;
    change().follow(to, null);
  }

  // end::start[]

  @Override
  public void accepted() {
    clear();
  }

  @Override
  public void rejected(String reason) {
    abort(reason);
  }

  /** Ends: this server is the master again, and takes writes. */
  void abort(String reason) {
    if (state == State.NONE) {
      return;
    }
    var to = target;
    log.notice(
        "Aborting failover"
            + (to == null ? "" : " to " + to.host() + ":" + to.port())
            + " at state "
            + state.text
            + ": "
            + reason);
    boolean followed = state == State.IN_PROGRESS;
    clear();
    if (followed) {
      change().promote("failover aborted", null);
    }
  }

  private void clear() {
    state = State.NONE;
    target = null;
    deadline = 0;
    forces = false;
    pauses.unpause(Pauses.Purpose.FAILOVER);
    replicas.pausePings(false);
  }

  // tag::promote[]
  @Override
  public void promote(Client client, String id) {
    log.notice("Failover request received for replid " + id + ".");
    if (!role.isReplica()) {
      throw NOT_A_REPLICA;
    }
    if (!id.equals(history.id())) {
      throw OTHER_ID;
    }
    change().promote("failover request", client);
  }

  // end::promote[]

  void tell(Info.Writer info) {
    info.field("master_failover_state", state.text);
  }
}
