/**
 * What a client can say about itself: CLIENT REPLY, SETINFO, NO-TOUCH.
 *
 * <p>Answers to {@code networking.c: clientCommand()}.
 */
@NullMarked
package eightweeks.week3.connection;

import org.jspecify.annotations.NullMarked;
