package eightweeks.week1.resp;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.doubles.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies, byte for byte; {@link ReplyPropertyTest} has the random ones. */
final class ReplyTest {
  private final Told told = new Told();
  private final ChunkPool pool = new ChunkPool();
  private final Reply reply = new Reply(pool, told);

  /** Who the reply belongs to. */
  private static final class Told implements ReplyBuffer.Owner {
    int begins;
    int grows;
    final List<String> errors = new ArrayList<>();
    Runnable whenItGrows = () -> {};

    @Override
    public void replyBegins() {
      begins++;
    }

    @Override
    public void replyGrows() {
      grows++;
      whenItGrows.run();
    }

    @Override
    public void errorReplied(String text) {
      errors.add(text);
    }
  }

  private String drained() {
    return Ascii.text(reply.drain());
  }

  static List<Arguments> types() {
    return List.of(
        type("ok", Reply::ok, "+OK\r\n", "+OK\r\n"),
        type("pong", Reply::pong, "+PONG\r\n", "+PONG\r\n"),
        type("queued", Reply::queued, "+QUEUED\r\n", "+QUEUED\r\n"),
        type("simple", r -> r.simple("RESET"), "+RESET\r\n", "+RESET\r\n"),
        type("error", r -> r.error("ERR no"), "-ERR no\r\n", "-ERR no\r\n"),
        type("zero", r -> r.integer(0), ":0\r\n", ":0\r\n"),
        type("one", r -> r.integer(1), ":1\r\n", ":1\r\n"),
        type("ten", r -> r.integer(10), ":10\r\n", ":10\r\n"),
        type("-2", r -> r.integer(-2), ":-2\r\n", ":-2\r\n"),
        type(
            "smallest",
            r -> r.integer(Long.MIN_VALUE),
            ":-9223372036854775808\r\n",
            ":-9223372036854775808\r\n"),
        type("true", r -> r.bool(true), ":1\r\n", "#t\r\n"),
        type("false", r -> r.bool(false), ":0\r\n", "#f\r\n"),
        type("number", r -> r.number("0.5"), "$3\r\n0.5\r\n", ",0.5\r\n"),
        type("infinite", r -> r.number("-inf"), "$4\r\n-inf\r\n", ",-inf\r\n"),
        type(
            "big number",
            r -> r.bigNumber("123456789012345678901234567890"),
            "$30\r\n123456789012345678901234567890\r\n",
            "(123456789012345678901234567890\r\n"),
        type("bulk", r -> r.bulk("a\r\nb"), "$4\r\na\r\nb\r\n", "$4\r\na\r\nb\r\n"),
        type("empty bulk", r -> r.bulk(""), "$0\r\n\r\n", "$0\r\n\r\n"),
        type("number as bulk", r -> r.bulk(-42), "$3\r\n-42\r\n", "$3\r\n-42\r\n"),
        type("range", r -> r.bulk(Ascii.bytes("abcdef"), 2, 3), "$3\r\ncde\r\n", "$3\r\ncde\r\n"),
        type(
            "verbatim",
            r -> r.verbatim("txt", Ascii.bytes("hi")),
            "$2\r\nhi\r\n",
            "=6\r\ntxt:hi\r\n"),
        type("null", Reply::nullBulk, "$-1\r\n", "_\r\n"),
        type("null array", Reply::nullArray, "*-1\r\n", "_\r\n"),
        type("array", r -> r.array(12), "*12\r\n", "*12\r\n"),
        type("map", r -> r.map(7), "*14\r\n", "%7\r\n"),
        type("set", r -> r.set(3), "*3\r\n", "~3\r\n"),
        type("push", r -> r.push(2), "*2\r\n", ">2\r\n"));
  }

  private static Arguments type(String what, Consumer<Reply> say, String resp2, String resp3) {
    return Arguments.of(what, say, resp2, resp3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void everyType_inBothProtocols(String what, Consumer<Reply> say, String resp2, String resp3) {
    say.accept(reply);
    assertThat(reply.size()).isEqualTo(resp2.length());
    assertThat(drained()).as(what).isEqualTo(resp2);
    reply.protocol(3);
    say.accept(reply);
    assertThat(drained()).as(what).isEqualTo(resp3);
    assertThat(reply.isEmpty()).isTrue();
    assertThat(reply.size()).isZero();
  }

  @Test
  void attribute_isWrittenInResp3() {
    reply.protocol(3);
    reply.attribute(1);
    assertThat(drained()).isEqualTo("|1\r\n");
  }

  /** A chunk has 16384 bytes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1024, 1025, 16_381, 16_382, 16_384, 100_000})
  void lineOfAnyLength_isWrittenWhole(int length) {
    var text = "1".repeat(length);
    reply.protocol(3);
    reply.simple(text);
    reply.error(text);
    reply.number(text);
    reply.bigNumber(text);
    assertThat(drained()).isEqualTo("+%1$s\r\n-%1$s\r\n,%1$s\r\n(%1$s\r\n".formatted(text));
  }

  @Test
  void error_keepsToOneLineAndTellsItsOwner() {
    reply.error("ERR unknown command 'a\r\n+OK\r\nb'");
    assertThat(drained()).isEqualTo("-ERR unknown command 'a  +OK  b'\r\n");
    assertThat(told.errors).containsExactly("ERR unknown command 'a  +OK  b'");
    assertThat(reply.errors()).isEqualTo(1);
  }

  /** The texts are those that redis-server 7.2 gives for these scores in RESP3. */
  @ParameterizedTest
  @CsvSource({
    "3,3",
    "-3,-3",
    "0,0",
    "-0.0,-0",
    "0.1,0.1",
    "1.5,1.5",
    "3.14159,3.14159",
    "-1234.5678,-1234.5678",
    "1e30,1e+30",
    "1e21,1e+21",
    "123456789012,123456789012",
    "1e-5,0.00001",
    "1e-6,0.000001",
    "1e-7,1e-7",
    "3.0e-9,3e-9",
    "1.5e-9,1.5e-9",
    "1.7976931348623157e308,1.7976931348623157e+308",
    "4.9e-324,5e-324",
    "0.30000000000000004,0.30000000000000004",
    "9007199254740993,9007199254740992",
    "17179869184.5,17179869184.5",
    "Infinity,inf",
    "-Infinity,-inf",
    "NaN,nan"
  })
  void numbers_areWrittenAsRedisWritesThem(double number, String text) {
    assertThat(Doubles.format(number)).isEqualTo(text);
  }

  // Collections whose length is known last.

  @Test
  void deferredHeaders_nestLikeBrackets() {
    reply.defer();
    reply.integer(1);
    reply.defer();
    reply.defer();
    reply.closeSet(0);
    reply.bulk("x");
    reply.closeArray(2);
    reply.defer();
    reply.bulk("k");
    reply.bulk("v");
    reply.closeMap(1);
    reply.closeArray(3);
    assertThat(drained())
        .isEqualTo("*3\r\n:1\r\n*2\r\n*0\r\n$1\r\nx\r\n*2\r\n$1\r\nk\r\n$1\r\nv\r\n");
  }

  @Test
  void deferredHeader_standsInFrontOfManyChunks() {
    reply.simple("before");
    reply.defer();
    var text = "x".repeat(1000);
    for (int i = 0; i < 100; i++) {
      reply.bulk(text);
    }
    reply.closeArray(100);
    reply.simple("after");
    assertThat(reply.usage().chunks()).isGreaterThan(5);
    long size = reply.size();
    assertThat(drained())
        .hasSize((int) size)
        .isEqualTo(
            "+before\r\n*100\r\n" + "$1000\r\n%s\r\n".formatted(text).repeat(100) + "+after\r\n");
  }

  @Test
  void deferredHeader_atEveryDistanceFromTheEndOfAChunk() {
    for (int free = 0; free < 60; free++) {
      var filler = new byte[Chunk.SIZE - free];
      for (int tail : List.of(0, 1, 10, 40, Chunk.SIZE)) {
        reply.bytes(filler);
        reply.defer();
        reply.defer();
        reply.bytes(new byte[tail]);
        reply.closeMap(12_345);
        reply.closeArray(1);
        reply.ok();
        var all = drained();
        assertThat(all.length())
            .isEqualTo(filler.length + "*1\r\n*24690\r\n+OK\r\n".length() + tail);
        assertThat(all.substring(filler.length)).startsWith("*1\r\n*24690\r\n").endsWith("+OK\r\n");
      }
    }
  }

  // Chunks.

  @Test
  void reply_tellsItsOwnerWhenItBeginsAndWhenItGrows() {
    reply.ok();
    reply.ok();
    assertThat(told.begins).isEqualTo(1);
    assertThat(told.grows).isZero();
    reply.bytes(new byte[3 * Chunk.SIZE]);
    assertThat(told.begins).isEqualTo(1);
    assertThat(told.grows).isPositive();
    reply.drain();
    reply.ok();
    assertThat(told.begins).isEqualTo(2);
  }

  @Test
  void chunks_areUsedAgain() {
    reply.ok();
    var first = new byte[1][];
    reply.ranges(first, new int[1], new int[1], Long.MAX_VALUE);
    reply.drain();
    reply.ok();
    var second = new byte[1][];
    reply.ranges(second, new int[1], new int[1], Long.MAX_VALUE);
    assertThat(second[0]).isSameAs(first[0]);
  }

  @Test
  void emptyReply_holdsNoMemory() {
    reply.bulk(new byte[100_000]);
    assertThat(reply.usage().bytes()).isGreaterThanOrEqualTo(100_000);
    reply.drain();
    assertThat(reply.usage()).isEqualTo(new ReplyBuffer.Usage(0, 0));
  }

  @Test
  void largeValue_goesIntoChunksThatAreUsedAgain() {
    reply.bulk(new byte[1 << 20]);
    var arrays = new byte[65][];
    reply.ranges(arrays, new int[65], new int[65], Long.MAX_VALUE);
    reply.drain();
    reply.bulk(new byte[1 << 20]);
    var again = new byte[65][];
    reply.ranges(again, new int[65], new int[65], Long.MAX_VALUE);
    assertThat(identities(again).equals(identities(arrays))).isTrue();
    assertThat(reply.usage().chunks()).isEqualTo(65);
    assertThat(reply.usage().bytes()).isLessThan((1 << 20) + 3 * Chunk.SIZE);
  }

  private static Set<byte[]> identities(byte[][] arrays) {
    Set<byte[]> identities = Collections.newSetFromMap(new IdentityHashMap<>());
    identities.addAll(Arrays.asList(arrays));
    return identities;
  }

  @Test
  void bytesThatAreWritten_goFromTheFront() {
    var expected = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      reply.integer(i);
      expected.append(':').append(i).append("\r\n");
    }
    var seen = new StringBuilder();
    var arrays = new byte[2][];
    var offsets = new int[2];
    var lengths = new int[2];
    for (int step = 1; !reply.isEmpty(); step = step * 7 % 20_011) {
      int n = reply.ranges(arrays, offsets, lengths, Long.MAX_VALUE);
      int left = step;
      for (int i = 0; i < n && left > 0; i++) {
        int take = Math.min(left, lengths[i]);
        seen.append(Ascii.text(arrays[i], offsets[i], take));
        left -= take;
      }
      reply.written(step - left);
      assertThat(reply.size()).isEqualTo(expected.length() - seen.length());
    }
    assertThat(seen.toString()).isEqualTo(expected.toString());
  }

  @Test
  void replyThatIsHalfWritten_goesOn() {
    reply.bulk("x".repeat(100));
    reply.written(50);
    reply.ok();
    assertThat(drained()).isEqualTo("x".repeat(56) + "\r\n+OK\r\n");
  }

  @Test
  void sharedBytes_areNotCopied() {
    var shared = Ascii.bytes("--+OK\r\n--");
    reply.simple("a");
    reply.shared(shared, 2, 5);
    reply.simple("b");
    var arrays = new byte[8][];
    assertThat(reply.ranges(arrays, new int[8], new int[8], Long.MAX_VALUE)).isEqualTo(3);
    assertThat(arrays[1]).isSameAs(shared);
    assertThat(drained()).isEqualTo("+a\r\n+OK\r\n+b\r\n");
    assertThat(Ascii.text(shared)).isEqualTo("--+OK\r\n--");
  }

  @Test
  void largeStoredString_isLentUntilItIsWritten() {
    var stored = Ascii.bytes("s".repeat(100_000));
    reply.storedBulk(stored, 0, 10);
    assertThat(pool.lent().isLent(stored)).isFalse();
    reply.storedBulk(stored, 1, 99_998);
    reply.storedBulk(stored, 0, 100_000);
    var arrays = new byte[8][];
    var lengths = new int[8];
    assertThat(reply.ranges(arrays, new int[8], lengths, 65_536)).isEqualTo(2);
    assertThat(arrays[1]).isSameAs(stored);
    assertThat(lengths[0] + lengths[1]).isEqualTo(65_536);
    reply.written(150_000);
    assertThat(pool.lent().isLent(stored)).isTrue();
    assertThat(drained().length()).isEqualTo(17 + 10 + 99_998 + 11 + 100_000 - 150_000);
    assertThat(pool.lent().isLent(stored)).isFalse();
  }

  @Test
  void storedStringsBeyondTheLimitOfLentOnes_areCopied() {
    var stored = Ascii.bytes("s".repeat(LentArrays.MIN_LENGTH));
    for (int i = 0; i < 2000; i++) {
      reply.storedBulk(stored, 0, stored.length);
    }
    var copied = Ascii.bytes("c".repeat(LentArrays.MIN_LENGTH));
    reply.storedBulk(copied, 0, copied.length);
    assertThat(pool.lent().isLent(copied)).isFalse();
    reply.seal();
    assertThat(pool.lent().isLent(stored)).isFalse();
    reply.storedBulk(copied, 0, copied.length); // of a client that is being closed
    assertThat(pool.lent().isLent(copied)).isFalse();
  }

  @Test
  void pushes_areAppendedWhole() {
    var pushes = new Reply(pool, new Told());
    pushes.protocol(3);
    pushes.push(1);
    pushes.bulk("message".repeat(10_000));
    reply.ok();
    reply.append(pushes);
    assertThat(pushes.isEmpty()).isTrue();
    assertThat(pushes.size()).isZero();
    reply.ok();
    assertThat(drained())
        .isEqualTo("+OK\r\n>1\r\n$70000\r\n" + "message".repeat(10_000) + "\r\n+OK\r\n");
  }

  @Test
  void pushesWithoutAReply_areTheReply() {
    var pushes = new Reply(pool, new Told());
    pushes.simple("x");
    reply.append(pushes);
    assertThat(told.begins).isEqualTo(1);
    assertThat(drained()).isEqualTo("+x\r\n");
  }

  // Taking back.

  @Test
  void truncate_dropsWhatCameAfterASize() {
    reply.simple("kept");
    long size = reply.size();
    reply.bulk(new byte[100_000]);
    reply.truncate(size, 0);
    reply.simple("next");
    assertThat(reply.size()).isEqualTo(14);
    assertThat(drained()).isEqualTo("+kept\r\n+next\r\n");
  }

  @Test
  void truncateToNothing_leavesNothing() {
    long size = reply.size();
    reply.ok();
    reply.truncate(size, 0);
    assertThat(reply.isEmpty()).isTrue();
    assertThat(reply.usage().chunks()).isZero();
  }

  @Test
  void sealedReply_takesNothingAndCostsNothing() {
    reply.bulk(new byte[100_000]);
    reply.seal();
    assertThat(reply.isEmpty()).isTrue();
    for (int i = 0; i < 1000; i++) {
      reply.defer();
      reply.defer();
      reply.bulk(new byte[50_000]);
      reply.number("1.5");
      reply.error("ERR x");
      reply.shared(new byte[10], 0, 10);
      reply.closeArray(1);
      reply.closeMap(1);
    }
    assertThat(reply.isEmpty()).isTrue();
    assertThat(reply.size()).isZero();
    assertThat(reply.usage().bytes()).isZero();
    assertThat(told.errors).hasSize(1000);
  }

  @Test
  void replyThatIsSealedWhileItGrows_endsEmpty() {
    told.whenItGrows = reply::seal; // what going over the output limit does
    reply.defer();
    reply.bulk(new byte[100_000]);
    reply.closeArray(1);
    assertThat(reply.isEmpty()).isTrue();
    assertThat(reply.size()).isZero();
  }

  @Test
  void replyThatIsSealedByPushesOrSharedBytes_endsEmpty() {
    told.whenItGrows = reply::seal;
    var pushes = new Reply(pool, new Told());
    pushes.bulk(new byte[50_000]);
    reply.ok();
    reply.append(pushes);
    assertThat(reply.isEmpty()).isTrue();
    assertThat(reply.size()).isZero();
    assertThat(reply.usage().chunks()).isZero();

    var other = new Reply(pool, told);
    told.whenItGrows = other::seal;
    other.ok();
    other.shared(new byte[10], 0, 10);
    assertThat(other.size()).isZero();
  }

  @Test
  void truncatingASealedReply_doesNotTouchChunksOfOthers() {
    reply.ok();
    long size = reply.size();
    reply.seal(); // its chunk is back in the pool
    var one = new Reply(pool, new Told());
    var two = new Reply(pool, new Told());
    reply.truncate(size, 0);
    one.simple("one");
    two.simple("two");
    assertThat(Ascii.text(one.drain())).isEqualTo("+one\r\n");
    assertThat(Ascii.text(two.drain())).isEqualTo("+two\r\n");
  }
}
