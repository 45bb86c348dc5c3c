/**
 * Sockets for the event loop, by java.nio: the transport that runs everywhere.
 *
 * <p>Answers to {@code anet.c} and to {@code ae_epoll.c} and its neighbours.
 */
@NullMarked
package eightweeks.week1.transport;

import org.jspecify.annotations.NullMarked;
