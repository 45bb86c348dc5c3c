package eightweeks.week3.snapshots;

import eightweeks.week2.dict.HashTable;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.rdb.RdbLoader;

/**
 * Keys of one database that were read from a file, before they are added to it together.
 *
 * <p>Why together? The table has its final size from the start of the load, so each lookup waits
 * for main memory. The keys of a batch wait at the same time ({@link HashTable#prefetch}).
 */
final class KeyBatch {
  static final int CAPACITY = 32;

  private static final byte[] NO_KEY = {};
  private static final Object NO_VALUE = new Object();

  final byte[][] keys = new byte[CAPACITY][];
  final Object[] values = new Object[CAPACITY];

  // What the file says about each key, as RdbLoader.KeyFacts has it. These are numbers, so that no
  // object is allocated for each key of a load.
  final long[] expiresAt = new long[CAPACITY];
  final long[] idleSeconds = new long[CAPACITY];
  final long[] frequencies = new long[CAPACITY];
  final long[] ends = new long[CAPACITY];

  /** The hash of each key, after {@link #prefetch}. */
  final int[] hashes = new int[CAPACITY];

  /** The number of the database of all keys. */
  int database;

  int count;

  KeyBatch() {
    clear(CAPACITY);
  }

  /** Returns whether a key can be added: there is room, and all keys are of its database. */
  boolean takes(RdbLoader.KeyFacts facts) {
    return count == 0 || (count < CAPACITY && database == facts.database());
  }

  /** Adds a key if the batch {@link #takes} it. */
  void add(byte[] key, Object value, RdbLoader.KeyFacts facts) {
    keys[count] = key;
    values[count] = value;
    expiresAt[count] = facts.expiresAt();
    idleSeconds[count] = facts.idleSeconds();
    frequencies[count] = facts.frequency();
    ends[count] = facts.end();
    database = facts.database();
    count++;
  }

  /** Computes the hashes of the keys, and reads their buckets into the processor's caches. */
  void prefetch(Database into) {
    into.prefetch(keys, count, hashes);
  }

  /** Removes all keys. */
  void clear() {
    clear(count);
  }

  private void clear(int used) {
    for (int i = 0; i < used; i++) {
      keys[i] = NO_KEY;
      values[i] = NO_VALUE;
    }
    count = 0;
  }
}
