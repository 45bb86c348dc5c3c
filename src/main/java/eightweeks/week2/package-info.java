/**
 * Week 2: data structures and objects. The keyspace is made of them. They know neither clients nor
 * commands.
 */
@NullMarked
package eightweeks.week2;

import org.jspecify.annotations.NullMarked;
