/**
 * Small collections in one array of bytes each, exactly as Redis lays them out, and what is built
 * from them.
 *
 * <p>A hash with five fields does not need a hash table: five fields behind each other in 80 bytes
 * are found as fast, and take a tenth of the memory. This room holds the layouts: {@link
 * eightweeks.week2.compact.IntSet} for integers in order, {@link eightweeks.week2.compact.Listpack}
 * for a sequence of anything, {@link eightweeks.week2.compact.Quicklist} for a long list made of
 * listpacks, and {@link eightweeks.week2.compact.Lzf}, which makes the middle of such a list
 * smaller.
 *
 * <p>IntSet and Listpack are byte for byte those of Redis, since snapshots, DUMP and replication
 * carry them raw. Such bytes may come from anybody. So there are two lines of defence: whoever
 * takes a blob in calls {@code validate}, and each decoding step checks its bounds again and throws
 * {@link eightweeks.week2.compact.CorruptBlobException} where a blob does not mean what it says.
 */
@NullMarked
package eightweeks.week2.compact;

import org.jspecify.annotations.NullMarked;
