/**
 * Whole servers for tests: in memory and on virtual time ({@link eightweeks.harness.TestServer}),
 * on real sockets ({@link eightweeks.harness.SocketServer}), and the peer that they are compared
 * with ({@link eightweeks.harness.Peer}).
 */
@NullMarked
package eightweeks.harness;

import org.jspecify.annotations.NullMarked;
