package eightweeks.week3.sort;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SORT and SORT_RO, option by option. */
final class SortTest {
  private static final String NO_SCORE = "-ERR One or more scores can't be converted into double";

  private final Desk desk = Desk.open();

  // Numbers: ten sorts behind two. Texts: in front of it.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SORT l                      | *[-1.5 1 2 3 10]
          SORT l ASC                  | *[-1.5 1 2 3 10]
          SORT l desc                 | *[10 3 2 1 -1.5]
          SORT l DESC ASC             | *[-1.5 1 2 3 10]
          SORT l ALPHA                | *[-1.5 1 10 2 3]
          SORT l ALPHA DESC           | *[3 2 10 1 -1.5]
          SORT l LIMIT 0 2            | *[-1.5 1]
          SORT l LIMIT 3 10           | *[3 10]
          SORT l LIMIT 1 -1           | *[1 2 3 10]
          SORT l LIMIT -2 1           | *[-1.5]
          SORT l LIMIT 5 1            | *[]
          SORT l LIMIT 0 0            | *[]
          SORT l LIMIT 0 1 LIMIT 1 2  | *[1 2]
          SORT l DESC LIMIT 0 2       | *[10 3]
          SORT_RO l DESC LIMIT 0 2    | *[10 3]
          """)
  void elements_areSortedByTheirValue(String command, String reply) {
    desk.given("RPUSH l 3 1 10 2 -1.5");
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SORT z", "SORT_RO z"})
  void aSortedSetThatWasSorted_isLargeFromThenOn(String command) {
    desk.given("ZADD z 9 3 7 1");
    assertThat(desk.say("OBJECT ENCODING z")).isEqualTo("listpack");
    assertThat(desk.say(command)).isEqualTo("*[1 3]");
    assertThat(desk.say("OBJECT ENCODING z")).isEqualTo("skiplist");
    assertThat(desk.say("ZRANGE z 0 -1 WITHSCORES")).isEqualTo("*[1 7 3 9]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RPUSH k 3 1 10",
        "SADD k 3 1 10",
        "SADD k 3 1 10 x|SREM k x",
        "ZADD k 9 3 7 1 8 10",
        "CONFIG SET set-max-intset-entries 0 set-max-listpack-entries 0|SADD k 3 1 10",
        "CONFIG SET zset-max-listpack-entries 0|ZADD k 9 3 7 1 8 10",
        "CONFIG SET list-max-listpack-size 1|RPUSH k 3 1 10",
      })
  void listsSetsAndSortedSets_areSorted_inAllEncodings(String lines) {
    desk.given(lines.split("\\|"));
    assertThat(desk.say("SORT k")).isEqualTo("*[1 3 10]");
    assertThat(desk.say("SORT k DESC")).isEqualTo("*[10 3 1]");
    assertThat(desk.say("SORT k ALPHA")).isEqualTo("*[1 10 3]");
  }

  @Test
  void numbers_areReadAsStrtodReadsThem() {
    desk.given("RPUSH l 1e1 0x8 inf -inf \" 9\" .5 +7 0e9 \" 0\" \"\" \"\\tinf\"");
    assertThat(desk.say("SORT l")).isEqualTo("*[-inf \"\"  0 0e9 .5 +7 0x8  9 1e1 \tinf inf]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "1x", "\"1 \"", "nan", "1e400", "-1e400", "1e-400", "1e-310", "\" \""})
  void whatIsNoNumber_cannotBeSortedByItsValue(String element) {
    desk.given("RPUSH l 1 " + element);
    assertThat(desk.say("SORT l")).isEqualTo(NO_SCORE);
    assertThat(desk.say("SORT l STORE d")).isEqualTo(NO_SCORE);
    assertThat(desk.say("EXISTS d")).isEqualTo(":0");
    assertThat(desk.say("SORT l ALPHA")).startsWith("*[");
    assertThat(desk.say("SORT l LIMIT 0 0")).isEqualTo(NO_SCORE);
  }

  @Test
  void equalNumbers_areInTheOrderOfTheirTexts() {
    desk.given("RPUSH l 1.0 1 01");
    assertThat(desk.say("SORT l")).isEqualTo("*[01 1 1.0]");
    assertThat(desk.say("SORT l DESC")).isEqualTo("*[1.0 1 01]");
  }

  @Test
  void alpha_comparesBytes_capitalLettersBeforeSmallOnes() {
    desk.given("RPUSH l b B a \"\\xc3\\xa4\" \"\" _");
    assertThat(desk.say("SORT l ALPHA")).isEqualTo("*[\"\" B _ a b \u00c3\u00a4]");
  }

  // BY and GET: three users, their ages in keys, their names in hashes

  private Desk users() {
    return desk.given(
        "RPUSH users 1 2 3",
        "MSET age_1 40 age_2 9 age_3 30 nick_2 zoe nick_3 abe",
        "HSET user_1 name carl size 2",
        "HSET user_2 name anna size 1",
        "HSET user_3 size 3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SORT users BY age_*                               | *[2 3 1]
          SORT users BY age_* DESC                          | *[1 3 2]
          SORT users BY age_* ALPHA                         | *[3 1 2]
          SORT users BY age_* LIMIT 1 1                     | *[3]
          SORT users BY age_* LIMIT 1 1 DESC                | *[3]
          SORT users BY user_*->size                        | *[2 1 3]
          SORT users BY user_*->size GET user_*->name       | *[anna carl $-1]
          SORT users BY age_* GET # GET age_*               | *[2 9 3 30 1 40]
          SORT users BY age_* GET nick_* GET #              | *[zoe 2 abe 3 $-1 1]
          SORT users BY age_* GET # GET # LIMIT 0 1         | *[2 2]
          SORT users BY nick_* ALPHA                        | *[1 3 2]
          SORT users BY nick_* ALPHA DESC                   | *[2 3 1]
          SORT users BY user_*->name ALPHA                  | *[3 2 1]
          SORT users BY no_*                                | *[1 2 3]
          SORT users BY no_* DESC                           | *[3 2 1]
          SORT users BY age_* BY user_*->size               | *[2 1 3]
          SORT_RO users BY age_* GET #                      | *[2 3 1]
          SORT users GET user_*                             | *[$-1 $-1 $-1]
          SORT users GET age_*->name                        | *[$-1 $-1 $-1]
          SORT users GET user_*->no                         | *[$-1 $-1 $-1]
          SORT users GET #x                                 | *[$-1 $-1 $-1]
          SORT users GET age_*-                             | *[$-1 $-1 $-1]
          SORT users GET age_1                              | *[$-1 $-1 $-1]
          SORT users BY nick_*                              | -ERR One or more scores can't be converted into double
          """)
  void weightsAndResults_areLookedUpByPatterns(String command, String reply) {
    users();
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  @Test
  void whatAPatternDoesNotFind_isNull_inResp3TheOneNull() {
    users();
    assertThat(desk.resp3().say("SORT users GET nick_*")).isEqualTo("*[_ zoe abe]");
  }

  @Test
  void starIsReplacedOnce_andAnArrowWithoutAFieldIsPartOfTheKey() {
    desk.given("RPUSH l a", "MSET a-a 1 a* 2 a-> 3 >a-x 4", "HSET a- f 5 >f 6");
    assertThat(desk.say("SORT l ALPHA GET *-a GET ** GET *-> GET >*-x")).isEqualTo("*[1 2 3 4]");
    assertThat(desk.say("SORT l ALPHA GET *-->f GET *-->>f")).isEqualTo("*[5 6]");
  }

  // BY without a star: nothing is sorted

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SORT l BY nosort                    | *[c a b]
          SORT l BY nosort DESC               | *[b a c]
          SORT l BY nosort LIMIT 1 2          | *[a b]
          SORT l BY nosort DESC LIMIT 0 2     | *[b a]
          SORT l BY nosort LIMIT 9 1          | *[]
          SORT l BY nosort GET # GET w_*      | *[c 1 a 2 b $-1]
          SORT z BY nosort                    | *[b c a]
          SORT z BY nosort DESC               | *[a c b]
          SORT z BY nosort LIMIT 2 5          | *[a]
          SORT z BY nosort DESC LIMIT 1 1     | *[c]
          SORT l BY nosort BY w_* ALPHA       | *[c a b]
          """)
  void withAConstantPattern_listsAndSortedSetsKeepTheirOrder(String command, String reply) {
    desk.given("RPUSH l c a b", "ZADD z 3 a 1 b 2 c", "MSET w_c 1 w_a 2");
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RPUSH k 5 a 4 b 3 c 2 d",
        "CONFIG SET list-max-listpack-size 2|RPUSH k 5 a 4 b 3 c 2 d",
        "CONFIG SET list-max-listpack-size 2 list-compress-depth 1|RPUSH k 5 a 4 b 3 c 2 d",
        "SADD k 5 a 4 b 3 c 2 d",
        "SADD k 5 4 3 2 1 0 9 8",
        "CONFIG SET set-max-listpack-entries 0|SADD k 5 a 4 b 3 c 2 d",
        "ZADD k 1 5 1 a 3 4 3 b 0 3 0 c 7 2 8 d",
      })
  void limitOfUnsortedElements_isThatPartOfAllOfThem(String lines) {
    desk.given(lines.split("\\|"));
    for (String order : List.of("", " DESC")) {
      var all = words("SORT k BY nosort" + order);
      assertThat(all).hasSize(8);
      for (int first = 0; first < 10; first++) {
        for (int count = 0; count < 10; count++) {
          int from = Math.min(first, 8);
          assertThat(words("SORT k BY nosort" + order + " LIMIT " + first + " " + count))
              .isEqualTo(all.subList(from, Math.min(8, from + count)));
        }
      }
    }
  }

  private List<String> words(String command) {
    String reply = desk.say(command);
    String inside = reply.substring(2, reply.length() - 1);
    return inside.isEmpty() ? List.of() : List.of(inside.split(" "));
  }

  @Test
  void unsortedSet_isSortedByTextIfItIsStored() {
    desk.given("SADD s 10 9 1");
    assertThat(desk.say("SORT s BY nosort")).isEqualTo("*[1 9 10]"); // as the integers lie
    assertThat(desk.say("SORT s BY nosort STORE d")).isEqualTo(":3");
    assertThat(desk.say("LRANGE d 0 -1")).isEqualTo("*[1 10 9]");
    assertThat(desk.say("SORT s BY nosort DESC")).isEqualTo("*[1 9 10]");
    desk.given("SORT s BY nosort DESC STORE d");
    assertThat(desk.say("LRANGE d 0 -1")).isEqualTo("*[9 10 1]");
  }

  // STORE

  @Test
  void store_makesAListAndRepliesHowLongItIs() {
    users();
    assertThat(desk.say("SORT users BY age_* GET # GET nick_* STORE d")).isEqualTo(":6");
    assertThat(desk.say("LRANGE d 0 -1")).isEqualTo("*[2 zoe 3 abe 1 \"\"]");
    assertThat(desk.encoding("d")).isEqualTo("listpack");
    desk.given("CONFIG SET list-max-listpack-size 2");
    assertThat(desk.say("SORT users STORE d")).isEqualTo(":3");
    assertThat(desk.encoding("d")).isEqualTo("quicklist");
  }

  @Test
  void store_replacesAValueOfAnyType_withItsTimeToLive() {
    desk.given("RPUSH l 2 1", "SET d text EX 100");
    assertThat(desk.say("SORT l STORE d")).isEqualTo(":2");
    assertThat(desk.say("TYPE d")).isEqualTo("+list");
    assertThat(desk.say("TTL d")).isEqualTo(":-1");
    assertThat(desk.say("SORT l BY nosort DESC STORE d")).isEqualTo(":2");
    assertThat(desk.say("LRANGE d 0 -1")).isEqualTo("*[1 2]");
    assertThat(desk.say("SORT l STORE x STORE l DESC")).isEqualTo(":2");
    assertThat(desk.say("LRANGE l 0 -1")).isEqualTo("*[2 1]");
    assertThat(desk.say("EXISTS x")).isEqualTo(":0");
  }

  @Test
  void storingNothing_removesTheDestination() {
    desk.given("RPUSH l 2 1", "SET d text", "SET e text");
    assertThat(desk.say("SORT nothing STORE d")).isEqualTo(":0");
    assertThat(desk.say("SORT nothing BY nosort DESC STORE d")).isEqualTo(":0");
    assertThat(desk.say("SORT l LIMIT 5 5 STORE e")).isEqualTo(":0");
    assertThat(desk.say("EXISTS d e")).isEqualTo(":0");
  }

  // Errors

  @Test
  void numbers_endAtAZeroByte() {
    desk.given("RPUSH l \"3\\x00x\" \"1\\x00\" 2");
    assertThat(desk.say("SORT l")).isEqualTo("*[1\0 2 3\0x]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SORT                    | -ERR wrong number of arguments for 'sort' command
          SORT_RO                 | -ERR wrong number of arguments for 'sort_ro' command
          SORT s NOSUCH           | -ERR syntax error
          SORT s BY               | -ERR syntax error
          SORT s GET              | -ERR syntax error
          SORT s STORE            | -ERR syntax error
          SORT s LIMIT            | -ERR syntax error
          SORT s LIMIT 1          | -ERR syntax error
          SORT s LIMIT x 1        | -ERR value is not an integer or out of range
          SORT s LIMIT 1 x        | -ERR value is not an integer or out of range
          SORT_RO s STORE d       | -ERR syntax error
          SORT s                  | -WRONGTYPE Operation against a key holding the wrong kind of value
          SORT s BY nosort        | -WRONGTYPE Operation against a key holding the wrong kind of value
          SORT h ALPHA            | -WRONGTYPE Operation against a key holding the wrong kind of value
          SORT_RO s               | -WRONGTYPE Operation against a key holding the wrong kind of value
          SORT s STORE d          | -WRONGTYPE Operation against a key holding the wrong kind of value
          """)
  void badOptions_areFoundBeforeTheKeyIsLookedAt(String command, String error) {
    desk.given("SET s text", "HSET h f v");
    assertThat(desk.say(command)).isEqualTo(error);
  }

  @Test
  void nothing_sortsToNothing() {
    assertThat(desk.say("SORT nothing")).isEqualTo("*[]");
    assertThat(desk.say("SORT_RO nothing ALPHA BY x_* GET y_*")).isEqualTo("*[]");
    assertThat(desk.say("SORT nothing BY nosort DESC")).isEqualTo("*[]");
    assertThat(desk.resp3().say("SORT nothing")).isEqualTo("*[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SORT a                                    | *[a]
          SORT a STORE b                            | *[a b]
          SORT a BY store GET store STORE b STORE c | *[a c]
          SORT a LIMIT 0 1 STORE b                  | *[a b]
          SORT a STORE                              | *[a]
          SORT_RO a STORE b                         | *[a]
          """)
  void keys_areTheSortedOneAndTheLastDestination(String command, String keys) {
    assertThat(desk.say("COMMAND GETKEYS " + command)).isEqualTo(keys);
  }
}
