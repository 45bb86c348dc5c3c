/**
 * How a server with data ends: it saves first, waits for its replicas, and may refuse.
 *
 * <p>Answers to {@code server.c: prepareForShutdown()}, {@code db.c: shutdownCommand()}.
 */
@NullMarked
package eightweeks.week3.shutdown;

import org.jspecify.annotations.NullMarked;
