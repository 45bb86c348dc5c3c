/**
 * Clients: how they are born, read, answered, limited and closed.
 *
 * <p>Answers to {@code networking.c}. A connection becomes a {@link
 * eightweeks.week1.networking.Client}; {@link eightweeks.week1.networking.QueryReader} reads its
 * bytes and hands every complete command to a {@link eightweeks.week1.networking.CommandExecutor};
 * {@link eightweeks.week1.networking.ReplyWriter} writes what was answered, once a turn, just
 * before the loop sleeps.
 */
@NullMarked
package eightweeks.week1.networking;

import org.jspecify.annotations.NullMarked;
