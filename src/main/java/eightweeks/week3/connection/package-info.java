/**
 * What a client can say about its connection: SELECT, RESET, CLIENT REPLY, SETINFO, NO-TOUCH.
 *
 * <p>Answers to {@code db.c: selectCommand()}, {@code networking.c: resetCommand()}, {@code
 * clientCommand()}.
 */
@NullMarked
package eightweeks.week3.connection;

import org.jspecify.annotations.NullMarked;
