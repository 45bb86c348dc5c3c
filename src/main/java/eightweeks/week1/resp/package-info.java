/**
 * The Redis serialization protocol: queries in, replies out.
 *
 * <p>A {@link eightweeks.week1.resp.Query} holds the bytes that a client has sent and parses them,
 * wherever a read ends; {@link eightweeks.week1.resp.Args} are the arguments of one command, still
 * in those bytes; a {@link eightweeks.week1.resp.Reply} holds the replies. There are no sockets and
 * no threads in this package, so that it can run in a page of the site as well.
 */
@NullMarked
package eightweeks.week1.resp;

import org.jspecify.annotations.NullMarked;
