package eightweeks.week1.world;

import eightweeks.week1.eventloop.Clock;
import eightweeks.week1.eventloop.Transport;

/**
 * Everything outside of the server: a server is built with one world.
 *
 * <p>The rule behind it: no class but those of this package and of the transports reads a clock,
 * opens a socket or a file, starts a thread or a process, resolves a name, exits, or draws a random
 * number. So a whole server can be put into a world made for a test, and N of them into one JVM.
 */
public record World(
    Clock clock, Transport transport, Disk disk, Entropy entropy, OperatingSystem system) {}
