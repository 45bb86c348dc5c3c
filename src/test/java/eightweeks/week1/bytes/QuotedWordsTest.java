package eightweeks.week1.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuotedWordsTest {
  @Test
  void words_areSplitAtWhiteSpace() {
    assertThat(QuotedWords.split("  set  key\tvalue \r\n")).containsExactly("set", "key", "value");
    assertThat(QuotedWords.split("")).isEmpty();
    assertThat(QuotedWords.split(" \t\013\f ")).isEmpty();
  }

  @Test
  void doubleQuotes_keepBlanksAndUnderstandEscapes() {
    assertThat(QuotedWords.split("a \"b c\" \"\"")).containsExactly("a", "b c", "");
    assertThat(QuotedWords.split("\"\\n\\r\\t\\b\\a\\\\\\\"\\q\""))
        .containsExactly("\n\r\t\b\7\\\"q");
    assertThat(QuotedWords.split("\"\\x41\\xfF\\xg1\\x4\"")).containsExactly("A\u00ffxg1x4");
  }

  @Test
  void singleQuotes_escapeOnlyThemselves() {
    assertThat(QuotedWords.split("'a \\n \"b\" \\' c'")).containsExactly("a \\n \"b\" ' c");
  }

  @Test
  void aQuoteMayOpenInsideAWord() {
    assertThat(QuotedWords.split("foo\"bar baz\" 'x'")).containsExactly("foobar baz", "x");
  }

  @Test
  void outsideOfQuotes_aBackslashIsABackslash() {
    assertThat(QuotedWords.split("a\\nb \\x41")).containsExactly("a\\nb", "\\x41");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "'", "\"a", "'a", "\"a\"b", "'a'b", "\"a\\\"", "a \"", "\"\"\"\""})
  void anOpenQuote_orOneClosedInsideAWord_isNoLine(String line) {
    assertThat(QuotedWords.split(line)).isNull();
  }

  /** Words were once ended by every white space; for Redis these two are part of a word. */
  @Test
  void verticalTabAndFormFeed_endNoWord() {
    assertThat(QuotedWords.split("a\013b c\fd")).containsExactly("a\013b", "c\fd");
    assertThat(QuotedWords.split("\013a")).containsExactly("a");
    assertThat(QuotedWords.split("\"a\"\013b")).containsExactly("a", "b");
  }

  /** A zero byte once counted as a blank, so that words behind it were still read. */
  @Test
  void aZeroByte_endsTheLine() {
    assertThat(QuotedWords.split("ping\0 pong")).containsExactly("ping");
    assertThat(QuotedWords.split("\"a\0\"")).isNull();
    assertThat(QuotedWords.split("\0ping")).isEmpty();
  }

  @Test
  void onlyTheRangeIsRead() {
    var line = Ascii.bytes("xx a b\"");
    var words = QuotedWords.split(line, 3, 3);
    assertThat(words).isNotNull();
    assertThat(words).map(Ascii::text).containsExactly("a", "b");
  }

  @Test
  void quote_escapesWhatCannotBeSeen() {
    assertThat(QuotedWords.quote(Ascii.bytes("a\"\\\n\r\t\7\b\0\u007f\u00ff~ ")))
        .isEqualTo("\"a\\\"\\\\\\n\\r\\t\\a\\b\\x00\\x7f\\xff~ \"");
    assertThat(QuotedWords.quote(Ascii.bytes("abc"), 1, 1)).isEqualTo("\"b\"");
  }

  @Property
  void whatIsQuoted_isReadBack(@ForAll @Size(max = 5) List<byte[]> words) {
    var line = words.stream().map(QuotedWords::quote).collect(Collectors.joining(" "));
    var read = QuotedWords.split(line);
    assertThat(read).isEqualTo(words.stream().map(Ascii::text).toList());
  }

  @Property
  void anyBytes_areSplitOrRefused(@ForAll byte[] line) {
    var words = QuotedWords.split(line, 0, line.length);
    if (words != null) {
      assertThat(words.stream().mapToInt(word -> word.length).sum())
          .isLessThanOrEqualTo(line.length);
    }
  }
}
