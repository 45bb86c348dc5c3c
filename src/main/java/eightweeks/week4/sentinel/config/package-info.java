/**
 * The lines of sentinel.conf: reads them at the start, and writes the state back so that a Sentinel
 * which is restarted goes on with the same promises.
 *
 * <p>Answers to {@code sentinel.c: sentinelHandleConfiguration(), rewriteConfigSentinelOption(),
 * sentinelFlushConfig()}.
 */
@NullMarked
package eightweeks.week4.sentinel.config;

import org.jspecify.annotations.NullMarked;
