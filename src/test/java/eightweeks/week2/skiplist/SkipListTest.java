package eightweeks.week2.skiplist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.skiplist.LexRange.Bound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SkipListTest {
  /** An element of the model; Latin-1 text is ordered as its bytes are. */
  private record Element(double score, String member) {
    static final Comparator<Element> ORDER =
        Comparator.comparingDouble(Element::score).thenComparing(Element::member);

    static @Nullable Element of(@Nullable SkipListNode node) {
      return node == null ? null : new Element(node.score() + 0.0, Ascii.text(node.key()));
    }
  }

  private static SkipList of(String... members) {
    var list = new SkipList(new RandomStream(1));
    for (var member : members) {
      list.insert(0, Ascii.bytes(member));
    }
    return list;
  }

  private static List<String> members(SkipList list) {
    var members = new ArrayList<String>();
    for (var node = list.first(); node != null; node = node.next()) {
      members.add(Ascii.text(node.key()));
    }
    return members;
  }

  @Test
  void elements_ascendByScoreThenByUnsignedBytes() {
    var list = of("b", "\u00ff", "a", "", "ab");
    list.insert(Double.NEGATIVE_INFINITY, Ascii.bytes("z"));
    list.insert(Double.POSITIVE_INFINITY, Ascii.bytes("0"));
    list.insert(-0.5, Ascii.bytes("y"));
    assertThat(members(list)).containsExactly("z", "y", "", "a", "ab", "b", "\u00ff", "0");
    SkipListCheck.check(list, "example");
    assertThatThrownBy(() -> list.insert(Double.NaN, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void updateScore_keepsTheNodeWhetherItMovesOrNot() {
    var list = of("a", "b", "c");
    var b = list.byRank(1);
    assertThat(b).isNotNull();
    for (double score : new double[] {0, 5, 6, -7, 0}) {
      list.updateScore(b, score);
      SkipListCheck.check(list, "example");
      assertThat(list.rank(score, b.key())).isEqualTo(score > 0 ? 2 : score < 0 ? 0 : 1);
      assertThat(list.byRank(list.rank(score, b.key()))).isSameAs(b);
    }
  }

  @Test
  void eachLevel_hasAQuarterOfTheOneBelow() {
    var list = new SkipList(new RandomStream(3));
    for (int i = 0; i < 20_000; i++) {
      list.insert(i, new byte[0]);
    }
    SkipListCheck.check(list, "example");
    // log4(20000) is 7.1
    assertThat(list.levels()).isBetween(6, 12);
  }

  @ParameterizedTest
  @CsvSource({
    "-, +, 'a b c'",
    "+, -, ''",
    "[b, +, 'b c'",
    "(b, +, 'c'",
    "-, [b, 'a b'",
    "-, (b, 'a'",
    "[b, [b, 'b'",
    "(b, [b, ''",
    "[b, (b, ''",
    "[c, [a, ''",
    "+, +, ''",
    "-, -, ''",
    "[aa, (c, 'b'"
  })
  void lexRange_isReadAndAnswered(String min, String max, String expected) {
    var list = of("a", "b", "c");
    var range = new LexRange(bound(min), bound(max));
    assertThat(list.count(range)).isEqualTo(expected.replace(" ", "").length());
    var first = list.firstInRange(range);
    var last = list.lastInRange(range);
    if (expected.isEmpty()) {
      assertThat(first).isNull();
      assertThat(last).isNull();
    } else {
      assertThat(Element.of(first)).isEqualTo(new Element(0, expected.substring(0, 1)));
      assertThat(Element.of(last))
          .isEqualTo(new Element(0, expected.substring(expected.length() - 1)));
    }
    var gone = new ArrayList<String>();
    list.deleteRange(range, node -> gone.add(Ascii.text(node.key())));
    assertThat(String.join(" ", gone)).isEqualTo(expected);
    SkipListCheck.check(list, "example");
  }

  private static Bound bound(String text) {
    var bound = Bound.parse(Ascii.bytes(text), 0, text.length());
    assertThat(bound).isNotNull();
    return bound;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "+a", "-a", "]a"})
  void whatIsNoBound_isRefused(String text) {
    assertThat(Bound.parse(Ascii.bytes(text), 0, text.length())).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomOperations_agreeWithATreeSet(long seed) {
    var random = new RandomStream(seed);
    for (int round = 0; round < 25; round++) {
      new Run(seed, round, random).run();
    }
  }

  /** A list and its model: members with their nodes, and a TreeSet for the order. */
  private static final class Run {
    private final String name;
    private final RandomStream random;
    private final SkipList list;
    private final TreeSet<Element> model = new TreeSet<>(Element.ORDER);
    private final Map<String, SkipListNode> nodes = new HashMap<>();

    Run(long seed, int round, RandomStream random) {
      name = "seed " + seed + ", round " + round + ", step ";
      this.random = random;
      list = new SkipList(random.split("levels"));
    }

    void run() {
      for (int step = 0; step < 1200; step++) {
        var what = name + step;
        change(what);
        assertThat(list.size()).as(what).isEqualTo(model.size());
        SkipListCheck.check(list, what);
        ask(what);
      }
    }

    private double score() {
      return switch (random.nextInt(20)) {
        case 0 -> Double.NEGATIVE_INFINITY;
        case 1 -> Double.POSITIVE_INFINITY;
        case 2 -> random.nextDouble() * 20 - 10;
        default -> random.nextInt(20) - 10 + 0.0;
      };
    }

    private String member() {
      return "\u00fe\0abc".substring(random.nextInt(4)) + random.nextInt(30);
    }

    private void change(String what) {
      var member = member();
      double score = score();
      var node = nodes.get(member);
      switch (random.nextInt(model.size() > 60 ? 12 : 9)) {
        case 0 -> {
          if (node != null) {
            var old = Element.of(node);
            double other = Double.isInfinite(node.score()) ? 0.25 : node.score() + 1;
            assertThat(list.delete(other, node.key())).as(what).isNull();
            assertThat(list.delete(node.score(), node.key())).as(what).isSameAs(node);
            model.remove(old);
            nodes.remove(member);
          }
        }
        case 9 -> deleteByScore(what);
        case 10 -> deleteByRank(what);
        case 11 -> deleteBySameScore(what, member);
        default -> {
          if (node == null) {
            nodes.put(member, list.insert(score, Ascii.bytes(member)));
          } else {
            model.remove(Element.of(node));
            list.updateScore(node, score);
          }
          model.add(new Element(score, member));
        }
      }
    }

    private void gone(SkipListNode node, List<Element> into) {
      nodes.remove(Ascii.text(node.key()));
      into.add(new Element(node.score() + 0.0, Ascii.text(node.key())));
    }

    private void deleteByScore(String what) {
      double min = score();
      var range = new ScoreRange(min, coin(), min + random.nextInt(3), coin());
      expectDeleted(what, e -> isIn(range, e), into -> list.deleteRange(range, n -> gone(n, into)));
    }

    private void deleteByRank(String what) {
      int from = random.nextInt(model.size() + 2) - 1;
      int to = from + random.nextInt(12) - 1;
      var all = new ArrayList<>(model);
      expectDeleted(
          what,
          e -> all.indexOf(e) >= from && all.indexOf(e) <= to,
          into -> list.deleteRange(from, to, n -> gone(n, into)));
    }

    /** By lex makes sense among equal scores only: all get the same. */
    private void deleteBySameScore(String what, String member) {
      model.clear();
      for (var entry : nodes.entrySet()) {
        list.updateScore(entry.getValue(), 1);
        model.add(new Element(1, entry.getKey()));
      }
      SkipListCheck.check(list, "example");
      var max = member();
      var bytes = Ascii.bytes(member);
      boolean open = coin();
      var range =
          new LexRange(
              open ? Bound.exclusive(bytes) : Bound.inclusive(bytes),
              Bound.inclusive(Ascii.bytes(max)));
      Predicate<Element> isIn =
          e ->
              e.member.compareTo(max) <= 0
                  && (open ? e.member.compareTo(member) > 0 : e.member.compareTo(member) >= 0);
      assertThat(list.count(range)).as(what).isEqualTo((int) model.stream().filter(isIn).count());
      expectDeleted(what, isIn, into -> list.deleteRange(range, n -> gone(n, into)));
    }

    private void expectDeleted(String what, Predicate<Element> isIn, Deletion deletion) {
      var expected = model.stream().filter(isIn).toList();
      var deleted = new ArrayList<Element>();
      assertThat(deletion.run(deleted)).as(what).isEqualTo(expected.size());
      assertThat(deleted).as(what).isEqualTo(expected);
      model.removeIf(isIn);
    }

    private static boolean isIn(ScoreRange range, Element e) {
      return (range.minExclusive() ? e.score > range.min() : e.score >= range.min())
          && (range.maxExclusive() ? e.score < range.max() : e.score <= range.max());
    }

    private boolean coin() {
      return random.nextInt(2) == 0;
    }

    /** Asks for ranks and ranges, each of which the model answers by counting. */
    private void ask(String what) {
      double min = score();
      var range = new ScoreRange(min, coin(), coin() ? score() : min + 1, coin());
      var inRange = model.stream().filter(e -> isIn(range, e)).toList();
      assertThat(list.count(range)).as(what).isEqualTo(inRange.size());
      assertThat(Element.of(list.firstInRange(range)))
          .as(what)
          .isEqualTo(inRange.isEmpty() ? null : inRange.getFirst());
      assertThat(Element.of(list.lastInRange(range)))
          .as(what)
          .isEqualTo(inRange.isEmpty() ? null : inRange.getLast());
      int rank = random.nextInt(model.size() + 2) - 1;
      var node = list.byRank(rank);
      boolean exists = rank >= 0 && rank < model.size();
      assertThat(node != null).as(what).isEqualTo(exists);
      if (node != null) {
        assertThat(list.rank(node.score(), node.key())).as(what).isEqualTo(rank);
        var element = Element.of(node);
        assertThat(model.headSet(element)).as(what).hasSize(rank);
        assertThat(list.rank(node.score(), Ascii.bytes("nobody"))).as(what).isEqualTo(-1);
      }
    }
  }

  @FunctionalInterface
  private interface Deletion {
    int run(List<Element> into);
  }
}
