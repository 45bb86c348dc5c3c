/**
 * Shows the commands that the server runs, and the work that makes it slow: MONITOR, SLOWLOG and
 * LATENCY.
 *
 * <p>Answers to {@code slowlog.c}, {@code latency.c}, {@code sparkline.c}, {@code server.c:
 * monitorCommand()}, {@code replication.c: replicationFeedMonitors()}. Three views, from the most
 * detailed to the least detailed: {@link eightweeks.week5.latency.Monitors} show every command as
 * it comes, {@link eightweeks.week5.latency.SlowLog} keeps those that took long, {@link
 * eightweeks.week5.latency.LatencyEvents} keeps when which kind of work took long. All three hear
 * of a command behind its run ({@link eightweeks.week3.command.CommandWatcher}), and cost a
 * comparison each while they are not used.
 */
@NullMarked
package eightweeks.week5.latency;

import org.jspecify.annotations.NullMarked;
