package eightweeks.week3.sortedsetcombinations;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ZUNION, ZINTER, ZDIFF, those that store, and ZINTERCARD; in both encodings. */
final class CombinationsTest {
  private final Desk desk = Desk.open();

  private static Desk sets(String entries) {
    return Desk.open("--zset-max-listpack-entries", entries)
        .given(
            "ZADD a 1 x 2 y 3 z",
            "ZADD b 10 y 20 z 30 w",
            "ZADD i inf x",
            "ZADD j -inf x",
            "SADD s y z",
            "SADD n 7 8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZUNION 2 a b WITHSCORES                          | *[x 1 y 12 z 23 w 30]
          ZUNION 2 a b                                     | *[x y z w]
          ZUNION 2 a nothing withscores                    | *[x 1 y 2 z 3]
          ZUNION 2 a a WITHSCORES                          | *[x 2 y 4 z 6]
          ZUNION 2 a b WEIGHTS 2 0.5 WITHSCORES            | *[x 2 y 9 w 15 z 16]
          ZUNION 2 a b AGGREGATE SUM WITHSCORES            | *[x 1 y 12 z 23 w 30]
          ZUNION 2 a b AGGREGATE MIN WITHSCORES            | *[x 1 y 2 z 3 w 30]
          ZUNION 2 a b aggregate max weights 1 -1 WITHSCORES | *[w -30 x 1 y 2 z 3]
          ZUNION 2 a s WITHSCORES                          | *[x 1 y 3 z 4]
          ZUNION 2 n s WEIGHTS 3 2 WITHSCORES              | *[y 2 z 2 7 3 8 3]
          ZUNION 1 nothing                                 | *[]
          ZINTER 2 a b WITHSCORES                          | *[y 12 z 23]
          ZINTER 2 a b                                     | *[y z]
          ZINTER 2 a b AGGREGATE MIN WITHSCORES            | *[y 2 z 3]
          ZINTER 2 a b AGGREGATE MAX WITHSCORES            | *[y 10 z 20]
          ZINTER 2 b a AGGREGATE MIN WITHSCORES            | *[y 2 z 3]
          ZINTER 2 b a AGGREGATE MAX WITHSCORES            | *[y 10 z 20]
          ZINTER 2 a b AGGREGATE sum WEIGHTS 10 -1 WITHSCORES | *[y 10 z 10]
          ZINTER 2 a s WITHSCORES                          | *[y 3 z 4]
          ZINTER 3 a b s WITHSCORES                        | *[y 13 z 24]
          ZINTER 2 a nothing                               | *[]
          ZINTER 2 a n                                     | *[]
          ZINTER 1 a WITHSCORES                            | *[x 1 y 2 z 3]
          ZDIFF 2 a b WITHSCORES                           | *[x 1]
          ZDIFF 2 b a                                      | *[w]
          ZDIFF 2 a s WITHSCORES                           | *[x 1]
          ZDIFF 2 s a                                      | *[]
          ZDIFF 1 s WITHSCORES                             | *[y 1 z 1]
          ZDIFF 2 a nothing                                | *[x y z]
          ZDIFF 2 nothing a                                | *[]
          ZDIFF 2 a a                                      | *[]
          ZDIFF 3 a i s                                    | *[]
          ZINTERCARD 2 a b                                 | :2
          ZINTERCARD 1 a                                   | :3
          ZINTERCARD 2 a b LIMIT 1                         | :1
          ZINTERCARD 2 a b limit 0                         | :2
          ZINTERCARD 2 a b LIMIT 9                         | :2
          ZINTERCARD 2 a s                                 | :2
          ZINTERCARD 2 a nothing                           | :0
          ZINTERCARD 2 a b LIMIT 9 LIMIT 1                 | :1
          """)
  void combinations_ofSortedAndOtherSets(String command, String reply) {
    for (var entries : new String[] {"128", "0"}) {
      assertThat(sets(entries).say(command)).as(entries).isEqualTo(reply);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZUNION 2 i j WITHSCORES                    | *[x 0]
          ZUNION 1 i WEIGHTS 0 WITHSCORES            | *[x 0]
          ZUNION 1 i WEIGHTS -1 WITHSCORES           | *[x -inf]
          ZINTER 2 i j WITHSCORES                    | *[x 0]
          ZINTER 2 i j AGGREGATE MAX WITHSCORES      | *[x inf]
          ZINTER 2 a i WEIGHTS inf 1 WITHSCORES      | *[x inf]
          """)
  void whatWouldBeNoNumber_isZero(String command, String reply) {
    assertThat(sets("128").say(command)).isEqualTo(reply);
    assertThat(sets("0").say(command)).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZUNION 2 a b WITHSCORES   | *[*[x ,1] *[y ,12] *[z ,23] *[w ,30]]
          ZINTER 2 a b WITHSCORES   | *[*[y ,12] *[z ,23]]
          ZDIFF 2 a b WITHSCORES    | *[*[x ,1]]
          ZUNION 2 a b              | *[x y z w]
          ZINTER 1 nothing WITHSCORES | *[]
          ZINTERCARD 2 a b          | :2
          """)
  void inResp3_membersWithScoresArePairs(String command, String reply) {
    assertThat(sets("128").resp3().say(command)).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZUNIONSTORE to 2 a b                       | :4 | x 1 y 12 z 23 w 30
          ZUNIONSTORE to 2 a s WEIGHTS 2 1 AGGREGATE MAX | :3 | x 2 y 4 z 6
          ZINTERSTORE to 2 a b                       | :2 | y 12 z 23
          ZINTERSTORE to 2 to a                      | :1 | x 10
          ZDIFFSTORE to 2 a b                        | :1 | x 1
          ZUNIONSTORE to 1 s                         | :2 | y 1 z 1
          ZUNIONSTORE to 2 to to                     | :2 | q 18 x 18
          ZINTERSTORE to 2 a nothing                 | :0 | ''
          ZDIFFSTORE to 2 a a                        | :0 | ''
          ZUNIONSTORE to 1 nothing                   | :0 | ''
          """)
  void store_replacesTheDestination_whichMayBeASource(String command, String reply, String stored) {
    for (var entries : new String[] {"128", "0"}) {
      var desk = sets(entries).given("ZADD to 9 x 9 q", "EXPIRE to 100");
      assertThat(desk.say(command)).as(entries).isEqualTo(reply);
      assertThat(desk.say("ZRANGE to 0 -1 WITHSCORES")).as(entries).isEqualTo("*[" + stored + "]");
      assertThat(desk.say("TTL to")).isEqualTo(stored.isEmpty() ? ":-2" : ":-1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZUNIONSTORE to 1 a", "ZINTERSTORE to 1 a", "ZDIFFSTORE to 1 a"})
  void destinationOfAnotherType_isReplacedToo(String command) {
    desk.given("ZADD a 1 x", "SET to text");
    assertThat(desk.say(command)).isEqualTo(":1");
    assertThat(desk.say("TYPE to")).isEqualTo("+zset");
  }

  @Test
  void differenceOfMany_isTheSameEitherWay() {
    // few others: each member is looked up in them; many: their members are taken out
    desk.given("ZADD a 1 a 2 b 3 c 4 d 5 e", "ZADD b 1 a", "ZADD c 1 b", "ZADD d 1 c", "SADD e d");
    assertThat(desk.say("ZDIFF 2 a b WITHSCORES")).isEqualTo("*[b 2 c 3 d 4 e 5]");
    assertThat(desk.say("ZDIFF 5 a b c d e WITHSCORES")).isEqualTo("*[e 5]");
    desk.given("ZADD b 2 b 3 c 4 d 5 e 6 f 7 g 8 h");
    assertThat(desk.say("ZDIFF 2 b a WITHSCORES")).isEqualTo("*[f 6 g 7 h 8]");
    assertThat(desk.say("ZDIFF 4 a c d b")).isEqualTo("*[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZUNION 0 a                    | -ERR at least 1 input key is needed for 'zunion' command
          ZINTER -1 a                   | -ERR at least 1 input key is needed for 'zinter' command
          ZDIFFSTORE to 0 a             | -ERR at least 1 input key is needed for 'zdiffstore' command
          ZINTERCARD 0 a                | -ERR at least 1 input key is needed for 'zintercard' command
          ZUNION x a                    | -ERR value is not an integer or out of range
          ZUNION 2 a                    | -ERR syntax error
          ZUNION 1                      | -ERR wrong number of arguments for 'zunion' command
          ZUNIONSTORE to 1              | -ERR wrong number of arguments for 'zunionstore' command
          ZUNION 1 a NOSUCH             | -ERR syntax error
          ZUNION 2 a b WEIGHTS 1        | -ERR syntax error
          ZUNION 1 a WEIGHTS x          | -ERR weight value is not a float
          ZUNION 1 a WEIGHTS nan        | -ERR weight value is not a float
          ZUNION 1 a WEIGHTS 1 2        | -ERR syntax error
          ZINTER 1 a AGGREGATE          | -ERR syntax error
          ZINTER 1 a AGGREGATE avg      | -ERR syntax error
          ZDIFF 1 a WEIGHTS 1           | -ERR syntax error
          ZDIFF 1 a AGGREGATE SUM       | -ERR syntax error
          ZUNIONSTORE to 1 a WITHSCORES | -ERR syntax error
          ZDIFFSTORE to 1 a WEIGHTS 1   | -ERR syntax error
          ZUNION 1 a LIMIT 1            | -ERR syntax error
          ZINTERCARD 1 a WITHSCORES     | -ERR syntax error
          ZINTERCARD 1 a WEIGHTS 1      | -ERR syntax error
          ZINTERCARD 1 a LIMIT          | -ERR syntax error
          ZINTERCARD 1 a LIMIT -1       | -ERR LIMIT can't be negative
          ZINTERCARD 1 a LIMIT x        | -ERR LIMIT can't be negative
          ZUNION 1 k                    | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZUNION 2 nothing k NOSUCH     | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZINTER 2 a k                  | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZDIFF 2 nothing k             | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZINTERCARD 1 k                | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZUNIONSTORE to 2 a k          | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZINTERSTORE to 2 nothing k    | -WRONGTYPE Operation against a key holding the wrong kind of value
          """)
  void badArguments_areRefused(String command, String error) {
    desk.given("ZADD a 1 x", "SET k text", "SET to text");
    assertThat(desk.say(command)).isEqualTo(error);
    assertThat(desk.say("GET to")).isEqualTo("text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZUNION 2 a b WEIGHTS 1 2      | *[a b]
          ZUNIONSTORE to 2 a b          | *[to a b]
          ZINTERCARD 2 a b LIMIT 1      | *[a b]
          """)
  void keys_areFoundBehindTheirNumber(String command, String keys) {
    assertThat(desk.say("COMMAND GETKEYS " + command)).isEqualTo(keys);
  }
}
