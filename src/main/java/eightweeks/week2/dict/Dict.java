package eightweeks.week2.dict;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table that grows without ever stopping the server: it moves its elements to a larger table
 * a bucket at a time, with every operation.
 *
 * <p>Answers to {@code dict.c}: {@code dictFind()}, {@code dictAdd()}, {@code dictDelete()}, {@code
 * dictRehash()}, {@code dictExpand()}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Tables have a power of two of buckets; the elements of a bucket are chained.
 *   <li>While rehashing ({@code rehashIndex >= 0}) there are two tables: buckets of the first below
 *       {@code rehashIndex} are empty, and new elements go into the second only.
 *   <li>An element is in exactly one bucket of one table.
 * </ul>
 *
 * @param <N> the class of the elements
 */
public final class Dict<N extends Node> {
  /** The smallest table (DICT_HT_INITIAL_SIZE). */
  private static final int INITIAL_SIZE = 4;

  /** A step of rehashing looks at so many empty buckets at most, for each bucket that it moves. */
  private static final int EMPTY_VISITS = 10;

  private static final Node[] NONE = new Node[0];

  private final SipHash hash;
  private @Nullable Node[] table = NONE;
  private @Nullable Node[] newTable = NONE;
  private int used;
  private int rehashIndex = -1;

  public Dict(SipHash hash) {
    this.hash = hash;
  }

  /** How many elements there are. */
  public int size() {
    return used;
  }

  /** Whether elements are on their way to a larger table. */
  public boolean isRehashing() {
    return rehashIndex >= 0;
  }

  /** The element whose key is spelled by a range of bytes, or null. */
  @SuppressWarnings("unchecked") // only N are added
  public @Nullable N find(byte[] bytes, int offset, int length) {
    if (used == 0) {
      return null;
    }
    rehashStep();
    int hashed = hashOf(bytes, offset, length);
    for (var node = table[hashed & (table.length - 1)]; node != null; node = node.next) {
      if (hasKey(node, bytes, offset, length)) {
        return (N) node;
      }
    }
    if (rehashIndex >= 0) {
      for (var node = newTable[hashed & (newTable.length - 1)]; node != null; node = node.next) {
        if (hasKey(node, bytes, offset, length)) {
          return (N) node;
        }
      }
    }
    return null;
  }

  /** The element of that key, or null. */
  public @Nullable N find(byte[] key) {
    return find(key, 0, key.length);
  }

  /** Adds an element whose key is not there. */
  public void add(N node) {
    rehashStep();
    growIfNeeded();
    var key = node.key();
    var target = rehashIndex >= 0 ? newTable : table;
    int bucket = hashOf(key, 0, key.length) & (target.length - 1);
    node.next = target[bucket];
    target[bucket] = node;
    used++;
  }

  /** Takes the element of a key out and returns it; null if there is none. */
  @SuppressWarnings("unchecked") // only N are added
  public @Nullable N remove(byte[] bytes, int offset, int length) {
    if (used == 0) {
      return null;
    }
    rehashStep();
    int hashed = hashOf(bytes, offset, length);
    var removed = removeFrom(table, hashed, bytes, offset, length);
    if (removed == null && rehashIndex >= 0) {
      removed = removeFrom(newTable, hashed, bytes, offset, length);
    }
    if (removed != null) {
      used--;
    }
    return (N) removed;
  }

  private static @Nullable Node removeFrom(
      @Nullable Node[] buckets, int hashed, byte[] bytes, int offset, int length) {
    int bucket = hashed & (buckets.length - 1);
    @Nullable Node before = null;
    for (var node = buckets[bucket]; node != null; node = node.next) {
      if (hasKey(node, bytes, offset, length)) {
        if (before == null) {
          buckets[bucket] = node.next;
        } else {
          before.next = node.next;
        }
        node.next = null;
        return node;
      }
      before = node;
    }
    return null;
  }

  /** Puts an element in the place of another one that has the same key. */
  public void replace(N old, N by) {
    var key = old.key();
    if (remove(key, 0, key.length) != old) {
      throw new IllegalArgumentException("the element to be replaced is not in the dict");
    }
    add(by);
  }

  /** Takes all elements out, and gives the tables back. */
  public void clear() {
    table = NONE;
    newTable = NONE;
    used = 0;
    rehashIndex = -1;
  }

  /** Shows every element to a visitor, which must not change the dict. */
  @SuppressWarnings("unchecked") // only N are added
  public void forEach(Consumer<? super N> visitor) {
    for (var buckets : Arrays.asList(table, newTable)) {
      for (var first : buckets) {
        for (var node = first; node != null; node = node.next) {
          visitor.accept((N) node);
        }
      }
    }
  }

  private void growIfNeeded() {
    if (rehashIndex >= 0) {
      return;
    }
    if (table.length == 0) {
      table = new Node[INITIAL_SIZE];
    } else if (used >= table.length && table.length < 1 << 30) {
      newTable = new Node[Integer.highestOneBit(used) * 2];
      rehashIndex = 0;
    }
  }

  private void rehashStep() {
    if (rehashIndex >= 0) {
      rehash(1);
    }
  }

  /**
   * Moves the elements of up to n buckets to the new table.
   *
   * <p>Why is the number of empty buckets limited as well? A table that has been emptied by deletes
   * may have a million empty buckets in a row; one step must not look at all of them.
   *
   * @return whether there is more to be done
   */
  public boolean rehash(int n) {
    int emptyVisits = n * EMPTY_VISITS;
    for (int moved = 0; moved < n && rehashIndex >= 0; moved++) {
      while (rehashIndex < table.length && table[rehashIndex] == null) {
        rehashIndex++;
        if (--emptyVisits == 0) {
          return !finished();
        }
      }
      if (!finished()) {
        moveBucket(rehashIndex++);
      }
    }
    return !finished();
  }

  private void moveBucket(int from) {
    for (var node = table[from]; node != null; ) {
      var next = node.next;
      var key = node.key();
      int bucket = hashOf(key, 0, key.length) & (newTable.length - 1);
      node.next = newTable[bucket];
      newTable[bucket] = node;
      node = next;
    }
    table[from] = null;
  }

  /**
   * Makes the new table the only one if the old one is empty; returns whether there is one only.
   */
  private boolean finished() {
    if (rehashIndex >= 0 && rehashIndex >= table.length) {
      table = newTable;
      newTable = NONE;
      rehashIndex = -1;
    }
    return rehashIndex < 0;
  }

  private int hashOf(byte[] bytes, int offset, int length) {
    return (int) hash.hash(bytes, offset, length);
  }

  private static boolean hasKey(Node node, byte[] bytes, int offset, int length) {
    var key = node.key();
    return key.length == length && Arrays.equals(key, 0, length, bytes, offset, offset + length);
  }
}
