package eightweeks.week2.dict;

import java.util.function.Consumer;

/**
 * A walk over a dict that may stop after each bucket and go on later, with nothing kept in between
 * but a cursor: what SCAN, SSCAN, HSCAN and ZSCAN do.
 *
 * <p>Answers to {@code dict.c: dictScan()}. The algorithm is Pieter Noordhuis's.
 *
 * <p><b>What is promised?</b> An element that is there from the first step to the last is shown at
 * least once, whatever happens to the dict in between: growing, shrinking, rehashing, other
 * elements coming and going.
 *
 * <p><b>What is the cursor?</b> The number of the bucket that comes next. But the buckets are not
 * taken in the order 0, 1, 2 …: counting begins at the highest bit of the number. With eight
 * buckets:
 *
 * <pre>
 * 000  100  010  110  001  101  011  111
 * </pre>
 *
 * To count so, turn the number around, add one, and turn it back.
 *
 * <p><b>Why the high bit first?</b> Because the low bits are what lasts. A bucket's number is the
 * low bits of the hash of what it holds. When a table of eight grows to sixteen, what was in bucket
 * {@code 110} goes to {@code 0110} or {@code 1110}: the new bit is at the top. In the order above,
 * all numbers that end in the same bits stand together:
 *
 * <pre>
 *  8 buckets:   000        100        010        110      | 001        101      …
 * 16 buckets: 0000 1000  0100 1100  0010 1010  0110 1110  | 0001 1001  0101 1101 …
 * </pre>
 *
 * So whatever lies before a cursor in the one order lies before it in the other. If four buckets of
 * eight have been shown and the table grows, the cursor {@code 001} goes on at {@code 0001}, and
 * what was shown is exactly what the first eight of the sixteen hold. Counting from the low bit,
 * the cursor would be {@code 100}: the buckets {@code 1000} to {@code 1011}, full of what was shown
 * already, would still be to come.
 *
 * <p><b>And when it shrinks?</b> From sixteen to eight, with the cursor at {@code 1110}: its bucket
 * is {@code 110} now, and there is also what was shown at {@code 0110}. It is shown again. Counting
 * from the low bit it would be worse than that: elements would be missed, since the buckets {@code
 * 1000} and up, not shown yet, fold onto those that were.
 *
 * <p><b>And with two tables, while rehashing?</b> A step takes a bucket of the smaller table, then
 * all buckets of the larger one that end in the same bits: wherever an element of that group is at
 * the moment, it is in one of these. Then the cursor counts in the smaller table again. So
 * rehashing may be at any point, and it does not matter which of the tables is the larger.
 *
 * <p><b>What are the limits?</b> An element may be shown more than once, namely after shrinking. A
 * step shows whole buckets, since the cursor cannot stop inside of one: while rehashing, all those
 * of a group. And the cursor is as good as its bits: a number that was made up is taken for a place
 * in the walk.
 */
final class DictScan {
  private DictScan() {}

  // tag::scan[]
  /** Shows the elements at a cursor; returns the cursor that follows, 0 at the end. */
  static <E> long step(HashTable<E> dict, long cursor, Consumer<? super E> visitor) {
    if (dict.isEmpty()) {
      return 0;
    }
    // The visitor may look something up; nothing must move meanwhile.
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

  /** Shows a bucket of the smaller table, and those of the larger one that end in its bits. */
  private static <E> long showGroup(HashTable<E> dict, long from, Consumer<? super E> visitor) {
    boolean growing = dict.main.mask < dict.target.mask;
    var smaller = growing ? dict.main : dict.target;
    var larger = growing ? dict.target : dict.main;
    dict.showBucket(smaller, (int) (from & smaller.mask), visitor);
    long cursor = from;
    do {
      cursor = showBucket(dict, larger, cursor, visitor);
      // The bits that only the larger table has are counted first; at zero they are through.
    } while ((cursor & (smaller.mask ^ larger.mask)) != 0);
    return cursor;
  }

  /** Counts one up from the highest bit of a mask downwards. */
  static long next(long cursor, int mask) {
    // With all bits above the mask set, turned around they are the lowest, and adding one carries
    // through them into the first bit that counts, and leaves them zero.
    long masked = cursor | ~(long) mask;
    return Long.reverse(Long.reverse(masked) + 1);
  }
  // end::scan[]
}
