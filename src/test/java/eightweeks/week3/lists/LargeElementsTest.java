package eightweeks.week3.lists;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Elements so large that each lies in a node of its own. That is from 8 kilobytes on; here the
 * threshold is lowered to 5 bytes, so that AAAAAA and BBBBBB are large.
 */
final class LargeElementsTest {
  private final Desk desk = Desk.open("--enable-debug-command", "yes");

  @BeforeEach
  void fill() {
    desk.given(
        "DEBUG QUICKLIST-PACKED-THRESHOLD 5b",
        "CONFIG SET list-max-listpack-size 2",
        "RPUSH l a AAAAAA b c BBBBBB AAAAAA d");
    assertThat(desk.encoding("l")).isEqualTo("quicklist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LRANGE l 1 4                   | *[AAAAAA b c BBBBBB] | a AAAAAA b c BBBBBB AAAAAA d
          LINDEX l 4                     | BBBBBB   | a AAAAAA b c BBBBBB AAAAAA d
          LINDEX l -2                    | AAAAAA   | a AAAAAA b c BBBBBB AAAAAA d
          LPOS l AAAAAA COUNT 0          | *[:1 :5] | a AAAAAA b c BBBBBB AAAAAA d
          LPOS l AAAAAA RANK -1          | :5       | a AAAAAA b c BBBBBB AAAAAA d
          LPOS l c                       | :3       | a AAAAAA b c BBBBBB AAAAAA d
          LSET l 1 x                     | +OK      | a x b c BBBBBB AAAAAA d
          LSET l 2 CCCCCC                | +OK      | a AAAAAA CCCCCC c BBBBBB AAAAAA d
          LSET l 4 CCCCCCC               | +OK      | a AAAAAA b c CCCCCCC AAAAAA d
          LINSERT l BEFORE AAAAAA x      | :8       | a x AAAAAA b c BBBBBB AAAAAA d
          LINSERT l AFTER AAAAAA x       | :8       | a AAAAAA x b c BBBBBB AAAAAA d
          LINSERT l BEFORE c CCCCCC      | :8       | a AAAAAA b CCCCCC c BBBBBB AAAAAA d
          LINSERT l AFTER BBBBBB CCCCCC  | :8       | a AAAAAA b c BBBBBB CCCCCC AAAAAA d
          LREM l 0 AAAAAA                | :2       | a b c BBBBBB d
          LREM l -1 AAAAAA               | :1       | a AAAAAA b c BBBBBB d
          LTRIM l 1 1                    | +OK      | AAAAAA
          LTRIM l 3 4                    | +OK      | c BBBBBB
          LPUSH l CCCCCC x               | :9       | x CCCCCC a AAAAAA b c BBBBBB AAAAAA d
          RPUSH l CCCCCC                 | :8       | a AAAAAA b c BBBBBB AAAAAA d CCCCCC
          LPOP l 2                       | *[a AAAAAA] | b c BBBBBB AAAAAA d
          RPOP l 3                       | *[d AAAAAA BBBBBB] | a AAAAAA b c
          LMOVE l l LEFT RIGHT           | a        | AAAAAA b c BBBBBB AAAAAA d a
          LMPOP 1 l RIGHT COUNT 2        | *[l *[d AAAAAA]] | a AAAAAA b c BBBBBB
          SORT l ALPHA LIMIT 0 3 STORE l | :3       | AAAAAA AAAAAA BBBBBB
          """)
  void everyCommand_findsThem(String command, String reply, String left) {
    assertThat(desk.say(command)).isEqualTo(reply);
    assertThat(desk.say("LRANGE l 0 -1")).isEqualTo("*[" + left + "]");
    assertThat(desk.say("LLEN l")).isEqualTo(":" + left.split(" ").length);
  }

  @Test
  void oneLargeElement_isAQuicklist_asLongAsItIsThere() {
    desk.given(
        "DEL l", "CONFIG SET list-max-listpack-size -2", "DEBUG QUICKLIST-PACKED-THRESHOLD 0");
    var large = "x".repeat(9000);
    desk.given("RPUSH l a " + large);
    assertThat(desk.encoding("l")).isEqualTo("quicklist");
    assertThat(desk.say("LINDEX l 1")).isEqualTo(large);
    assertThat(desk.say("RPOP l")).isEqualTo(large);
    assertThat(desk.encoding("l")).isEqualTo("listpack");
  }

  @Test
  void elementsInTheMiddle_areWhole_forAnyCompressionDepth() {
    desk.given("CONFIG SET list-compress-depth 1", "DEL l");
    for (int i = 0; i < 40; i++) {
      desk.given("RPUSH l " + i + "-" + "y".repeat(200));
    }
    assertThat(desk.say("LINDEX l 20")).isEqualTo("20-" + "y".repeat(200));
    assertThat(desk.say("LPOS l 17-" + "y".repeat(200))).isEqualTo(":17");
    desk.given("LSET l 20 x", "LINSERT l AFTER x z");
    assertThat(desk.say("LRANGE l 20 21")).isEqualTo("*[x z]");
  }
}
