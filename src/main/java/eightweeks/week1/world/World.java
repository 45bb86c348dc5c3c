package eightweeks.week1.world;

import eightweeks.week1.eventloop.Clock;
import eightweeks.week1.eventloop.Transport;

/**
 * Everything outside of the server, in one place: what a server gets when it is built.
 *
 * <p>The rule that this record stands for: no class but those of this package reads a clock, opens
 * a socket or a file, starts a thread or a process, resolves a name, exits, or draws a random
 * number. So a whole server can be put into a world made for a test, and N of them into one JVM.
 */
public record World(
    Clock clock, Transport transport, Disk disk, Entropy entropy, OperatingSystem system) {}
