/**
 * A server in a process of its own, and everything that a network, an operating system and bad
 * clients do to it: {@link eightweeks.robustness.ChildServer} is the server, {@link
 * eightweeks.robustness.Wire} a client that can misbehave.
 */
@NullMarked
package eightweeks.robustness;

import org.jspecify.annotations.NullMarked;
