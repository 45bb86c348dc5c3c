/**
 * What masters and replicas have in common: the directives, the role, and the history of changes
 * with its ids, its offset and the buffer of its last bytes.
 *
 * <p>Answers to the parts of {@code replication.c} about the replication id and the backlog. Begin
 * with {@link ReplicationHistory}; the packages master and replica have the two sides.
 */
@NullMarked
package eightweeks.week4.replication;

import org.jspecify.annotations.NullMarked;
