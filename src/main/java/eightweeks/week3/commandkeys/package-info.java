/**
 * Finds the arguments of a command that are keys or channels, for COMMAND GETKEYS, the slot of a
 * transaction, and access control lists.
 *
 * <p>Answers to {@code db.c: getKeysFromCommand()}, {@code getChannelsFromCommand()}. Commands
 * declare them with a {@link eightweeks.week3.commandkeys.KeySpec} or {@link
 * eightweeks.week3.commandkeys.ChannelSpec}.
 */
@NullMarked
package eightweeks.week3.commandkeys;

import org.jspecify.annotations.NullMarked;
