package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LPUSH, RPUSH, LPUSHX, RPUSHX, LPOP, RPOP. */
final class PushPopTest {
  private final ListDesk desk = ListDesk.open();

  @Test
  void push_repliesHowLongTheListIs() {
    assertThat(desk.say("RPUSH l a")).isEqualTo(":1");
    assertThat(desk.say("RPUSH l b c")).isEqualTo(":3");
    assertThat(desk.say("LPUSH l 1 2")).isEqualTo(":5");
  }

  @Test
  void lpush_putsEachInFrontOfTheOneBefore() {
    desk.say("LPUSH l a b c");
    desk.say("RPUSH l x y");
    assertThat(desk.elements("l")).isEqualTo("c b a x y");
  }

  @Test
  void elements_areAnyBytes() {
    desk.client.call("RPUSH", "l", "", "a\r\nb", "\0\u00ff", "007", "-5");
    assertThat(desk.elements("l")).isEqualTo(" a\r\nb \0\u00ff 007 -5");
  }

  @Test
  void pushx_pushesOnlyToAListThatIsThere() {
    assertThat(desk.say("LPUSHX l a b")).isEqualTo(":0");
    assertThat(desk.say("RPUSHX l a b")).isEqualTo(":0");
    assertThat(desk.say("EXISTS l")).isEqualTo(":0");
    desk.make("l", "m");
    assertThat(desk.say("LPUSHX l a b")).isEqualTo(":3");
    assertThat(desk.say("RPUSHX l y z")).isEqualTo(":5");
    assertThat(desk.elements("l")).isEqualTo("b a m y z");
  }

  @Test
  void pop_takesFromItsEnd() {
    desk.make("l", "a b c");
    assertThat(desk.say("LPOP l")).isEqualTo("$1 a");
    assertThat(desk.say("RPOP l")).isEqualTo("$1 c");
    assertThat(desk.elements("l")).isEqualTo("b");
  }

  @Test
  void popWithCount_repliesTheOutermostFirst() {
    desk.make("l", "a b c d e f");
    assertThat(desk.say("LPOP l 2")).isEqualTo("*2 $1 a $1 b");
    assertThat(desk.say("RPOP l 2")).isEqualTo("*2 $1 f $1 e");
    assertThat(desk.say("LPOP l 0")).isEqualTo("*0");
    assertThat(desk.say("RPOP l 1")).isEqualTo("*1 $1 d");
    assertThat(desk.say("LPOP l 9223372036854775807")).isEqualTo("*1 $1 c");
    assertThat(desk.say("EXISTS l")).isEqualTo(":0");
  }

  @Test
  void withTheLastElement_theKeyIsGone() {
    desk.make("l", "a");
    desk.say("LPOP l");
    assertThat(desk.say("EXISTS l")).isEqualTo(":0");
    desk.make("l", "a");
    desk.say("RPOP l");
    assertThat(desk.say("DBSIZE")).isEqualTo(":0");
  }

  @Test
  void popOfNothing_isNil_orANullArrayWithACount() {
    assertThat(desk.say("LPOP l")).isEqualTo("$-1");
    assertThat(desk.say("RPOP l 3")).isEqualTo("*-1");
    assertThat(desk.say("RPOP l 0")).isEqualTo("*-1");
    desk.client.call("HELLO", "3");
    assertThat(desk.say("LPOP l")).isEqualTo("_");
    assertThat(desk.say("LPOP l 3")).isEqualTo("_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.5", "9223372036854775808", "''"})
  void badCount_isRefused(String count) {
    desk.make("l", "a");
    assertThat(desk.say("LPOP l " + count))
        .isEqualTo("-ERR value is out of range, must be positive");
    assertThat(desk.elements("l")).isEqualTo("a");
  }

  @Test
  void moreWordsThanACount_areRefused() {
    assertThat(desk.say("LPOP l 1 2"))
        .isEqualTo("-ERR wrong number of arguments for 'lpop' command");
    assertThat(desk.say("RPOP l x 2"))
        .isEqualTo("-ERR wrong number of arguments for 'rpop' command");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LPUSH s a",
        "RPUSH s a",
        "LPUSHX s a",
        "RPUSHX s a",
        "LPOP s",
        "RPOP s",
        "LPOP s 0",
      })
  void otherType_isRefused(String command) {
    desk.say("SET s text");
    assertThat(desk.say(command))
        .isEqualTo("-WRONGTYPE Operation against a key holding the wrong kind of value");
    assertThat(desk.say("GET s")).isEqualTo("$4 text");
  }

  @Test
  void timeToLive_staysWithTheList() {
    desk.make("l", "a b");
    desk.say("EXPIRE l 100");
    desk.say("RPUSH l c");
    desk.say("LPOP l");
    assertThat(desk.say("TTL l")).isEqualTo(":100");
  }

  @ParameterizedTest
  @CsvSource({"128, 127, listpack", "128, 128, listpack", "128, 129, quicklist", "5, 6, quicklist"})
  void listOfTooManyElements_becomesAQuicklist(int limit, int elements, String encoding) {
    var small = ListDesk.withNodesOf(limit);
    for (int i = 0; i < elements; i++) {
      small.say("RPUSH l " + i);
    }
    assertThat(small.encoding("l")).isEqualTo(encoding);
  }

  @Test
  void whatOnePushBrings_countsAsAWhole() {
    var small = ListDesk.withNodesOf(3);
    small.say("LPUSH l a b c d");
    assertThat(small.encoding("l")).isEqualTo("quicklist");
    assertThat(small.elements("l")).isEqualTo("d c b a");
  }

  @Test
  void tooManyBytes_makeAQuicklist() {
    desk.client.call("RPUSH", "l", "x".repeat(8100));
    assertThat(desk.encoding("l")).isEqualTo("listpack");
    desk.client.call("RPUSH", "l", "x".repeat(100));
    assertThat(desk.encoding("l")).isEqualTo("quicklist");
    assertThat(desk.say("LLEN l")).isEqualTo(":2");
  }

  @Test
  void quicklist_shrinksAtHalfTheLimit() {
    var small = ListDesk.withNodesOf(4);
    small.make("l", "a b c d e");
    assertThat(small.encoding("l")).isEqualTo("quicklist");
    small.say("RPOP l");
    small.say("RPOP l");
    assertThat(small.encoding("l")).isEqualTo("quicklist");
    small.say("RPOP l");
    assertThat(small.encoding("l")).isEqualTo("listpack");
    small.make("l", "a b c d e f");
    small.say("LPOP l 4");
    assertThat(small.encoding("l")).isEqualTo("listpack");
    assertThat(small.elements("l")).isEqualTo("e f");
  }

  @Test
  void largeElement_comesBackWhole() {
    var large = "v".repeat(3_000_000);
    desk.client.call("RPUSH", "l", "a", large);
    assertThat(desk.client.text("RPOP", "l")).isEqualTo(large);
    assertThat(desk.elements("l")).isEqualTo("a");
  }
}
