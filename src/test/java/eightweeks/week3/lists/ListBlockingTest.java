package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BLPOP, BRPOP, BLMOVE, BRPOPLPUSH, BLMPOP: who waits, who is served, and with what. */
final class ListBlockingTest {
  private final ListDesk desk = ListDesk.open();

  private static String received(TestClient waiting) {
    return ListDesk.flat(waiting.received());
  }

  @ParameterizedTest
  @CsvSource({
    "BLPOP l 0, *2 $1 l $1 a, b c",
    "BRPOP nothing l 0, *2 $1 l $1 c, a b",
    "BLMPOP 0 1 l LEFT COUNT 2, *2 $1 l *2 $1 a $1 b, c",
    "BLMOVE l m LEFT LEFT 0, $1 a, b c",
    "BRPOPLPUSH l m 0, $1 c, a b",
  })
  void listIsThere_noClientIsBlocked(String command, String reply, String left) {
    desk.make("l", "a b c");
    assertThat(desk.say(command)).isEqualTo(reply);
    assertThat(desk.elements("l")).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({
    "BLPOP x l 0, *2 $1 l $1 a, b c",
    "BRPOP x l 0, *2 $1 l $1 c, a b",
    "BLMPOP 0 2 x l RIGHT, *2 $1 l *1 $1 c, a b",
    "BLMPOP 0 2 x l LEFT COUNT 100, *2 $1 l *3 $1 a $1 b $1 c, ''",
    "BLMOVE l m LEFT LEFT 0, $1 a, b c",
    "BRPOPLPUSH l m 0, $1 c, a b",
  })
  void waitingClient_isServedOnceAllElementsArePushed(String command, String reply, String left) {
    var waiting = desk.waiting(command);
    assertThat(desk.say("RPUSH l a b c")).isEqualTo(":3");
    assertThat(received(waiting)).isEqualTo(reply);
    assertThat(desk.elements("l")).isEqualTo(left);
    assertThat(desk.server.info("blocked_clients")).isEqualTo("0");
  }

  @Test
  void firstCome_isFirstServed_asLongAsThereAreElements() {
    var first = desk.waiting("BLPOP l 0");
    var second = desk.waiting("BLPOP l 0");
    var third = desk.waiting("BLPOP l 0");
    desk.say("RPUSH l a b");
    assertThat(received(first)).isEqualTo("*2 $1 l $1 a");
    assertThat(received(second)).isEqualTo("*2 $1 l $1 b");
    assertThat(received(third)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BLPOP l 0.5",
        "BRPOP l m 0.5",
        "BLMPOP 0.5 1 l LEFT",
        "BLMOVE l m LEFT LEFT 0.5",
        "BRPOPLPUSH l m 0.5",
      })
  void timeIsOver_nullArray(String command) {
    var waiting = desk.waiting(command);
    var modern = desk.server.connect();
    modern.call("HELLO", "3");
    modern.send(command + "\r\n");
    desk.server.runFor(499);
    assertThat(waiting.received()).isEmpty();
    desk.server.runFor(10);
    assertThat(waiting.received()).isEqualTo("*-1\r\n");
    assertThat(modern.received()).isEqualTo("_\r\n");
    desk.say("RPUSH l a");
    assertThat(desk.elements("l")).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BLPOP s %s",
        "BRPOP s %s",
        "BLMPOP %s 1 s LEFT",
        "BLMOVE s m LEFT LEFT %s",
        "BRPOPLPUSH s m %s",
      })
  void badTimeout_isRefusedBeforeTheKeyIsLookedAt(String command) {
    desk.say("SET s text");
    assertThat(desk.say(command.formatted("-1"))).isEqualTo("-ERR timeout is negative");
    assertThat(desk.say(command.formatted("x")))
        .isEqualTo("-ERR timeout is not a float or out of range");
    assertThat(desk.say(command.formatted("9223372036854775807")))
        .isEqualTo("-ERR timeout is out of range");
  }

  @Test
  void insideMulti_noClientIsBlocked() {
    desk.client.send(
        "MULTI\r\nBLPOP l 0\r\nBLMPOP 0 1 l LEFT\r\nBLMOVE l m LEFT LEFT 0\r\n"
            + "BRPOPLPUSH l m 0\r\nRPUSH l a\r\nBRPOP l 0\r\nEXEC\r\n");
    assertThat(ListDesk.flat(desk.client.received()))
        .endsWith("*6 *-1 *-1 $-1 $-1 :1 *2 $1 l $1 a");
  }

  @Test
  void transactionThatTakesBackWhatItPushed_servesNoClient() {
    var waiting = desk.waiting("BLPOP l 0");
    desk.client.send("MULTI\r\nRPUSH l a\r\nDEL l\r\nSET l text\r\nEXEC\r\n").received();
    assertThat(waiting.received()).isEmpty();
    desk.say("DEL l");
    desk.say("LPUSH l b");
    assertThat(received(waiting)).isEqualTo("*2 $1 l $1 b");
  }

  @Test
  void transactionThatPushesTwice_isSeenAsItEnds() {
    var waiting = desk.waiting("BLPOP l 0");
    desk.client.send("MULTI\r\nLPUSH l a\r\nLPUSH l b\r\nEXEC\r\n").received();
    assertThat(received(waiting)).isEqualTo("*2 $1 l $1 b");
    assertThat(desk.elements("l")).isEqualTo("a");
  }

  @Test
  void servedMove_servesWhoWaitsForItsDestination() {
    var last = desk.waiting("BLPOP c 0");
    var middle = desk.waiting("BLMOVE b c LEFT RIGHT 0");
    var first = desk.waiting("BRPOPLPUSH a b 0");
    desk.say("RPUSH a x");
    assertThat(received(first)).isEqualTo("$1 x");
    assertThat(received(middle)).isEqualTo("$1 x");
    assertThat(received(last)).isEqualTo("*2 $1 c $1 x");
    assertThat(desk.say("DBSIZE")).isEqualTo(":0");
  }

  @Test
  void circleOfMoves_comesToAnEnd() {
    var one = desk.waiting("BRPOPLPUSH a b 0");
    var other = desk.waiting("BRPOPLPUSH b a 0");
    desk.say("RPUSH a x");
    assertThat(received(one)).isEqualTo("$1 x");
    assertThat(received(other)).isEqualTo("$1 x");
    assertThat(desk.elements("a")).isEqualTo("x");
  }

  @Test
  void moveIntoItself_isServed() {
    var waiting = desk.waiting("BLMOVE l l LEFT RIGHT 0");
    desk.say("RPUSH l a b");
    assertThat(received(waiting)).isEqualTo("$1 a");
    assertThat(desk.elements("l")).isEqualTo("b a");
  }

  @Test
  void destinationOfAnotherType_isAnErrorOnceThereIsAnElement_whichStays() {
    desk.say("SET s text");
    var waiting = desk.waiting("BRPOPLPUSH l s 0");
    var next = desk.waiting("BLPOP l 0");
    desk.say("RPUSH l a");
    assertThat(received(waiting))
        .isEqualTo("-WRONGTYPE Operation against a key holding the wrong kind of value");
    assertThat(received(next)).isEqualTo("*2 $1 l $1 a");
  }

  @Test
  void moveByAnotherClient_servesToo() {
    desk.make("l", "a");
    var waiting = desk.waiting("BLPOP m 0");
    desk.say("LMOVE l m LEFT LEFT");
    assertThat(received(waiting)).isEqualTo("*2 $1 m $1 a");
  }

  @Test
  void pushx_servesNoClient_whereNoListIs() {
    var waiting = desk.waiting("BLPOP l 0");
    desk.say("LPUSHX l a");
    assertThat(waiting.received()).isEmpty();
  }

  @Test
  void keysAreLookedAtInTheOrderOfTheWords() {
    var waiting = desk.waiting("BLPOP a b c 0");
    desk.client.send("MULTI\r\nRPUSH c 3\r\nRPUSH b 2\r\nEXEC\r\n").received();
    assertThat(received(waiting)).isEqualTo("*2 $1 b $1 2");
    assertThat(desk.elements("c")).isEqualTo("3");
  }

  @Test
  void commandIsCountedOnce() {
    desk.client.call("CONFIG", "RESETSTAT");
    var waiting = desk.waiting("BLPOP l 0");
    desk.say("RPUSH l a");
    waiting.reply();
    assertThat(desk.server.info("cmdstat_blpop")).startsWith("calls=1,");
  }
}
