/**
 * From the arguments of a command to the code that runs it: the command table, the checks before a
 * command, and the call itself.
 *
 * <p>Answers to {@code server.c: processCommand()}, {@code call()}, {@code lookupCommand()}. A
 * command is a class that extends {@link eightweeks.week1.dispatch.Command} and says of itself what
 * it is ({@link eightweeks.week1.dispatch.CommandSpec}); a {@link eightweeks.week1.dispatch.Gate}
 * is a check that a week puts in its fixed place before commands.
 */
@NullMarked
package eightweeks.week1.dispatch;

import org.jspecify.annotations.NullMarked;
