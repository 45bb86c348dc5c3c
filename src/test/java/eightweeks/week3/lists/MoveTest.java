package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LMOVE, RPOPLPUSH and LMPOP, which work on several keys. */
final class MoveTest {
  private final ListDesk desk = ListDesk.open();

  @ParameterizedTest
  @CsvSource({
    "LMOVE l m LEFT LEFT, $1 a, b c, a x y",
    "LMOVE l m LEFT RIGHT, $1 a, b c, x y a",
    "lmove l m right left, $1 c, a b, c x y",
    "LMOVE l m RIGHT RIGHT, $1 c, a b, x y c",
    "RPOPLPUSH l m, $1 c, a b, c x y",
    "BLMOVE l m LEFT RIGHT 0, $1 a, b c, x y a",
    "BRPOPLPUSH l m 0, $1 c, a b, c x y",
  })
  void move_takesFromOneEndAndPutsAtAnother(
      String command, String reply, String source, String destination) {
    for (int limit : new int[] {2, 128}) {
      var desk = ListDesk.withNodesOf(limit);
      desk.make("l", "a b c");
      desk.make("m", "x y");
      assertThat(desk.say(command)).as("nodes of " + limit).isEqualTo(reply);
      assertThat(desk.elements("l")).isEqualTo(source);
      assertThat(desk.elements("m")).isEqualTo(destination);
    }
  }

  @Test
  void move_makesTheDestination_andRemovesAnEmptySource() {
    desk.make("l", "a");
    assertThat(desk.say("LMOVE l m RIGHT LEFT")).isEqualTo("$1 a");
    assertThat(desk.say("EXISTS l")).isEqualTo(":0");
    assertThat(desk.elements("m")).isEqualTo("a");
  }

  @Test
  void move_toTheSameList_rotates() {
    for (int limit : new int[] {2, 128}) {
      var desk = ListDesk.withNodesOf(limit);
      desk.make("l", "a b c d");
      assertThat(desk.say("RPOPLPUSH l l")).isEqualTo("$1 d");
      assertThat(desk.elements("l")).isEqualTo("d a b c");
      assertThat(desk.say("LMOVE l l LEFT LEFT")).isEqualTo("$1 d");
      assertThat(desk.elements("l")).isEqualTo("d a b c");
    }
    desk.make("one", "a");
    assertThat(desk.say("LMOVE one one LEFT RIGHT")).isEqualTo("$1 a");
    assertThat(desk.elements("one")).isEqualTo("a");
  }

  @Test
  void move_ofNothing_isNil() {
    desk.say("SET s text");
    assertThat(desk.say("LMOVE l m LEFT LEFT")).isEqualTo("$-1");
    assertThat(desk.say("RPOPLPUSH l s")).isEqualTo("$-1"); // the destination is not looked at
    assertThat(desk.say("DBSIZE")).isEqualTo(":1");
    desk.client.call("HELLO", "3");
    assertThat(desk.say("RPOPLPUSH l m")).isEqualTo("_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LMOVE s l LEFT LEFT", "LMOVE l s LEFT LEFT", "RPOPLPUSH s l", "RPOPLPUSH l s",
        "BLMOVE s l LEFT LEFT 0", "BLMOVE l s LEFT LEFT 0", "BRPOPLPUSH s l 0", "BRPOPLPUSH l s 0",
        "BRPOPLPUSH s nothing 0", "LMPOP 2 s l LEFT", "LMPOP 2 nothing s LEFT", "BLPOP s l 0",
        "BRPOP nothing s l 0", "BLMPOP 0 1 s LEFT",
      })
  void otherType_isRefused_andNothingIsTaken(String command) {
    desk.say("SET s text");
    desk.make("l", "a b");
    assertThat(desk.say(command))
        .isEqualTo("-WRONGTYPE Operation against a key holding the wrong kind of value");
    assertThat(desk.elements("l")).isEqualTo("a b");
    assertThat(desk.say("GET s")).isEqualTo("$4 text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LMOVE l m UP LEFT",
        "LMOVE l m LEFT DOWN",
        "BLMOVE l m UP LEFT x",
        "LMPOP 1 l UP",
        "LMPOP 2 l LEFT",
        "LMPOP 1 l LEFT COUNT",
        "LMPOP 1 l LEFT NOSUCH 1",
        "LMPOP 1 l LEFT COUNT 1 COUNT 2",
        "LMPOP 1 l LEFT COUNT 1 x",
        "LMPOP 1 l m LEFT",
        "LMPOP 9223372036854775807 l LEFT",
        "BLMPOP x 2 l LEFT COUNT 1",
        "BLMPOP x 1 l UP",
      })
  void badWords_areASyntaxError(String command) {
    desk.make("l", "a b");
    assertThat(desk.say(command)).isEqualTo("-ERR syntax error");
    assertThat(desk.elements("l")).isEqualTo("a b");
  }

  @Test
  void lmpop_takesFromTheFirstListThatIsThere() {
    desk.make("l", "a b c d e");
    desk.make("m", "x");
    assertThat(desk.say("LMPOP 3 nothing l m LEFT")).isEqualTo("*2 $1 l *1 $1 a");
    assertThat(desk.say("LMPOP 2 l m RIGHT COUNT 2")).isEqualTo("*2 $1 l *2 $1 e $1 d");
    assertThat(desk.say("lmpop 2 l m left count 100")).isEqualTo("*2 $1 l *2 $1 b $1 c");
    assertThat(desk.say("BLMPOP 0 2 l m LEFT COUNT 1")).isEqualTo("*2 $1 m *1 $1 x");
    assertThat(desk.say("LMPOP 2 l m LEFT")).isEqualTo("*-1");
    assertThat(desk.say("DBSIZE")).isEqualTo(":0");
    desk.client.call("HELLO", "3");
    assertThat(desk.say("LMPOP 1 l LEFT COUNT 5")).isEqualTo("_");
  }

  @ParameterizedTest
  @CsvSource({
    "LMPOP 0 l LEFT, numkeys",
    "LMPOP -1 l LEFT, numkeys",
    "LMPOP x l LEFT, numkeys",
    "BLMPOP x 0 l LEFT, numkeys",
    "LMPOP 1 l LEFT COUNT 0, count",
    "LMPOP 1 l LEFT COUNT -1, count",
    "LMPOP 1 l LEFT COUNT x, count",
    "LMPOP 1 l LEFT COUNT 0 COUNT 1, count",
    "BLMPOP x 1 l LEFT COUNT 0, count",
  })
  void lmpop_numbersAreAboveZero(String command, String what) {
    desk.make("l", "a");
    assertThat(desk.say(command)).isEqualTo("-ERR " + what + " should be greater than 0");
  }

  @Test
  void lmpop_withoutAnEnd_hasTooFewWords() {
    assertThat(desk.say("LMPOP 1 l"))
        .isEqualTo("-ERR wrong number of arguments for 'lmpop' command");
  }

  @Test
  void keysOfLmpop_areFoundByTheirCount() {
    assertThat(desk.say("COMMAND GETKEYS LMPOP 2 a b LEFT COUNT 3")).isEqualTo("*2 $1 a $1 b");
    assertThat(desk.say("COMMAND GETKEYS BLMPOP 0 1 a LEFT")).isEqualTo("*1 $1 a");
    assertThat(desk.say("COMMAND GETKEYS BLPOP a b 0")).isEqualTo("*2 $1 a $1 b");
    assertThat(desk.say("COMMAND GETKEYS BLMOVE a b LEFT RIGHT 0")).isEqualTo("*2 $1 a $1 b");
  }
}
