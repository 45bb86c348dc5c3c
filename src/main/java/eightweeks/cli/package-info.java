/**
 * redis-cli: the command line client.
 *
 * <p>A client stands outside the weeks: it opens its own sockets, reads clocks and terminals, and
 * uses nothing of the server. It speaks RESP2 and RESP3 to any Redis.
 *
 * <p>Where to start reading: {@code RedisCli} picks a mode from the command line; {@code Session}
 * owns the connection; {@code CommandRunner} sends a command and shows what comes back; {@code
 * Repl} is the prompt. A {@code Reply} is what the server said, a {@code ReplyFormatter} how it is
 * shown. Everything else is one tool of its own ({@code PipeMode}, {@code BigKeys}, {@code
 * LatencyMode}). {@code LineEditor} alone knows the line editing library; without it the prompt
 * still works, as a plain line reader.
 */
@NullMarked
package eightweeks.cli;

import org.jspecify.annotations.NullMarked;
