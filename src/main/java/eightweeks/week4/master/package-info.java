/**
 * The side of a master in replication: it takes replicas in, brings them up to date, and sends them
 * every change.
 *
 * <p>Answers to {@code replication.c} from {@code syncCommand()} on. Begin with {@link Replicas},
 * which knows all replicas; {@link Replica} has the life of one of them, and {@link FullSync}
 * decides when a snapshot is taken for those that need one.
 */
@NullMarked
package eightweeks.week4.master;

import org.jspecify.annotations.NullMarked;
