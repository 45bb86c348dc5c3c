package eightweeks.week2.dict;

import eightweeks.week1.bytes.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Random elements of a dict.
 *
 * <p>Answers to {@code dict.c}: {@code dictGetRandomKey()}, {@code dictGetFairRandomKey()}, {@code
 * dictGetSomeKeys()}.
 *
 * <p>Why is it hard to be fair? Chains are not equally long. If a random bucket is chosen and then
 * one of its elements, an element that is alone in its bucket has twice the chance of one that
 * shares its bucket. A choice among the elements of consecutive buckets makes the difference small,
 * because short chains and long ones even out.
 */
final class DictSampling {
  /** Number of elements from which a fair one is chosen (GETFAIR_NUM_ENTRIES). */
  private static final int FAIR = 15;

  /** Maximum number of steps for each wanted element. */
  private static final int STEPS = 10;

  /** Minimum number of consecutive empty buckets after which the walk continues elsewhere. */
  private static final int EMPTY = 5;

  private DictSampling() {}

  /** Returns an element of a random bucket; null if the dict is empty. */
  static <E> @Nullable E random(HashTable<E> dict, RandomStream random) {
    if (dict.isEmpty()) {
      return null;
    }
    dict.rehashStep();
    Object first;
    do {
      first = randomBucket(dict, random);
    } while (first == null);
    return dict.element(Chain.at(first, random.nextInt(Chain.length(first))));
  }

  private static @Nullable Object randomBucket(HashTable<?> dict, RandomStream random) {
    // All buckets below the rehash index are empty.
    int passed = Math.max(dict.rehashIndex, 0);
    int bucket = passed + random.nextInt(dict.buckets() - passed);
    int inMain = dict.main.size();
    return bucket < inMain ? dict.main.first(bucket) : dict.target.first(bucket - inMain);
  }

  /**
   * Returns one of the {@value #FAIR} elements from a random bucket on; null if the dict is empty.
   *
   * <p>Why does it not gather the neighbours first? The chosen number alone tells how far to walk.
   * So no array is needed, and on average half of the neighbours need not be read: reading an
   * element in a large dict means waiting for main memory. If the number ends inside a chain, all
   * elements of the chain have the same chance, wherever they are in it.
   */
  static <E> @Nullable E fairRandom(HashTable<E> dict, RandomStream random) {
    int neighbours = Math.min(FAIR, dict.size());
    for (int i = 0; i < neighbours && dict.isRehashing(); i++) {
      dict.rehashStep();
    }
    if (neighbours == 0) {
      return null;
    }
    if (dict.isRehashing()) {
      return fairAmongTwoTables(dict, random);
    }
    var table = dict.main;
    int bucket = random.nextInt(table.size());
    int left = random.nextInt(neighbours);
    for (int steps = neighbours * STEPS; steps > 0; steps--) {
      var first = table.first(bucket);
      int length = Chain.length(first);
      if (first != null && left < length) {
        return dict.element(length == 1 ? first : Chain.at(first, random.nextInt(length)));
      }
      left -= length;
      bucket = (bucket + 1) & table.mask;
    }
    // In a nearly empty table hardly any elements share a bucket, and this is fair.
    return random(dict, random);
  }

  private static <E> @Nullable E fairAmongTwoTables(HashTable<E> dict, RandomStream random) {
    var links = new Object[FAIR];
    int count = someLinks(dict, random, links);
    return count == 0 ? random(dict, random) : dict.element(links[random.nextInt(count)]);
  }

  /** Fills an array with neighbours; returns their number. */
  static <E> int someEntries(HashTable<E> dict, RandomStream random, E[] into) {
    var links = new Object[into.length];
    int count = someLinks(dict, random, links);
    for (int i = 0; i < count; i++) {
      into[i] = dict.element(links[i]);
    }
    return count;
  }

  private static int someLinks(HashTable<?> dict, RandomStream random, Object[] into) {
    int wanted = Math.min(into.length, dict.size());
    for (int i = 0; i < wanted && dict.isRehashing(); i++) {
      dict.rehashStep();
    }
    return wanted == 0 ? 0 : new Stretch(dict, random, into, wanted).walk();
  }

  /** A walk along the buckets of both tables side by side, from a random one on. */
  private static final class Stretch {
    private final HashTable<?> dict;
    private final RandomStream random;
    private final Object[] into;
    private final int wanted;
    private final int mask;
    private int bucket;
    private int met;
    private int empty;

    Stretch(HashTable<?> dict, RandomStream random, Object[] into, int wanted) {
      this.dict = dict;
      this.random = random;
      this.into = into;
      this.wanted = wanted;
      mask = Math.max(dict.main.mask, dict.target.mask);
      jump();
    }

    private void jump() {
      bucket = random.nextInt(mask + 1);
      empty = 0;
    }

    int walk() {
      for (long steps = (long) wanted * STEPS; steps > 0 && met < wanted; steps--) {
        if (bucket < dict.rehashIndex && bucket > dict.target.mask) {
          // The main table is empty up to the rehash index, and the target has no such bucket.
          bucket = dict.rehashIndex;
        }
        if (bucket >= dict.rehashIndex) {
          look(dict.main);
        }
        if (met < wanted && dict.isRehashing()) {
          look(dict.target);
        }
        bucket = (bucket + 1) & mask;
      }
      return Math.min(met, wanted);
    }

    private void look(Table table) {
      if (bucket > table.mask) {
        return;
      }
      var first = table.first(bucket);
      if (first != null) {
        empty = 0;
        for (var link = first; link != null; link = Chain.next(link)) {
          take(link);
        }
      } else if (++empty >= EMPTY && empty > wanted) {
        jump();
      }
    }

    /**
     * Takes a link; if the array is full, the link may replace another one. So the end of a long
     * chain has the same chance as its beginning (reservoir sampling).
     */
    private void take(Object link) {
      int place = met < wanted ? met : random.nextInt(met + 1);
      if (place < wanted) {
        into[place] = link;
      }
      met++;
    }
  }
}
