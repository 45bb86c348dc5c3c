/** Connections to other servers: replication and the cluster choose their type by a directive. */
@NullMarked
package eightweeks.week4.links;

import org.jspecify.annotations.NullMarked;
