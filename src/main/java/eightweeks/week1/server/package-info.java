/** The commands about the server itself: INFO, CONFIG, TIME, SHUTDOWN. */
@NullMarked
package eightweeks.week1.server;

import org.jspecify.annotations.NullMarked;
