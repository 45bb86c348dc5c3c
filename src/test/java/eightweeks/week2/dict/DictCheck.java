package eightweeks.week2.dict;

import java.util.Collections;
import java.util.IdentityHashMap;

/** The invariants of a hash table, looked at one by one. */
final class DictCheck {
  private DictCheck() {}

  /** Fails if an invariant does not hold, with a message that begins as said. */
  static void check(HashTable<?> dict, String what) {
    require((dict.rehashIndex >= 0) == (dict.target != Table.NONE), "a target, if rehashing", what);
    require(dict.rehashIndex < dict.main.size(), "rehash index inside of the table", what);
    for (int bucket = 0; bucket < dict.rehashIndex; bucket++) {
      require(dict.main.first(bucket) == null, "empty below the rehash index", what);
    }
    var seen = Collections.<Object>newSetFromMap(new IdentityHashMap<>());
    for (int number = 0; number < 2; number++) {
      var table = dict.table(number);
      if (table != null) {
        require(Integer.bitCount(table.size()) <= 1, "a power of two", what);
        int counted = 0;
        for (int bucket = 0; bucket < table.size(); bucket++) {
          for (var link = table.first(bucket); link != null; link = Chain.next(link)) {
            require((dict.hashOfLink(link) & table.mask) == bucket, "the right bucket", what);
            require(seen.add(Chain.keyOf(link)), "each element once", what);
            require(dict.bare || link instanceof Node, "nodes only in a dict of nodes", what);
            counted++;
          }
        }
        require(counted == table.used, "counted " + counted + " of " + table.used, what);
      }
    }
    require(seen.size() == dict.size(), "size", what);
  }

  static void require(boolean holds, String invariant, String what) {
    if (!holds) {
      throw new AssertionError(invariant + ", " + what);
    }
  }
}
