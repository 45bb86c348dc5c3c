/**
 * A client of other servers that never waits: it sends commands, and a callback gets each reply.
 *
 * <p>Answers to hiredis, as far as Sentinel uses it: {@code async.c: redisAsyncCommand()}, {@code
 * read.c: redisReaderGetReply()}.
 */
@NullMarked
package eightweeks.week4.sentinel.client;

import org.jspecify.annotations.NullMarked;
