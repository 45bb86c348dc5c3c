/**
 * What the machine gives to a Sentinel: addresses of hosts, and programs that run beside the
 * server. A simulated machine has its own of both.
 */
@NullMarked
package eightweeks.week4.machine;

import org.jspecify.annotations.NullMarked;
