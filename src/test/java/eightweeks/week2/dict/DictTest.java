package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The hash table against {@link HashMap}, in every state of its growing. */
final class DictTest {
  private final SipHash hash = new SipHash(1, 2);

  private static Node node(String key) {
    return new Node(Ascii.bytes(key));
  }

  private static void check(Dict<Node> dict, Map<String, Node> model) {
    assertThat(dict.size()).isEqualTo(model.size());
    var seen = new HashSet<Node>();
    dict.forEach(node -> assertThat(seen.add(node)).as("shown once").isTrue());
    assertThat(seen).isEqualTo(new HashSet<>(model.values()));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void randomOperations_givesWhatAHashMapGives(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int keys) {
    var random = new Random(seed);
    var dict = new Dict<>(hash);
    var model = new HashMap<String, Node>();
    for (int i = 0; i < 4000; i++) {
      var key = "key:" + random.nextInt(keys);
      var bytes = Ascii.bytes("--" + key + "--");
      int length = key.length();
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3, 4 -> {
          if (dict.find(bytes, 2, length) == null) {
            var added = node(key);
            dict.add(added);
            model.put(key, added);
          }
        }
        case 5, 6, 7 -> assertThat(dict.find(bytes, 2, length)).isSameAs(model.get(key));
        case 8, 9 -> assertThat(dict.remove(bytes, 2, length)).isSameAs(model.remove(key));
        case 10 -> {
          var old = dict.find(Ascii.bytes(key));
          if (old != null) {
            var by = node(key);
            dict.replace(old, by);
            model.put(key, by);
          }
        }
        default -> dict.rehash(random.nextInt(3));
      }
      if (i % 500 == 0) {
        check(dict, model);
      }
    }
    check(dict, model);
    dict.clear();
    check(dict, Map.of());
  }

  @Test
  void everyKey_isFoundAtEveryStepOfRehashing() {
    var dict = new Dict<>(hash);
    for (int i = 0; i <= 64; i++) {
      dict.add(node("k" + i));
    }
    assertThat(dict.isRehashing()).isTrue();
    int steps = 0;
    while (dict.isRehashing()) {
      for (int i = 0; i <= 64 && dict.isRehashing(); i += 13) {
        assertThat(dict.find(Ascii.bytes("k" + i))).isNotNull();
        steps++;
      }
      assertThat(dict.find(Ascii.bytes("nothing"))).isNull();
      steps++;
    }
    assertThat(steps).as("a bucket a step, of 64").isLessThanOrEqualTo(70);
    for (int i = 0; i <= 64; i++) {
      assertThat(Objects.requireNonNull(dict.find(Ascii.bytes("k" + i))).key())
          .isEqualTo(Ascii.bytes("k" + i));
    }
  }

  @Test
  void rehashing_isOverBeforeTheNewTableIsFull() {
    var dict = new Dict<>(hash);
    for (int i = 0; i < 100_000; i++) {
      dict.add(node("k" + i));
      // The next growth begins at a power of two; the one before must have ended by then.
      if (Integer.bitCount(i) == 1 && i >= 8) {
        assertThat(dict.isRehashing()).as("growth begins with element " + i).isTrue();
      }
    }
    assertThat(dict.size()).isEqualTo(100_000);
  }

  @Test
  void stepOverEmptyBuckets_isBounded() {
    var dict = new Dict<>(hash);
    int n = 1 << 16;
    for (int i = 0; i <= n; i++) {
      dict.add(node("k" + i));
    }
    assertThat(dict.isRehashing()).isTrue();
    // Removing takes steps too: start over with a table that is nearly empty and still rehashing.
    int steps = 0;
    for (int i = 0; i <= n - 50 && dict.isRehashing(); i++) {
      var key = Ascii.bytes("k" + i);
      assertThat(dict.remove(key, 0, key.length)).isNotNull();
      steps++;
    }
    while (dict.rehash(1)) {
      steps++;
    }
    assertThat(steps).as("at most ten empty buckets a step").isGreaterThanOrEqualTo(n / 11);
    assertThat(dict.isRehashing()).isFalse();
    assertThat(dict.rehash(100)).isFalse();
  }

  @Test
  void replaceOfAStranger_isAnError() {
    var dict = new Dict<>(hash);
    dict.add(node("a"));
    assertThatThrownBy(() -> dict.replace(node("a"), node("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyDict_hasNothing() {
    var dict = new Dict<>(hash);
    var key = Ascii.bytes("k");
    assertThat(dict.find(key)).isNull();
    assertThat(dict.remove(key, 0, 1)).isNull();
    assertThat(dict.rehash(1)).isFalse();
    dict.forEach(_ -> assertThat(false).isTrue());
    dict.add(node(""));
    assertThat(dict.find(new byte[0])).isNotNull();
  }
}
