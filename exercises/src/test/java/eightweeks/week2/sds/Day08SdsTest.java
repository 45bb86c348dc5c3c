package eightweeks.week2.sds;

import eightweeks.study.lesson.Lesson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Day 08: a string of bytes that grows, how far, and how often. */
final class Day08SdsTest {
  private static final String CHAPTER = "weeks/week2/day08-sds.adoc, ";
  private static final String LAYOUT = CHAPTER + "\"A length beside the bytes\"";
  private static final String ROOM = CHAPTER + "\"Room for more than is needed\"";
  private static final int MIB = 1 << 20;

  private final List<String> happened = new ArrayList<>();
  private final Supplier<String> history = () -> String.join("\n", happened);

  @Test
  void appendThatFits_keepsTheArray() {
    var sds = string(10);
    append(sds, 10);
    var array = sds.array();
    append(sds, 10);
    Lesson.because(
            "there was room for ten bytes, and the string moved to another array all the same",
            "the first append has left less room than it should")
        .history(history)
        .readAgain(ROOM)
        .same("whether the second append keeps the array", true, sds.array() == array);
  }

  @Test
  void growing_leavesAsMuchFreeAsIsUsed() {
    var sds = string(10);
    append(sds, 5);
    Lesson.because(
            "15 bytes are needed, and the array is twice as long",
            "the spare space was computed from the old length, or from the piece alone")
        .when(0, "the array is exactly as long as needed, so the next append copies again")
        .when(5, "the array has twice the old length; what is needed is more than that")
        .when(10, "the spare space is as large as the old string, without the piece")
        .when(11, "what was added depends on the old array, and not on what is needed")
        .when(30, "the spare space is twice what is needed")
        .history(history)
        .readAgain(ROOM)
        .same("free bytes after 5 were appended to 10", 15, sds.available());
  }

  @Test
  void piece_longerThanTheString_fits() {
    var sds = string(10);
    append(sds, 1000);
    Lesson.because(
            "all of the piece has to fit, however short the string was",
            "the spare space was computed from something other than what is needed")
        .history(history)
        .readAgain(ROOM)
        .same("free bytes after 1,000 were appended to 10", 1010, sds.available());
  }

  @Test
  void string_staysTheSame() {
    var sds = new Sds(bytes("hello"));
    calling(sds, bytes(", you"));
    calling(sds, bytes("!"));
    Lesson.because(
            "the bytes that were there have to be in the new array, at the same place",
            "the new array was never put in place of the old one")
        .readAgain(LAYOUT)
        .sameBytes("the string after two appends", bytes("hello, you!"), sds.toBytes());
  }

  @Test
  void largeString_getsAMegabyteMore() {
    var sds = string(3 * MIB);
    append(sds, 1);
    Lesson.because(
            "from a megabyte on the spare space no longer grows with the string",
            "the limit was compared with something other than the spare space")
        .when(0, "the array is exactly as long as needed, so the next append copies 3 MB")
        .when(3 * MIB + 1, "the string was doubled: 3 MB of it are wasted")
        .history(history)
        .readAgain(ROOM)
        .same("free bytes after one was appended to 3 MiB", MIB, sds.available());
  }

  @Test
  void stringJustBelowAMegabyte_isDoubled() {
    var sds = string(MIB - 2);
    append(sds, 1);
    Lesson.because(
            "the limit is for the spare space, and MiB - 1 is still below it",
            "the limit was applied to the old length")
        .history(history)
        .readAgain(ROOM)
        .same("free bytes after one was appended to MiB - 2", MIB - 1, sds.available());
  }

  @Test
  void appendsOfOneByte_copyFewBytes() {
    long copied =
        Lesson.because(
                "a piece does not fit: ensureAvailable() returned without enough room",
                "the length of the new array is wrong")
            .readAgain(ROOM)
            .calling("appending 10,000 times one byte", () -> copiedBy(10_000));
    Lesson.because(
            "the string moves too often, and each move copies all of it",
            "the free space that was made is not used")
        .when(49_995_000L, "each append has copied the whole string")
        .history(history)
        .readAgain(ROOM)
        .same("bytes copied by 10,000 appends of one byte", 16_356L, copied);
  }

  @Test
  void memory_isAccountedAsADifference() {
    var accounted = new long[1];
    var sds = new Sds(new byte[10], bytes -> accounted[0] += bytes);
    long before = sds.memory();
    append(sds, 5);
    append(sds, 100);
    Lesson.because(
            "each change is what memory() says now, less what it said before",
            "memory() was asked at a time when both answers are the same")
        .when(0L, "nothing was accounted: the server would believe that the string never grew")
        .when(sds.memory(), "what was there before the first append was accounted once more")
        .history(history)
        .readAgain(LAYOUT)
        .same("bytes accounted by two appends", sds.memory() - before, accounted[0]);
  }

  @Test
  void lengthThatIsNoInt_isRefused() {
    var sds = string(10);
    var thrown = "nothing";
    try {
      sds.ensureAvailable(Integer.MAX_VALUE);
    } catch (Throwable e) {
      thrown = e.getClass().getSimpleName();
    }
    Lesson.because(
            "the sum of length and piece overflows an int, and becomes negative",
            "the sum was computed without a check")
        .readAgain(ROOM)
        .same("what ensureAvailable(2147483647) throws", "ArithmeticException", thrown);
    Lesson.because(
            "the string changed although the room cannot be made",
            "the array was replaced before the sum was checked")
        .readAgain(ROOM)
        .same("free bytes after that", 0, sds.available());
  }

  /** Appends single bytes to an empty string; returns how many bytes moved to a new array. */
  private long copiedBy(int appends) {
    var sds = new Sds();
    var array = sds.array();
    var piece = new byte[1];
    long copied = 0;
    for (int i = 0; i < appends; i++) {
      sds.append(piece, 0, 1);
      if (sds.array() != array) {
        array = sds.array();
        copied += i;
        if (happened.size() < 4) {
          happened.add("append %d: a new array of %d bytes".formatted(i + 1, array.length));
        }
      }
    }
    return copied;
  }

  private static Sds string(int length) {
    return new Sds(new byte[length]);
  }

  private void append(Sds sds, int count) {
    int length = sds.length();
    int array = sds.array().length;
    calling(sds, new byte[count]);
    if (happened.size() < 4) {
      happened.add(
          "%,d bytes in an array of %,d; %,d appended: an array of %,d"
              .formatted(length, array, count, sds.array().length));
    }
  }

  private static void calling(Sds sds, byte[] piece) {
    Lesson.because(
            "the piece does not fit into the array: ensureAvailable() returned without enough room",
            "the length of the new array is wrong")
        .readAgain(ROOM)
        .calling("appending %,d bytes".formatted(piece.length), () -> appended(sds, piece));
  }

  private static Sds appended(Sds sds, byte[] piece) {
    return sds.append(piece, 0, piece.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
