/**
 * Ports: the types of connections, the addresses that the server listens on, and who is let in.
 *
 * <p>Answers to {@code connection.c}, {@code server.c: initListeners()}, {@code networking.c:
 * acceptCommonHandler()}.
 */
@NullMarked
package eightweeks.week1.listening;

import org.jspecify.annotations.NullMarked;
