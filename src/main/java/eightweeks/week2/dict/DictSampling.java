package eightweeks.week2.dict;

import eightweeks.week1.bytes.RandomStream;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a dict by chance.
 *
 * <p>Answers to {@code dict.c}: {@code dictGetRandomKey()}, {@code dictGetFairRandomKey()}, {@code
 * dictGetSomeKeys()}.
 *
 * <p>Why is it hard to be fair? Chains are not equally long. Who chooses a bucket and then one of
 * its elements gives an element that is alone in its bucket twice the chance of one that shares it.
 * Who chooses among the elements of a stretch of buckets makes the difference small: in a stretch,
 * short chains and long ones even out.
 */
final class DictSampling {
  /** How long the stretch is from which a fair element is chosen (GETFAIR_NUM_ENTRIES). */
  private static final int FAIR = 15;

  /** Steps for each element that is wanted. */
  private static final int STEPS = 10;

  /** So many empty buckets in a row, at least, make it look elsewhere. */
  private static final int EMPTY = 5;

  private DictSampling() {}

  /** An element of a bucket that was chosen by chance; null if the dict is empty. */
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
    // Below the rehash index there is nothing to be found.
    int passed = Math.max(dict.rehashIndex, 0);
    int bucket = passed + random.nextInt(dict.buckets() - passed);
    int inMain = dict.main.size();
    return bucket < inMain ? dict.main.first(bucket) : dict.target.first(bucket - inMain);
  }

  /** One of a stretch of elements that begins anywhere; null if the dict is empty. */
  static <E> @Nullable E fairRandom(HashTable<E> dict, RandomStream random) {
    var links = new Object[FAIR];
    int count = someLinks(dict, random, links);
    // Where the table is nearly empty, the stretch may have been so too.
    return count == 0 ? random(dict, random) : dict.element(links[random.nextInt(count)]);
  }

  /** Fills an array with neighbours; returns how many there are. */
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

  /** A walk along the buckets of both tables side by side, from anywhere. */
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
          // Moved in the one table, and not there in the other: nothing up to the rehash index.
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
     * Takes a link, or lets it take the place of another one if there is no more room: so the end
     * of a long chain has the chance of its beginning (reservoir sampling).
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
