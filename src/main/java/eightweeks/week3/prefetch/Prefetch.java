package eightweeks.week3.prefetch;

import eightweeks.week1.resp.Args;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.HashTable;
import eightweeks.week2.object.Allocator;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries that the next lookups will find, so that the processor waits for memory once
 * and not at every lookup ({@link HashTable#prefetch}). A prefetch changes nothing that a client
 * can see: no statistics, no use of a key, no expiry.
 */
public final class Prefetch {
  /** Maximum number of keys of one command that are prefetched at once. */
  public static final int KEYS = 16;

  /** A data set below this size, in bytes, fits into the processor's caches. */
  public static final long LARGE = 2 << 20;

  /** A set, hash or sorted set with fewer elements is too small for a prefetch to save time. */
  private static final int LARGE_TABLE = 4096;

  private final Dict<Entry> entries;
  private final Allocator allocator;
  private final int[] hashes = new int[PipelineKeyScanner.MAX];
  private final int[] inside = new int[PipelineKeyScanner.MAX];

  /** Depends on all that was read, so that the compiler cannot leave the reads out. */
  @SuppressWarnings("unused")
  private int sum;

  public Prefetch(Dict<Entry> entries, Allocator allocator) {
    this.entries = entries;
    this.allocator = allocator;
  }

  /** Returns whether the data set is large enough for a prefetch to save time. */
  public boolean isWorthwhile() {
    return allocator.used() >= LARGE;
  }

  /** Prefetches up to KEYS keys of a command: from argument i on, {@code step} arguments apart. */
  public void keys(Args args, int i, int step) {
    if (isWorthwhile()) {
      int count = 0;
      for (int k = i; k < args.count() && count < KEYS; k += step) {
        hashes[count++] = entries.hashOf(args.array(k), args.offset(k), args.length(k));
      }
      sum = entries.prefetch(hashes, count);
    }
  }

  /** Prefetches keys, and computes their hashes. */
  public void keys(byte[][] keys, int count, int[] into) {
    for (int i = 0; i < count; i++) {
      into[i] = entries.hashOf(keys[i], 0, keys[i].length);
    }
    sum = entries.prefetch(into, count);
  }

  /**
   * Prefetches the entries of a bucket and of those behind it, which a walk over the dict is about
   * to visit: the first ones of many.
   */
  public void buckets(int first, int count) {
    int some = Math.min(count, hashes.length);
    for (int i = 0; i < some; i++) {
      hashes[i] = first + i; // the last bits of a hash select the bucket
    }
    sum = entries.prefetch(hashes, some);
  }

  /** Prefetches the first keys of the commands of a pipeline, and the elements that they name. */
  public void pipeline(PipelineKeyScanner words) {
    int count = 0;
    for (; count < words.count(); count++) {
      hashes[count] = hashOf(entries, words, count, 1);
    }
    sum = entries.prefetch(hashes, count);
    // Most pipelines repeat one kind of command, so the first one decides about the elements.
    if (count > 0 && large(entry(words, 0)) != null) {
      elements(words);
    }
  }

  private static int hashOf(HashTable<?> table, PipelineKeyScanner words, int i, int w) {
    return table.hashOf(words.array(), words.offset(i, w), words.length(i, w));
  }

  /** Prefetches the members or fields that commands name, one large value after the other. */
  private void elements(PipelineKeyScanner words) {
    @Nullable HashTable<?> table = null;
    int count = 0;
    for (int i = 0; i < words.count(); i++) {
      var entry = entry(words, i);
      var next = large(entry);
      if (table != null && next != table) {
        sum = table.prefetch(inside, count);
        count = 0;
      }
      table = next;
      if (entry != null && next != null) {
        // In ZADD key score member the member is argument 3, otherwise argument 2.
        int w = entry.type() == ValueType.ZSET && words.has(i, 3) ? 3 : 2;
        inside[count++] = hashOf(next, words, i, w);
      }
    }
    if (table != null) {
      sum = table.prefetch(inside, count);
    }
  }

  /** Returns the entry of a command's key; null if there is none or no argument follows the key. */
  private @Nullable Entry entry(PipelineKeyScanner words, int i) {
    return words.has(i, 2)
        ? entries.find(hashes[i], words.array(), words.offset(i, 1), words.length(i, 1))
        : null;
  }

  /** Returns the table of a value's elements; null if there is none, or it is small. */
  private static @Nullable HashTable<?> large(@Nullable Entry entry) {
    var table = entry == null ? null : entry.elements();
    return table == null || table.size() < LARGE_TABLE ? null : table;
  }
}
