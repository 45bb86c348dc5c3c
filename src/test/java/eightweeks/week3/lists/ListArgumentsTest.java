package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands on lists have in common: too few words, too many, and RESP3. */
final class ListArgumentsTest {
  private final Desk desk = Desk.open();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LPUSH l",
        "RPUSH l",
        "LPUSHX l",
        "RPUSHX l",
        "LPOP",
        "RPOP",
        "LLEN",
        "LLEN l m",
        "LINDEX l",
        "LINDEX l 0 1",
        "LRANGE l 0",
        "LRANGE l 0 1 2",
        "LPOS l",
        "LSET l 0",
        "LSET l 0 a b",
        "LINSERT l BEFORE a",
        "LINSERT l BEFORE a b c",
        "LREM l 0",
        "LREM l 0 a b",
        "LTRIM l 0",
        "LTRIM l 0 1 2",
        "LMOVE l m LEFT",
        "LMOVE l m LEFT LEFT x",
        "RPOPLPUSH l",
        "RPOPLPUSH l m n",
        "LMPOP 1 l",
        "BLPOP l",
        "BRPOP l",
        "BLMOVE l m LEFT LEFT",
        "BLMOVE l m LEFT LEFT 0 1",
        "BRPOPLPUSH l m",
        "BRPOPLPUSH l m 0 1",
        "BLMPOP 0 1 l",
      })
  void wrongNumberOfWords_isRefused(String command) {
    desk.given("RPUSH l a");
    var name = command.split(" ")[0].toLowerCase(Locale.ROOT);
    assertThat(desk.say(command))
        .isEqualTo("-ERR wrong number of arguments for '" + name + "' command");
    assertThat(desk.say("LRANGE l 0 -1")).isEqualTo("*[a]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LPUSH l x              | :4
          LPOP l                 | a
          LPOP l 2               | *[a b]
          LINDEX l -1            | c
          LRANGE l 0 1           | *[a b]
          LPOS l b               | :1
          LPOS l b COUNT 0       | *[:1]
          LPOS l x COUNT 0       | *[]
          LSET l 0 x             | +OK
          LINSERT l BEFORE x y   | :-1
          LREM l 0 a             | :1
          LTRIM l 0 0            | +OK
          LMOVE l m LEFT RIGHT   | a
          LMPOP 1 l LEFT         | *[l *[a]]
          BLPOP l 0              | *[l a]
          BRPOP l 0              | *[l c]
          BLMOVE l m LEFT LEFT 0 | a
          BLMPOP 0 1 l LEFT COUNT 2 | *[l *[a b]]
          """)
  void listsLookTheSameInResp3(String command, String reply) {
    assertThat(desk.given("RPUSH l a b c").say(command)).isEqualTo(reply);
    desk.resp3().given("DEL l m", "RPUSH l a b c");
    assertThat(desk.say(command)).isEqualTo(reply);
  }

  @Test
  void nothing_isTheOneNullInResp3() {
    desk.resp3();
    for (var command :
        new String[] {
          "LPOP l",
          "LPOP l 2",
          "RPOP l",
          "LINDEX l 0",
          "LPOS l a",
          "LMOVE l m LEFT LEFT",
          "RPOPLPUSH l m",
          "LMPOP 1 l LEFT",
        }) {
      assertThat(desk.say(command)).as(command).isEqualTo("_");
    }
    assertThat(desk.say("LPOS l a COUNT 1")).isEqualTo("*[]");
    assertThat(desk.say("LRANGE l 0 -1")).isEqualTo("*[]");
  }
}
