package eightweeks.week2.compact;

import static eightweeks.week2.compact.Listpack.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.bytes.LittleEndian;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blobs from outside that are not what they say. */
final class ListpackHostileTest {
  private static boolean isValid(String hex, boolean deep) {
    return ListpackValidator.validate(HexFormat.of().parseHex(hex), deep, null);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "'', nothing",
    "070000000000, no end mark",
    "080000000000ff, a total too large",
    "060000000000ff, a total too small",
    "07000000000000, another end mark"
  })
  void frame_isCheckedEvenWithoutLookingAtEntries(String hex, String what) {
    assertThat(isValid(hex, false)).as(what).isFalse();
    assertThatThrownBy(() -> new Listpack(HexFormat.of().parseHex(hex)))
        .isInstanceOf(CorruptBlobException.class);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "0900000002000101ff, two entries by the header and one in fact",
    "0900000001000102ff, a back-length too long",
    "0900000001008101ff, a string that takes the end mark in",
    "090000000100f501ff, an encoding that does not exist",
    "0a0000000100f1010003ff, a total that hides the last byte",
    "0c0000000100f0ffffffff, a string of 2^32 - 1 bytes",
    "0b000000010000ffffffff, an end mark inside",
    "0b0000000100810182ffff, a back-length that does not end"
  })
  void entries_areCheckedOneByOne(String hex, String what) {
    assertThat(isValid(hex, true)).as(what).isFalse();
  }

  @Test
  void walkingBack_doesNotTrustTheBackLength() {
    var blob = Listpacks.of("aaaa", "bb").toBlob();
    blob[blob.length - 2] = 5; // "bb" claims to start in the middle of "aaaa"
    var list = new Listpack(blob);
    assertThatThrownBy(list::last)
        .isInstanceOf(CorruptBlobException.class)
        .hasMessageContaining("leads nowhere");
  }

  @Test
  void entryCheck_seesEachEntryAndCanRefuse() {
    var blob = Listpacks.of("a", "1", "b").toBlob();
    var seen = new StringBuilder();
    ListpackValidator.EntryCheck check =
        (list, p, count) -> {
          seen.append(Ascii.text(list.get(p))).append(count).append(' ');
          return !list.isEqual(p, Ascii.bytes("1"), 0, 1);
        };
    assertThat(ListpackValidator.validate(blob, true, check)).isFalse();
    assertThat(seen).hasToString("a3 13 ");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void mutatedBlobs_areRefusedOrHarmless(long seed) {
    var random = new RandomStream(seed);
    int accepted = 0;
    int valid = 0;
    for (int i = 0; i < 10_000; i++) {
      var blob = Hostile.mutate(valid(random), random);
      if (i % 2 == 0) {
        mendFrame(blob);
      }
      var what = "seed %d, blob %s".formatted(seed, HexFormat.of().formatHex(blob));
      boolean deep = ListpackValidator.validate(blob, true, null);
      if (!ListpackValidator.validate(blob, false, null)) {
        assertThat(deep).as(what).isFalse();
        continue;
      }
      if (new Listpack(blob).first() == NONE) {
        continue; // cut down to an empty list
      }
      accepted++;
      valid += deep ? 1 : 0;
      boolean threw = useEverything(blob, random, what);
      assertThat(deep && threw).as("validated, and yet corrupt: %s", what).isFalse();
    }
    assertThat(accepted).as("enough blobs get past the frame").isGreaterThan(3000);
    assertThat(valid).isGreaterThan(300);
  }

  private static byte[] valid(RandomStream random) {
    var list = new Listpack();
    for (int n = 1 + random.nextInt(8); n > 0; n--) {
      list.append(Ascii.bytes(Listpacks.text(random)));
    }
    return list.toBlob();
  }

  /** Makes header and end right again, so that the mutation is one of entries. */
  private static void mendFrame(byte[] blob) {
    if (blob.length >= 7) {
      LittleEndian.putInt(blob, 0, blob.length);
      blob[blob.length - 1] = (byte) 0xff;
    }
  }

  /** Calls what a command may call; returns whether some of it found the blob to be corrupt. */
  private static boolean useEverything(byte[] blob, RandomStream random, String what) {
    int index = random.nextInt(10) - 5;
    var text = Ascii.bytes(Listpacks.text(random));
    Use[] uses = {
      list -> {
        var entry = new ListpackEntry();
        for (int p = list.first(); p != NONE; p = list.next(p)) {
          list.read(p, entry);
          assertThat(entry.length()).as(what).isBetween(0, Math.max(20, blob.length));
        }
      },
      list -> {
        for (int p = list.last(); p != NONE; p = list.previous(p)) {
          list.get(p);
        }
      },
      list -> list.find(list.first(), text, 0, text.length, 1),
      list -> list.delete(at(list, index)),
      list -> list.replace(at(list, index), text, 0, text.length),
      list -> list.insertAfter(at(list, index), text, 0, text.length),
      list -> list.deleteRange(index, 3),
      list -> list.appendAll(list.duplicate()),
      list -> list.prepend(text, 0, text.length),
      list -> ListpackRandom.withoutRepetition(list, 2, 3, random)
    };
    boolean threw = false;
    for (var use : uses) {
      var list = new Listpack(blob.clone());
      try {
        use.on(list);
      } catch (CorruptBlobException e) {
        assertThat(e).as(what).hasMessageStartingWith("corrupt listpack at offset ");
        assertThat(Arrays.equals(list.toBlob(), blob)).as("left as it was: %s", what).isTrue();
        threw = true;
      }
    }
    return threw;
  }

  @FunctionalInterface
  private interface Use {
    void on(Listpack list);
  }

  private static int at(Listpack list, int index) {
    int p = list.seek(index);
    return p == NONE ? list.seek(0) : p;
  }
}
