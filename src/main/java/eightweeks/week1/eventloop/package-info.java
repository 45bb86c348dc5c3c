/**
 * The event loop and everything that it keeps away from the rest of the server: clocks, sockets,
 * files, processes, chance.
 *
 * <p>Answers to {@code ae.c}, {@code ae_epoll.c}, {@code anet.c} and the system calls of Redis. One
 * thread runs {@link eightweeks.week1.eventloop.EventLoop#run}; what it waits for comes through a
 * {@link eightweeks.week1.eventloop.Transport}; what else is outside comes in a {@link
 * eightweeks.week1.eventloop.World}. A test, or a simulation of a whole cluster, hands the server
 * another world.
 */
@NullMarked
package eightweeks.week1.eventloop;

import org.jspecify.annotations.NullMarked;
