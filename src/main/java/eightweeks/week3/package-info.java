/** Week 3: the keys, the commands that work on them, and RDB snapshots. */
@NullMarked
package eightweeks.week3;

import org.jspecify.annotations.NullMarked;
