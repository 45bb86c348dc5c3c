/**
 * The commands about the connection itself: PING, ECHO, QUIT, AUTH, CLIENT. Week 3 adds HELLO,
 * RESET and SELECT.
 *
 * <p>They are the first commands of the book and the model for all others: one class for each
 * command, with its declaration and its code. They use no key, so that week 1 needs no keyspace.
 */
@NullMarked
package eightweeks.week1.connection;

import org.jspecify.annotations.NullMarked;
