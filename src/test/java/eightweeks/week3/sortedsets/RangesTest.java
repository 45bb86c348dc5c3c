package eightweeks.week3.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ZRANGE and its older relatives, ZRANGESTORE, ZCOUNT, ZLEXCOUNT and ZREMRANGEBY…; each on a
 * listpack and on a skip list.
 */
final class RangesTest {
  private final Desk desk = Desk.open();

  private static void both(String set, String command, String reply, String left) {
    for (var entries : new String[] {"128", "0"}) {
      var desk = Desk.open("--zset-max-listpack-entries", entries).given("ZADD z " + set);
      assertThat(desk.encoding("z")).isEqualTo(entries.equals("0") ? "skiplist" : "listpack");
      assertThat(desk.say(command)).as(entries).isEqualTo(reply);
      assertThat(desk.say("ZRANGE z 0 -1")).as(entries).isEqualTo("*[" + left + "]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZRANGE z 0 1                       | *[a b]
          ZRANGE z -2 -1                     | *[c d]
          ZRANGE z 1 100                     | *[b c d]
          ZRANGE z 2 1                       | *[]
          ZRANGE z 4 9                       | *[]
          ZRANGE z -100 -5                   | *[]
          ZRANGE z 0 1 WITHSCORES            | *[a 1 b 2.5]
          ZRANGE z 0 1 REV                   | *[d c]
          ZRANGE z -1 -1 rev withscores      | *[a 1]
          ZRANGE z -9223372036854775808 9223372036854775807 | *[a b c d]
          ZRANGE z 9223372036854775807 -9223372036854775808 | *[]
          ZREVRANGE z 0 1                    | *[d c]
          ZREVRANGE z 3 9 WITHSCORES         | *[a 1]
          ZRANGE z 2 3 BYSCORE               | *[b c]
          ZRANGE z (1 (4 BYSCORE WITHSCORES  | *[b 2.5 c 3]
          ZRANGE z -inf +inf BYSCORE         | *[a b c d]
          ZRANGE z 3 1 BYSCORE               | *[]
          ZRANGE z 3 1 BYSCORE REV           | *[c b a]
          ZRANGE z inf (1 BYSCORE REV LIMIT 1 2 | *[c b]
          ZRANGE z 0 9 BYSCORE LIMIT 1 2     | *[b c]
          ZRANGE z 0 9 BYSCORE LIMIT 2 -1    | *[c d]
          ZRANGE z 0 9 BYSCORE LIMIT 2 -7    | *[c d]
          ZRANGE z 0 9 BYSCORE LIMIT 0 0     | *[]
          ZRANGE z 0 9 BYSCORE LIMIT 4 1     | *[]
          ZRANGE z 3 9 BYSCORE LIMIT 3 1     | *[]
          ZRANGE z 0 9 BYSCORE LIMIT -1 1    | *[]
          ZRANGE z 0 9 LIMIT 1 1 BYSCORE LIMIT 0 1 | *[a]
          ZRANGE z (3 (3 BYSCORE             | *[]
          ZRANGE z (3 3 BYSCORE              | *[]
          ZRANGEBYSCORE z 2 3                | *[b c]
          ZRANGEBYSCORE z (2.5 +inf WITHSCORES LIMIT 0 1 | *[c 3]
          ZRANGEBYSCORE z 5 6                | *[]
          ZRANGEBYSCORE z -5 0               | *[]
          ZREVRANGEBYSCORE z 3 2             | *[c b]
          ZREVRANGEBYSCORE z (3 -inf LIMIT 1 1 WITHSCORES | *[a 1]
          ZREVRANGEBYSCORE z 2 3             | *[]
          """)
  void membersBetweenRanksOrScores(String command, String reply) {
    both("1 a 2.5 b 3 c 4 d", command, reply, "a b c d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZRANGE z - + BYLEX                 | *[a b c d]
          ZRANGE z [b [c BYLEX               | *[b c]
          ZRANGE z (b (d BYLEX               | *[c]
          ZRANGE z (b + BYLEX LIMIT 1 5      | *[d]
          ZRANGE z + (b BYLEX REV            | *[d c]
          ZRANGE z [bb [c BYLEX              | *[c]
          ZRANGE z [ [z BYLEX                | *[a b c d]
          ZRANGE z + - BYLEX                 | *[]
          ZRANGE z [c [b BYLEX               | *[]
          ZRANGE z (b (b BYLEX               | *[]
          ZRANGE z (b [b BYLEX               | *[]
          ZRANGE z [b [b BYLEX               | *[b]
          ZRANGE z [x [z BYLEX               | *[]
          ZRANGEBYLEX z - [b                 | *[a b]
          ZRANGEBYLEX z - + LIMIT 1 2        | *[b c]
          ZRANGEBYLEX z - + LIMIT -1 2       | *[]
          ZREVRANGEBYLEX z [c -              | *[c b a]
          ZREVRANGEBYLEX z + - LIMIT 1 1     | *[c]
          ZREVRANGEBYLEX z - +               | *[]
          ZLEXCOUNT z - +                    | :4
          ZLEXCOUNT z [b +                   | :3
          ZLEXCOUNT z (a (c                  | :1
          ZLEXCOUNT z + -                    | :0
          """)
  void membersOfOneScore_betweenOtherMembers(String command, String reply) {
    both("0 a 0 b 0 c 0 d", command, reply, "a b c d");
  }

  // With several scores the order is not that of the bytes: Redis looks at both ends of the set
  // first, and takes it for out of range if the last member is too small or the first too great.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZRANGEBYLEX z - +       | *[m z c]
          ZRANGEBYLEX z [d +      | *[]
          ZRANGEBYLEX z - [e      | *[]
          ZRANGEBYLEX z [c [m     | *[m]
          ZREVRANGEBYLEX z + [d   | *[]
          ZREVRANGEBYLEX z [e -   | *[]
          ZLEXCOUNT z [d +        | :0
          ZLEXCOUNT z - [e        | :0
          """)
  void membersOfSeveralScores_betweenOtherMembers(String command, String reply) {
    both("1 m 2 z 3 c", command, reply, "m z c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZCOUNT z 1 3          | :3
          ZCOUNT z (1 (3        | :1
          ZCOUNT z -inf +inf    | :4
          ZCOUNT z 3 1          | :0
          ZCOUNT z 9 10         | :0
          ZCOUNT z ( 2          | :1
          ZCARD z               | :4
          """)
  void count_ofScores(String command, String reply) {
    both("1 a 2.5 b 3 c 4 d", command, reply, "a b c d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZREMRANGEBYRANK z 0 1                  | :2 | c d
          ZREMRANGEBYRANK z -1 -1                | :1 | a b c
          ZREMRANGEBYRANK z 4 9                  | :0 | a b c d
          ZREMRANGEBYRANK z 2 1                  | :0 | a b c d
          ZREMRANGEBYRANK z -9223372036854775808 9223372036854775807 | :4 | ''
          ZREMRANGEBYSCORE z (1 3                | :2 | a d
          ZREMRANGEBYSCORE z 3 1                 | :0 | a b c d
          ZREMRANGEBYSCORE z 5 9                 | :0 | a b c d
          ZREMRANGEBYSCORE z -inf inf            | :4 | ''
          ZREMRANGEBYLEX z - +                   | :4 | ''
          ZREMRANGEBYLEX z [b (d                 | :2 | a d
          ZREMRANGEBYLEX z (d [b                 | :0 | a b c d
          """)
  void zremrange_takesMembersOut(String command, String reply, String left) {
    both("1 a 2.5 b 3 c 4 d", command, reply, left);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZRANGESTORE to z 1 -1                       | :3 | b 2.5 c 3 d 4
          ZRANGESTORE to z 0 0 REV                    | :1 | d 4
          ZRANGESTORE to z (1 4 BYSCORE LIMIT 1 1     | :1 | c 3
          ZRANGESTORE to z 4 (1 BYSCORE REV LIMIT 0 1 | :1 | d 4
          ZRANGESTORE to z [b (d BYLEX                | :2 | b 2.5 c 3
          ZRANGESTORE to z 9 10                       | :0 | ''
          ZRANGESTORE to z 9 10 BYSCORE               | :0 | ''
          ZRANGESTORE to nothing 0 -1                 | :0 | ''
          """)
  void zrangestore_replacesTheDestination(String command, String reply, String stored) {
    for (var entries : new String[] {"128", "0"}) {
      var desk = Desk.open("--zset-max-listpack-entries", entries);
      desk.given("ZADD z 1 a 2.5 b 3 c 4 d", "SET to text EX 100");
      assertThat(desk.say(command)).as(entries).isEqualTo(reply);
      assertThat(desk.say("ZRANGE to 0 -1 WITHSCORES")).isEqualTo("*[" + stored + "]");
      assertThat(desk.say("TTL to")).isEqualTo(stored.isEmpty() ? ":-2" : ":-1");
    }
  }

  @Test
  void zrangestore_mayStoreWhereItReads() {
    desk.given("ZADD z 1 a 2 b 3 c");
    assertThat(desk.say("ZRANGESTORE z z 0 1 REV")).isEqualTo(":2");
    assertThat(desk.say("ZRANGE z 0 -1")).isEqualTo("*[b c]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZRANGE z 0 -1 WITHSCORES                 | *[*[a ,1] *[b ,2.5]]
          ZRANGE z 1 0 REV                         | *[]
          ZRANGE z 0 9 BYSCORE WITHSCORES          | *[*[a ,1] *[b ,2.5]]
          ZREVRANGE z 0 0 WITHSCORES               | *[*[b ,2.5]]
          ZRANGEBYSCORE z 2 9 WITHSCORES           | *[*[b ,2.5]]
          ZREVRANGEBYSCORE z 9 0 WITHSCORES        | *[*[b ,2.5] *[a ,1]]
          ZRANGEBYSCORE z 7 9 WITHSCORES           | *[]
          ZRANGE z 0 -1                            | *[a b]
          """)
  void inResp3_membersWithScoresArePairs(String command, String reply) {
    desk.given("ZADD z 1 a 2.5 b").resp3();
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZRANGE nothing 0 -1                | *[]
          ZRANGE nothing 0 1 WITHSCORES      | *[]
          ZREVRANGE nothing 0 -1             | *[]
          ZRANGEBYSCORE nothing 0 1          | *[]
          ZREVRANGEBYLEX nothing + -         | *[]
          ZCOUNT nothing 0 1                 | :0
          ZLEXCOUNT nothing - +              | :0
          ZCARD nothing                      | :0
          ZREMRANGEBYRANK nothing 0 1        | :0
          ZREMRANGEBYSCORE nothing 0 1       | :0
          ZREMRANGEBYLEX nothing - +         | :0
          """)
  void setThatIsNotThere_isAnEmptyOne(String command, String reply) {
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZRANGE k x 0                        | -ERR value is not an integer or out of range
          ZRANGE k 0 (1                       | -ERR value is not an integer or out of range
          ZRANGE k 0                          | -ERR wrong number of arguments for 'zrange' command
          ZRANGE k 0 -1 NOSUCH                | -ERR syntax error
          ZRANGE k 0 -1 REV REV               | -ERR syntax error
          ZRANGE k 0 -1 BYLEX BYSCORE         | -ERR syntax error
          ZRANGE k 0 -1 LIMIT 0               | -ERR syntax error
          ZRANGE k 0 -1 BYSCORE LIMIT x 1     | -ERR value is not an integer or out of range
          ZRANGE k 0 -1 BYSCORE LIMIT 1 x     | -ERR value is not an integer or out of range
          ZRANGE k 0 -1 LIMIT 0 1             | -ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX
          ZRANGE k - + BYLEX WITHSCORES       | -ERR syntax error, WITHSCORES not supported in combination with BYLEX
          ZRANGE k x 1 BYSCORE                | -ERR min or max is not a float
          ZRANGE k 1 nan BYSCORE              | -ERR min or max is not a float
          ZRANGE k 1 (x BYSCORE               | -ERR min or max is not a float
          ZRANGE k a [b BYLEX                 | -ERR min or max not valid string range item
          ZRANGE k [a +b BYLEX                | -ERR min or max not valid string range item
          ZRANGE k '' + BYLEX                 | -ERR min or max not valid string range item
          ZREVRANGE k 0 -1 REV                | -ERR syntax error
          ZREVRANGE k 0 -1 BYSCORE            | -ERR syntax error
          ZREVRANGE k 0 -1 LIMIT 0 1          | -ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX
          ZRANGEBYSCORE k 0 1 REV             | -ERR syntax error
          ZRANGEBYSCORE k 0 1 LIMIT 1         | -ERR syntax error
          ZRANGEBYSCORE k x 1                 | -ERR min or max is not a float
          ZREVRANGEBYSCORE k 1 x              | -ERR min or max is not a float
          ZRANGEBYLEX k - + WITHSCORES        | -ERR syntax error, WITHSCORES not supported in combination with BYLEX
          ZRANGEBYLEX k a b                   | -ERR min or max not valid string range item
          ZREVRANGEBYLEX k b a                | -ERR min or max not valid string range item
          ZRANGESTORE to k 0 -1 WITHSCORES    | -ERR syntax error
          ZRANGESTORE to k 0 x                | -ERR value is not an integer or out of range
          ZRANGESTORE to k 0                  | -ERR wrong number of arguments for 'zrangestore' command
          ZCOUNT k x 1                        | -ERR min or max is not a float
          ZCOUNT k 1 (x                       | -ERR min or max is not a float
          ZLEXCOUNT k - b                     | -ERR min or max not valid string range item
          ZREMRANGEBYRANK k x 1               | -ERR value is not an integer or out of range
          ZREMRANGEBYSCORE k 1 x              | -ERR min or max is not a float
          ZREMRANGEBYLEX k a +                | -ERR min or max not valid string range item
          """)
  void badBoundsAndOptions_areFoundBeforeTheKeyIsLookedAt(String command, String error) {
    desk.given("SET k text");
    assertThat(desk.say(command)).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({
    "ZRANGE k 0 -1",
    "ZRANGE k 0 1 BYSCORE",
    "ZREVRANGE k 0 -1",
    "ZRANGEBYSCORE k 0 1",
    "ZREVRANGEBYSCORE k 1 0",
    "ZRANGEBYLEX k - +",
    "ZREVRANGEBYLEX k + -",
    "ZRANGESTORE to k 0 -1",
    "ZCOUNT k 0 1",
    "ZLEXCOUNT k - +",
    "ZCARD k",
    "ZREMRANGEBYRANK k 0 1",
    "ZREMRANGEBYSCORE k 0 1",
    "ZREMRANGEBYLEX k - +",
  })
  void keyOfAnotherType_isRefused(String command) {
    desk.given("SET k text");
    assertThat(desk.say(command)).isEqualTo(Desk.WRONG_TYPE);
    assertThat(desk.say("DBSIZE")).isEqualTo(":1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ZRANGE z 0 99 BYSCORE",
        "ZRANGE z 99 0 BYSCORE REV",
        "ZRANGE z 20 (80 BYSCORE",
        "ZRANGE y - + BYLEX",
        "ZRANGE y + - BYLEX REV",
        "ZRANGE y [m150 (m350 BYLEX",
      })
  void limitInALargeSet_isThatPartOfTheWholeRange(String range) {
    var random = new Random(1);
    for (int i = 100; i < 400; i++) {
      desk.given("ZADD z " + random.nextInt(100) + " m" + i, "ZADD y 0 m" + i);
    }
    var all = members(range);
    for (int offset = 0; offset < all.size() + 70; offset += 1 + random.nextInt(20)) {
      int from = Math.min(offset, all.size());
      assertThat(members(range + " LIMIT " + offset + " 3"))
          .isEqualTo(all.subList(from, Math.min(from + 3, all.size())));
    }
  }

  private List<String> members(String command) {
    String reply = desk.say(command);
    String inside = reply.substring(2, reply.length() - 1);
    return inside.isEmpty() ? List.of() : List.of(inside.split(" "));
  }

  @Test
  void scoresOfZscan_areWrittenAsTheExactDecimalIsRounded() {
    var random = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      double score =
          switch (i % 5) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextGaussian();
            case 2 -> random.nextInt(1_000_000) / 1000d;
            case 3 -> Math.nextDown((double) random.nextInt(1, 1000));
            default -> random.nextDouble() * 1e15;
          };
      if (!Double.isNaN(score)) {
        assertThat(ScanCommand.longText(score)).isEqualTo(ScanCommand.slowLongText(score));
      }
    }
  }
}
