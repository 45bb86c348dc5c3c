package eightweeks.week1.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.Resp;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArgsTest {
  private static Args parsed(Query query, String... words) {
    var bytes = Ascii.bytes(Resp.query(words));
    query.feed(bytes, 0, bytes.length);
    assertThat(query.next(ProtocolLimits.of(1 << 20))).isEqualTo(Query.Found.COMMAND);
    return query.args();
  }

  @Test
  void words_areComparedWithoutCase() {
    var args = Args.of("SeT", "k");
    assertThat(args.is(0, "set")).isTrue();
    assertThat(args.is(0, "SET")).isTrue();
    assertThat(args.is(0, "sett")).isFalse();
    assertThat(args.is(1, "")).isFalse();
  }

  @Test
  void ownedWords_outliveTheQuery() {
    var query = new Query();
    var big = "b".repeat(Query.BIG_BULK);
    var own = parsed(query, "SET", "key", big, "", "last").own();
    parsed(query, "XXX", "yyy", "c".repeat(Query.BIG_BULK), "zzzz", "zzzz");
    assertThat(Parsing.words(own)).containsExactly("SET", "key", big, "", "last");
    assertThat(own.size()).isEqualTo(3 + 3 + big.length() + 4);
    assertThat(Parsing.words(own.own())).isEqualTo(Parsing.words(own));
  }

  /** So a client that is blocked, or queues a transaction, takes the memory of its values once. */
  @Test
  void ownedWords_shareTheArrayOfALargeOne() {
    var query = new Query();
    var args = parsed(query, "SET", "k", "b".repeat(Query.BIG_BULK));
    var own = args.own();
    assertThat(own.array(2)).isSameAs(args.array(2));
    parsed(query, "SET", "k", "c".repeat(Query.BIG_BULK));
    assertThat(own.array(2)).as("not the next query's").startsWith((byte) 'b');
  }

  @Test
  void takenWord_isACopyUnlessItHasAnArrayToItself() {
    var args = parsed(new Query(), "SET", "k", "b".repeat(Query.BIG_BULK));
    var key = args.take(1);
    args.array(1)[args.offset(1)] = '!';
    assertThat(key).containsExactly('k');
    assertThat(args.take(2)).isSameAs(args.array(2));
    assertThat(args.bytes(2)).isEqualTo(args.array(2)).isNotSameAs(args.array(2));
  }

  @Test
  void argumentsThatHaveLeftTheBuffer_doNotChangeWithIt() {
    var buffer = Ascii.bytes("SETkey....");
    var args = new Args(buffer);
    args.leaveBuffer();
    args.add(0, 3);
    args.addArray(Ascii.bytes("own"));
    args.add(3, 3);
    args.leaveBuffer();
    Arrays.fill(buffer, (byte) '!');
    args.add(9, 1);
    args.addArray(Ascii.bytes("last"));
    args.add(8, 2);
    assertThat(args.count()).isEqualTo(6);
    assertThat(IntStream.range(0, 6).mapToObj(args::text))
        .containsExactly("SET", "own", "key", "!", "last", "!!");
    assertThat(args.hasArray(2)).isTrue();
    assertThat(args.hasArray(5)).isFalse();
    args.clear();
    args.add(0, 1);
    assertThat(args.text(0)).isEqualTo("!");
  }

  @Test
  void thousandsOfWords_areAllThere() {
    var words = new String[5000];
    for (int i = 0; i < words.length; i++) {
      words[i] = Integer.toString(i);
    }
    var query = new Query();
    var args = parsed(query, words);
    assertThat(Parsing.words(args)).containsExactly(words);
    assertThat(query.memory()).isGreaterThan(40_000);
    assertThat(Parsing.words(parsed(query, "next"))).containsExactly("next");
    assertThat(query.memory()).as("without the notes about the many").isLessThan(80_000);
  }

  @Test
  void integers_areReadToTheLastOne() {
    var args =
        Args.of("0", "-1", "9223372036854775807", "-9223372036854775808", "-9223372036854751507");
    assertThat(args.integer(0)).isZero();
    assertThat(args.integer(1)).isEqualTo(-1);
    assertThat(args.integer(2)).isEqualTo(Long.MAX_VALUE);
    assertThat(args.integer(3)).isEqualTo(Long.MIN_VALUE);
    // The number that parse() returns for what is none is a number all the same.
    assertThat(args.integer(4)).isEqualTo(Numbers.NOT_AN_INTEGER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "+1",
        "01",
        "-0",
        "1.0",
        "0x1",
        "a",
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901"
      })
  void whatIsNoInteger_isRefusedInRedissWords(String word) {
    var args = Args.of(word);
    assertThatThrownBy(() -> args.integer(0))
        .isInstanceOf(CommandError.class)
        .hasMessage("ERR value is not an integer or out of range");
    var other = new CommandError("ERR other");
    assertThatThrownBy(() -> args.integer(0, other)).isSameAs(other);
  }

  @Test
  void integerOutsideItsRange_isRefusedWithTheRange() {
    assertThat(Args.of("5").integer(0, 5, 5)).isEqualTo(5);
    assertThatThrownBy(() -> Args.of("3000000000").integer(0, Integer.MIN_VALUE, Integer.MAX_VALUE))
        .isInstanceOf(CommandError.class)
        .hasMessage("ERR value is out of range, value must between -2147483648 and 2147483647");
    assertThatThrownBy(() -> Args.of("x").integer(0, 0, 1))
        .hasMessage("ERR value is not an integer or out of range");
  }

  @Test
  void commandErrors_costNoStackTrace() {
    assertThat(new CommandError("ERR x").getStackTrace()).isEmpty();
  }

  @Test
  void secret_isOneInACopyToo_andNotInTheNextCommand() {
    var query = new Query();
    var args = parsed(query, "AUTH", "secret");
    args.redact(1);
    var own = args.own();
    assertThat(args.isRedacted(1)).isTrue();
    assertThat(args.isRedacted(0)).isFalse();
    assertThat(args.text(1)).as("the word itself stays").isEqualTo("secret");
    assertThat(parsed(query, "ECHO", "hello").isRedacted(1)).isFalse();
    assertThat(own.isRedacted(1)).isTrue();
  }
}
