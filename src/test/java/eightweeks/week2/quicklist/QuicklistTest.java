package eightweeks.week2.quicklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.compact.ListpackValidator;
import eightweeks.week2.compact.Listpacks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuicklistTest {
  private static final String LONG = "long ".repeat(40);

  private static Quicklist list(int fill, int depth, String... texts) {
    var list = new Quicklist(fill, depth, new PackedThreshold());
    for (var text : texts) {
      push(list, text);
    }
    return list;
  }

  private static void push(Quicklist list, String text) {
    list.pushTail(Ascii.bytes(text), 0, text.length());
  }

  private static List<String> content(Quicklist list, boolean forward) {
    var texts = new ArrayList<String>();
    try (var cursor = QuicklistCursor.of(list, forward)) {
      while (cursor.next()) {
        texts.add(cursor.entry().toString());
      }
    }
    return texts;
  }

  /** Returns the counts of the nodes, with P for plain and Z for compressed ones. */
  private static String shape(Quicklist list) {
    var shape = new StringBuilder();
    for (var node = list.head(); node != null; node = node.next()) {
      shape.append(node.isPlain() ? "P" : node.count()).append(node.isCompressed() ? "Z " : " ");
    }
    return shape.toString().trim();
  }

  /** Checks the invariants of a quicklist. */
  private static void assertSound(Quicklist list, String what) {
    long count = 0;
    int nodes = 0;
    @Nullable QuicklistNode before = null;
    for (var node = list.head(); node != null; node = node.next()) {
      assertThat(node.previous()).as(what).isSameAs(before);
      assertThat(node.count()).as(what).isPositive();
      boolean nearEnd =
          nodes < list.compressDepth() || nodes >= list.nodeCount() - list.compressDepth();
      assertThat(node.isCompressed() && nearEnd).as("an end is compressed, %s", what).isFalse();
      var open = node.duplicate();
      open.open();
      if (!node.isPlain()) {
        assertThat(ListpackValidator.validate(open.list().toBlob(), true, null)).as(what).isTrue();
        assertThat(open.list().count()).as(what).isEqualTo(node.count());
        assertThat(open.list().totalBytes()).as(what).isEqualTo(node.size());
      }
      if (list.compressDepth() > 0 && !nearEnd && !node.isCompressed()) {
        open.compress();
        assertThat(open.isCompressed()).as("node %d has been left open, %s", nodes, what).isFalse();
      }
      count += node.count();
      nodes++;
      before = node;
    }
    assertThat(list.tail()).as(what).isSameAs(before);
    assertThat(list.count()).as(what).isEqualTo(count);
    assertThat(list.nodeCount()).as(what).isEqualTo(nodes);
  }

  @ParameterizedTest(name = "fill {0}")
  @CsvSource({"1, '1 1 1 1 1 1 1'", "3, '3 3 1'", "0, '1 1 1 1 1 1 1'", "100, '7'", "-1, '7'"})
  void positiveFill_isANumberOfEntries(int fill, String shape) {
    var list = list(fill, 0, "a", "b", "c", "d", "e", "f", "g");
    assertThat(shape(list)).isEqualTo(shape);
    assertSound(list, shape);
  }

  @ParameterizedTest(name = "fill {0}")
  @CsvSource({"-1, 4096", "-2, 8192", "-3, 16384", "-4, 32768", "-5, 65536", "32767, 8192"})
  void negativeFill_isASize(int fill, int most) {
    var list = list(fill, 0);
    while (list.nodeCount() < 3) {
      push(list, LONG);
    }
    assertThat(list.head()).isNotNull();
    assertThat(list.head().size()).isBetween(most - 220, most);
    assertThat(list.uncompressedSize()).isGreaterThan(2L * (most - 220));
  }

  @Test
  void innerNodes_areCompressedBeyondTheDepth() {
    var list = list(1, 2, LONG, LONG, LONG, LONG, LONG, LONG);
    assertThat(shape(list)).isEqualTo("1 1 1Z 1Z 1 1");
    list.popTail();
    assertThat(shape(list)).as("moved up to the end, so opened").isEqualTo("1 1 1Z 1 1");
    assertThat(content(list, true)).containsExactly(LONG, LONG, LONG, LONG, LONG);
    assertThat(shape(list)).as("closed after being read").isEqualTo("1 1 1Z 1 1");
    assertThat(list.get(2)).isEqualTo(Ascii.bytes(LONG));
    assertThat(shape(list)).isEqualTo("1 1 1Z 1 1");
    assertThat(shape(list.duplicate())).isEqualTo("1 1 1Z 1 1");
    assertThat(list.head()).isNotNull();
    assertThat(list.head().storedSize()).isEqualTo(list.head().size());
  }

  @Test
  void largeElement_getsANodeOfItsOwn() {
    var threshold = new PackedThreshold();
    assertThat(threshold.set(10)).isTrue();
    var list = new Quicklist(10, 0, threshold);
    for (var text : List.of("a", "b", "0123456789", "c", "d")) {
      push(list, text);
    }
    assertThat(shape(list)).isEqualTo("2 P 2");
    list.rotate();
    assertThat(content(list, true)).containsExactly("d", "a", "b", "0123456789", "c");
    replace(list, 1, "abcdefghijklm");
    assertThat(shape(list)).isEqualTo("1 P 1 P 1");
    replace(list, 1, "x");
    assertThat(shape(list)).as("small again").isEqualTo("1 2 P 1");
    insert(list, 2, "0000000000", true);
    assertThat(content(list, false))
        .containsExactly("c", "0123456789", "0000000000", "b", "x", "d");
    assertSound(list, "plain");
    assertThat(threshold.set((1L << 32) - (1L << 20) + 1)).isFalse();
    assertThat(threshold.set(0)).isTrue();
    assertThat(threshold.isLarge(1 << 29)).isFalse();
    assertThat(threshold.isLarge(1 << 30)).isTrue();
  }

  @Test
  void fullNode_isSplitAndNeighboursAreMerged() {
    var list = list(4, 0, "a", "b", "c", "d", "e", "f", "g", "h");
    insert(list, 1, "X", true);
    // a b | X c d | e f g h: nothing fits together.
    assertThat(shape(list)).isEqualTo("2 3 4");
    insert(list, 0, "Y", false);
    assertThat(shape(list)).isEqualTo("3 3 4");
    QuicklistEditor.deleteRange(list, 1, 4);
    assertThat(shape(list)).as("deleting does not merge").isEqualTo("1 1 4");
    insert(list, 4, "Z", true);
    assertThat(content(list, true)).containsExactly("Y", "d", "e", "f", "g", "Z", "h");
    assertThat(shape(list)).as("Y d with e f g is too much").isEqualTo("2 3 2");
  }

  private static void insert(Quicklist list, long index, String text, boolean after) {
    try (var cursor = QuicklistCursor.at(list, index, true)) {
      assertThat(cursor).isNotNull();
      assertThat(cursor.next()).isTrue();
      if (after) {
        cursor.insertAfter(Ascii.bytes("<" + text), 1, text.length());
      } else {
        cursor.insertBefore(Ascii.bytes("<" + text), 1, text.length());
      }
      assertThat(cursor.next()).as("the walk has ended").isFalse();
    }
  }

  private static void replace(Quicklist list, long index, String text) {
    try (var cursor = QuicklistCursor.at(list, index, false)) {
      assertThat(cursor).isNotNull();
      assertThat(cursor.next()).isTrue();
      cursor.replace(Ascii.bytes("<" + text), 1, text.length());
    }
  }

  @Test
  void cursorThatStandsNowhere_changesNothing() {
    var list = list(2, 0, "a");
    try (var cursor = QuicklistCursor.of(list, true)) {
      assertThatThrownBy(cursor::delete).isInstanceOf(IllegalStateException.class);
    }
    assertThat(QuicklistCursor.at(list, 1, true)).isNull();
    assertThat(QuicklistCursor.at(list, -2, true)).isNull();
    assertThat(list.get(-1)).isEqualTo(Ascii.bytes("a"));
  }

  @Test
  void wholeNodes_areTakenAsTheyAre() {
    var list = list(2, 1);
    list.appendNode(Listpacks.of("a", "b", "c"));
    list.appendPlainNode(Ascii.bytes(LONG));
    list.appendNode(Listpacks.of("d"));
    assertThat(shape(list)).isEqualTo("3 PZ 1");
    assertThat(content(list, true)).containsExactly("a", "b", "c", LONG, "d");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomOperations_agreeWithAList(long seed) {
    var random = new RandomStream(seed);
    for (int round = 0; round < 30; round++) {
      var threshold = new PackedThreshold();
      threshold.set(random.nextInt(2) * 70L);
      int fill = random.nextInt(3) == 0 ? -1 : 1 + random.nextInt(8);
      var list = new Quicklist(fill, random.nextInt(4), threshold);
      var model = new ArrayList<String>();
      for (int step = 0; step < 500; step++) {
        var what =
            "seed %d, round %d, step %d, fill %d, depth %d"
                .formatted(seed, round, step, fill, list.compressDepth());
        list = change(list, model, random, what);
        assertThat(list.count()).as(what).isEqualTo(model.size());
        if (step % 10 == 0) {
          assertSound(list, what);
        }
        if (step % 25 == 0) {
          assertThat(content(list, true)).as(what).isEqualTo(model);
          assertThat(content(list, false)).as(what).isEqualTo(model.reversed());
          assertSound(list, what);
        }
      }
    }
  }

  private static Quicklist change(
      Quicklist list, ArrayList<String> model, RandomStream random, String what) {
    var text = Listpacks.text(random);
    var bytes = Ascii.bytes("<" + text + ">");
    int size = model.size();
    int index = size == 0 ? 0 : random.nextInt(size);
    int signed = index - random.nextInt(2) * size;
    switch (size == 0 ? 0 : random.nextInt(size > 60 ? 16 : 13)) {
      case 0, 1 -> {
        list.pushHead(bytes, 1, text.length());
        model.addFirst(text);
      }
      case 2, 3 -> {
        list.pushTail(bytes, 1, text.length());
        model.add(text);
      }
      case 4 -> assertThat(text(list.popHead())).as(what).isEqualTo(model.removeFirst());
      case 5 -> assertThat(text(list.popTail())).as(what).isEqualTo(model.removeLast());
      case 6, 7 -> {
        insert(list, signed, text, true);
        model.add(index + 1, text);
      }
      case 8 -> {
        insert(list, signed, text, false);
        model.add(index, text);
      }
      case 9 -> {
        replace(list, signed, text);
        model.set(index, text);
      }
      case 10 -> assertThat(text(list.get(signed))).as(what).isEqualTo(model.get(index));
      case 11 -> {
        list.rotate();
        model.addFirst(model.removeLast());
      }
      case 12 -> list = list.duplicate();
      case 13 -> {
        int most = random.nextInt(30);
        assertThat(QuicklistEditor.deleteRange(list, signed, most)).isEqualTo(most > 0);
        model.subList(index, Math.min(size, index + most)).clear();
      }
      default -> deleteSome(list, model, random, index, what);
    }
    return list;
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : Ascii.text(bytes);
  }

  /** Walks from an index on and takes out what a coin says. */
  private static void deleteSome(
      Quicklist list, ArrayList<String> model, RandomStream random, int from, String what) {
    boolean forward = random.nextInt(2) == 0;
    try (var cursor = QuicklistCursor.at(list, from, forward)) {
      assertThat(cursor).isNotNull();
      int index = from;
      for (int n = random.nextInt(30); n > 0 && cursor.next(); n--) {
        assertThat(cursor.entry().toString()).as(what).isEqualTo(model.get(index));
        if (random.nextInt(3) == 0) {
          cursor.delete();
          model.remove(index);
          index -= forward ? 0 : 1;
        } else {
          index += forward ? 1 : -1;
        }
      }
    }
  }

  @Test
  void emptyList_givesNothing() {
    var list = list(-2, 0);
    list.rotate();
    assertThat(list.popHead()).isNull();
    assertThat(list.popTail()).isNull();
    assertThat(list.get(0)).isNull();
    assertThat(QuicklistEditor.deleteRange(list, 0, 1)).isFalse();
    assertThat(Arrays.asList(list.head(), list.tail())).containsOnlyNulls();
  }
}
