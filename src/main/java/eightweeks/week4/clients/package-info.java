/** CLIENT KILL, without which a Sentinel cannot turn a replica into a master. */
@NullMarked
package eightweeks.week4.clients;

import org.jspecify.annotations.NullMarked;
