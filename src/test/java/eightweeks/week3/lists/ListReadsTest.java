package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LLEN, LRANGE, LINDEX, LPOS. */
final class ListReadsTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NO_INTEGER = "-ERR value is not an integer or out of range";

  private final ListDesk desk = ListDesk.open();

  @Test
  void llen_countsElements() {
    assertThat(desk.say("LLEN l")).isEqualTo(":0");
    desk.make("l", "a b c");
    assertThat(desk.say("LLEN l")).isEqualTo(":3");
  }

  @ParameterizedTest
  @CsvSource({
    "0, -1, *5 $1 a $1 b $1 c $1 d $1 e",
    "1, 2, *2 $1 b $1 c",
    "-2, -1, *2 $1 d $1 e",
    "-100, 0, *1 $1 a",
    "3, 100, *2 $1 d $1 e",
    "2, 1, *0",
    "5, 7, *0",
    "0, -6, *0",
    "-9223372036854775808, 9223372036854775807, *5 $1 a $1 b $1 c $1 d $1 e",
    "9223372036854775807, -9223372036854775808, *0",
  })
  void lrange_repliesFromOneIndexToAnother(String start, String stop, String reply) {
    for (int limit : new int[] {2, 128}) {
      var desk = ListDesk.withNodesOf(limit);
      desk.make("l", "a b c d e");
      assertThat(desk.say("LRANGE l " + start + " " + stop))
          .as("nodes of " + limit)
          .isEqualTo(reply);
    }
  }

  @Test
  void lrange_ofNothing_isEmpty() {
    assertThat(desk.say("LRANGE l 0 -1")).isEqualTo("*0");
    desk.client.call("HELLO", "3");
    assertThat(desk.say("LRANGE l 0 -1")).isEqualTo("*0");
  }

  @Test
  void lrange_looksAtItsNumbersBeforeTheKey() {
    desk.say("SET s text");
    assertThat(desk.say("LRANGE s x 1")).isEqualTo(NO_INTEGER);
    assertThat(desk.say("LRANGE nothing 1 x")).isEqualTo(NO_INTEGER);
    assertThat(desk.say("LRANGE s 0 1")).isEqualTo(WRONG_TYPE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, $1 a",
    "2, $2 33",
    "-1, $1 d",
    "-4, $1 a",
    "4, $-1",
    "-5, $-1",
    "9223372036854775807, $-1",
    "-9223372036854775808, $-1",
    "4294967296, $-1",
  })
  void lindex_repliesOneElement(String index, String reply) {
    for (int limit : new int[] {2, 128}) {
      var desk = ListDesk.withNodesOf(limit);
      desk.make("l", "a b 33 d");
      assertThat(desk.say("LINDEX l " + index)).as("nodes of " + limit).isEqualTo(reply);
    }
  }

  @Test
  void lindex_looksAtTheKeyBeforeTheIndex() {
    desk.say("SET s text");
    assertThat(desk.say("LINDEX nothing x")).isEqualTo("$-1");
    assertThat(desk.say("LINDEX s x")).isEqualTo(WRONG_TYPE);
    desk.make("l", "a");
    assertThat(desk.say("LINDEX l x")).isEqualTo(NO_INTEGER);
    desk.client.call("HELLO", "3");
    assertThat(desk.say("LINDEX nothing 0")).isEqualTo("_");
    assertThat(desk.say("LINDEX l 7")).isEqualTo("_");
  }

  @Test
  void llen_ofAnotherType_isRefused() {
    desk.say("SET s text");
    assertThat(desk.say("LLEN s")).isEqualTo(WRONG_TYPE);
  }

  // a b c 1 2 3 c c: c is at 2, 6 and 7

  @ParameterizedTest
  @CsvSource({
    "c, :2",
    "1, :3",
    "nosuch, $-1",
    "c RANK 1, :2",
    "c RANK 2, :6",
    "c RANK 4, $-1",
    "c RANK -1, :7",
    "c RANK -3, :2",
    "c RANK -9223372036854775807, $-1",
    "c COUNT 2, *2 :2 :6",
    "c COUNT 1, *1 :2",
    "c COUNT 0, *3 :2 :6 :7",
    "c count 100, *3 :2 :6 :7",
    "nosuch COUNT 0, *0",
    "c COUNT 0 RANK 2, *2 :6 :7",
    "c COUNT 2 RANK -1, *2 :7 :6",
    "c RANK -2 COUNT 5, *2 :6 :2",
    "c RANK 4 COUNT 5, *0",
    "c MAXLEN 2, $-1",
    "c MAXLEN 3, :2",
    "c MAXLEN 0, :2",
    "c COUNT 0 MAXLEN 7, *2 :2 :6",
    "c RANK -1 COUNT 0 MAXLEN 2, *2 :7 :6",
    "a RANK -1 MAXLEN 7, $-1",
    "c MAXLEN 1000 COUNT 0, *3 :2 :6 :7",
    "c RANK 2 RANK 1, :2",
  })
  void lpos_repliesWhereAnElementIs(String words, String reply) {
    for (int limit : new int[] {3, 128}) {
      var desk = ListDesk.withNodesOf(limit);
      desk.make("l", "a b c 1 2 3 c c");
      assertThat(desk.say("LPOS l " + words)).as("nodes of " + limit).isEqualTo(reply);
    }
  }

  @Test
  void lpos_ofNothing_isNil_orEmptyWithACount() {
    assertThat(desk.say("LPOS l a")).isEqualTo("$-1");
    assertThat(desk.say("LPOS l a COUNT 1")).isEqualTo("*0");
    desk.client.call("HELLO", "3");
    assertThat(desk.say("LPOS l a")).isEqualTo("_");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RANK | -ERR syntax error",
        "COUNT | -ERR syntax error",
        "NOSUCH 1 | -ERR syntax error",
        "RANK 1 NOSUCH | -ERR syntax error",
        "RANK x | -ERR value is not an integer or out of range",
        "RANK 0 | -ERR RANK can't be zero: use 1 to start from the first match, 2 from the second"
            + " ... or use negative to start from the end of the list",
        "RANK -9223372036854775808 | -ERR value is out of range, value must between"
            + " -9223372036854775807 and 9223372036854775807",
        "COUNT -1 | -ERR COUNT can't be negative",
        "COUNT x | -ERR COUNT can't be negative",
        "MAXLEN -1 | -ERR MAXLEN can't be negative",
        "MAXLEN x | -ERR MAXLEN can't be negative",
      })
  void lpos_refusesBadOptions_beforeItLooksAtTheKey(String words, String error) {
    desk.say("SET s text");
    assertThat(desk.say("LPOS s a " + words)).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LPOS s a", "LPOS s a COUNT 0"})
  void lpos_ofAnotherType_isRefused(String command) {
    desk.say("SET s text");
    assertThat(desk.say(command)).isEqualTo(WRONG_TYPE);
  }
}
