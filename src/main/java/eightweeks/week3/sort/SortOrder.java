package eightweeks.week3.sort;

import eightweeks.week2.skiplist.LexRange;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Puts elements in the order of their weights.
 *
 * <p>Answers to {@code sort.c: sortCompare()} and to the calls of {@code qsort()} there.
 *
 * <p>Why not {@code Arrays.sort} with a comparator alone? 100,000 elements take 1.7 million
 * comparisons, and each of them reads two elements and two texts from distant places in memory.
 * Here each element gets a <em>digest</em>, a number in the order of the weights: the bits of a
 * score, or some bytes of a text. The digest and the index of the element share one long, and an
 * array of longs is sorted without a comparator. Only elements with equal digests are compared.
 *
 * <p>Texts often begin alike ({@code user:1}, {@code user:2}), so the digest leaves out the prefix
 * that all of them have.
 *
 * <p>The order is stable, also with DESC: elements that compare as equal keep their order.
 */
final class SortOrder {
  private static final int DIGEST_BYTES = 8;

  /** By score. Equal scores are in the order of the texts, so the outcome is always the same. */
  private static final Comparator<SortElement> BY_SCORE =
      (one, other) ->
          one.score == other.score
              ? LexRange.compare(one.text, other.text)
              : Double.compare(one.score, other.score);

  /** By weight. An element without a weight comes before all others. */
  private static final Comparator<SortElement> BY_WEIGHT =
      (one, other) ->
          one.weight == null || other.weight == null
              ? Boolean.compare(one.weight != null, other.weight != null)
              : LexRange.compare(one.weight, other.weight);

  private SortOrder() {}

  // tag::sort[]
  /** Sorts elements: by weight with {@code alpha}, otherwise by score. */
  static void sort(SortElement[] elements, boolean alpha, boolean descending) {
    if (elements.length < 2) {
      return;
    }
    if (descending) {
      reverse(elements); // the second call puts equal elements back in the order that they had
    }
    if (alpha) {
      sort(elements, weightDigests(elements), BY_WEIGHT);
    } else {
      sort(elements, scoreDigests(elements), BY_SCORE);
    }
    if (descending) {
      reverse(elements);
    }
  }

  /** Sorts by digests, and by a comparator where the digests are equal. */
  private static void sort(SortElement[] elements, long[] digests, Comparator<SortElement> order) {
    int n = elements.length;
    long indexBits = 2L * Integer.highestOneBit(n) - 1;
    for (int i = 0; i < n; i++) {
      digests[i] = digests[i] & ~indexBits | i;
    }
    Arrays.sort(digests);
    var unsorted = elements.clone();
    for (int i = 0; i < n; i++) {
      elements[i] = unsorted[(int) (digests[i] & indexBits)];
    }
    int end;
    for (int start = 0; start < n; start = end) {
      end = start + 1;
      while (end < n && (digests[end] & ~indexBits) == (digests[start] & ~indexBits)) {
        end++;
      }
      if (end - start > 1) {
        Arrays.sort(elements, start, end, order);
      }
    }
  }

  // end::sort[]

  private static void reverse(SortElement[] elements) {
    Collections.reverse(Arrays.asList(elements));
  }

  /** Returns the digests of scores: their bits, with those of negative numbers in reverse order. */
  private static long[] scoreDigests(SortElement[] elements) {
    var digests = new long[elements.length];
    for (int i = 0; i < digests.length; i++) {
      long bits = Double.doubleToRawLongBits(elements[i].score + 0.0); // -0 becomes 0
      digests[i] = bits < 0 ? bits ^ Long.MAX_VALUE : bits;
    }
    return digests;
  }

  private static long[] weightDigests(SortElement[] elements) {
    int prefix = commonPrefix(elements);
    var digests = new long[elements.length];
    for (int i = 0; i < digests.length; i++) {
      digests[i] = digest(elements[i].weight, prefix);
    }
    return digests;
  }

  /** Returns the length of the prefix that all weights have in common, in bytes. */
  private static int commonPrefix(SortElement[] elements) {
    byte @Nullable [] first = null;
    int length = 0;
    for (var element : elements) {
      var weight = element.weight;
      if (weight == null) {
        continue;
      }
      if (first == null) {
        first = weight;
        length = weight.length;
      }
      int common = Arrays.mismatch(first, 0, length, weight, 0, Math.min(length, weight.length));
      length = common < 0 ? length : common;
    }
    return length;
  }

  /** Returns the eight bytes after the common prefix as one number, the first byte highest. */
  private static long digest(byte @Nullable [] weight, int prefix) {
    long digest = 0;
    for (int i = prefix; i < prefix + DIGEST_BYTES; i++) {
      digest = digest << Byte.SIZE | (weight != null && i < weight.length ? weight[i] & 0xff : 0);
    }
    return digest ^ Long.MIN_VALUE; // bytes have no sign, longs have one
  }
}
