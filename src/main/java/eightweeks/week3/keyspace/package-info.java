/**
 * The databases: keys, their values and their times to live.
 *
 * <p>Answers to the lookups of {@code db.c}, and to {@code expire.c}. In the order of reading:
 * {@link eightweeks.week3.keyspace.Keyspace}, {@link eightweeks.week3.keyspace.Database}, {@link
 * eightweeks.week3.keyspace.ExpiryPolicy} (which client sees an expired key, which server deletes
 * it), {@link eightweeks.week3.keyspace.ExpireCycle}, {@link
 * eightweeks.week3.keyspace.PipelineKeys} (the keys of commands that wait in a query buffer).
 * {@link eightweeks.week3.keyspace.CommandContext} is what every command on keys needs. The
 * commands on keys of any type are in {@code week3.keys}.
 */
@NullMarked
package eightweeks.week3.keyspace;

import org.jspecify.annotations.NullMarked;
