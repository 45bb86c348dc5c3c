package eightweeks.week1.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AsciiTest {
  @Test
  void text_carriesAnyByteThereAndBack() {
    var all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    assertThat(Ascii.bytes(Ascii.text(all))).isEqualTo(all);
    assertThat(Ascii.text(all, 65, 3)).isEqualTo("ABC");
  }

  @Test
  void lower_changesLettersOnly() {
    for (int b = 0; b < 256; b++) {
      int expected = b >= 'A' && b <= 'Z' ? b + 32 : b;
      assertThat(Ascii.lower(b)).isEqualTo(expected);
    }
    assertThat(Ascii.lower((byte) 0xC4)).as("a byte from 128 up, as Java has it").isEqualTo(-60);
  }

  @Test
  void equalsIgnoreCase_comparesTheRangeAndNothingElse() {
    var bytes = Ascii.bytes("xGeTx");
    assertThat(Ascii.equalsIgnoreCase(bytes, 1, 3, "get")).isTrue();
    assertThat(Ascii.equalsIgnoreCase(bytes, 1, 3, "GET")).isTrue();
    assertThat(Ascii.equalsIgnoreCase(bytes, 1, 3, Ascii.bytes("get"))).isTrue();
    assertThat(Ascii.equalsIgnoreCase(bytes, 1, 3, "gex")).isFalse();
    assertThat(Ascii.equalsIgnoreCase(bytes, 1, 3, Ascii.bytes("gex"))).isFalse();
    assertThat(Ascii.equalsIgnoreCase(bytes, 1, 4, "get")).isFalse();
    assertThat(Ascii.equalsIgnoreCase(bytes, 0, 0, "")).isTrue();
  }

  @Test
  void equalsIgnoreCase_takesBytesFrom128AsCharacters() {
    var bytes = Ascii.bytes("\u00c4x\u00ff");
    assertThat(Ascii.equalsIgnoreCase(bytes, 0, 3, "\u00c4X\u00ff")).isTrue();
    assertThat(Ascii.equalsIgnoreCase(bytes, 0, 3, "\u00e4x\u00ff")).isFalse();
    assertThat(Ascii.equalsIgnoreCase(bytes, 0, 3, Ascii.bytes("\u00c4x\u00ff"))).isTrue();
  }

  @Test
  void equalsIgnoreCase_doesNotTakeBracketsForSmallBraces() {
    assertThat(Ascii.equalsIgnoreCase(Ascii.bytes("["), 0, 1, "{")).isFalse();
    assertThat(Ascii.equalsIgnoreCase(Ascii.bytes("@"), 0, 1, "`")).isFalse();
  }

  @Test
  void isSpace_knowsTheSixOfC() {
    for (int b = 0; b < 256; b++) {
      assertThat(Ascii.isSpace(b)).isEqualTo(" \t\n\013\f\r".indexOf(b) >= 0);
    }
  }
}
