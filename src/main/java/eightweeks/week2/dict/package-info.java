/**
 * The hash table behind the keyspace, sets, hashes and sorted sets.
 *
 * <p>In the order of reading: {@link eightweeks.week2.dict.Node} and {@code Chain} (what a bucket
 * holds), {@code Table}, {@link eightweeks.week2.dict.HashTable} (finding and changing), {@code
 * ResizingTables} (incremental rehashing), {@code DictScan}, {@link eightweeks.week2.dict.Capture}.
 * Other packages use {@link eightweeks.week2.dict.Dict}, whose elements are nodes, and {@link
 * eightweeks.week2.dict.BareDict}, whose elements are bare byte arrays.
 */
@NullMarked
package eightweeks.week2.dict;

import org.jspecify.annotations.NullMarked;
