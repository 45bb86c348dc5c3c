package eightweeks.week1.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "hello, hello, true",
        "hello, hell, false",
        "hell, hello, false",
        "h?llo, hallo, true",
        "h?llo, hllo, false",
        "h*llo, heeeello, true",
        "h*llo, hllo, true",
        "h**llo, hllo, true",
        "*, a, true",
        "a*, a, true",
        "*b*, abc, true",
        "*b*d, abcbd, true",
        "*b*d, abcbde, false",
        "h[ae]llo, hello, true",
        "h[ae]llo, hillo, false",
        "h[^e]llo, hallo, true",
        "h[^e]llo, hello, false",
        "h[a-b]llo, hbllo, true",
        "h[b-a]llo, hbllo, true",
        "h[a-b]llo, hcllo, false",
        "h\\?llo, h?llo, true",
        "h\\?llo, hello, false",
        "[\\]], ], true",
        "[\\-a], -, true",
        "[a-], ^, true",
        "[a-], Z, false",
        "[abc, c, true",
        "[abc, d, false",
        "[, [, false",
        "[^, x, true",
        "[], ], false",
        "[^], ], true",
        "[]a], a, false",
        "a\\, a\\, true",
        "\\*, *, true",
        "\\*, a, false",
        "a, A, false",
        "[a-c], B, false"
      })
  void patterns_matchAsInRedis(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(Ascii.bytes(pattern), Ascii.bytes(text))).isEqualTo(matches);
    assertThat(prepared(pattern, text)).isEqualTo(matches);
  }

  private static boolean prepared(String pattern, String text) {
    var inside = Ascii.bytes("*" + pattern + "*");
    var around = Ascii.bytes("a" + text + "a");
    return Glob.of(inside, 1, pattern.length()).matches(around, 1, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "MAX*, maxmemory, true",
    "max*, MAXMEMORY, true",
    "[a-c]x, BX, true",
    "[A-C]x, bX, true",
    "[abc], B, true",
    "[Z-a], b, false",
    "[\\a], A, false",
    "\\a, A, true"
  })
  void patternsWithoutCase_matchAsInRedis(String pattern, String text, boolean matches) {
    assertThat(Glob.matchesIgnoreCase(Ascii.bytes(pattern), Ascii.bytes(text))).isEqualTo(matches);
  }

  /** Odd, but so it is: KEYS * finds the empty key only because it does not ask the matcher. */
  @Test
  void theEmptyText_matchesTheEmptyPatternAlone() {
    assertThat(Glob.matches(new byte[0], new byte[0])).isTrue();
    assertThat(Glob.matches(Ascii.bytes("*"), new byte[0])).isFalse();
    assertThat(Glob.matches(new byte[0], Ascii.bytes("a"))).isFalse();
  }

  @Test
  void onlyTheRangesAreLookedAt() {
    var bytes = Ascii.bytes("xa*yabcz");
    assertThat(Glob.matches(bytes, 1, 2, bytes, 4, 3, false)).isTrue();
    assertThat(Glob.matches(bytes, 1, 1, bytes, 4, 3, false)).isFalse();
    assertThat(Glob.matches(bytes, 1, 1, bytes, 4, 1, false)).isTrue();
  }

  @Test
  void bytesFrom128_areNegativeInRanges() {
    assertThat(Glob.matches(Ascii.bytes("[\u0080-a]"), Ascii.bytes("A"))).isTrue();
    assertThat(Glob.matches(Ascii.bytes("[a-\u00ff]"), Ascii.bytes("z"))).isFalse();
  }

  /** Patterns like this one took minutes before Redis 7. */
  @Test
  void aPatternOfManyStars_isQuick() {
    var pattern = Ascii.bytes("a*".repeat(500) + "b");
    var text = Ascii.bytes("a".repeat(20_000));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(Glob.matches(pattern, text)).isFalse());
  }

  @Test
  void moreThanAThousandStars_matchNothing() {
    var text = Ascii.bytes("a".repeat(3000));
    assertThat(Glob.matches(Ascii.bytes("*a".repeat(1000)), text)).isTrue();
    assertThat(Glob.matches(Ascii.bytes("*a".repeat(1001)), text)).isFalse();
    assertThat(Glob.matches(Ascii.bytes("*a".repeat(1000) + "*"), text)).isTrue();
  }

  @Test
  void randomPatterns_matchWhatANaiveMatcherMatches() {
    long seed = 20_26;
    var random = new RandomStream(seed);
    int matched = 0;
    for (int i = 0; i < 300_000; i++) {
      var pattern = draw(random, "ab*?[]^-\\c", 9);
      var text = draw(random, "abc]^-\\", 6);
      boolean expected = naive(pattern, text);
      matched += expected ? 1 : 0;
      assertThat(Glob.matches(pattern, text))
          .as("pattern %s, text %s, seed %d", Ascii.text(pattern), Ascii.text(text), seed)
          .isEqualTo(expected);
    }
    assertThat(matched).isGreaterThan(10_000);
  }

  private static byte[] draw(RandomStream random, String from, int most) {
    var bytes = new byte[random.nextInt(most + 1)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) from.charAt(random.nextInt(from.length()));
    }
    return bytes;
  }

  // The naive matcher: takes the pattern apart into one test a byte, and tries every way.

  private static final IntPredicate STAR = _ -> true;

  private static boolean naive(byte[] pattern, byte[] text) {
    if (text.length == 0) {
      return pattern.length == 0;
    }
    return naive(elements(Ascii.text(pattern)), 0, Ascii.text(text), 0);
  }

  private static boolean naive(List<IntPredicate> elements, int e, String text, int t) {
    if (e == elements.size()) {
      return t == text.length();
    }
    if (elements.get(e) == STAR) {
      return naive(elements, e + 1, text, t)
          || (t < text.length() && naive(elements, e, text, t + 1));
    }
    return t < text.length()
        && elements.get(e).test(text.charAt(t))
        && naive(elements, e + 1, text, t + 1);
  }

  private static List<IntPredicate> elements(String pattern) {
    var elements = new ArrayList<IntPredicate>();
    var rest = new StringBuilder(pattern);
    while (!rest.isEmpty()) {
      char c = take(rest);
      if (c == '*') {
        elements.add(STAR);
      } else if (c == '?') {
        elements.add(_ -> true);
      } else if (c == '[') {
        elements.add(set(rest));
      } else {
        char plain = c == '\\' && !rest.isEmpty() ? take(rest) : c;
        elements.add(b -> b == plain);
      }
    }
    return elements;
  }

  private static IntPredicate set(StringBuilder rest) {
    boolean not = !rest.isEmpty() && rest.charAt(0) == '^';
    if (not) {
      take(rest);
    }
    var members = new StringBuilder();
    while (!rest.isEmpty()) {
      char c = take(rest);
      if (c == '\\' && !rest.isEmpty()) {
        members.append(take(rest));
      } else if (c == ']') {
        break;
      } else if (rest.length() >= 2 && rest.charAt(0) == '-') {
        take(rest);
        char other = take(rest);
        for (int b = Math.min(c, other); b <= Math.max(c, other); b++) {
          members.append((char) b);
        }
      } else {
        members.append(c);
      }
    }
    return b -> (members.indexOf(String.valueOf((char) b)) >= 0) != not;
  }

  private static char take(StringBuilder from) {
    char c = from.charAt(0);
    from.deleteCharAt(0);
    return c;
  }
}
