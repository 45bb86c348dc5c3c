/**
 * The commands about a client's own connection: HELLO, SELECT, RESET, CLIENT REPLY, SETINFO,
 * NO-TOUCH.
 *
 * <p>Answers to {@code db.c: selectCommand()}, {@code networking.c: helloCommand()}, {@code
 * resetCommand()}, {@code clientCommand()}, {@code clientSetinfoCommand()}.
 */
@NullMarked
package eightweeks.week3.connection;

import org.jspecify.annotations.NullMarked;
