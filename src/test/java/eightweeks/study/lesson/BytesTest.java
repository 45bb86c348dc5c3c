package eightweeks.study.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Bytes as a person writes them, and back. */
final class BytesTest {
  @Test
  void quote_isReadBackByWords() {
    var all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    assertThat(Bytes.words(Bytes.quote(all))).containsExactly(all);
  }

  @Test
  void words_areSplitAtWhiteSpaceOutsideQuotes() {
    assertThat(Bytes.words("  SET k \"a \\\"b\\\" \\x41\\r\\n\" \"\""))
        .extracting(word -> new String(word, StandardCharsets.ISO_8859_1))
        .containsExactly("SET", "k", "a \"b\" A\r\n", "");
  }

  @Test
  void openQuote_isRefused() {
    assertThatThrownBy(() -> Bytes.words("SET \"k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a double quote is not closed: SET \"k");
  }
}
