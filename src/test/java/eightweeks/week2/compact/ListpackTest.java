package eightweeks.week2.compact;

import static eightweeks.week2.compact.Listpack.NONE;
import static eightweeks.week2.compact.Listpacks.content;
import static eightweeks.week2.compact.Listpacks.of;
import static eightweeks.week2.compact.Listpacks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.bytes.LittleEndian;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListpackTest {
  /** Checks the invariants of a listpack. */
  static void assertSound(Listpack list, List<String> model, String what) {
    assertThat(ListpackValidator.validate(list.toBlob(), true, null)).as(what).isTrue();
    assertThat(list.count()).as(what).isEqualTo(model.size());
    assertThat(list.array().length - list.totalBytes())
        .as("spare capacity, " + what)
        .isBetween(0, 16 + list.totalBytes() / 4);
    var entry = new ListpackEntry();
    int i = 0;
    for (int p = list.first(); p != NONE; p = list.next(p), i++) {
      list.read(p, entry);
      var text = Ascii.bytes(model.get(i));
      if (!entry.isEqualTo(text, 0, text.length)) {
        assertThat(entry.toString()).as("entry %d, %s", i, what).isEqualTo(model.get(i));
      }
    }
    for (int p = list.last(); p != NONE; p = list.previous(p)) {
      i--;
    }
    assertThat(i).as("as many backwards as forwards, " + what).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "a, 816102",
    "0, 0001",
    "127, 7f01",
    "128, c08002",
    "-1, dfff02",
    "4095, cfff02",
    "-4096, d00002",
    "4096, f1001003",
    "-4097, f1ffef03",
    "32767, f1ff7f03",
    "32768, f200800004",
    "-32769, f2ff7fff04",
    "8388607, f2ffff7f04",
    "-8388608, f200008004",
    "8388608, f30000800005",
    "-2147483648, f30000008005",
    "2147483648, f4000000800000000009",
    "-9223372036854775808, f4000000000000008009",
    "9223372036854775807, f4ffffffffffffff7f09",
    // Looks like a number, but writing the number would give another text.
    "007, 8330303704",
    "-0, 822d3003",
    "+1, 822b3103",
    "9223372036854775808, 933932323333373230333638353437373538303814"
  })
  void entry_isSpelledAsRedisDoesIt(String text, String hex) {
    var blob = of(text).toBlob();
    assertThat(HexFormat.of().formatHex(blob, 6, blob.length - 1)).isEqualTo(hex);
    assertThat(LittleEndian.getInt(blob, 0)).isEqualTo(blob.length);
    assertThat(content(of(text))).containsExactly(text);
  }

  @Test
  void integers_areTheSameWhetherGivenAsTextOrNumber() {
    for (long n : new long[] {0, -1, 127, 128, 5000, -40000, 1 << 25, 1L << 40, Long.MIN_VALUE}) {
      var list = new Listpack();
      list.append(n);
      assertThat(list.toBlob()).isEqualTo(of(Long.toString(n)).toBlob());
      assertThat(list.totalBytes()).isEqualTo((int) Listpack.estimateBytes(n, 1));
    }
  }

  /** Lengths where the encoding or the back-length gets a byte longer. */
  @ParameterizedTest
  @CsvSource({
    "63, bf, 40",
    "64, e040, 42",
    "125, e07d, 7f",
    "126, e07e, 0180",
    "4095, efff, 2081",
    "4096, f000100000, 2085",
    "16377, f0f93f0000, 7ffe",
    "16378, f0fa3f0000, 00ffff",
    "2097145, f0f9ff1f00, 7ffffe",
    "2097146, f0faff1f00, 00ffffff"
  })
  void string_isSpelledAsRedisDoesIt(int length, String prefix, String backLength) {
    var blob = of("x".repeat(length)).toBlob();
    var hex = HexFormat.of().formatHex(blob, 6, blob.length - 1);
    assertThat(hex).startsWith(prefix + "78").endsWith("78" + backLength);
    assertThat(hex.length() / 2).isEqualTo((prefix.length() + backLength.length()) / 2 + length);
    var list = new Listpack(blob);
    assertThat(list.last()).isEqualTo(list.first());
    assertThat(list.get(list.last())).hasSize(length);
  }

  @Test
  void emptyList_hasNoEntries() {
    var list = new Listpack();
    assertThat(HexFormat.of().formatHex(list.toBlob())).isEqualTo("070000000000ff");
    assertThat(list.first()).isEqualTo(NONE);
    assertThat(list.last()).isEqualTo(NONE);
    assertThat(list.seek(0)).isEqualTo(NONE);
    assertThat(list.find(list.first(), new byte[0], 0, 0, 0)).isEqualTo(NONE);
  }

  @Test
  void seek_countsFromEitherEnd() {
    var list = of("0", "1", "2", "3", "4");
    for (int i = 0; i < 5; i++) {
      assertThat(list.get(list.seek(i))).isEqualTo(Ascii.bytes("" + i));
      assertThat(list.seek(i - 5)).isEqualTo(list.seek(i));
    }
    assertThat(list.seek(5)).isEqualTo(NONE);
    assertThat(list.seek(-6)).isEqualTo(NONE);
  }

  @Test
  void find_leavesOutWhatIsToBeSkipped() {
    var list = of("a", "b", "b", "7", "7", "a");
    assertThat(find(list, "b", 0)).isEqualTo(list.seek(1));
    assertThat(find(list, "b", 1)).isEqualTo(list.seek(2));
    assertThat(find(list, "7", 1)).isEqualTo(list.seek(4));
    assertThat(find(list, "7", 2)).isEqualTo(list.seek(3));
    assertThat(find(list, "07", 0)).isEqualTo(NONE);
    assertThat(find(list, "", 0)).isEqualTo(NONE);
  }

  private static int find(Listpack list, String text, int skip) {
    return list.find(list.first(), Ascii.bytes(text), 0, text.length(), skip);
  }

  @Test
  void count_above65534_isCountedByWalking() {
    var list = new Listpack();
    for (int i = 0; i < 65_534; i++) {
      list.append(i % 100);
    }
    assertThat(list.isCountKnown()).isTrue();
    list.append(1);
    assertThat(list.isCountKnown()).isFalse();
    assertThat(list.count()).isEqualTo(65_535);
    assertThat(list.isCountKnown()).as("65535 means unknown").isFalse();
    list.append(2);
    assertThat(list.count()).isEqualTo(65_536);
    assertThat(list.get(list.seek(-1))).isEqualTo(Ascii.bytes("2"));
    assertThat(list.get(list.seek(65_535))).isEqualTo(Ascii.bytes("2"));
    assertThat(list.seek(65_536)).isEqualTo(NONE);
    assertThat(ListpackValidator.validate(list.toBlob(), true, null)).isTrue();
    list.deleteRange(-3, 3);
    assertThat(list.isCountKnown()).isFalse();
    assertThat(list.count()).isEqualTo(65_533);
    assertThat(list.isCountKnown()).as("found out by counting").isTrue();
  }

  @Test
  void deleteBatch_takesWhatItIsGiven() {
    var list = of("a", "1", "bb", "222", "ccc", "3");
    list.deleteBatch(new int[] {list.seek(0), list.seek(1), list.seek(4)}, 3);
    assertSound(list, List.of("bb", "222", "3"), "batch");
    list.deleteBatch(new int[] {list.seek(2)}, 1);
    assertSound(list, List.of("bb", "222"), "last");
  }

  @Test
  void safeToAdd_endsAtOneGibibyte() {
    var list = of("abc");
    assertThat(list.isSafeToAdd((1 << 30) - list.totalBytes())).isTrue();
    assertThat(list.isSafeToAdd((1 << 30) - list.totalBytes() + 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomOperations_agreeWithAList(long seed) {
    var random = new RandomStream(seed);
    for (int round = 0; round < 50; round++) {
      var model = new ArrayList<String>();
      var list = new Listpack();
      for (int step = 0; step < 600; step++) {
        var what = "seed %d, round %d, step %d".formatted(seed, round, step);
        list = change(list, model, random, what);
        assertSound(list, model, what);
      }
    }
  }

  private static Listpack change(
      Listpack list, ArrayList<String> model, RandomStream random, String what) {
    var text = text(random);
    var bytes = Ascii.bytes("<" + text + ">");
    int length = text.length();
    // Larger lists lose more than they gain, so that a round stays at some thirty entries.
    int index = model.isEmpty() ? 0 : random.nextInt(model.size());
    int choice = model.isEmpty() ? 0 : random.nextInt(model.size() > 30 ? 14 : 10);
    int p = model.isEmpty() ? NONE : list.seek(random.nextInt(2) * -model.size() + index);
    switch (choice) {
      case 0 -> {
        list.append(bytes, 1, length);
        model.add(text);
      }
      case 1 -> {
        list.prepend(bytes, 1, length);
        model.addFirst(text);
      }
      case 2, 3 -> {
        int at = list.insertBefore(p, bytes, 1, length);
        assertThat(list.isEqual(at, bytes, 1, length)).as(what).isTrue();
        model.add(index, text);
      }
      case 4 -> {
        int at = list.insertAfter(p, bytes, 1, length);
        assertThat(list.isEqual(at, bytes, 1, length)).as(what).isTrue();
        model.add(index + 1, text);
      }
      case 5, 6 -> {
        list.replace(p, bytes, 1, length);
        model.set(index, text);
      }
      case 7 -> {
        int skip = random.nextInt(3);
        var wanted = random.nextInt(3) == 0 ? text : model.get(index);
        int found = list.find(list.first(), Ascii.bytes(wanted), 0, wanted.length(), skip);
        assertThat(found).as(what).isEqualTo(list.seek(indexOf(model, wanted, skip)));
      }
      case 8 -> list = list.duplicate();
      case 9 -> {
        var other = of(text, "1", text(random));
        list.appendAll(other);
        model.addAll(content(other));
      }
      case 10 -> {
        int most = random.nextInt(6);
        int from = random.nextInt(2) * -model.size() + index;
        list.deleteRange(from, most);
        model.subList(index, Math.min(model.size(), index + most)).clear();
      }
      case 11 -> deleteSome(list, model, random);
      default -> {
        int next = list.delete(p);
        model.remove(index);
        assertThat(next).as(what).isEqualTo(index < model.size() ? list.seek(index) : NONE);
      }
    }
    return list;
  }

  private static void deleteSome(Listpack list, ArrayList<String> model, RandomStream random) {
    var positions = new int[model.size()];
    int count = 0;
    int index = 0;
    for (int p = list.first(); p != NONE; p = list.next(p)) {
      if (random.nextInt(4) == 0) {
        positions[count++] = p;
        model.remove(index);
      } else {
        index++;
      }
    }
    list.deleteBatch(positions, count);
  }

  private static int indexOf(List<String> model, String text, int skip) {
    for (int i = 0; i < model.size(); i += skip + 1) {
      if (model.get(i).equals(text)) {
        return i;
      }
    }
    return model.size();
  }

  @Test
  void positionsThatAreNone_areRefused() {
    var list = of("a");
    assertThatThrownBy(() -> list.next(NONE)).isInstanceOf(CorruptBlobException.class);
    assertThatThrownBy(() -> list.next(list.totalBytes() - 1))
        .isInstanceOf(CorruptBlobException.class);
    assertThatThrownBy(() -> list.delete(list.totalBytes() - 1))
        .isInstanceOf(CorruptBlobException.class);
    assertSound(list, List.of("a"), "unharmed");
  }
}
