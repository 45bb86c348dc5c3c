/**
 * Week 2: data structures and objects. What the keyspace is made of; none of it knows a client or a
 * command.
 */
@NullMarked
package eightweeks.week2;

import org.jspecify.annotations.NullMarked;
