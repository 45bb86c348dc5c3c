/** What a Sentinel tells of what happens: in its log, on channels, and to scripts. */
@NullMarked
package eightweeks.week4.sentinel.events;

import org.jspecify.annotations.NullMarked;
