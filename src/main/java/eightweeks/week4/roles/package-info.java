/**
 * Which server is the master: REPLICAOF, FAILOVER, ROLE, and the feature that puts the sides of a
 * master and of a replica together.
 */
@NullMarked
package eightweeks.week4.roles;

import org.jspecify.annotations.NullMarked;
