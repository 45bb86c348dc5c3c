package eightweeks.week3.transactions;

import eightweeks.week2.dict.Node;
import java.util.LinkedHashSet;
import java.util.Set;

/** A key that clients watch, whether it exists or not. */
final class WatchedKey extends Node {
  final int database;
  final Set<Watch> watches = new LinkedHashSet<>();

  WatchedKey(int database, byte[] key) {
    super(key);
    this.database = database;
  }
}
