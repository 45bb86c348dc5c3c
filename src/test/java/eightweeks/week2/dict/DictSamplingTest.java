package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.siphash.SipHash;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chance is tested by chi-square: the sum, over all elements, of (drawn - expected)^2 / expected.
 */
final class DictSamplingTest {
  private static final int ELEMENTS = 500;
  private static final int DRAWS = 100_000;

  /**
   * With 499 degrees of freedom chi-square has the mean 499 and the deviation 31.6; a fair draw is
   * above this once in a hundred thousand times.
   */
  private static final double FAIR = 644;

  private static Dict<Node> of(int elements) {
    var dict = new Dict<>(new SipHash(1, 2));
    for (int i = 0; i < elements; i++) {
      dict.add(new Node(Ascii.bytes("k" + i)));
    }
    return dict;
  }

  private static double chiSquare(Map<Node, Integer> drawn, ToDoubleFunction<Node> expected) {
    double sum = 0;
    for (var entry : drawn.entrySet()) {
      double e = expected.applyAsDouble(entry.getKey());
      sum += (entry.getValue() - e) * (entry.getValue() - e) / e;
    }
    return sum;
  }

  private static Map<Node, Integer> counter(Dict<Node> dict) {
    var drawn = new HashMap<Node, Integer>();
    dict.forEach(node -> drawn.put(node, 0));
    return drawn;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void random_isFairToBucketsAndToTheElementsOfABucket(long seed) {
    var dict = of(ELEMENTS);
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    int filled = 0;
    for (int bucket = 0; bucket < dict.main.size(); bucket++) {
      filled += dict.main.first(bucket) == null ? 0 : 1;
    }
    double aBucket = (double) DRAWS / filled;
    var random = new RandomStream(seed);
    var drawn = counter(dict);
    for (int i = 0; i < DRAWS; i++) {
      drawn.merge(Objects.requireNonNull(dict.random(random)), 1, Integer::sum);
    }
    assertThat(chiSquare(drawn, node -> aBucket / chainOf(dict, node))).isLessThan(FAIR);
    assertThat(chiSquare(drawn, _ -> (double) DRAWS / ELEMENTS))
        .as("not fair to elements: that is what fairRandom() is for")
        .isGreaterThan(10 * FAIR);
  }

  private static int chainOf(Dict<Node> dict, Node node) {
    return Chain.length(dict.main.first(dict.hashOfLink(node) & dict.main.mask));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void fairRandom_isMuchFairerToElements(long seed) {
    var dict = of(ELEMENTS);
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    var random = new RandomStream(seed);
    var drawn = counter(dict);
    var quick = counter(dict);
    for (int i = 0; i < DRAWS; i++) {
      drawn.merge(Objects.requireNonNull(dict.fairRandom(random)), 1, Integer::sum);
      quick.merge(Objects.requireNonNull(dict.random(random)), 1, Integer::sum);
    }
    double uniform = (double) DRAWS / ELEMENTS;
    assertThat(chiSquare(drawn, _ -> uniform)).isLessThan(chiSquare(quick, _ -> uniform) / 3);
    assertThat(drawn.values()).allMatch(count -> count > uniform / 3 && count < uniform * 2);
  }

  /** A table with few elements, and a dict with fewer elements than are chosen from. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 14, 15, 16, 40})
  void fairRandom_ofFewElements_drawsEachOfThemOften(int elements) {
    for (int buckets : new int[] {4, 4096}) {
      var dict = of(elements);
      dict.expand(buckets);
      while (dict.rehash(100)) {
        // Until there is one table.
      }
      var random = new RandomStream(elements);
      var drawn = counter(dict);
      for (int i = 0; i < 2000 * elements; i++) {
        drawn.merge(Objects.requireNonNull(dict.fairRandom(random)), 1, Integer::sum);
      }
      assertThat(drawn.values()).allMatch(count -> count > 400 && count < 5000);
    }
  }

  /** Growing and shrinking, at several points of the way. */
  @Test
  void whileRehashing_everyElementCanBeDrawn() {
    for (int to : new int[] {4096, 512}) {
      for (int rehashed : new int[] {0, 100, 300}) {
        var dict = of(ELEMENTS);
        dict.expand(2048);
        while (dict.rehash(100)) {
          // Until there is one table.
        }
        dict.expand(to);
        assertThat(dict.isRehashing()).isTrue();
        dict.rehash(rehashed);
        dict.pauseRehash();
        var random = new RandomStream(to + rehashed);
        var drawn = counter(dict);
        var some = counter(dict);
        var fair = counter(dict);
        var into = new Node[10];
        for (int i = 0; i < 20_000; i++) {
          drawn.merge(Objects.requireNonNull(dict.random(random)), 1, Integer::sum);
          fair.merge(Objects.requireNonNull(dict.fairRandom(random)), 1, Integer::sum);
          int count = dict.someEntries(random, into);
          for (int j = 0; j < count; j++) {
            some.merge(into[j], 1, Integer::sum);
          }
        }
        var what = "to " + to + ", rehashed " + rehashed;
        assertThat(drawn).as(what).hasSize(ELEMENTS).doesNotContainValue(0);
        assertThat(fair).as(what).hasSize(ELEMENTS).doesNotContainValue(0);
        assertThat(some).as(what).hasSize(ELEMENTS).doesNotContainValue(0);
      }
    }
  }

  @Test
  void someEntries_areAsManyAsThereAre() {
    var random = new RandomStream(1);
    assertThat(of(0).someEntries(random, new Node[5])).isZero();
    assertThat(of(0).random(random)).isNull();
    assertThat(of(0).fairRandom(random)).isNull();
    assertThat(of(100).someEntries(random, new Node[0])).isZero();
    int most = 0;
    for (int i = 0; i < 100; i++) {
      most = Math.max(most, of(3).someEntries(random, new Node[5]));
    }
    assertThat(most).isEqualTo(3);
    assertThat(of(1000).someEntries(random, new Node[16])).isEqualTo(16);
  }

  @Test
  void setMembers_areDrawnAsTheyAre() {
    var set = BareDict.ofMembers(new SipHash(1, 2));
    for (int i = 0; i < 20; i++) {
      set.add(Ascii.bytes("m" + i));
    }
    var random = new RandomStream(1);
    var into = new byte[5][];
    assertThat(set.someEntries(random, into)).isEqualTo(5);
    for (var member : into) {
      assertThat(set.contains(member, 0, member.length)).isTrue();
    }
    assertThat(set.random(random)).isNotNull();
    assertThat(set.fairRandom(random)).isNotNull();
  }
}
