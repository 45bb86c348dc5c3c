/**
 * How a server starts and ends: the features of the weeks are installed, the configuration is read,
 * the ports are opened, the data is loaded, the loop turns.
 *
 * <p>Answers to {@code server.c: main()}, {@code initServer()}, {@code serverCron()}, {@code
 * finishShutdown()}.
 */
@NullMarked
package eightweeks.week1.startup;

import org.jspecify.annotations.NullMarked;
