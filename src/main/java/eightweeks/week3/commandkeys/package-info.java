/**
 * Which arguments of a command are keys or channels: COMMAND GETKEYS, the slot of a transaction,
 * and access control lists ask.
 *
 * <p>Answers to {@code db.c: getKeysFromCommand()}, {@code getChannelsFromCommand()}. Commands
 * declare it with a {@code KeySpec} or {@code ChannelSpec} of week 1; here it is applied to
 * arguments.
 */
@NullMarked
package eightweeks.week3.commandkeys;

import org.jspecify.annotations.NullMarked;
