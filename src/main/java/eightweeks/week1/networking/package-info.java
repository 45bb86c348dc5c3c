/**
 * Clients: how they are created, read, answered, limited and closed.
 *
 * <p>Answers to {@code networking.c} and {@code connection.c}. Three words that are not the same:
 *
 * <ul>
 *   <li>A <b>channel</b> ({@code eventloop.Channel}) is what the loop can wait for: a listening
 *       socket or a connection, with its handlers.
 *   <li>A <b>connection</b> ({@code eventloop.Connection}) is a channel that bytes are read from
 *       and written to. It has a {@link eightweeks.week1.listening.ConnectionType}: tcp, unix, tls.
 *   <li>A <b>client</b> ({@link eightweeks.week1.networking.Client}) is what the server knows of
 *       one sender of commands. Most have a connection; those of scripts and modules have none. A
 *       connection to another server has no client until its week creates one.
 * </ul>
 *
 * <p>The way of a query: {@link eightweeks.week1.listening.Listeners} accepts a connection and
 * creates a client; {@link eightweeks.week1.networking.QueryReader} reads its bytes and passes each
 * complete command to a {@link eightweeks.week1.networking.CommandExecutor}; {@link
 * eightweeks.week1.networking.ReplyWriter} writes the replies, once a turn, just before the loop
 * sleeps.
 */
@NullMarked
package eightweeks.week1.networking;

import org.jspecify.annotations.NullMarked;
