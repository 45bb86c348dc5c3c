package eightweeks.week2.radix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.radix.RadixIterator.Seek;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RadixTreeTest {
  private static RadixTree<String> of(String... keys) {
    var tree = new RadixTree<String>();
    for (var key : keys) {
      assertThat(tree.insert(Ascii.bytes(key), key)).isNull();
    }
    return tree;
  }

  /** Returns the tree as text: (label) one child, [branches], * a key. */
  private static String shape(RadixNode<?> node) {
    var shape = new StringBuilder(node.isKey() ? "*" : "");
    if (node.hasOnlyChild()) {
      return shape.append("(" + Ascii.text(node.chars) + ")" + shape(node.children[0])).toString();
    }
    for (int i = 0; i < node.children.length; i++) {
      shape
          .append(i == 0 ? "[" : " ")
          .append((char) (node.chars[i] & 0xff))
          .append(shape(node.children[i]));
    }
    return shape.append(node.children.length > 0 ? "]" : "").toString();
  }

  /** Checks the invariants of a node and of all under it; returns how many there are. */
  private static int assertSound(RadixNode<?> node, boolean isRoot, String what) {
    int nodes = 1;
    if (node.children.length == 0) {
      assertThat(isRoot || node.isKey()).as("a leaf without key, %s", what).isTrue();
    } else if (node.hasOnlyChild()) {
      assertThat(node.chars).as(what).isNotEmpty();
      assertThat(node.children[0].isPassage()).as("two labels in a row, %s", what).isFalse();
    } else {
      assertThat(node.chars).as(what).hasSameSizeAs(node.children);
      for (int i = 1; i < node.chars.length; i++) {
        assertThat(node.chars[i] & 0xff).as(what).isGreaterThan(node.chars[i - 1] & 0xff);
      }
    }
    for (var child : node.children) {
      nodes += assertSound(child, false, what);
    }
    return nodes;
  }

  @Test
  void commonBeginnings_areKeptOnce() {
    assertThat(shape(of("foo", "foobar", "footer").root())).isEqualTo("(foo)*[b(ar)* t(er)*]");
    assertThat(shape(of("annibale").root())).isEqualTo("(annibale)*");
    assertThat(shape(of("annibale", "anni").root())).isEqualTo("(anni)*(bale)*");
    assertThat(shape(of("annibale", "anno").root())).isEqualTo("(ann)[i(bale)* o*]");
    assertThat(shape(of("annibale", "b").root())).isEqualTo("[a(nnibale)* b*]");
    assertThat(shape(of("annibale", "annibalz").root())).isEqualTo("(annibal)[e* z*]");
    assertThat(shape(of("annibale", "annibale more").root())).isEqualTo("(annibale)*( more)*");
    assertThat(shape(of("", "a").root())).isEqualTo("*(a)*");
    assertThat(shape(of("\u00ff", "\u007f", "\u0080").root()))
        .isEqualTo("[\u007f* \u0080* \u00ff*]");
  }

  @Test
  void removing_leavesNoTrace() {
    var tree = of("foo", "foobar", "footer", "");
    var before = shape(tree.root());
    for (var key : List.of("f", "food", "foob", "footer2", "x", "fo")) {
      assertThat(tree.remove(Ascii.bytes(key))).as(key).isNull();
      assertThat(tree.insert(Ascii.bytes(key), key)).isNull();
      assertThat(tree.remove(Ascii.bytes(key))).isEqualTo(key);
      assertThat(shape(tree.root())).as(key).isEqualTo(before);
    }
    assertThat(tree.remove(Ascii.bytes("foobar"))).isEqualTo("foobar");
    assertThat(shape(tree.root())).isEqualTo("*(foo)*(ter)*");
    tree.remove(Ascii.bytes("foo"));
    assertThat(shape(tree.root())).isEqualTo("*(footer)*");
    assertThat(tree.nodeCount()).isEqualTo(2);
    tree.clear();
    assertThat(tree.find(new byte[0])).isNull();
    assertThat(tree.nodeCount()).isEqualTo(1);
  }

  @Test
  void oldValue_isGivenBack() {
    var tree = of("a");
    assertThat(tree.insert(Ascii.bytes("a"), "new")).isEqualTo("a");
    assertThat(tree.find(Ascii.bytes("xay"), 1, 1)).isEqualTo("new");
    assertThat(tree.size()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "EQUAL, b, b",
    "EQUAL, bb, ",
    "EQUAL, '', ",
    "EQUAL, bbb, bbb",
    "AT_LEAST, '', a",
    "AT_LEAST, b, b",
    "AT_LEAST, bb, bbb",
    "AT_LEAST, bbc, c",
    "AT_LEAST, bbbb, c",
    "AT_LEAST, d, ",
    "AT_LEAST, ba, bbb",
    "GREATER, a, b",
    "GREATER, b, bbb",
    "GREATER, bbb, c",
    "GREATER, c, ",
    "GREATER, 0, a",
    "AT_MOST, c, c",
    "AT_MOST, bb, b",
    "AT_MOST, bbc, bbb",
    "AT_MOST, zz, c",
    "AT_MOST, 0, ",
    "AT_MOST, ba, b",
    "AT_MOST, '', ",
    "LESS, b, a",
    "LESS, bbb, b",
    "LESS, a, ",
    "LESS, c, bbb",
    "LESS, bbbb, bbb"
  })
  void seek_findsTheNearestKey(Seek which, String wanted, @Nullable String expected) {
    var iterator = of("a", "b", "bbb", "c").iterator();
    assertThat(iterator.seek(which, Ascii.bytes(wanted))).isEqualTo(expected != null);
    assertThat(iterator.isOnKey()).isEqualTo(expected != null);
    if (expected == null) {
      assertThat(iterator.next()).isFalse();
      assertThatThrownBy(iterator::key).isInstanceOf(IllegalStateException.class);
    } else {
      assertThat(iterator.next()).as("the first step stays").isTrue();
      assertThat(iterator.value()).isEqualTo(expected);
      assertThat(iterator.key()).isEqualTo(Ascii.bytes(expected));
      assertThat(iterator.keyLength()).isEqualTo(expected.length());
    }
  }

  @Test
  void emptyTree_hasNoKeys() {
    var iterator = of().iterator();
    assertThat(iterator.next()).isFalse();
    assertThat(iterator.seekFirst()).isFalse();
    assertThat(iterator.seekLast()).isFalse();
    assertThat(iterator.randomWalk(0, new RandomStream(1))).isFalse();
  }

  /** The number of steps used to be odd. Here every step ends at a key, one byte up or down. */
  @Test
  void randomWalk_ofAnyLength_endsAtAnyDepth() {
    var random = new RandomStream(1);
    var iterator = of("", "a", "aa", "aaa").iterator();
    var met = new HashSet<String>();
    for (int i = 0; i < 100; i++) {
      assertThat(iterator.randomWalk(0, random)).isTrue();
      met.add(iterator.value());
    }
    assertThat(met).containsExactlyInAnyOrder("", "a", "aa", "aaa");
  }

  @Test
  void randomWalk_meetsEveryKeyAtSomeTime() {
    var random = new RandomStream(1);
    var tree = of("", "a", "ab", "abc", "b", "xyz", "xyzzy");
    var met = new TreeMap<String, Integer>();
    var iterator = tree.iterator();
    for (int i = 0; i < 2000; i++) {
      assertThat(iterator.randomWalk(i % 3, random)).isTrue();
      assertThat(iterator.key()).isEqualTo(Ascii.bytes(iterator.value()));
      met.merge(iterator.value(), 1, Integer::sum);
    }
    assertThat(met).hasSize(7);
    var single = of("").iterator();
    assertThat(single.randomWalk(3, random)).isTrue();
    assertThat(single.key()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomOperations_agreeWithATreeMap(long seed) {
    var random = new RandomStream(seed);
    for (int round = 0; round < 25; round++) {
      var tree = new RadixTree<String>();
      var model = new TreeMap<String, String>();
      for (int step = 0; step < 1200; step++) {
        var what = "seed " + seed + ", round " + round + ", step " + step;
        var key = key(random);
        var bytes = Ascii.bytes(key);
        switch (random.nextInt(model.size() > 100 ? 8 : 5)) {
          case 0, 5, 6, 7 -> assertThat(tree.remove(bytes)).as(what).isEqualTo(model.remove(key));
          case 1 -> assertThat(tree.find(bytes)).as(what).isEqualTo(model.get(key));
          default -> assertThat(tree.insert(bytes, what)).as(what).isEqualTo(model.put(key, what));
        }
        assertThat(tree.size()).as(what).isEqualTo(model.size());
        if (step % 5 == 0) {
          assertThat(tree.nodeCount()).isEqualTo(assertSound(tree.root(), true, what));
        }
        assertSeek(tree, model, key(random), random, what);
        if (step % 100 == 0) {
          assertSameContent(tree, model, what);
        }
      }
    }
  }

  /** Keys of few letters, so that they share beginnings and are beginnings of others. */
  private static String key(RandomStream random) {
    var key = new StringBuilder();
    if (random.nextInt(6) == 0) {
      key.append("a long beginning that many keys share/");
    }
    for (int n = random.nextInt(7); n > 0; n--) {
      key.append("ab\u00ff\0".charAt(random.nextInt(4)));
    }
    return key.toString();
  }

  private static void assertSeek(
      RadixTree<String> tree,
      TreeMap<String, String> model,
      String wanted,
      RandomStream random,
      String what) {
    var iterator = tree.iterator();
    var which = Seek.values()[random.nextInt(5)];
    Map.@Nullable Entry<String, String> expected =
        switch (which) {
          case EQUAL -> model.containsKey(wanted) ? model.floorEntry(wanted) : null;
          case GREATER -> model.higherEntry(wanted);
          case AT_LEAST -> model.ceilingEntry(wanted);
          case LESS -> model.lowerEntry(wanted);
          case AT_MOST -> model.floorEntry(wanted);
        };
    assertThat(iterator.seek(which, Ascii.bytes(wanted))).as(what).isEqualTo(expected != null);
    boolean forward = random.nextInt(2) == 0;
    for (int steps = 0; steps < 4; steps++) {
      boolean there = forward ? iterator.next() : iterator.previous();
      assertThat(there).as(what).isEqualTo(expected != null);
      if (expected == null) {
        return;
      }
      assertThat(Ascii.text(iterator.key())).as(what).isEqualTo(expected.getKey());
      assertThat(iterator.value()).as(what).isEqualTo(expected.getValue());
      expected =
          forward ? model.higherEntry(expected.getKey()) : model.lowerEntry(expected.getKey());
    }
  }

  private static void assertSameContent(
      RadixTree<String> tree, TreeMap<String, String> model, String what) {
    var keys = new ArrayList<String>();
    var iterator = tree.iterator();
    for (iterator.seekFirst(); iterator.next(); ) {
      keys.add(Ascii.text(iterator.key()));
    }
    assertThat(keys).as(what).isEqualTo(List.copyOf(model.keySet()));
    keys.clear();
    for (iterator.seekLast(); iterator.previous(); ) {
      keys.add(Ascii.text(iterator.key()));
    }
    assertThat(keys.reversed()).as(what).isEqualTo(List.copyOf(model.keySet()));
  }
}
