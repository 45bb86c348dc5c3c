/**
 * Two clients of the real world, Jedis and Lettuce, in both versions of RESP, against our server.
 */
@NullMarked
package eightweeks.clients;

import org.jspecify.annotations.NullMarked;
