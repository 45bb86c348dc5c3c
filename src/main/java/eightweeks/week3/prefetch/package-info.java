/**
 * Reads keys from memory before the commands that need them run, so that the processor waits for
 * many of them at once. Redis 7.2 does not do this.
 */
@NullMarked
package eightweeks.week3.prefetch;

import org.jspecify.annotations.NullMarked;
