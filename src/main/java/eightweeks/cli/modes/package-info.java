/**
 * The modes of redis-cli that are a tool of their own: --pipe, --scan, --bigkeys, --memkeys,
 * --hotkeys, --stat, --latency and its relatives.
 *
 * <p>Answers to redis-cli.c: pipeMode(), findBigKeys(), findHotKeys(), statMode(), latencyMode(),
 * latencyDistMode(), intrinsicLatencyMode().
 */
@NullMarked
package eightweeks.cli.modes;

import org.jspecify.annotations.NullMarked;
