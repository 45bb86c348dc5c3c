/** Week 3: commands, the database, RDB. The keys, and everything that is done to them. */
@NullMarked
package eightweeks.week3;

import org.jspecify.annotations.NullMarked;
