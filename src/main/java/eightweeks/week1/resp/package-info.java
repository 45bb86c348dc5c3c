/**
 * The Redis serialization protocol: queries in, replies out.
 *
 * <p>A {@link eightweeks.week1.resp.Query} holds the bytes of a query and takes them apart, however
 * they were cut; {@link eightweeks.week1.resp.Args} are the words of one command, still lying in
 * those bytes; a {@link eightweeks.week1.resp.Reply} puts the answer together. There are no sockets
 * and no threads in this room, so that it can run in a page of the site as well.
 */
@NullMarked
package eightweeks.week1.resp;

import org.jspecify.annotations.NullMarked;
