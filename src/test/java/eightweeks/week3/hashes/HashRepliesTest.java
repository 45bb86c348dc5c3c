package eightweeks.week3.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands on hashes reply, with their options and errors. */
final class HashRepliesTest {
  private final Desk desk = Desk.open();

  /** Returns a listpack or a hash table. */
  private static Desk open(String encoding) {
    return Desk.open("--hash-max-listpack-entries", encoding.equals("listpack") ? "128" : "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listpack", "hashtable"})
  void fieldsComeAndGo_inEachEncoding(String encoding) {
    var desk = open(encoding);
    assertThat(desk.say("HSET h a 1 b two a 3")).isEqualTo(":2");
    assertThat(desk.encoding("h")).isEqualTo(encoding);
    assertThat(desk.say("HSET h a 4 c \"\"")).isEqualTo(":1");
    assertThat(desk.say("HMSET h d 007 \"\" e")).isEqualTo("+OK");
    assertThat(desk.say("HSETNX h a 9")).isEqualTo(":0");
    assertThat(desk.say("HSETNX h f 9")).isEqualTo(":1");
    assertThat(desk.say("HLEN h")).isEqualTo(":6");
    assertThat(desk.say("HGET h a")).isEqualTo("4");
    assertThat(desk.say("HGET h \"\"")).isEqualTo("e");
    assertThat(desk.say("HGET h x")).isEqualTo("$-1");
    assertThat(desk.say("HMGET h b x d b")).isEqualTo("*[two $-1 007 two]");
    assertThat(desk.say("HEXISTS h c")).isEqualTo(":1");
    assertThat(desk.say("HEXISTS h x")).isEqualTo(":0");
    assertThat(desk.say("HSTRLEN h b")).isEqualTo(":3");
    assertThat(desk.say("HSTRLEN h c")).isEqualTo(":0");
    assertThat(desk.say("HSTRLEN h d")).isEqualTo(":3");
    assertThat(desk.say("HSTRLEN h x")).isEqualTo(":0");
    assertThat(desk.say("HDEL h a x \"\" a")).isEqualTo(":2");
    assertThat(desk.say("HDEL h b c d f e")).isEqualTo(":4");
    assertThat(desk.say("EXISTS h")).isEqualTo(":0");
    assertThat(desk.say("HSETNX h a 1")).isEqualTo(":1");
    assertThat(desk.encoding("h")).isEqualTo(encoding);
  }

  @Test
  void smallHash_showsItsFieldsInTheOrderTheyCameIn() {
    desk.given("HSET h b 1 a 2 c 3", "HSET h a 4");
    assertThat(desk.say("HKEYS h")).isEqualTo("*[b a c]");
    assertThat(desk.say("HVALS h")).isEqualTo("*[1 4 3]");
    assertThat(desk.say("HGETALL h")).isEqualTo("*[b 1 a 4 c 3]");
    assertThat(desk.say("HSCAN h 0")).isEqualTo("*[0 *[b 1 a 4 c 3]]");
    desk.resp3();
    assertThat(desk.say("HKEYS h")).isEqualTo("*[b a c]");
    assertThat(desk.say("HVALS h")).isEqualTo("*[1 4 3]");
    assertThat(desk.say("HGETALL h")).isEqualTo("%[b 1 a 4 c 3]");
    assertThat(desk.say("HSCAN h 0")).isEqualTo("*[0 *[b 1 a 4 c 3]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HGET nothing a                     | $-1    | _
          HMGET nothing a b                  | *[$-1 $-1] | *[_ _]
          HGETALL nothing                    | *[]    | %[]
          HKEYS nothing                      | *[]    | *[]
          HVALS nothing                      | *[]    | *[]
          HLEN nothing                       | :0     | :0
          HEXISTS nothing a                  | :0     | :0
          HSTRLEN nothing a                  | :0     | :0
          HDEL nothing a b                   | :0     | :0
          HRANDFIELD nothing                 | $-1    | _
          HRANDFIELD nothing 2               | *[]    | *[]
          HRANDFIELD nothing -2 WITHVALUES   | *[]    | *[]
          HSCAN nothing 0                    | *[0 *[]] | *[0 *[]]
          HSCAN nothing 9 NOSUCH             | *[0 *[]] | *[0 *[]]
          """)
  void hashThatIsNotThere_isAnEmptyOne(String command, String resp2, String resp3) {
    assertThat(desk.say(command)).isEqualTo(resp2);
    assertThat(desk.resp3().say(command)).isEqualTo(resp3);
    assertThat(desk.say("DBSIZE")).isEqualTo(":0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HSET k a 1",
        "HMSET k a 1",
        "HSETNX k a 1",
        "HGET k a",
        "HMGET k a b",
        "HGETALL k",
        "HKEYS k",
        "HVALS k",
        "HLEN k",
        "HEXISTS k a",
        "HSTRLEN k a",
        "HDEL k a",
        "HINCRBY k a 1",
        "HINCRBYFLOAT k a 1",
        "HRANDFIELD k",
        "HRANDFIELD k 1",
        "HRANDFIELD k -1 WITHVALUES",
        "HSCAN k 0",
      })
  void keyOfAnotherType_isRefused(String command) {
    desk.given("SET k text");
    assertThat(desk.say(command)).isEqualTo(Desk.WRONG_TYPE);
    assertThat(desk.say("GET k")).isEqualTo("text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HSET k a                                     | -ERR wrong number of arguments for 'hset' command
          HSET k a 1 b                                 | -ERR wrong number of arguments for 'hset' command
          HMSET k a                                    | -ERR wrong number of arguments for 'hmset' command
          HMSET k a 1 b                                | -ERR wrong number of arguments for 'hmset' command
          HSETNX k a                                   | -ERR wrong number of arguments for 'hsetnx' command
          HSETNX k a 1 2                               | -ERR wrong number of arguments for 'hsetnx' command
          HGET k                                       | -ERR wrong number of arguments for 'hget' command
          HGET k a b                                   | -ERR wrong number of arguments for 'hget' command
          HMGET k                                      | -ERR wrong number of arguments for 'hmget' command
          HGETALL k a                                  | -ERR wrong number of arguments for 'hgetall' command
          HDEL k                                       | -ERR wrong number of arguments for 'hdel' command
          HINCRBY k a x                                | -ERR value is not an integer or out of range
          HINCRBY k a 1.5                              | -ERR value is not an integer or out of range
          HINCRBY k a 9223372036854775808              | -ERR value is not an integer or out of range
          HINCRBYFLOAT k a x                           | -ERR value is not a valid float
          HINCRBYFLOAT k a ''                          | -ERR value is not a valid float
          HINCRBYFLOAT k a ' 1'                        | -ERR value is not a valid float
          HINCRBYFLOAT k a nan                         | -ERR value is not a valid float
          HINCRBYFLOAT k a inf                         | -ERR value is NaN or Infinity
          HINCRBYFLOAT k a -Infinity                   | -ERR value is NaN or Infinity
          HRANDFIELD k x                               | -ERR value is not an integer or out of range
          HRANDFIELD k 9223372036854775808             | -ERR value is not an integer or out of range
          HRANDFIELD k 1 NOSUCH                        | -ERR syntax error
          HRANDFIELD k 1 WITHVALUES x                  | -ERR syntax error
          HRANDFIELD k -9223372036854775808            | -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
          HRANDFIELD k 4611686018427387904 WITHVALUES  | -ERR value is out of range
          HRANDFIELD k -9223372036854775807 WITHVALUES | -ERR value is out of range
          HSCAN k x                                    | -ERR invalid cursor
          HSCAN k                                      | -ERR wrong number of arguments for 'hscan' command
          """)
  void badArguments_areFoundBeforeTheKeyIsLookedAt(String command, String error) {
    desk.given("SET k text");
    assertThat(desk.say(command)).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HSCAN h 0 MATCH a*         | *[0 *[a 1 ab 3]]
          HSCAN h 0 MATCH 1          | *[0 *[]]
          HSCAN h 7 COUNT 1 match b  | *[0 *[b 2]]
          HSCAN h 0 COUNT 0          | -ERR syntax error
          HSCAN h 0 COUNT x          | -ERR value is not an integer or out of range
          HSCAN h 0 COUNT            | -ERR syntax error
          HSCAN h 0 MATCH            | -ERR syntax error
          HSCAN h 0 TYPE hash        | -ERR syntax error
          HSCAN h 0 NOVALUES         | -ERR syntax error
          """)
  void hscan_matchesFieldsAndShowsTheirValues(String command, String reply) {
    desk.given("HSET h a 1 b 2 ab 3");
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  // HINCRBY, HINCRBYFLOAT

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                    | 5                    | :5
          7                     | -9                   | :-2
          -7                    | 0                    | :-7
          9223372036854775800   | 7                    | :9223372036854775807
          9223372036854775807   | 1                    | -ERR increment or decrement would overflow
          -9223372036854775808  | -1                   | -ERR increment or decrement would overflow
          -1                    | -9223372036854775808 | -ERR increment or decrement would overflow
          007                   | 1                    | -ERR hash value is not an integer
          1.5                   | 1                    | -ERR hash value is not an integer
          abc                   | 1                    | -ERR hash value is not an integer
          ' 1'                  | 1                    | -ERR hash value is not an integer
          """)
  void hincrby_addsToAnInteger(String before, String by, String reply) {
    for (var encoding : new String[] {"listpack", "hashtable"}) {
      var desk = open(encoding).given("HSET h other x");
      if (!before.isEmpty()) {
        desk.client.call("HSET", "h", "n", before);
      }
      assertThat(desk.say("HINCRBY h n " + by)).as(encoding).isEqualTo(reply);
      var after = reply.startsWith(":") ? reply.substring(1) : before;
      assertThat(desk.say("HGET h n")).as(encoding).isEqualTo(after);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''      | 10.50  | 10.5
          10.5    | 0.1    | 10.6
          3       | -5     | -2
          5.0e3   | 2.0e2  | 5200
          0.1     | 0.2    | 0.3
          -1      | 1      | 0
          1       | 1e18   | 1000000000000000001
          abc     | 1      | -ERR hash value is not a float
          ' 1'    | 1      | -ERR hash value is not a float
          inf     | 1      | -ERR increment would produce NaN or Infinity
          1e4932  | 1e4932 | -ERR increment would produce NaN or Infinity
          """)
  void hincrbyfloat_addsToANumber_andWritesItWithoutAnExponent(
      String before, String by, String reply) {
    for (var encoding : new String[] {"listpack", "hashtable"}) {
      var desk = open(encoding).given("HSET h other x");
      if (!before.isEmpty()) {
        desk.client.call("HSET", "h", "f", before);
      }
      assertThat(desk.say("HINCRBYFLOAT h f " + by)).as(encoding).isEqualTo(reply);
      var after = reply.startsWith("-ERR") ? before : reply;
      assertThat(desk.say("HGET h f")).as(encoding).isEqualTo(after);
    }
  }

  @Test
  void hincrbyfloat_isABulkStringInResp3Too() {
    assertThat(desk.resp3().client.inline("HINCRBYFLOAT h f 1.5")).isEqualTo("$3\r\n1.5\r\n");
  }

  // HRANDFIELD

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HRANDFIELD one                 | a          | a
          HRANDFIELD one 1               | *[a]       | *[a]
          HRANDFIELD one 9               | *[a]       | *[a]
          HRANDFIELD one -3              | *[a a a]   | *[a a a]
          HRANDFIELD one 0               | *[]        | *[]
          HRANDFIELD one 1 WITHVALUES    | *[a 1]     | *[*[a 1]]
          HRANDFIELD one 9 withvalues    | *[a 1]     | *[*[a 1]]
          HRANDFIELD one -2 WITHVALUES   | *[a 1 a 1] | *[*[a 1] *[a 1]]
          HRANDFIELD one 0 WITHVALUES    | *[]        | *[]
          """)
  void hrandfield_drawsFields_asManyAsThereAreOrWithRepetition(
      String command, String resp2, String resp3) {
    for (var encoding : new String[] {"listpack", "hashtable"}) {
      var desk = open(encoding).given("HSET one a 1");
      assertThat(desk.say(command)).as(encoding).isEqualTo(resp2);
      assertThat(desk.resp3().say(command)).as(encoding).isEqualTo(resp3);
    }
  }
}
