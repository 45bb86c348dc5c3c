/**
 * Blocked clients: they wait for a key (BLPOP), for the end of a pause, for replicas (week 4).
 *
 * <p>Answers to {@code blocked.c}, {@code timeout.c} and CLIENT PAUSE of {@code networking.c}. A
 * command that finds nothing blocks its client on keys and returns without a reply ({@link
 * eightweeks.week3.blocking.Blocking}). When one of the keys is ready, the same command is
 * re-executed from the start. So a blocking command is an ordinary one with one line more.
 */
@NullMarked
package eightweeks.week3.blocking;

import org.jspecify.annotations.NullMarked;
