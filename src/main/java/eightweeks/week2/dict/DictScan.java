package eightweeks.week2.dict;

import java.util.function.Consumer;

/**
 * A walk over a dict that may stop after each bucket and continue later. Only a cursor is kept in
 * between. SCAN, SSCAN, HSCAN and ZSCAN use it.
 *
 * <p>Answers to {@code dict.c: dictScan()}. The algorithm is Pieter Noordhuis's.
 *
 * <p><b>What is promised?</b> An element that is in the dict from the first step to the last is
 * shown at least once, even if the dict grows, shrinks or rehashes in between, and other elements
 * are added and removed.
 *
 * <p><b>What is the cursor?</b> The number of the next bucket. But the order of the buckets is not
 * 0, 1, 2 …: counting begins at the highest bit of the number. With eight buckets:
 *
 * <pre>
 * 000  100  010  110  001  101  011  111
 * </pre>
 *
 * To count in this order, reverse the bits of the number, add one, and reverse them again.
 *
 * <p><b>Why the high bit first?</b> Because the low bits do not change. A bucket's number is the
 * low bits of the hashes of its elements. When a table of eight grows to sixteen, the elements of
 * bucket {@code 110} go to {@code 0110} or {@code 1110}: the new bit is the highest. In the order
 * above, all numbers that end in the same bits are neighbours:
 *
 * <pre>
 *  8 buckets:   000        100        010        110      | 001        101      …
 * 16 buckets: 0000 1000  0100 1100  0010 1010  0110 1110  | 0001 1001  0101 1101 …
 * </pre>
 *
 * So elements that are before a cursor in the small table are before it in the large one too. If
 * four buckets of eight have been shown and the table grows, the cursor {@code 001} continues at
 * {@code 0001}, and the first eight of the sixteen buckets hold exactly what was shown. Counting
 * from the low bit, the cursor would be {@code 100}: the buckets {@code 1000} to {@code 1011} would
 * still come, and their elements have been shown already.
 *
 * <p><b>And when it shrinks?</b> From sixteen to eight, with the cursor at {@code 1110}: its bucket
 * is {@code 110} now, which also holds the elements that were shown at {@code 0110}. They are shown
 * again. Counting from the low bit would be worse: elements would be missed, because the buckets
 * {@code 1000} and above, not shown yet, are merged into those that were.
 *
 * <p><b>And with two tables, while rehashing?</b> A step shows a bucket of the smaller table, then
 * all buckets of the larger one that end in the same bits. Every element of that group is in one of
 * these buckets. Then the cursor counts in the smaller table again. So rehashing may be at any
 * point, and either table may be the larger one.
 *
 * <p><b>What are the limits?</b> An element may be shown more than once, after shrinking. A step
 * shows whole buckets, because the cursor cannot stop inside one; while rehashing, it shows all
 * buckets of a group. The scan cannot check a cursor: it accepts any number that a client made up.
 */
final class DictScan {
  private DictScan() {}

  // tag::scan[]
  /** Shows the elements at a cursor; returns the cursor that follows, 0 at the end. */
  static <E> long step(HashTable<E> dict, long cursor, Consumer<? super E> visitor) {
    if (dict.isEmpty()) {
      return 0;
    }
    // The visitor may call lookups, which must not move elements meanwhile.
    dict.pauseRehash();
    try {
      return dict.isRehashing()
          ? showGroup(dict, cursor, visitor)
          : showBucket(dict, dict.main, cursor, visitor);
    } finally {
      dict.resumeRehash();
    }
  }

  private static <E> long showBucket(
      HashTable<E> dict, Table table, long cursor, Consumer<? super E> visitor) {
    dict.showBucket(table, (int) (cursor & table.mask), visitor);
    return next(cursor, table.mask);
  }

  // tag::group[]
  /** Shows a bucket of the smaller table, and those of the larger one that end in its bits. */
  private static <E> long showGroup(HashTable<E> dict, long from, Consumer<? super E> visitor) {
    boolean growing = dict.main.mask < dict.target.mask;
    var smaller = growing ? dict.main : dict.target;
    var larger = growing ? dict.target : dict.main;
    dict.showBucket(smaller, (int) (from & smaller.mask), visitor);
    long cursor = from;
    do {
      cursor = showBucket(dict, larger, cursor, visitor);
      // The bits that only the larger table has are counted first; when they are zero, the group
      // ends.
    } while ((cursor & (smaller.mask ^ larger.mask)) != 0);
    return cursor;
  }

  /** Returns a cursor plus one, counted from the highest bit of a mask to the lowest. */
  static long next(long cursor, int mask) {
    // All bits above the mask are set. Reversed, they are the lowest bits: adding one makes them
    // zero and carries into the first bit of the mask.
    long masked = cursor | ~(long) mask;
    return Long.reverse(Long.reverse(masked) + 1);
  }
  // end::group[]
  // end::scan[]
}
