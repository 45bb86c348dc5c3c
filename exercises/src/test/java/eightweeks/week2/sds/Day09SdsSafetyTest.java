package eightweeks.week2.sds;

import eightweeks.study.lesson.Lesson;
import eightweeks.study.lesson.Predictions;
import eightweeks.week1.resp.ChunkPool;
import eightweeks.week1.resp.Reply;
import eightweeks.week1.resp.ReplyBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Day 09: what is copied, and what comes back, counted on the real classes. */
final class Day09SdsSafetyTest {
  private static final String CHAPTER = "weeks/week2/day09-sds-safety.adoc, ";
  private static final String ZEROS = CHAPTER + "\"Zeros in the middle\"";
  private static final String REPLY = CHAPTER + "\"From the store to the reply\"";
  private static final String STRING = CHAPTER + "\"Why not java.lang.String\"";
  private static final int APPENDS = 1000;
  private static final int SMALL = 1000;
  private static final int LARGE = 100_000;
  private static final int GETS = 3;
  private static final int SHOWN = 5;

  private final Predictions predictions =
      Predictions.of(Day09SdsSafetyTest.class, "day09.properties");

  /** What happened, in order; a lesson shows the beginning of it. */
  private final List<String> happened = new ArrayList<>();

  private final Supplier<String> history =
      () -> String.join("\n", happened.subList(0, Math.min(SHOWN, happened.size())));

  @Test
  void zeroByte_endsACString() {
    var bytes = new byte[] {'a', 'b', 0, 'c', 'd'};
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      happened.add("byte %d is '%c': go on".formatted(length, bytes[length]));
      length++;
    }
    happened.add("byte %d is zero: the end".formatted(length));
    predictions.check(
        "c.length",
        length,
        Lesson.because("strlen() has nothing but the bytes, and a zero ends a C string")
            .history(history)
            .readAgain(ZEROS));
  }

  @Test
  void bytesThatAreNotUtf8_areReplaced() {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    var text = new String(bytes, StandardCharsets.UTF_8);
    happened.add("the String has %d characters".formatted(text.length()));
    happened.add("%d of them are U+FFFD".formatted(text.chars().filter(c -> c == 0xfffd).count()));
    predictions.check(
        "utf8.length",
        text.getBytes(StandardCharsets.UTF_8).length,
        Lesson.because(
                "bytes from 128 on are valid only in certain sequences; each of these is replaced,"
                    + " and the replacement is longer than a byte")
            .history(history)
            .readAgain(STRING));
  }

  @Test
  void appendsToAnSds_copyLittle() {
    var sds = new Sds();
    var array = sds.array();
    long copied = 0;
    for (int i = 0; i < APPENDS; i++) {
      sds.append(new byte[1], 0, 1);
      if (sds.array() != array) {
        array = sds.array();
        copied += i;
        happened.add("append %d: %d bytes are copied into %d".formatted(i + 1, i, array.length));
      }
    }
    predictions.check(
        "sds.copied",
        copied,
        Lesson.because("only a full array is left, and each new one is twice as long as needed")
            .history(history)
            .readAgain("weeks/week2/day08-sds.adoc, \"Room for more than is needed\""));
  }

  @Test
  void appendsToAString_copyEverything() {
    var text = "";
    long copied = 0;
    for (int i = 0; i < APPENDS; i++) {
      var longer = text.concat("x");
      if (longer != text) {
        copied += text.length();
        happened.add("append %d: %d bytes are copied".formatted(i + 1, text.length()));
      }
      text = longer;
    }
    predictions.check(
        "string.copied",
        copied,
        Lesson.because("a String never changes: a longer one is a new one, with all of its bytes")
            .history(history)
            .readAgain(STRING));
  }

  @Test
  void getsOfAString_encodeEachTime() {
    var wire = new byte[SMALL];
    var stored = new String(wire, StandardCharsets.ISO_8859_1);
    long copied = stored.length();
    happened.add("SET decodes: %d bytes are copied".formatted(stored.length()));
    var last = wire;
    for (int i = 0; i < GETS; i++) {
      var bytes = stored.getBytes(StandardCharsets.ISO_8859_1);
      if (bytes != last) {
        copied += bytes.length;
        happened.add("GET encodes into a new array: %d".formatted(bytes.length));
      }
      last = bytes;
    }
    predictions.check(
        "string.gets",
        copied,
        Lesson.because("a String does not hand out its bytes: each time they are made anew")
            .history(history)
            .readAgain(STRING));
  }

  @Test
  void smallValue_isCopiedIntoTheReply() {
    predictions.check(
        "reply.small",
        copiedIntoReplies(SMALL),
        Lesson.because("the output buffer has the bytes of a small value, a copy for each reply")
            .history(history)
            .readAgain(REPLY));
  }

  @Test
  void largeValue_isLent() {
    predictions.check(
        "reply.large",
        copiedIntoReplies(LARGE),
        Lesson.because("from 16 KiB on a reply refers to the stored array, and copies nothing")
            .history(history)
            .readAgain(REPLY));
  }

  private long copiedIntoReplies(int length) {
    var pool = new ChunkPool();
    var stored = new byte[length];
    long copied = 0;
    for (int i = 0; i < GETS; i++) {
      var reply = new Reply(pool, NOBODY);
      reply.storedBulk(stored, 0, length);
      boolean lent = pool.lent().isLent(stored);
      copied += lent ? 0 : length;
      happened.add("GET: " + (lent ? "the reply refers to the array" : length + " are copied"));
      reply.written(reply.size());
    }
    return copied;
  }

  @Test
  void growing_leavesNoOldBytes() {
    var sds = new Sds("password".getBytes(StandardCharsets.ISO_8859_1));
    sds.ensureAvailable(1);
    var array = sds.array();
    sds.truncate(0);
    happened.add("length 0; the array still has 'password'");
    sds.overwrite(8, new byte[] {'x'}, 0, 1);
    happened.add(
        "length %d, in %s array"
            .formatted(sds.length(), sds.array() == array ? "the same" : "another"));
    var shown = new String(sds.toBytes(), StandardCharsets.ISO_8859_1);
    predictions.check(
        "stale.bytes",
        shown.chars().filter(c -> "password".indexOf(c) >= 0).count(),
        Lesson.because("bytes behind the length have no meaning; zeros are written over them first")
            .history(history)
            .readAgain(ZEROS));
  }

  private static final ReplyBuffer.Owner NOBODY =
      new ReplyBuffer.Owner() {
        @Override
        public void replyBegins() {}

        @Override
        public void replyGrows() {}

        @Override
        public void errorReplied(String text) {}
      };
}
