package eightweeks.week1.world;

import eightweeks.week1.eventloop.Clock;
import eightweeks.week1.eventloop.Transport;

/**
 * Everything outside of the server: a server is built with one world.
 *
 * <p>Only this package, the transports and the {@code machine} packages of later weeks read a
 * clock, open a socket or a file, start a thread or a process, resolve a name, exit, or draw a
 * seed. So a test can give a server a world of its own, and run several servers in one JVM.
 */
public record World(
    Clock clock, Transport transport, Disk disk, Entropy entropy, OperatingSystem system) {}
