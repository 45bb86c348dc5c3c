package eightweeks.week1.heartbeat;

import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/**
 * A server that says now and then that it is alive: a line of the log every so many seconds.
 *
 * <p>Two directives of its own: {@code heartbeat-period}, in seconds, 0 for no heartbeat (so it
 * begins), at most an hour; and {@code heartbeat-text}, what the line says, "still here" unless it
 * is set. INFO tells how many beats there were: {@code heartbeats} in {@link Info.Section#STATS}.
 */
public final class Heartbeat implements Feature {
  private static final int SECOND = 1000;

  /** Seconds since the last beat. */
  private long silence;

  private long beats;

  @Override
  public void install(ServerBuilder server) {
    var period = server.config().integer("heartbeat-period", 0).range(0, 3600);
    var text = server.config().string("heartbeat-text", "still here");
    server.info().add(Info.Section.STATS, info -> info.field("heartbeats", beats));
    server
        .cron()
        .every(
            SECOND,
            () -> {
              silence++;
              if (period.value() != 0 && silence >= period.value()) {
                silence = 0;
                beats++;
                server.log().notice(text.value());
              }
            });
  }
}
