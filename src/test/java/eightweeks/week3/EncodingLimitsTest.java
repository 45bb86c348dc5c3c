package eightweeks.week3;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Up to which size a value is kept small, by its type; and the names of these limits. */
final class EncodingLimitsTest {
  private final Desk desk = Desk.open();

  /** Returns this number of arguments, made from a pattern with a number in place of each star. */
  private static String repeated(String argument, int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> argument.replace("*", Integer.toString(i)))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "HSET, f* v, 512, listpack, hashtable",
    "SADD, m*, 128, listpack, hashtable",
    "SADD, *, 512, intset, hashtable",
    "ZADD, * m*, 128, listpack, skiplist",
  })
  void manyElements_areTooMany(
      String command, String argument, int limit, String small, String large) {
    desk.given(command + " k " + repeated(argument, limit));
    assertThat(desk.encoding("k")).isEqualTo(small);
    desk.given(command + " k " + repeated(argument, limit + 1));
    assertThat(desk.encoding("k")).isEqualTo(large);
    desk.given(command + " at-once " + repeated(argument, limit + 1));
    assertThat(desk.encoding("at-once")).isEqualTo(large);
  }

  @ParameterizedTest
  @CsvSource({
    "HSET k f *, listpack, hashtable",
    "HSET k * v, listpack, hashtable",
    "HSETNX k f *, listpack, hashtable",
    "SADD k *, listpack, hashtable",
    "ZADD k 1 *, listpack, skiplist",
    "ZINCRBY k 1 *, listpack, skiplist",
  })
  void longElement_isTooLong(String command, String small, String large) {
    desk.given(command.replace("*", "x".repeat(64)));
    assertThat(desk.encoding("k")).isEqualTo(small);
    desk.given("DEL k", command.replace("*", "x".repeat(65)));
    assertThat(desk.encoding("k")).isEqualTo(large);
  }

  @Test
  void intset_thatIsNoLongerOfIntegers_isAListpackIfItIsNotTooLarge() {
    desk.given("SADD few " + repeated("*", 127), "SADD many " + repeated("*", 128));
    desk.given("SADD few x", "SADD many x");
    assertThat(desk.encoding("few")).isEqualTo("listpack");
    assertThat(desk.encoding("many")).isEqualTo("hashtable");
    desk.given("SADD long 1 " + "x".repeat(65));
    assertThat(desk.encoding("long")).isEqualTo("hashtable");
  }

  @Test
  void largeValue_staysLarge() {
    desk.given("SADD s a " + "x".repeat(65), "HSET h a 1 f " + "x".repeat(65));
    desk.given("ZADD z 1 a 1 " + "x".repeat(65));
    desk.given("SREM s " + "x".repeat(65), "HDEL h f", "ZREM z " + "x".repeat(65));
    assertThat(desk.encoding("s")).isEqualTo("hashtable");
    assertThat(desk.encoding("h")).isEqualTo("hashtable");
    assertThat(desk.encoding("z")).isEqualTo("skiplist");
  }

  @ParameterizedTest
  @CsvSource({
    "hash-max-ziplist-entries, hash-max-listpack-entries",
    "hash-max-ziplist-value, hash-max-listpack-value",
    "zset-max-ziplist-entries, zset-max-listpack-entries",
    "zset-max-ziplist-value, zset-max-listpack-value",
    "list-max-ziplist-size, list-max-listpack-size",
  })
  void oldNamesOfLimits_areAsGoodAsTheNew(String old, String name) {
    desk.given("CONFIG SET " + old + " 7");
    assertThat(desk.say("CONFIG GET " + name)).isEqualTo("*[" + name + " 7]");
    assertThat(desk.say("CONFIG GET " + old)).isEqualTo("*[" + old + " 7]");
  }

  // -1 to -5: nodes of 4, 8, 16, 32, 64 kilobytes; a positive number is a number of elements

  @ParameterizedTest
  @CsvSource({
    "-1, 4000, 200",
    "-2, 8000, 400",
    "-3, 16000, 800",
    "-4, 32000, 1600",
    "-5, 65000, 1000",
  })
  void list_isALimitedListpack_byItsBytes(String limit, int bytes, int more) {
    desk.given("CONFIG SET list-max-listpack-size " + limit);
    desk.given("RPUSH l " + "x".repeat(bytes));
    assertThat(desk.encoding("l")).isEqualTo("listpack");
    desk.given("RPUSH l " + "x".repeat(more));
    assertThat(desk.encoding("l")).isEqualTo("quicklist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SINTERSTORE to ints words    | intset
          SINTERSTORE to words mixed   | listpack
          SINTERSTORE to large mixed   | listpack
          SINTERSTORE to large large   | hashtable
          SUNIONSTORE to ints          | intset
          SUNIONSTORE to ints words    | listpack
          SUNIONSTORE to ints large    | hashtable
          SDIFFSTORE to ints words     | intset
          SDIFFSTORE to mixed ints     | listpack
          SDIFFSTORE to mixed words    | intset
          SDIFFSTORE to mixed a b x 1 2 nothing | listpack
          SDIFFSTORE to large ints     | hashtable
          """)
  void storedSet_isAsSmallAsItsMembersAllow(String command, String encoding) {
    desk.given("SADD ints 1 2 3", "SADD words 3 x y", "SADD mixed 1 2 3 4 5 6 7 8 x y");
    desk.given("SADD a x", "SADD b y", "SADD 1 1", "SADD 2 2", "SADD x 3");
    desk.given("SADD large x 3 " + repeated("m*", 128));
    desk.given(command);
    assertThat(desk.encoding("to")).isEqualTo(encoding);
  }
}
