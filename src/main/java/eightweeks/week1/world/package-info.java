/**
 * Access to the world outside of the server: disk, clock, entropy and operating system. No other
 * package of week 1 reads a clock, opens a file, starts a thread or draws a seed.
 */
@NullMarked
package eightweeks.week1.world;

import org.jspecify.annotations.NullMarked;
