/**
 * Finds the command for its arguments, checks whether it may run, and calls it.
 *
 * <p>Answers to {@code server.c: processCommand()}, {@code call()}, {@code lookupCommand()}. A
 * command is a class that extends {@link eightweeks.week1.dispatch.Command} and declares itself
 * with a {@link eightweeks.week1.dispatch.CommandSpec}; a {@link eightweeks.week1.dispatch.Gate} is
 * the fixed place of a check before commands, which a week installs.
 */
@NullMarked
package eightweeks.week1.dispatch;

import org.jspecify.annotations.NullMarked;
