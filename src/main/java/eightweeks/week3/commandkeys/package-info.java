/**
 * Which arguments of a command are keys or channels: COMMAND GETKEYS, the slot of a transaction,
 * and access control lists ask.
 *
 * <p>Answers to {@code db.c: getKeysFromCommand()}, {@code getChannelsFromCommand()}. Commands
 * declare it with a {@link eightweeks.week3.commandkeys.KeySpec} or {@link
 * eightweeks.week3.commandkeys.ChannelSpec}.
 */
@NullMarked
package eightweeks.week3.commandkeys;

import org.jspecify.annotations.NullMarked;
