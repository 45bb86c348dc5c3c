/**
 * redis-cli: the command line client.
 *
 * <p>A client stands outside the weeks: it opens its own sockets, reads clocks and terminals, and
 * uses nothing of the server. It speaks RESP2 and RESP3 to any Redis.
 *
 * <p>Where to start reading: {@code RedisCli} picks a mode from the command line. Then, each of
 * them using only those above it:
 *
 * <ul>
 *   <li>{@code text}, {@code environment}: bytes, and what lies outside the program.
 *   <li>{@code resp}, {@code format}: what the server said ({@code ServerReply}), and how it is
 *       shown ({@code ReplyFormatter}).
 *   <li>{@code options}: what the command line asks for.
 *   <li>{@code connection}: {@code Session} owns the connection.
 *   <li>{@code help}: HELP, completion and hints.
 *   <li>{@code command}: {@code CommandRunner} sends a command and shows what comes back.
 *   <li>{@code prompt}: {@code Repl} is the prompt. {@code LineEditor} alone knows the line editing
 *       library; without it the prompt still works, as a plain line reader.
 *   <li>{@code modes}: the tools, one class for each ({@code PipeMode}, {@code BigKeys}, {@code
 *       LatencyMode}).
 * </ul>
 */
@NullMarked
package eightweeks.cli;

import org.jspecify.annotations.NullMarked;
