/**
 * The event loop, and the interfaces to its clock and its sockets.
 *
 * <p>Answers to {@code ae.c}; the transports answer to {@code ae_epoll.c} and {@code anet.c}. One
 * thread runs {@link eightweeks.week1.eventloop.EventLoop#run}. It waits for sockets through a
 * {@link eightweeks.week1.eventloop.Transport}. Clock and transport are part of a {@link
 * eightweeks.week1.world.World}. A test, or a simulation of a whole cluster, passes the server
 * another world.
 */
@NullMarked
package eightweeks.week1.eventloop;

import org.jspecify.annotations.NullMarked;
