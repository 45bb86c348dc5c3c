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
  @Override
  public void install(ServerBuilder server) {
    // Day 03. About twelve lines; `server` has all that is needed. To do:
    //
    // 1. Declare both directives (server.config()). Their value comes later, from the file, the
    //    command line or CONFIG SET: keep the directive, and ask it for its value when it matters.
    // 2. Add the field `heartbeats` to Info.Section.STATS (server.info()).
    // 3. Have the cron look once a second (server.cron(); it counts in milliseconds). When
    //    heartbeat-period seconds have passed since the last beat: count one, and log the text
    //    (server.log().notice()).
  }
}
