/**
 * The side of a replica in replication: the link to its master, and what a replica refuses.
 *
 * <p>Answers to {@code replication.c} from {@code connectWithMaster()} on.
 */
@NullMarked
package eightweeks.week4.replica;

import org.jspecify.annotations.NullMarked;
