package eightweeks.week3.transactions;

import eightweeks.week2.dict.Node;
import eightweeks.week2.memory.ObjectSize;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key that clients watch, whether it exists or not. */
final class WatchedKey extends Node {
  /** Bytes of the object without its key: with its set, its places in tables. */
  private static final int BYTES = 200;

  final int database;
  final Set<Watch> watches = new LinkedHashSet<>();

  /** The transaction to which the memory of this object counts. */
  @Nullable Transaction payer;

  WatchedKey(int database, byte[] key) {
    super(key);
    this.database = database;
  }

  /** Returns its bytes of memory, without what it needs for each watch. */
  long memory() {
    return BYTES + ObjectSize.ofBytes(key().length);
  }
}
