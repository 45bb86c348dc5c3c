package eightweeks.week3.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ZSCORE, ZMSCORE, ZRANK, ZREVRANK, ZREM, ZRANDMEMBER and ZSCAN; in both encodings. */
final class MembersTest {
  private final Desk desk = Desk.open();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZSCORE z b                 | 2.5              | ,2.5
          ZSCORE z c                 | inf              | ,inf
          ZSCORE z x                 | $-1              | _
          ZSCORE nothing a           | $-1              | _
          ZMSCORE z a x b a          | *[1 $-1 2.5 1]   | *[,1 _ ,2.5 ,1]
          ZMSCORE nothing a b        | *[$-1 $-1]       | *[_ _]
          ZRANK z a                  | :0               | :0
          ZRANK z c                  | :2               | :2
          ZRANK z x                  | $-1              | _
          ZRANK nothing a            | $-1              | _
          ZREVRANK z a               | :2               | :2
          ZREVRANK z c               | :0               | :0
          ZREVRANK z x               | $-1              | _
          ZRANK z b WITHSCORE        | *[:1 2.5]        | *[:1 ,2.5]
          ZREVRANK z a withscore     | *[:2 1]          | *[:2 ,1]
          ZRANK z x WITHSCORE        | *-1              | _
          ZREVRANK nothing a WITHSCORE | *-1            | _
          ZRANDMEMBER nothing        | $-1              | _
          ZRANDMEMBER nothing 2      | *[]              | *[]
          ZRANDMEMBER nothing -2 WITHSCORES | *[]       | *[]
          ZRANDMEMBER one            | a                | a
          ZRANDMEMBER one 5          | *[a]             | *[a]
          ZRANDMEMBER one -2         | *[a a]           | *[a a]
          ZRANDMEMBER one 0          | *[]              | *[]
          ZRANDMEMBER one 1 WITHSCORES  | *[a 1.5]      | *[*[a ,1.5]]
          ZRANDMEMBER one 5 withscores  | *[a 1.5]      | *[*[a ,1.5]]
          ZRANDMEMBER one -2 WITHSCORES | *[a 1.5 a 1.5] | *[*[a ,1.5] *[a ,1.5]]
          ZRANDMEMBER one 0 WITHSCORES  | *[]           | *[]
          ZSCAN one 0                | *[0 *[a 1.5]]    | *[0 *[a 1.5]]
          ZSCAN nothing 0            | *[0 *[]]         | *[0 *[]]
          ZSCAN nothing 9 NOSUCH     | *[0 *[]]         | *[0 *[]]
          """)
  void reads(String command, String resp2, String resp3) {
    for (var entries : new String[] {"128", "0"}) {
      var desk = Desk.open("--zset-max-listpack-entries", entries);
      desk.given("ZADD z 1 a 2.5 b inf c", "ZADD one 1.5 a");
      assertThat(desk.encoding("z")).isEqualTo(entries.equals("0") ? "skiplist" : "listpack");
      assertThat(desk.say(command)).as(entries).isEqualTo(resp2);
      assertThat(desk.resp3().say(command)).as(entries).isEqualTo(resp3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "0"})
  void zrem_takesMembersOut_andTheSetWithTheLast(String entries) {
    var desk = Desk.open("--zset-max-listpack-entries", entries).given("ZADD z 1 a 2 b 3 c");
    assertThat(desk.say("ZREM z a x a c")).isEqualTo(":2");
    assertThat(desk.say("ZRANGE z 0 -1")).isEqualTo("*[b]");
    assertThat(desk.say("ZREM z x")).isEqualTo(":0");
    assertThat(desk.say("ZREM z b c")).isEqualTo(":1");
    assertThat(desk.say("EXISTS z")).isEqualTo(":0");
    assertThat(desk.say("ZREM z b")).isEqualTo(":0");
  }

  @Test
  void zrandmember_showsDifferentMembers_unlessTheCountIsNegative() {
    desk.given("ZADD z 1 a 2 b 3 c");
    assertThat(desk.say("ZRANDMEMBER z 2").split(" ")).hasSize(2).doesNotHaveDuplicates();
    assertThat(desk.say("ZRANDMEMBER z 3")).contains("a").contains("b").contains("c");
    assertThat(desk.say("ZRANDMEMBER z 4 WITHSCORES").split(" ")).hasSize(6);
    assertThat(desk.say("ZRANDMEMBER z 9223372036854775807").split(" ")).hasSize(3);
    assertThat(desk.say("ZRANDMEMBER z -7").split(" ")).hasSize(7);
    assertThat(desk.say("ZCARD z")).isEqualTo(":3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZSCAN z 0                     | *[0 *[a 1 b 2.5 ab 1e+21]]
          ZSCAN z 0 MATCH a*            | *[0 *[a 1 ab 1e+21]]
          ZSCAN z 7 match b COUNT 1     | *[0 *[b 2.5]]
          ZSCAN z 0 MATCH 1             | *[0 *[]]
          ZSCAN z 0 COUNT 0             | -ERR syntax error
          ZSCAN z 0 COUNT x             | -ERR value is not an integer or out of range
          ZSCAN z 0 COUNT               | -ERR syntax error
          ZSCAN z 0 MATCH               | -ERR syntax error
          ZSCAN z 0 TYPE zset           | -ERR syntax error
          ZSCAN z 0 NOSUCH              | -ERR syntax error
          """)
  void zscan_matchesMembersAndShowsTheirScores(String command, String reply) {
    desk.given("ZADD z 1 a 2.5 b 1e21 ab");
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  // A scan of a skip list shows scores with 17 digits, as Redis does there and nowhere else.

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1, 0.10000000000000001",
    "100, 100, 100",
    "2.5, 2.5, 2.5",
    "0.00012345, 1.2345e-4, 0.00012344999999999999",
    "1e-7, 1e-7, 9.9999999999999995e-08",
    "-1e-300, -1e-300, -1e-300",
    "1e21, 1e+21, 1e+21",
    "123456789012345680, 123456789012345680, 1.2345678901234568e+17",
    "-inf, -inf, -inf",
    "0, 0, 0",
  })
  void zscan_writesScoresOtherwiseInASkipList(
      String score, String inAListpack, String inASkipList) {
    desk.given("ZADD z " + score + " a");
    assertThat(desk.say("ZSCAN z 0")).isEqualTo("*[0 *[a " + inAListpack + "]]");
    desk.given("CONFIG SET zset-max-listpack-entries 0", "ZADD large " + score + " a");
    assertThat(desk.say("ZSCAN large 0")).isEqualTo("*[0 *[a " + inASkipList + "]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZSCORE k                                     | -ERR wrong number of arguments for 'zscore' command
          ZMSCORE k                                    | -ERR wrong number of arguments for 'zmscore' command
          ZRANK k                                      | -ERR wrong number of arguments for 'zrank' command
          ZRANK k a NOSUCH                             | -ERR syntax error
          ZREVRANK k a NOSUCH                          | -ERR syntax error
          ZRANK k a WITHSCORE x                        | -ERR wrong number of arguments for 'zrank' command
          ZREVRANK k a WITHSCORE x                     | -ERR wrong number of arguments for 'zrevrank' command
          ZREM k                                       | -ERR wrong number of arguments for 'zrem' command
          ZCARD                                        | -ERR wrong number of arguments for 'zcard' command
          ZRANDMEMBER k x                              | -ERR value is not an integer or out of range
          ZRANDMEMBER k 9223372036854775808            | -ERR value is not an integer or out of range
          ZRANDMEMBER k 1 NOSUCH                       | -ERR syntax error
          ZRANDMEMBER k 1 WITHSCORES x                 | -ERR syntax error
          ZRANDMEMBER k -9223372036854775808           | -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
          ZRANDMEMBER k 4611686018427387904 WITHSCORES | -ERR value is out of range
          ZSCAN k x                                    | -ERR invalid cursor
          ZSCAN k                                      | -ERR wrong number of arguments for 'zscan' command
          ZSCORE k a                                   | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZMSCORE k a b                                | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZRANK k a                                    | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZREVRANK k a WITHSCORE                       | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZREM k a                                     | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZRANDMEMBER k                                | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZRANDMEMBER k 2 WITHSCORES                   | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZSCAN k 0                                    | -WRONGTYPE Operation against a key holding the wrong kind of value
          """)
  void badArguments_areFoundBeforeTheKeyIsLookedAt(String command, String error) {
    desk.given("SET k text");
    assertThat(desk.say(command)).isEqualTo(error);
  }
}
