package eightweeks.week3.rdbencoding;

import eightweeks.study.lesson.Lesson;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.rdb.RdbType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Day 19: the bytes of a length, and that they are read back. */
final class Day19RdbSaveTest {
  private static final String CHAPTER = "weeks/week3/day19-rdb-save.adoc, ";
  private static final String LENGTHS = CHAPTER + "\"Lengths have four forms\"";
  private static final String BUILD = CHAPTER + "\"Build\"";
  private static final String FALLS_THROUGH =
      "several forms were written: after one of them, an else or a return is missing";

  private static final String EXCHANGED =
      "BITS_32 and BITS_64 were exchanged: the one is 80, the other 81";

  private static final String THROWN =
      "the code throws, but a negative long is a valid and very large length";

  private static final String NO_FORM = "the byte in front is missing, which names the form";
  private static final long SEED = 19;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private static byte[] written(Lesson lesson, long length) {
    return lesson.calling(
        "writing the length " + Long.toUnsignedString(length),
        () -> {
          var out = RdbWriter.toMemory(RdbType.VERSION_10, true);
          LengthEncoding.write(out, length);
          return out.toBytes();
        });
  }

  private static void assertBytes(Lesson lesson, String expected, long length) {
    lesson.same(
        "the bytes of the length " + Long.toUnsignedString(length),
        expected,
        HEX.formatHex(written(lesson, length)));
  }

  @Test
  void lengthUpTo63_isOneByte() {
    var lesson =
        Lesson.because(
                "a length up to 63 is its own byte: the two bits of its form are both 0",
                "it has a longer form than it needs")
            .when("", "nothing was written")
            .when("40 3f", "63 fits into six bits: the limit belongs to the form")
            .when("00 40 00", FALLS_THROUGH)
            .when("00 40 00 80 00 00 00 00", FALLS_THROUGH)
            .when("00 40 00 80 00 00 00 00 81 00 00 00 00 00 00 00 00", FALLS_THROUGH)
            .readAgain(LENGTHS);
    assertBytes(lesson, "00", 0);
    assertBytes(lesson, "05", 5);
    assertBytes(lesson, "3f", 63);
  }

  @Test
  void lengthOfTwoBytes_saysSoInItsFirst() {
    assertBytes(
        Lesson.because(
                "the first byte has two parts: the form in its two highest bits, and below them the"
                    + " high bits of the length",
                "the second byte has the low eight bits of the length, and nothing else")
            .when(
                "01 2c",
                "the first byte says that the length has one byte: the form is missing, or it was"
                    + " not shifted to the two highest bits")
            .when("80 2c", "the plus was done before the shift: in Java the shift binds less")
            .when("6c 41", "the two bytes were exchanged, with the form in the low one")
            .when("2c 41", "the two bytes were exchanged: the high bits come first")
            .when("41", "the second byte is missing")
            .when("41 2c 80 00 00 01 2c", FALLS_THROUGH)
            .when("41 2c 80 00 00 01 2c 81 00 00 00 00 00 00 01 2c", FALLS_THROUGH)
            .when("01 01 2c", "the form takes a byte of its own; it has only two bits")
            .readAgain(LENGTHS),
        "41 2c",
        300);
  }

  /** Only the form is compared: the order of bytes has a test of its own. */
  @Test
  void lengthsAtTheLimits_haveTheShortestForm() {
    form("2, 40", 64, "1, 40", "64 does not fit into six bits: 63 is the largest");
    form("2, 7f", 16_383, "5, 80", "14 bits are enough: 16383 is the largest");
    form("5, 80", 16_384, "2, 40", "it does not fit into 14 bits: 16383 is the largest");
    var int32 = "32 bits are counted as if one of them was a sign: they go up to 4294967295";
    form("5, 80", 1L << 31, "9, 81", int32);
    form("5, 80", (1L << 32) - 1, "9, 81", int32);
    form("9, 81", 1L << 32, "5, 80", "the high half is lost: it does not fit into 32 bits");
  }

  private static void form(String expected, long length, String wrong, String cause) {
    var lesson =
        Lesson.because(
                "the shortest form that has room for the length was not chosen",
                "the first byte does not say which form it is",
                "several forms were written, one after the other")
            .when(wrong, cause)
            .when("5, 81", EXCHANGED)
            .when("9, 80", EXCHANGED)
            .when("4, 00", NO_FORM)
            .when("8, 00", NO_FORM)
            .readAgain(LENGTHS);
    var bytes = written(lesson, length);
    lesson.same(
        "how many bytes the length "
            + Long.toUnsignedString(length)
            + " has, and the first of them",
        expected,
        bytes.length + ", " + HEX.formatHex(bytes, 0, Math.min(1, bytes.length)));
  }

  @Test
  void longLength_hasItsHighestByteFirst() {
    var lesson =
        Lesson.because(
                "lengths begin with their highest byte, and writeInt() and writeLong() with the"
                    + " lowest",
                "the byte in front, which names the form, is not the one of the table")
            .when("80 04 03 02 01", "the lowest byte came first, as writeInt() writes it")
            .when(
                "81 08 07 06 05 04 03 02 01",
                "the lowest byte came first, as writeLong() writes it")
            .when("80 80 40 c0 20", "the bits were reversed, and not the bytes")
            .when("81 80 40 c0 20 a0 60 e0 10", "the bits were reversed, and not the bytes")
            .when("81 01 02 03 04", EXCHANGED)
            .when("80 01 02 03 04 05 06 07 08", EXCHANGED)
            .when("01 02 03 04", NO_FORM)
            .when("01 02 03 04 05 06 07 08", NO_FORM)
            .readAgain(BUILD);
    assertBytes(lesson, "80 01 02 03 04", 0x01020304);
    assertBytes(lesson, "81 01 02 03 04 05 06 07 08", 0x0102030405060708L);
  }

  @Test
  void lengthHasNoSign() {
    var lesson =
        Lesson.because(
                "a negative long was taken for a small length, so it got the form of one",
                "the 64 bits were changed before they were written")
            .when("ff", "a negative long passed as the smallest of all lengths")
            .when("ff ff ff ff ff ff ff ff", NO_FORM)
            .when("80 ff ff ff ff ff ff ff ff", EXCHANGED)
            .when(RuntimeException.class, THROWN)
            .when(IOException.class, THROWN)
            .readAgain(BUILD);
    assertBytes(lesson, "81 ff ff ff ff ff ff ff ff", -1);
    assertBytes(lesson, "81 80 00 00 00 00 00 00 00", Long.MIN_VALUE);
  }

  @Test
  void lengths_areReadBack() {
    var random = new Random(SEED);
    var lengths = new ArrayList<Long>();
    for (int i = 0; i < 1000; i++) {
      lengths.add(random.nextLong() >>> random.nextInt(64));
    }
    var bytes = new byte[1][0];
    var lesson =
        Lesson.because(
                "a length has more or fewer bytes than its first byte says",
                "the same bytes stand for two lengths")
            .when(IllegalArgumentException.class, THROWN)
            .history(() -> "written: " + HEX.formatHex(bytes[0]))
            .readAgain(LENGTHS);
    var number = new int[1];
    // One call for all of them, because each call has a thread of its own.
    var read =
        lesson.calling(
            "writing a length and reading it back",
            () -> {
              List<Object> last = List.of();
              for (int i = 0;
                  i < lengths.size() && (i == 0 || isRight(last, lengths, i - 1));
                  i++) {
                number[0] = i;
                var out = RdbWriter.toMemory(RdbType.VERSION_10, true);
                LengthEncoding.write(out, lengths.get(i));
                bytes[0] = out.toBytes();
                var in = RdbReader.of(bytes[0], 0, bytes[0].length, true);
                last = List.of(Long.toUnsignedString(LengthEncoding.read(in)), in.remaining());
              }
              return last;
            });
    var length = Long.toUnsignedString(lengths.get(number[0]));
    lesson.same(
        "what is read of the length " + length + ", and the bytes left", List.of(length, 0L), read);
  }

  private static boolean isRight(List<Object> read, List<Long> lengths, int i) {
    return read.equals(List.of(Long.toUnsignedString(lengths.get(i)), 0L));
  }

  @Test
  void string_isReadBack_withWhatFollows() {
    var lesson =
        Lesson.because(
                "the length in front of the string leads behind its end, or not as far",
                "a length takes more bytes than its first byte says")
            .readAgain(LENGTHS);
    for (int length : new int[] {1, 63, 64, 65, 255, 256, 16_383, 16_384, 70_000}) {
      var text = new byte[length];
      new Random(SEED).nextBytes(text); // no compression makes these smaller
      var read =
          lesson.calling(
              "writing and reading a string of " + length + " bytes, and one of four",
              () -> {
                var out = RdbWriter.toMemory(RdbType.VERSION_10, true);
                StringEncoding.write(out, text);
                StringEncoding.write(out, new byte[] {'n', 'e', 'x', 't'});
                var all = out.toBytes();
                var in = RdbReader.of(all, 0, all.length, true);
                return List.of(StringEncoding.read(in).length, Ascii.text(StringEncoding.read(in)));
              });
      lesson.same(
          "the length of the string of " + length + " bytes, and the string behind it",
          List.of(length, "next"),
          read);
    }
  }
}
