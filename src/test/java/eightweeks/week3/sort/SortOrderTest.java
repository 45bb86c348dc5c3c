package eightweeks.week3.sort;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week2.skiplist.LexRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order by digests, beside a sort that compares the elements themselves. */
final class SortOrderTest {
  private static final double[] SCORES = {
    0.0,
    -0.0,
    1,
    -1,
    1.5,
    1.25,
    Double.MIN_NORMAL,
    -Double.MIN_NORMAL,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Math.nextUp(1.0),
    Math.nextDown(1.0),
    1e300
  };

  private static SortElement element(String text) {
    return new SortElement(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void shuffleAndCompare(
      SortElement[] elements, boolean alpha, Comparator<SortElement> plain) {
    for (boolean descending : new boolean[] {false, true}) {
      var expected = elements.clone();
      Arrays.sort(expected, descending ? plain.reversed() : plain); // stable, as List.sort is
      var sorted = elements.clone();
      SortOrder.sort(sorted, alpha, descending);
      assertThat(sorted).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 100, 5000})
  void scores_areInTheOrderOfTheNumbers_andEqualOnesInThatOfTheTexts(int count) {
    var random = new Random(count);
    var elements = new SortElement[count];
    for (int i = 0; i < count; i++) {
      elements[i] = element(Integer.toString(random.nextInt(count + 1)));
      elements[i].score =
          random.nextBoolean()
              ? SCORES[random.nextInt(SCORES.length)]
              : 1 + random.nextInt(100) * 0x1p-50; // apart in their last bits only
    }
    shuffleAndCompare(
        elements,
        false,
        (one, other) ->
            one.score != other.score
                ? (one.score < other.score ? -1 : 1)
                : LexRange.compare(one.text, other.text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "user:", "a prefix of more than eight bytes:"})
  void texts_areInTheOrderOfTheirBytes_alsoWithAnEqualBeginning(String prefix) {
    var random = new Random(prefix.length());
    for (int round = 0; round < 200; round++) {
      var elements = new SortElement[random.nextInt(60)];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = element("");
        boolean isShort = random.nextInt(20) == 0;
        elements[i].weight = element(isShort ? "us" : prefix + text(random)).text;
      }
      shuffleAndCompare(
          elements, true, (one, other) -> LexRange.compare(weight(one), weight(other)));
    }
  }

  private static byte[] weight(SortElement element) {
    return Objects.requireNonNull(element.weight);
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append("\0a\u007f\u0080\u00ff".charAt(random.nextInt(5)));
    }
    return text.toString();
  }

  @Test
  void elementsWithoutAWeight_comeFirst_inTheOrderThatTheyHad() {
    var one = element("b");
    var other = element("a");
    var empty = element("c");
    empty.weight = new byte[0];
    var elements = new SortElement[] {empty, one, other};
    SortOrder.sort(elements, true, false);
    assertThat(elements).containsExactly(one, other, empty);
    SortOrder.sort(elements, true, true);
    assertThat(elements).containsExactly(empty, one, other);
  }
}
