package eightweeks.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentSplitterTest {

  private static List<String> split(String line) {
    List<byte[]> words = ArgumentSplitter.split(line.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(words).as("words of %s", line).isNotNull();
    return words.stream().map(word -> new String(word, StandardCharsets.ISO_8859_1)).toList();
  }

  @Test
  void blanksSeparate() {
    assertThat(split("  set\tkey  value \r\n")).containsExactly("set", "key", "value");
    assertThat(split("")).isEmpty();
    assertThat(split("  \t ")).isEmpty();
  }

  @Test
  void doubleQuotesKnowEscapes() {
    assertThat(split("\"a b\" \"\\n\\r\\t\\b\\a\\\"\\\\\\q\""))
        .containsExactly("a b", "\n\r\t\b\u0007\"\\q");
    assertThat(split("\"\\x00\\xfF\\x4\\xzz\"")).containsExactly("\u0000\u00ffx4xzz");
  }

  @Test
  void singleQuotesKnowOnlyTheirOwnEscape() {
    assertThat(split("'a\\n\\'b\"'")).containsExactly("a\\n'b\"");
  }

  @Test
  void quotesMayFollowBareText() {
    assertThat(split("key\"\" k\"e y\" \"\" ''")).containsExactly("key", "ke y", "", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"open", "'open", "\"a\"b", "'a'b", "get \"\"key", "\"\\", "'\\'"})
  void unbalancedQuotes_areRefused(String line) {
    assertThat(ArgumentSplitter.split(Words.bytes(line))).isNull();
  }

  @Test
  void unquote_takesExactlyOneArgument() {
    assertThat(ArgumentSplitter.unquote(Words.bytes("\"\\x00a\""))).containsExactly(0, 'a');
    assertThat(ArgumentSplitter.unquote(Words.bytes("\"a\" \"b\""))).isNull();
    assertThat(ArgumentSplitter.unquote(Words.bytes(""))).isNull();
  }
}
