/**
 * The commands about the connection itself: PING, ECHO, QUIT, RESET, HELLO, AUTH, SELECT, CLIENT.
 *
 * <p>The first commands that a reader meets, and the model for all others: a nested class for each,
 * with its declaration and its code. They touch no key, so week 1 can serve them alone.
 */
@NullMarked
package eightweeks.week1.connection;

import org.jspecify.annotations.NullMarked;
