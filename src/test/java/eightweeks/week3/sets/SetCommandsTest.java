package eightweeks.week3.sets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands on sets reply, with their options and errors. */
final class SetCommandsTest {
  private final Desk desk = Desk.open();

  /** The same integers in each encoding. */
  enum Form {
    INTSET("512", "128"),
    LISTPACK("0", "128"),
    HASHTABLE("0", "0");

    final String integers;
    final String words;

    Form(String integers, String words) {
      this.integers = integers;
      this.words = words;
    }

    Desk open() {
      return Desk.open("--set-max-intset-entries", integers, "--set-max-listpack-entries", words);
    }
  }

  @ParameterizedTest
  @EnumSource
  void membersComeAndGo_inEachEncoding(Form form) {
    var desk = form.open();
    assertThat(desk.say("SADD s 3 1 2 3")).isEqualTo(":3");
    assertThat(desk.encoding("s")).isEqualToIgnoringCase(form.name());
    assertThat(desk.say("SADD s 2 4")).isEqualTo(":1");
    assertThat(desk.say("SCARD s")).isEqualTo(":4");
    assertThat(desk.say("SISMEMBER s 4")).isEqualTo(":1");
    assertThat(desk.say("SISMEMBER s 5")).isEqualTo(":0");
    assertThat(desk.say("SMISMEMBER s 4 5 1 x")).isEqualTo("*[:1 :0 :1 :0]");
    assertThat(desk.say("SREM s 1 9 x 3")).isEqualTo(":2");
    assertThat(desk.say("SREM s 1")).isEqualTo(":0");
    assertThat(desk.say("SORT s")).isEqualTo("*[2 4]");
    assertThat(desk.say("SREM s 2 4 5")).isEqualTo(":2");
    assertThat(desk.say("EXISTS s")).isEqualTo(":0");
  }

  @ParameterizedTest
  @EnumSource
  void spop_takesSoManyMembersOut_inEachEncoding(Form form) {
    var desk = form.open().given("SADD s 1 2 3 4 5 6 7 8 9 10");
    var popped = desk.say("SPOP s");
    assertThat(desk.say("SISMEMBER s " + popped)).isEqualTo(":0");
    assertThat(desk.say("SPOP s 1").split(" ")).hasSize(1);
    assertThat(desk.say("SPOP s 6").split(" ")).hasSize(6);
    assertThat(desk.say("SCARD s")).isEqualTo(":2");
    assertThat(desk.say("SPOP s 0")).isEqualTo("*[]");
    assertThat(desk.say("SPOP s 9").split(" ")).hasSize(2);
    assertThat(desk.say("EXISTS s")).isEqualTo(":0");
  }

  @ParameterizedTest
  @EnumSource
  void srandmember_showsMembers_andTakesNone(Form form) {
    var desk = form.open().given("SADD s 1 2 3", "SADD one 7");
    assertThat(desk.say("SRANDMEMBER one")).isEqualTo("7");
    assertThat(desk.say("SRANDMEMBER one 1")).isEqualTo("*[7]");
    assertThat(desk.say("SRANDMEMBER one 5")).isEqualTo("*[7]");
    assertThat(desk.say("SRANDMEMBER one -3")).isEqualTo("*[7 7 7]");
    assertThat(desk.say("SRANDMEMBER one 0")).isEqualTo("*[]");
    assertThat(desk.say("SRANDMEMBER s 2").split(" ")).hasSize(2).doesNotHaveDuplicates();
    assertThat(desk.say("SRANDMEMBER s 3")).contains("1").contains("2").contains("3");
    assertThat(desk.say("SRANDMEMBER s 9223372036854775807").split(" ")).hasSize(3);
    assertThat(desk.say("SCARD s")).isEqualTo(":3");
  }

  @ParameterizedTest
  @EnumSource
  void smove_takesAMemberOver_inEachEncoding(Form form) {
    var desk = form.open().given("SADD from 1 2 3", "SADD to 3 4");
    assertThat(desk.say("SMOVE from to 1")).isEqualTo(":1");
    assertThat(desk.say("SMOVE from to 3")).isEqualTo(":1");
    assertThat(desk.say("SMOVE from to 9")).isEqualTo(":0");
    assertThat(desk.say("SMOVE from from 2")).isEqualTo(":1");
    assertThat(desk.say("SMOVE from from 9")).isEqualTo(":0");
    assertThat(desk.say("SORT to")).isEqualTo("*[1 3 4]");
    assertThat(desk.say("SMOVE from new 2")).isEqualTo(":1");
    assertThat(desk.say("EXISTS from")).isEqualTo(":0");
    assertThat(desk.say("SMEMBERS new")).isEqualTo("*[2]");
  }

  @Test
  void intset_keepsItsMembersInOrder_andIsNoPlaceForOtherSpellings() {
    desk.given("SADD s 70000 -5 9223372036854775807 0 -9223372036854775808");
    assertThat(desk.say("SMEMBERS s"))
        .isEqualTo("*[-9223372036854775808 -5 0 70000 9223372036854775807]");
    assertThat(desk.say("SISMEMBER s 00")).isEqualTo(":0");
    assertThat(desk.say("SADD s 00 +1 9223372036854775808")).isEqualTo(":3");
    assertThat(desk.encoding("s")).isEqualTo("listpack");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SCARD nothing                  | :0
          SISMEMBER nothing a            | :0
          SMISMEMBER nothing a b         | *[:0 :0]
          SMEMBERS nothing               | *[]
          SREM nothing a b               | :0
          SMOVE nothing to a             | :0
          SPOP nothing                   | $-1
          SPOP nothing 3                 | *[]
          SPOP nothing 0                 | *[]
          SRANDMEMBER nothing            | $-1
          SRANDMEMBER nothing 3          | *[]
          SRANDMEMBER nothing -3         | *[]
          SSCAN nothing 0                | *[0 *[]]
          SSCAN nothing 17 COUNT x       | *[0 *[]]
          SINTER nothing                 | *[]
          SUNION nothing                 | *[]
          SDIFF nothing                  | *[]
          SINTERCARD 1 nothing           | :0
          SINTERSTORE to nothing         | :0
          SUNIONSTORE to nothing         | :0
          SDIFFSTORE to nothing          | :0
          """)
  void setThatIsNotThere_isAnEmptyOne(String command, String reply) {
    assertThat(desk.say(command)).isEqualTo(reply);
    assertThat(desk.say("DBSIZE")).isEqualTo(":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SMEMBERS s           | ~[1 2 3]
          SMEMBERS nothing     | ~[]
          SINTER s t           | ~[2 3]
          SINTER s nothing     | ~[]
          SUNION s t           | ~[1 2 3 4]
          SDIFF s t            | ~[1]
          SPOP s 3             | ~[1 2 3]
          SPOP nothing 3       | ~[]
          SPOP nothing         | _
          SRANDMEMBER nothing  | _
          SRANDMEMBER s 3      | *[1 2 3]
          SRANDMEMBER one -2   | *[7 7]
          SRANDMEMBER nothing 2| *[]
          SISMEMBER s 1        | :1
          SMISMEMBER s 1 9     | *[:1 :0]
          SSCAN s 0            | *[0 *[1 2 3]]
          """)
  void inResp3_setsAreSets_butWhatMayRepeatIsAnArray(String command, String reply) {
    desk.given("SADD s 1 2 3", "SADD t 2 3 4", "SADD one 7").resp3();
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SADD k a",
        "SREM k a",
        "SMOVE k s 1",
        "SMOVE s k 1",
        "SMOVE s k nosuch",
        "SMOVE k k 1",
        "SISMEMBER k a",
        "SMISMEMBER k a b",
        "SCARD k",
        "SMEMBERS k",
        "SPOP k",
        "SPOP k 0",
        "SPOP k 2",
        "SRANDMEMBER k",
        "SRANDMEMBER k 2",
        "SSCAN k 0",
        "SINTER k",
        "SINTER s k",
        "SINTER nothing k",
        "SINTERCARD 2 s k",
        "SINTERSTORE to s k",
        "SUNION s k",
        "SUNIONSTORE to s k",
        "SDIFF s k",
        "SDIFFSTORE to s k",
      })
  void keyOfAnotherType_isRefused(String command) {
    desk.given("SET k text", "SADD s 1 2");
    assertThat(desk.say(command)).isEqualTo(Desk.WRONG_TYPE);
    assertThat(desk.say("GET k")).isEqualTo("text");
    assertThat(desk.say("SMEMBERS s")).isEqualTo("*[1 2]");
    assertThat(desk.say("EXISTS to")).isEqualTo(":0");
  }

  @Test
  void smoveFromNothing_doesNotLookAtTheDestination() {
    desk.given("SET k text");
    assertThat(desk.say("SMOVE nothing k a")).isEqualTo(":0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SADD s                                | -ERR wrong number of arguments for 'sadd' command
          SREM s                                | -ERR wrong number of arguments for 'srem' command
          SMOVE a b                             | -ERR wrong number of arguments for 'smove' command
          SISMEMBER s                           | -ERR wrong number of arguments for 'sismember' command
          SISMEMBER s a b                       | -ERR wrong number of arguments for 'sismember' command
          SMISMEMBER s                          | -ERR wrong number of arguments for 'smismember' command
          SCARD s t                             | -ERR wrong number of arguments for 'scard' command
          SMEMBERS s t                          | -ERR wrong number of arguments for 'smembers' command
          SINTER                                | -ERR wrong number of arguments for 'sinter' command
          SUNIONSTORE to                        | -ERR wrong number of arguments for 'sunionstore' command
          SPOP k -1                             | -ERR value is out of range, must be positive
          SPOP k x                              | -ERR value is out of range, must be positive
          SPOP k 1 2                            | -ERR syntax error
          SPOP k x 2                            | -ERR syntax error
          SRANDMEMBER k x                       | -ERR value is not an integer or out of range
          SRANDMEMBER k 9223372036854775808     | -ERR value is not an integer or out of range
          SRANDMEMBER k -9223372036854775808    | -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
          SRANDMEMBER k 1 2                     | -ERR syntax error
          SINTERCARD 0 k                        | -ERR numkeys should be greater than 0
          SINTERCARD -1 k                       | -ERR numkeys should be greater than 0
          SINTERCARD x k                        | -ERR numkeys should be greater than 0
          SINTERCARD 2 k                        | -ERR Number of keys can't be greater than number of args
          SINTERCARD 1 k LIMIT                  | -ERR syntax error
          SINTERCARD 1 k LIMIT -1               | -ERR LIMIT can't be negative
          SINTERCARD 1 k LIMIT x                | -ERR LIMIT can't be negative
          SINTERCARD 1 k NOSUCH 1               | -ERR syntax error
          SINTERCARD 1 k s                      | -ERR syntax error
          SSCAN k x                             | -ERR invalid cursor
          SSCAN k                               | -ERR wrong number of arguments for 'sscan' command
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
          SSCAN s 0                       | *[0 *[1 2 3 12]]
          SSCAN s 0 MATCH 1*              | *[0 *[1 12]]
          SSCAN s 0 match [23]            | *[0 *[2 3]]
          SSCAN s 0 MATCH nosuch COUNT 1  | *[0 *[]]
          SSCAN s 0 COUNT 1 MATCH *       | *[0 *[1 2 3 12]]
          SSCAN s 0 COUNT 1 COUNT 9       | *[0 *[1 2 3 12]]
          SSCAN s 0 COUNT 0               | -ERR syntax error
          SSCAN s 0 COUNT -1              | -ERR syntax error
          SSCAN s 0 COUNT x               | -ERR value is not an integer or out of range
          SSCAN s 0 COUNT                 | -ERR syntax error
          SSCAN s 0 MATCH                 | -ERR syntax error
          SSCAN s 0 TYPE set              | -ERR syntax error
          SSCAN s 0 NOSUCH                | -ERR syntax error
          """)
  void sscan_showsMembers_thatMatch(String command, String reply) {
    desk.given("SADD s 1 2 3 12");
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  // a: 1 2 3 4, b: 2 3 4 5, c: 3 4 5 6, and w: words of which two are numbers

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SINTER a                          | *[1 2 3 4]
          SINTER a b c                      | *[3 4]
          SINTER a a                        | *[1 2 3 4]
          SINTER a nothing                  | *[]
          SINTER a w                        | *[3 4]
          SUNION a b c                      | *[1 2 3 4 5 6]
          SUNION a nothing                  | *[1 2 3 4]
          SDIFF a b                         | *[1]
          SDIFF a nothing c                 | *[1 2]
          SDIFF a a                         | *[]
          SDIFF nothing a                   | *[]
          SDIFF a w                         | *[1 2]
          SINTERCARD 1 a                    | :4
          SINTERCARD 3 a b c                | :2
          SINTERCARD 2 a nothing            | :0
          SINTERCARD 2 a b LIMIT 2          | :2
          SINTERCARD 2 a b LIMIT 9          | :3
          SINTERCARD 2 a b limit 0          | :3
          SINTERCARD 2 a b LIMIT 1 LIMIT 2  | :2
          """)
  void algebra_ofSets(String command, String reply) {
    desk.given("SADD a 1 2 3 4", "SADD b 2 3 4 5", "SADD c 3 4 5 6", "SADD w 3 4 x y");
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  @Test
  void differenceOfMany_isTheSameEitherWay() {
    // few others: each member is looked up in them; many small ones: their members are taken out
    desk.given("SADD a 1 2 3 4 5 6 7 8", "SADD b 1", "SADD c 2", "SADD d 3 9", "SADD e 4 x");
    assertThat(desk.say("SDIFF a b")).isEqualTo("*[2 3 4 5 6 7 8]");
    assertThat(desk.say("SDIFF a b c d nothing e")).isEqualTo("*[5 6 7 8]");
    assertThat(desk.say("SDIFF a a b c d e")).isEqualTo("*[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SINTERSTORE to a b   | :2 | 2 3
          SUNIONSTORE to a b   | :4 | 1 2 3 4
          SDIFFSTORE to a b    | :1 | 1
          SINTERSTORE to to a  | :1 | 3
          SUNIONSTORE to to a  | :4 | 1 2 3 9
          SDIFFSTORE to to a   | :1 | 9
          """)
  void store_replacesTheDestination_whichMayBeASource(String command, String reply, String left) {
    desk.given("SADD a 1 2 3", "SADD b 2 3 4", "SADD to 3 9", "EXPIRE to 100");
    assertThat(desk.say(command)).isEqualTo(reply);
    assertThat(desk.say("SMEMBERS to")).isEqualTo("*[" + left + "]");
    assertThat(desk.say("TTL to")).isEqualTo(":-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SINTERSTORE to a nothing", "SUNIONSTORE to nothing other", "SDIFFSTORE to a a"})
  void storeOfNothing_removesTheDestination_ofAnyType(String command) {
    desk.given("SADD a 1", "SET to text");
    assertThat(desk.say(command)).isEqualTo(":0");
    assertThat(desk.say("EXISTS to")).isEqualTo(":0");
  }

  @Test
  void keys_areFoundBehindTheirNumber() {
    assertThat(desk.say("COMMAND GETKEYS SINTERCARD 2 a b LIMIT 5")).isEqualTo("*[a b]");
    assertThat(desk.say("COMMAND GETKEYS SMOVE a b c")).isEqualTo("*[a b]");
    assertThat(desk.say("COMMAND GETKEYS SUNIONSTORE a b c")).isEqualTo("*[a b c]");
  }
}
