package eightweeks.week3.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ZADD and ZINCRBY, option by option; each on a listpack and on a skip list. */
final class AddTest {
  private final Desk desk = Desk.open();

  /** A set of 5 a, in each encoding, and what it is after a command. */
  private static void both(String command, String reply, String left) {
    for (var entries : new String[] {"128", "0"}) {
      var desk = Desk.open("--zset-max-listpack-entries", entries).given("ZADD z 5 a");
      assertThat(desk.encoding("z")).isEqualTo(entries.equals("0") ? "skiplist" : "listpack");
      assertThat(desk.say(command)).as(entries).isEqualTo(reply);
      assertThat(desk.say("ZRANGE z 0 -1 WITHSCORES")).as(entries).isEqualTo("*[" + left + "]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZADD z 6 b               | :1 | a 5 b 6
          ZADD z 1 a 6 b 0 c       | :2 | c 0 a 1 b 6
          ZADD z 5 a               | :0 | a 5
          ZADD z 1 b 2 b           | :1 | b 2 a 5
          ZADD z CH 5 a 6 b        | :1 | a 5 b 6
          ZADD z CH 4 a 6 b        | :2 | a 4 b 6
          ZADD z NX 6 a 6 b        | :1 | a 5 b 6
          ZADD z XX 6 a 6 b        | :0 | a 6
          ZADD z xx ch 6 a 6 b     | :1 | a 6
          ZADD z GT 4 a 4 b        | :1 | b 4 a 5
          ZADD z GT CH 6 a 4 b     | :2 | b 4 a 6
          ZADD z GT CH 5 a         | :0 | a 5
          ZADD z LT CH 4 a 9 b     | :2 | a 4 b 9
          ZADD z LT CH 6 a         | :0 | a 5
          ZADD z GT XX CH 6 a 6 b  | :1 | a 6
          ZADD z LT XX CH 6 a 6 b  | :0 | a 5
          ZADD z CH CH XX XX 6 a   | :1 | a 6
          """)
  void zadd_addsMembersOrChangesScores(String command, String reply, String left) {
    both(command, reply, left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZADD z INCR 1.5 a     | 6.5 | a 6.5
          ZADD z INCR 2 b       | 2   | b 2 a 5
          ZADD z NX INCR 1 a    | $-1 | a 5
          ZADD z NX INCR 1 b    | 1   | b 1 a 5
          ZADD z XX INCR 1 a    | 6   | a 6
          ZADD z XX INCR 1 b    | $-1 | a 5
          ZADD z GT INCR -1 a   | $-1 | a 5
          ZADD z GT INCR 1 a    | 6   | a 6
          ZADD z LT INCR 1 a    | $-1 | a 5
          ZADD z LT INCR -1 a   | 4   | a 4
          ZADD z GT INCR 0 a    | $-1 | a 5
          ZADD z CH incr 1 a    | 6   | a 6
          ZINCRBY z 1.5 a       | 6.5 | a 6.5
          ZINCRBY z -5 a        | 0   | a 0
          ZINCRBY z 2 b         | 2   | b 2 a 5
          ZINCRBY z 0 a         | 5   | a 5
          ZINCRBY z inf a       | inf | a inf
          """)
  void incr_addsToAScore_andRepliesIt_orNilIfItMayNot(String command, String reply, String left) {
    both(command, reply, left);
  }

  @Test
  void scores_areDoublesInResp3() {
    desk.resp3();
    assertThat(desk.say("ZINCRBY z 1.5 a")).isEqualTo(",1.5");
    assertThat(desk.say("ZADD z INCR -inf a")).isEqualTo(",-inf");
    assertThat(desk.say("ZADD z NX INCR 1 a")).isEqualTo("_");
    assertThat(desk.say("ZADD z CH 2 a")).isEqualTo(":1");
  }

  @ParameterizedTest
  @CsvSource({
    "1e3, 1000",
    "0x10, 16",
    "+3.0, 3",
    "-0, 0",
    "0.1, 0.1",
    "1e21, 1e+21",
    "1e-7, 1e-7",
    "inf, inf",
    "-Infinity, -inf",
    "9007199254740993, 9007199254740992",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "4.9e-324, 5e-324",
  })
  void scores_areWrittenWithAsFewDigitsAsWillDo(String score, String written) {
    desk.given("ZADD z " + score + " a");
    assertThat(desk.say("ZSCORE z a")).isEqualTo(written);
    assertThat(desk.resp3().say("ZSCORE z a")).isEqualTo("," + written);
  }

  @Test
  void infinityLessInfinity_isNoScore() {
    desk.given("ZADD z inf a");
    assertThat(desk.say("ZINCRBY z -inf a"))
        .isEqualTo("-ERR resulting score is not a number (NaN)");
    assertThat(desk.say("ZADD z INCR -inf a"))
        .isEqualTo("-ERR resulting score is not a number (NaN)");
    assertThat(desk.say("ZSCORE z a")).isEqualTo("inf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZADD k 1                  | -ERR wrong number of arguments for 'zadd' command
          ZADD k 1 a 2              | -ERR syntax error
          ZADD k NX CH              | -ERR syntax error
          ZADD k NX XX GT 1 a 2     | -ERR syntax error
          ZADD k NX XX 1 a          | -ERR XX and NX options at the same time are not compatible
          ZADD k NX GT 1 a          | -ERR GT, LT, and/or NX options at the same time are not compatible
          ZADD k LT NX 1 a          | -ERR GT, LT, and/or NX options at the same time are not compatible
          ZADD k GT LT 1 a          | -ERR GT, LT, and/or NX options at the same time are not compatible
          ZADD k INCR 1 a 2 b       | -ERR INCR option supports a single increment-element pair
          ZADD k x a                | -ERR value is not a valid float
          ZADD k 1 a x b            | -ERR value is not a valid float
          ZADD k nan a              | -ERR value is not a valid float
          ZADD k 1e400 a            | -ERR value is not a valid float
          ZADD k 1e-400 a           | -ERR value is not a valid float
          ZADD k '' a               | -ERR value is not a valid float
          ZADD k ' 1' a             | -ERR value is not a valid float
          ZINCRBY k x a             | -ERR value is not a valid float
          ZINCRBY k 1               | -ERR wrong number of arguments for 'zincrby' command
          ZINCRBY k 1 a b           | -ERR wrong number of arguments for 'zincrby' command
          ZADD k 1 a                | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZINCRBY k 1 a             | -WRONGTYPE Operation against a key holding the wrong kind of value
          """)
  void badArguments_areFoundBeforeTheKeyIsLookedAt(String command, String error) {
    desk.given("SET k text");
    assertThat(desk.say(command)).isEqualTo(error);
    assertThat(desk.say("GET k")).isEqualTo("text");
  }

  @Test
  void xx_makesNoSet() {
    assertThat(desk.say("ZADD z XX 1 a")).isEqualTo(":0");
    assertThat(desk.say("ZADD z XX INCR 1 a")).isEqualTo("$-1");
    assertThat(desk.say("ZADD z 1 a x b")).isEqualTo(Desk.NO_FLOAT);
    assertThat(desk.say("EXISTS z")).isEqualTo(":0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "0"})
  void equalScores_areInTheOrderOfTheirBytes(String entries) {
    var desk = Desk.open("--zset-max-listpack-entries", entries);
    desk.given("ZADD z 1 b 1 B 1 ab 1 \"\" 1 10 1 9 1 \"\\xff\" 0 z");
    assertThat(desk.say("ZRANGE z 0 -1")).isEqualTo("*[z \"\" 10 9 B ab b \u00ff]");
  }

  @Test
  void aHandfulIsAListpack_untilThereAreTooManyOrOneIsTooLong() {
    var small =
        Desk.open("--zset-max-listpack-entries", "2", "--zset-max-listpack-value", "5")
            .given("ZADD z 1 a 2 12345");
    assertThat(small.encoding("z")).isEqualTo("listpack");
    small.given("ZADD z 1 a");
    assertThat(small.encoding("z")).isEqualTo("listpack");
    small.given("ZINCRBY z 3 b", "ZADD long 1 123456");
    assertThat(small.encoding("z")).isEqualTo("skiplist");
    assertThat(small.encoding("long")).isEqualTo("skiplist");
    small.given("ZREM z b");
    assertThat(small.encoding("z")).isEqualTo("skiplist");
  }
}
