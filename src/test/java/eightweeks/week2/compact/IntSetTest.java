package eightweeks.week2.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.bytes.LittleEndian;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IntSetTest {
  private static IntSet of(long... values) {
    var set = new IntSet();
    for (long value : values) {
      set.add(value);
    }
    return set;
  }

  private static String hex(IntSet set) {
    return HexFormat.of().formatHex(set.blob());
  }

  private static long[] content(IntSet set) {
    return IntStream.range(0, set.size()).mapToLong(set::get).toArray();
  }

  @Test
  void blob_isLaidOutAsRedisDoesIt() {
    assertThat(hex(of())).isEqualTo("0200000000000000");
    assertThat(hex(of(3, -1, 2))).isEqualTo("0200000003000000" + "ffff" + "0200" + "0300");
    assertThat(hex(of(1, 65536))).isEqualTo("0400000002000000" + "01000000" + "00000100");
  }

  @ParameterizedTest
  @CsvSource({
    "32767, 2",
    "-32768, 2",
    "32768, 4",
    "-32769, 4",
    "2147483647, 4",
    "-2147483648, 4",
    "2147483648, 8",
    "-2147483649, 8",
    "9223372036854775807, 8",
    "-9223372036854775808, 8"
  })
  void widening_keepsWhatIsThereAndIsNotTakenBack(long value, int width) {
    var set = of(5, -5);
    assertThat(set.add(value)).isTrue();
    assertThat(set.width()).isEqualTo(width);
    assertThat(content(set)).containsExactly(LongStream.of(5, -5, value).sorted().toArray());
    assertThat(set.remove(value)).isTrue();
    assertThat(set.width()).isEqualTo(width);
    assertThat(content(set)).containsExactly(-5, 5);
  }

  /** Compared with adding and leaving out one by one, to the last bit of the blob. */
  @Test
  void unionAndDifference_areThoseOfTheirIntegers() {
    var random = new RandomStream(5);
    for (int round = 0; round < 2000; round++) {
      var one = of(integers(random));
      var other = of(integers(random));
      var union = of(content(one));
      if (round % 2 == 0) { // a width is not taken back
        union.add(Long.MAX_VALUE);
        union.remove(Long.MAX_VALUE);
      }
      var expected = new IntSet(union.blob().clone());
      LongStream.of(content(other)).forEach(expected::add);
      union.addAll(other);
      assertThat(hex(union)).isEqualTo(hex(expected));
      var difference =
          of(LongStream.of(content(one)).filter(each -> !other.contains(each)).toArray());
      assertThat(hex(one.without(other))).isEqualTo(hex(difference));
    }
  }

  private static long[] integers(RandomStream random) {
    int bits = 1 + random.nextInt(64);
    return LongStream.generate(() -> random.nextLong() >> (64 - bits))
        .limit(random.nextInt(12))
        .toArray();
  }

  @Test
  void integerWiderThanTheSet_isNotInIt() {
    // A search in 16 bits for 65541 must not find 5.
    var set = of(5);
    assertThat(set.contains(65541)).isFalse();
    assertThat(set.remove(65541)).isFalse();
  }

  @Test
  void index_isChecked() {
    assertThatThrownBy(() -> of(1).get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> of().min()).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void random_drawsEveryMemberAboutEquallyOften() {
    var set = of(10, 20, 30, 40);
    var random = new RandomStream(1);
    var drawn = new int[5];
    for (int i = 0; i < 4000; i++) {
      drawn[(int) set.random(random) / 10]++;
    }
    assertThat(drawn[0]).isZero();
    assertThat(IntStream.of(drawn).skip(1)).allMatch(n -> n > 850 && n < 1150);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomOperations_agreeWithATreeSet(long seed) {
    var random = new RandomStream(seed);
    for (int round = 0; round < 60; round++) {
      var model = new TreeSet<Long>();
      var set = new IntSet();
      for (int step = 0; step < 600; step++) {
        var what = "seed %d, round %d, step %d".formatted(seed, round, step);
        long value = draw(random, step);
        switch (random.nextInt(5)) {
          case 0 -> assertThat(set.remove(value)).as(what).isEqualTo(model.remove(value));
          case 1 -> assertThat(set.contains(value)).as(what).isEqualTo(model.contains(value));
          default -> assertThat(set.add(value)).as(what).isEqualTo(model.add(value));
        }
        check(set, model, what, step % 50 == 0);
      }
    }
  }

  /**
   * Returns mostly small integers, so that some are drawn twice; wide ones only later in a round.
   */
  private static long draw(RandomStream random, int step) {
    int most = step < 200 ? 1 : step < 400 ? 2 : 3;
    return switch (random.nextInt(40) < 38 ? 0 : random.nextInt(most)) {
      case 0 -> random.nextInt(200) - 100;
      case 1 -> (int) random.nextLong();
      default -> random.nextLong();
    };
  }

  private static void check(IntSet set, TreeSet<Long> model, String what, boolean all) {
    assertThat(set.size()).as(what).isEqualTo(model.size());
    assertThat(set.blobLength()).as(what).isEqualTo(8 + set.size() * set.width());
    if (!model.isEmpty()) {
      assertThat(IntSet.validate(set.blob(), true)).as(what).isTrue();
      assertThat(set.min()).as(what).isEqualTo(model.first());
      assertThat(set.max()).as(what).isEqualTo(model.last());
    }
    if (all) {
      assertThat(content(set)).as(what).containsExactly(model.stream().mapToLong(n -> n).toArray());
    }
  }

  @Test
  void validate_refusesWhatIsNoIntset() {
    assertThat(IntSet.validate(of(1, 2).blob(), true)).isTrue();
    assertThat(IntSet.validate(new byte[7], true)).isFalse();
    assertThat(IntSet.validate(of().blob(), false)).as("empty").isFalse();
    assertThat(IntSet.validate(changed(of(1, 2), 0, 3), false)).as("width 3").isFalse();
    assertThat(IntSet.validate(changed(of(1, 2), 4, 3), false)).as("count too large").isFalse();
    // 2^31 + 2 integers of two bytes are 4 bytes, if one counts in 32 bits.
    assertThat(IntSet.validate(changed(of(1, 2), 4, 0x8000_0002), false)).as("wraps").isFalse();
    var equal = of(1, 2).blob().clone();
    equal[10] = 1;
    assertThat(IntSet.validate(equal, false)).isTrue();
    assertThat(IntSet.validate(equal, true)).as("twice the same").isFalse();
  }

  private static byte[] changed(IntSet set, int offset, int value) {
    var blob = set.blob().clone();
    LittleEndian.putInt(blob, offset, value);
    return blob;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void hostileBlobs_areRefusedOrHarmless(long seed) {
    var random = new RandomStream(seed);
    for (int i = 0; i < 10_000; i++) {
      var blob = Hostile.mutate(of(1, -2, 3 + random.nextInt(100_000), 70_000).blob(), random);
      if (!IntSet.validate(blob, false)) {
        assertThatThrownBy(() -> requireNonEmpty(new IntSet(blob)))
            .as("seed %d, blob %s", seed, HexFormat.of().formatHex(blob))
            .isInstanceOf(CorruptBlobException.class);
        continue;
      }
      var set = new IntSet(blob);
      assertThat(8L + (long) set.size() * set.width()).isEqualTo(blob.length);
      content(set);
      set.contains(random.nextInt(10));
      set.add(random.nextLong());
      set.remove(random.nextInt(10));
      assertThat(set.blobLength()).isEqualTo(8 + set.size() * set.width());
    }
  }

  private static void requireNonEmpty(IntSet set) {
    if (set.size() == 0) {
      throw new CorruptBlobException("intset", 4, "empty");
    }
  }
}
