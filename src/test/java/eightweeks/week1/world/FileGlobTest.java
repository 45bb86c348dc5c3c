package eightweeks.week1.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileGlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, abc, true",
    "*, .abc, false",
    ".*, .abc, true",
    "a*c, abc, true",
    "a*c, abcd, false",
    "*b*, abc, true",
    "**, a, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "?bc, .bc, false",
    "[ab]x, bx, true",
    "[a-c]x, bx, true",
    "[!a-c]x, bx, false",
    "[^a]x, bx, true",
    "[]]x, ]x, true",
    "[a-]x, -x, true",
    "[a-]x, bx, false",
    "[!]a]x, ]x, false",
    "[!]a]x, bx, true",
    "[a-c-]x, -x, true",
    "[ab, '[ab', true",
    "a\\*, a*, true",
    "a\\*, ab, false",
    "abc, ab, false",
    "ab, abc, false",
    "*.conf, redis.conf, true",
    "*.conf, redis.conf.bak, false",
  })
  void matches(String pattern, String name, boolean expected) {
    assertThat(FileGlob.matches(pattern, name)).isEqualTo(expected);
  }
}
