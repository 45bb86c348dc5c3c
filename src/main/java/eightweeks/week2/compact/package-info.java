/**
 * Small collections in one byte array each, exactly in the layout of Redis.
 *
 * <p>A hash with five fields does not need a hash table. In one array of 80 bytes, the five fields
 * are found as fast, and take a tenth of the memory. The layouts are {@link
 * eightweeks.week2.compact.IntSet} for sorted integers and {@link
 * eightweeks.week2.compact.Listpack} for any sequence. {@link eightweeks.week2.compact.Lzf}
 * compresses bytes. {@code week2.quicklist} is built from Listpack and Lzf.
 *
 * <p>IntSet and Listpack are byte for byte those of Redis, because snapshots, DUMP and replication
 * contain them raw. Such bytes may come from an untrusted client. So they are checked twice: the
 * code that reads a blob calls {@code validate}, and each decoding step checks its bounds again. It
 * throws {@link eightweeks.week2.compact.CorruptBlobException} if a blob does not match its own
 * lengths.
 */
@NullMarked
package eightweeks.week2.compact;

import org.jspecify.annotations.NullMarked;
