/**
 * The commands on keys of any type: from DEL to OBJECT.
 *
 * <p>Answers to the commands of {@code db.c}, {@code expire.c} and {@code object.c}. {@code
 * KeyCommands} lists all but OBJECT. The databases that they work on are in {@code keyspace}.
 */
@NullMarked
package eightweeks.week3.keys;

import org.jspecify.annotations.NullMarked;
