package eightweeks.week3.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.compact.CorruptBlobException;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week3.rdbencoding.Ziplist;
import eightweeks.week3.rdbencoding.Zipmap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ziplists and zipmaps, written from their definition, and what is not one. */
final class OldLayoutsTest {
  private static List<String> elements(Listpack list) {
    var elements = new ArrayList<String>();
    var entry = new ListpackEntry();
    for (int p = list.first(); p != Listpack.NONE; p = list.next(p)) {
      list.read(p, entry);
      elements.add(entry.toString());
    }
    return elements;
  }

  @Test
  void ziplist_holdsStringsAndIntegersOfEveryWidth() {
    Object[] all = {
      "",
      "a",
      "b".repeat(63),
      "c".repeat(64),
      "d".repeat(253),
      "e".repeat(16383),
      "f".repeat(16384),
      0,
      12,
      13,
      -1,
      127,
      -128,
      128,
      -32768,
      32768,
      8388607,
      -8388608,
      8388608,
      Integer.MIN_VALUE,
      Long.MIN_VALUE,
      Long.MAX_VALUE
    };
    assertThat(elements(Ziplist.toListpack(RdbBytes.ziplist(all))))
        .isEqualTo(Arrays.stream(all).map(Object::toString).toList());
  }

  @Test
  void ziplist_mayBeEmpty() {
    assertThat(elements(Ziplist.toListpack(RdbBytes.ziplist()))).isEmpty();
  }

  @Test
  void zipmap_holdsFieldsAndValues() {
    var long254 = "x".repeat(254);
    assertThat(elements(Zipmap.toListpack(RdbBytes.zipmap(0, "f", "v", "", long254, long254, ""))))
        .containsExactly("f", "v", "", long254, long254, "");
    assertThat(elements(Zipmap.toListpack(RdbBytes.zipmap(3, "f", "v", "g", "12"))))
        .as("with unused bytes behind the values")
        .containsExactly("f", "v", "g", "12");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xf0 - 1, 0xff, 0xc1, 0xd7})
  void encodingThatDoesNotExist_isAnError(int encoding) {
    assertThatThrownBy(
            () -> Ziplist.toListpack(RdbBytes.ziplist("a", new byte[] {(byte) encoding})))
        .isInstanceOf(CorruptBlobException.class)
        .hasMessageStartingWith("corrupt ziplist at offset ");
  }

  @Test
  void wrongHeaders_areErrors() {
    for (int at = 0; at < 10; at++) {
      var blob = RdbBytes.ziplist("a", "bc", 3);
      blob[at] ^= 1;
      assertThatThrownBy(() -> Ziplist.toListpack(blob))
          .as("byte %s", at)
          .isInstanceOf(CorruptBlobException.class);
    }
  }

  /** 255 used to be taken for "many", too. */
  @Test
  void countOfAZipmap_isRight_or254() {
    var blob = RdbBytes.zipmap(0, "f", "v");
    for (int count : new int[] {1, 254}) {
      blob[0] = (byte) count;
      assertThat(elements(Zipmap.toListpack(blob))).containsExactly("f", "v");
    }
    for (int count : new int[] {0, 2, 253, 255}) {
      blob[0] = (byte) count;
      assertThatThrownBy(() -> Zipmap.toListpack(blob))
          .as("count %s", count)
          .isInstanceOf(CorruptBlobException.class);
    }
  }

  @Test
  void emptyZipmap_isAnError() {
    assertThatThrownBy(() -> Zipmap.toListpack(RdbBytes.zipmap(0)))
        .isInstanceOf(CorruptBlobException.class);
  }

  @Test
  void cutAnywhere_isAnError() {
    cutAnywhere(
        Ziplist::toListpack, RdbBytes.ziplist("a", "b".repeat(300), 3, -70000, Long.MAX_VALUE));
    cutAnywhere(Zipmap::toListpack, RdbBytes.zipmap(2, "a", "b".repeat(300), "c", "d"));
  }

  private static void cutAnywhere(Function<byte[], Listpack> layout, byte[] blob) {
    assertThat(layout.apply(blob).count()).isPositive();
    for (int length = 0; length < blob.length; length++) {
      var cut = Arrays.copyOf(blob, length);
      assertThatThrownBy(() -> layout.apply(cut)).isInstanceOf(CorruptBlobException.class);
    }
  }

  @Test
  void anyBytesWhatsoever_areReadOrRefused() {
    var random = new RandomStream(5);
    for (int round = 0; round < 20_000; round++) {
      boolean map = round % 2 == 0;
      var blob =
          map
              ? RdbBytes.zipmap(1, "field", "value", "g", "h".repeat(260))
              : RdbBytes.ziplist("a", 5, "c".repeat(260), -70000);
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        blob[random.nextInt(blob.length)] = (byte) random.nextInt(256);
      }
      try {
        (map ? Zipmap.toListpack(blob) : Ziplist.toListpack(blob)).count();
      } catch (CorruptBlobException e) {
        assertThat(e).hasMessageContaining("at offset ");
      }
    }
  }
}
