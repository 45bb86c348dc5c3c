/**
 * A transport that calls epoll directly, through java.lang.foreign.
 *
 * <p>Answers to {@code ae_epoll.c} and {@code anet.c}.
 */
@NullMarked
package eightweeks.week5.epoll;

import org.jspecify.annotations.NullMarked;
