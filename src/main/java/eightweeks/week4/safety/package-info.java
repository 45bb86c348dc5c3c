/**
 * What a master does so that no write is lost: WAIT, {@code min-replicas-to-write}, and a shutdown
 * that waits for replicas.
 */
@NullMarked
package eightweeks.week4.safety;

import org.jspecify.annotations.NullMarked;
