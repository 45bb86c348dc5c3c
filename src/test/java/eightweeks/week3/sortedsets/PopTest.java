package eightweeks.week3.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ZPOPMIN, ZPOPMAX, ZMPOP and those that can wait. */
final class PopTest {
  private final Desk desk = Desk.open();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZPOPMIN z               | *[a 1]               | *[a ,1]              | b c d
          ZPOPMAX z               | *[d 4]               | *[d ,4]              | a b c
          ZPOPMIN z 1             | *[a 1]               | *[*[a ,1]]           | b c d
          ZPOPMAX z 2             | *[d 4 c 3]           | *[*[d ,4] *[c ,3]]   | a b
          ZPOPMIN z 0             | *[]                  | *[]                  | a b c d
          ZPOPMIN z 9             | *[a 1 b 2.5 c 3 d 4] | *[*[a ,1] *[b ,2.5] *[c ,3] *[d ,4]] | ''
          ZMPOP 1 z MIN           | *[z *[*[a 1]]]       | *[z *[*[a ,1]]]      | b c d
          ZMPOP 2 no z max        | *[z *[*[d 4]]]       | *[z *[*[d ,4]]]      | a b c
          ZMPOP 1 z MAX COUNT 2   | *[z *[*[d 4] *[c 3]]] | *[z *[*[d ,4] *[c ,3]]] | a b
          ZMPOP 1 z MIN count 99  | *[z *[*[a 1] *[b 2.5] *[c 3] *[d 4]]] | *[z *[*[a ,1] *[b ,2.5] *[c ,3] *[d ,4]]] | ''
          BZPOPMIN no z 0         | *[z a 1]             | *[z a ,1]            | b c d
          BZPOPMAX z 0            | *[z d 4]             | *[z d ,4]            | a b c
          BZMPOP 0 2 no z MIN     | *[z *[*[a 1]]]       | *[z *[*[a ,1]]]      | b c d
          BZMPOP 0 1 z MAX COUNT 2 | *[z *[*[d 4] *[c 3]]] | *[z *[*[d ,4] *[c ,3]]] | a b
          """)
  void pops_takeTheMembersOfTheLeastOrGreatestScore(
      String command, String resp2, String resp3, String left) {
    for (var entries : new String[] {"128", "0"}) {
      for (var reply : new String[] {resp2, resp3}) {
        var desk = Desk.open("--zset-max-listpack-entries", entries);
        desk.given("ZADD z 1 a 2.5 b 3 c 4 d");
        if (reply.equals(resp3)) {
          desk.resp3();
        }
        assertThat(desk.say(command)).as(entries).isEqualTo(reply);
        desk.client.call("HELLO", "2");
        assertThat(desk.say("ZRANGE z 0 -1")).as(entries).isEqualTo("*[" + left + "]");
        assertThat(desk.say("EXISTS z")).isEqualTo(left.isEmpty() ? ":0" : ":1");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZPOPMIN nothing            | *[]  | *[]
          ZPOPMAX nothing 3          | *[]  | *[]
          ZMPOP 2 nothing no MIN     | *-1  | _
          """)
  void popOfNothing(String command, String resp2, String resp3) {
    assertThat(desk.say(command)).isEqualTo(resp2);
    assertThat(desk.resp3().say(command)).isEqualTo(resp3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BZPOPMIN no z 0", "BZPOPMAX no 0", "BZMPOP 0 1 no MIN COUNT 2"})
  void inATransaction_noClientIsBlocked(String command) {
    desk.given("MULTI", command);
    assertThat(desk.say("EXEC")).isEqualTo("*[*-1]");
    desk.resp3().given("MULTI", command);
    assertThat(desk.say("EXEC")).isEqualTo("*[_]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BZPOPMIN no z 0         | *[z a 1.5]
          BZPOPMAX z 0            | *[z b 2]
          BZMPOP 0 2 no z MIN     | *[z *[*[a 1.5]]]
          BZMPOP 0 1 z MAX COUNT 5 | *[z *[*[b 2] *[a 1.5]]]
          """)
  void whoWaits_isServedWhenMembersCome(String command, String reply) {
    var waiting = desk.server.connect().send(command + "\r\n");
    assertThat(waiting.received()).isEmpty();
    desk.given("ZADD z 1.5 a 2 b");
    assertThat(Desk.flat(waiting.reply())).isEqualTo(reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BZPOPMIN no z 0.1", "BZPOPMAX z 0.1", "BZMPOP 0.1 2 no z MIN"})
  void clientWhoseTimeoutPasses_getsNil(String command) {
    var waiting = desk.server.connect().send(command + "\r\n");
    assertThat(waiting.received()).isEmpty();
    desk.server.runFor(300);
    assertThat(waiting.reply()).isEqualTo("*-1\r\n");
    waiting.call("HELLO", "3");
    waiting.send(command + "\r\n");
    desk.server.runFor(300);
    assertThat(waiting.reply()).isEqualTo("_\r\n");
  }

  @Test
  void keysAreLookedAtInTheirOrder() {
    desk.given("SET s text", "ZADD z 1 a 2 b 3 c", "ZADD y 1 x");
    assertThat(desk.say("ZMPOP 2 z s MIN")).isEqualTo("*[z *[*[a 1]]]");
    assertThat(desk.say("ZMPOP 2 s z MIN")).isEqualTo(Desk.WRONG_TYPE);
    assertThat(desk.say("BZPOPMIN z s 0")).isEqualTo("*[z b 2]");
    assertThat(desk.say("BZPOPMIN nothing s z 0")).isEqualTo(Desk.WRONG_TYPE);
    assertThat(desk.say("ZMPOP 2 y z MIN COUNT 9")).isEqualTo("*[y *[*[x 1]]]");
    assertThat(desk.say("ZCARD z")).isEqualTo(":1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ZPOPMIN k -1             | -ERR value is out of range, must be positive
          ZPOPMAX k x              | -ERR value is out of range, must be positive
          ZPOPMIN k 1 2            | -ERR syntax error
          ZPOPMIN                  | -ERR wrong number of arguments for 'zpopmin' command
          ZMPOP 0 k MIN            | -ERR numkeys should be greater than 0
          ZMPOP x k MIN            | -ERR numkeys should be greater than 0
          ZMPOP 2 k MIN            | -ERR syntax error
          ZMPOP 1 k UP             | -ERR syntax error
          ZMPOP 1 k                | -ERR wrong number of arguments for 'zmpop' command
          ZMPOP 1 k MIN COUNT      | -ERR syntax error
          ZMPOP 1 k MIN COUNT 0    | -ERR count should be greater than 0
          ZMPOP 1 k MIN COUNT x    | -ERR count should be greater than 0
          ZMPOP 1 k MIN COUNT 1 COUNT 1 | -ERR syntax error
          ZMPOP 1 k MIN MAX        | -ERR syntax error
          BZPOPMIN k -1            | -ERR timeout is negative
          BZPOPMAX k x             | -ERR timeout is not a float or out of range
          BZPOPMIN k               | -ERR wrong number of arguments for 'bzpopmin' command
          BZMPOP -1 1 k MIN        | -ERR timeout is negative
          BZMPOP x 1 k MIN         | -ERR timeout is not a float or out of range
          BZMPOP x 0 k MIN         | -ERR numkeys should be greater than 0
          BZMPOP x 1 k UP          | -ERR syntax error
          BZMPOP x 2 k MIN         | -ERR syntax error
          BZMPOP 0 1 k MIN COUNT 0 | -ERR count should be greater than 0
          ZPOPMIN k                | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZPOPMIN k 0              | -WRONGTYPE Operation against a key holding the wrong kind of value
          ZMPOP 1 k MIN            | -WRONGTYPE Operation against a key holding the wrong kind of value
          BZPOPMAX k 0             | -WRONGTYPE Operation against a key holding the wrong kind of value
          BZMPOP 0 1 k MAX         | -WRONGTYPE Operation against a key holding the wrong kind of value
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
          ZMPOP 2 a b MIN      | *[a b]
          BZMPOP 0 2 a b MIN   | *[a b]
          BZPOPMIN a b 0       | *[a b]
          ZPOPMAX a 5          | *[a]
          """)
  void keys_areFoundWhereverTheyStand(String command, String keys) {
    assertThat(desk.say("COMMAND GETKEYS " + command)).isEqualTo(keys);
  }
}
