/**
 * How a server comes to be: the features of the weeks are installed, the configuration is read, the
 * ports are opened, the cron begins, the loop turns; and how all that ends.
 *
 * <p>Answers to {@code server.c: main()}, {@code initServer()}, {@code serverCron()}, {@code
 * prepareForShutdown()}, {@code genRedisInfoString()}.
 */
@NullMarked
package eightweeks.week1.startup;

import org.jspecify.annotations.NullMarked;
