package eightweeks.week3.scan;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Glob;
import eightweeks.week1.bytes.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyPatternTest {
  /** The start and the end of a text must not overlap. */
  @ParameterizedTest
  @CsvSource({"aba, aba*ba, false", "ababa, aba*ba, true", "aba, ab*ba, false", "ab, a*b, true"})
  void startAndEndOfAPattern_matchDifferentBytes(String text, String pattern, boolean matches) {
    assertThat(matches(pattern, text)).isEqualTo(matches);
  }

  @Test
  void keyPattern_matchesWhatTheGlobMatches() {
    var random = new RandomStream(11);
    for (int i = 0; i < 200_000; i++) {
      String pattern = randomText(random, "ab*?[^-]\\");
      String text = randomText(random, "ab*");
      assertThat(matches(pattern, text))
          .as("pattern %s, text %s", pattern, text)
          .isEqualTo(Glob.matches(Ascii.bytes(pattern), Ascii.bytes(text)));
    }
  }

  private static boolean matches(String pattern, String text) {
    var inside = Ascii.bytes("*" + pattern + "*");
    var around = Ascii.bytes("a" + text + "a");
    return new KeyPattern(inside, 1, pattern.length()).matches(around, 1, text.length());
  }

  private static String randomText(RandomStream random, String letters) {
    var text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
