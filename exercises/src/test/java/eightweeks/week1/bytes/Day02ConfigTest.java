package eightweeks.week1.bytes;

import eightweeks.study.lesson.Lesson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Day 02: the escapes inside double quotes, in lines as they stand in a redis.conf. */
final class Day02ConfigTest {
  private static final String CHAPTER = "weeks/week1/day02-config.adoc, ";
  private static final String ESCAPES = CHAPTER + "\"A line is words\"";

  /** What stands here for null, which split() returns where quotes are not balanced. */
  private static final List<String> UNBALANCED = List.of("null: its quotes are not balanced");

  @Test
  void wordWithoutEscapes_isItself() {
    expect(
        Lesson.because(
                "a byte that begins no escape stands for itself",
                "the place in the line or the length of the word does not move by one")
            .readAgain(ESCAPES),
        "requirepass \"two words\"",
        "two words");
  }

  @Test
  void quoteAndBackslash_standForThemselvesBehindABackslash() {
    expect(
        Lesson.because(
                "a backslash and the byte behind it are one byte of the word",
                "the place in the line stops at the escaped byte, so an escaped quote closes the"
                    + " word")
            .readAgain(ESCAPES),
        "requirepass \"say \\\"hi\\\" and \\\\o/\"",
        "say \"hi\" and \\o/");
  }

  @Test
  void lettersOfEscapes_areControlCharacters() {
    expect(
        Lesson.because(
                "the letter behind the backslash was taken as it is, and not translated",
                "the backslash was kept")
            .readAgain(ESCAPES),
        "requirepass \"\\n\\r\\t\\b\\a\"",
        "\n\r\t\b\u0007");
  }

  @Test
  void backslashBeforeAnyOtherByte_disappears() {
    expect(
        Lesson.because(
                "a backslash before a byte without a meaning of its own leaves that byte alone;"
                    + " other languages keep the backslash",
                "only the escapes that have a letter were handled")
            .readAgain(ESCAPES),
        "requirepass \"\\q\\-\\'\"",
        "q-'");
  }

  @Test
  void xWithTwoDigits_isOneByte() {
    expect(
        Lesson.because(
                "the two digits are one byte: the first counts sixteen times",
                "the place in the line does not move behind all four bytes of the escape")
            .readAgain(ESCAPES),
        "requirepass \"\\x41\\x4a\\x4A.\"",
        "AJJ.");
  }

  @Test
  void byteAbove7f_isOneByte() {
    expect(
        Lesson.because(
                "a byte of Java goes from -128 to 127: the value has to be put together as an int",
                "the sign of a byte was carried into the bits above")
            .readAgain(ESCAPES),
        "requirepass \"\\xff\\x80\\x00\"",
        "\u00ff\u0080\u0000");
  }

  @Test
  void xWithoutTwoDigits_isAnX() {
    expect(
        Lesson.because(
                "whether both bytes are digits was not asked; then the x stands for itself",
                "the digits that are none were skipped, and they belong to the word")
            .readAgain(ESCAPES),
        "requirepass \"\\xzz \\x4z \\xz4\"",
        "xzz x4z xz4");
  }

  @Test
  void escapedBackslash_beginsNoOtherEscape() {
    expect(
        Lesson.because(
                "the second backslash belongs to the first, and begins no escape of its own",
                "the place in the line moves by one where the escape has two bytes")
            .readAgain(ESCAPES),
        "requirepass \"\\\\x41 \\\\n\"",
        "\\x41 \\n");
  }

  @Test
  void escapeJustBeforeTheClosingQuote_isWhole() {
    expect(
        Lesson.because(
                "an escape may be the last thing in a word; it has to leave the closing quote"
                    + " alone",
                "an escape was refused because the line ends soon behind it")
            .readAgain(ESCAPES),
        "requirepass \"\\x4\\x41\"",
        "x4A");
  }

  @Test
  void lineThatEndsInAnEscape_isUnbalanced() {
    var lesson =
        Lesson.because(
                "the line ends in the middle of an escape, and a byte at or behind its end was"
                    + " looked at",
                "an escape that is not complete was taken for the end of the word")
            .readAgain(ESCAPES);
    for (var line : List.of("a \"", "a \"\\", "a \"\\x", "a \"\\x4", "a \"\\x41", "a \"\\n")) {
      lesson.same("the words of " + shown(line), UNBALANCED, words(lesson, line));
    }
  }

  @Test
  void whatQuoteWrites_isReadBack() {
    var lesson =
        Lesson.because(
                "one of the cases above is not right for every byte",
                "a byte that needs no escape was changed")
            .readAgain(ESCAPES);
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    var line = Ascii.bytes(QuotedWords.quote(all));
    var words = words(lesson, line, line.length);
    lesson.same("the number of words", 1, words.size());
    lesson.sameBytes("all 256 bytes, quoted and read back", all, Ascii.bytes(words.getFirst()));
  }

  /** A line of two words, the second of which is the expected one. */
  private static void expect(Lesson lesson, String line, String expected) {
    var words = words(lesson, line);
    if (words.equals(UNBALANCED)) {
      throw lesson.fail("the words of " + shown(line), "two", "null: its quotes are not balanced");
    }
    lesson.same("the number of words in " + shown(line), 2, words.size());
    lesson.sameBytes("the second word of " + shown(line), expected, words.get(1));
  }

  private static List<String> words(Lesson lesson, String line) {
    var bytes = Ascii.bytes(line); // nothing lies behind: who looks there is found out
    return words(lesson, bytes, bytes.length);
  }

  private static List<String> words(Lesson lesson, byte[] bytes, int length) {
    return lesson.calling(
        "splitting " + shown(Ascii.text(bytes, 0, length)),
        () -> {
          var words = QuotedWords.split(bytes, 0, length);
          return words == null ? UNBALANCED : words.stream().map(Ascii::text).toList();
        });
  }

  /** Returns a line as it would stand in the file. */
  private static String shown(String line) {
    return "the line  " + line;
  }
}
