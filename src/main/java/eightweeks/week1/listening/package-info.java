/**
 * Ports: the types of connections, the addresses to listen on, and the acceptance of clients.
 *
 * <p>Answers to {@code connection.c}, {@code server.c: initListeners()}, {@code networking.c:
 * acceptCommonHandler()}.
 */
@NullMarked
package eightweeks.week1.listening;

import org.jspecify.annotations.NullMarked;
