package eightweeks.week4.safety;

import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.Pauses;
import eightweeks.week3.shutdown.Shutdown;
import eightweeks.week4.master.Replicas;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationRole;
import java.util.Set;

/**
 * Has a shutdown wait until the replicas have the whole stream, so that one of them can be promoted
 * without a loss.
 *
 * <p>Answers to {@code server.c: prepareForShutdown(), isReadyToShutdown()}. Writes are paused
 * meanwhile. After {@code shutdown-timeout} seconds the server ends all the same.
 */
final class ShutdownWait {
  private static final long MILLIS = 1000;

  private final LoopTime time;
  private final Log log;
  private final Pauses pauses;
  private final ReplicationDirectives directives;
  private final ReplicationRole role;
  private final Replicas replicas;

  /** When the wait ends, in milliseconds of the steady time; 0 if there is no wait. */
  private long deadline;

  ShutdownWait(
      ServerBuilder server,
      ReplicationDirectives directives,
      ReplicationRole role,
      Replicas replicas) {
    time = server.loop().time();
    log = server.log();
    pauses = server.need(Pauses.SERVICE);
    this.directives = directives;
    this.role = role;
    this.replicas = replicas;
    server.need(Shutdown.SERVICE).steps().add(this::step);
    server.need(Shutdown.SERVICE).cancellations().add(this::cancel);
    server.info().add(Info.Section.SERVER, this::tell);
  }

  private Shutdown.Answer step(Set<Shutdown.Option> options) {
    boolean lags = !role.isReplica() && replicas.countLagging() > 0;
    long seconds = directives.shutdownTimeout.value();
    boolean begins = deadline == 0;
    if (begins && (!lags || seconds == 0 || options.contains(Shutdown.Option.NOW))) {
      return ready(lags);
    }
    if (begins) {
      deadline = time.steadyMillis() + seconds * MILLIS;
      pauses.pause(Pauses.Purpose.SHUTDOWN, Long.MAX_VALUE / 2, Pauses.ALL_WRITES);
      log.notice("Waiting for replicas before shutting down.");
      replicas.requestAcknowledgements();
    }
    if (lags && time.steadyMillis() < deadline) {
      return Shutdown.Answer.WAIT;
    }
    return ready(lags);
  }

  private Shutdown.Answer ready(boolean lags) {
    int online = replicas.countOnline();
    if (lags) {
      replicas.logLagging();
    }
    if (online > 0) {
      log.notice(
          (online - replicas.countLagging())
              + " of "
              + online
              + " replicas are in sync when shutting down.");
    }
    replicas.flush();
    deadline = 0;
    return Shutdown.Answer.READY;
  }

  private void tell(Info.Writer info) {
    if (deadline != 0) {
      info.field("shutdown_in_milliseconds", deadline - time.steadyMillis());
    }
  }

  private void cancel() {
    deadline = 0;
    pauses.unpause(Pauses.Purpose.SHUTDOWN);
  }
}
