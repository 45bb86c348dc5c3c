package eightweeks.week5.latency;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of SLOWLOG, LATENCY and MONITOR: too few, too many, help; and both protocols. */
final class LatencyArgumentsTest {
  private final Desk desk = Desk.open();

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          SLOWLOG                     => -ERR wrong number of arguments for 'slowlog' command
          SLOWLOG NOSUCH              => -ERR unknown subcommand 'NOSUCH'. Try SLOWLOG HELP.
          SLOWLOG get 1 2             => -ERR unknown subcommand or wrong number of arguments for 'get'. Try SLOWLOG HELP.
          SLOWLOG GET -2              => -ERR count should be greater than or equal to -1
          SLOWLOG GET x               => -ERR count should be greater than or equal to -1
          SLOWLOG LEN x               => -ERR wrong number of arguments for 'slowlog|len' command
          SLOWLOG RESET x             => -ERR wrong number of arguments for 'slowlog|reset' command
          SLOWLOG HELP x              => -ERR wrong number of arguments for 'slowlog|help' command
          LATENCY                     => -ERR wrong number of arguments for 'latency' command
          LATENCY NOSUCH              => -ERR unknown subcommand 'NOSUCH'. Try LATENCY HELP.
          LATENCY DOCTOR x            => -ERR wrong number of arguments for 'latency|doctor' command
          LATENCY GRAPH               => -ERR wrong number of arguments for 'latency|graph' command
          LATENCY GRAPH x             => -ERR No samples available for event 'x'
          LATENCY GRAPH x y           => -ERR wrong number of arguments for 'latency|graph' command
          LATENCY HISTORY             => -ERR wrong number of arguments for 'latency|history' command
          LATENCY HISTORY x y         => -ERR wrong number of arguments for 'latency|history' command
          LATENCY LATEST x            => -ERR wrong number of arguments for 'latency|latest' command
          LATENCY HELP x              => -ERR wrong number of arguments for 'latency|help' command
          MONITOR x                   => -ERR wrong number of arguments for 'monitor' command
          CONFIG SET latency-monitor-threshold -1  => -ERR CONFIG SET failed (possibly related to argument 'latency-monitor-threshold') - argument must be between 0 and 9223372036854775807 inclusive
          CONFIG SET slowlog-max-len -1            => -ERR CONFIG SET failed (possibly related to argument 'slowlog-max-len') - argument must be between 0 and 9223372036854775807 inclusive
          CONFIG SET slowlog-log-slower-than -2    => -ERR CONFIG SET failed (possibly related to argument 'slowlog-log-slower-than') - argument must be between -1 and 9223372036854775807 inclusive
          """)
  void wrongWords_areRefused(String command, String error) {
    assertThat(desk.say(command)).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SLOWLOG GET               | *[]  | *[]
          SLOWLOG GET 5             | *[]  | *[]
          SLOWLOG LEN               | :0   | :0
          SLOWLOG RESET             | +OK  | +OK
          LATENCY LATEST            | *[]  | *[]
          LATENCY HISTORY command   | *[]  | *[]
          LATENCY RESET             | :0   | :0
          LATENCY RESET a b         | :0   | :0
          LATENCY HISTOGRAM nosuch  | *[]  | %[]
          """)
  void whereNothingWasSlow(String command, String resp2, String resp3) {
    assertThat(desk.say(command)).isEqualTo(resp2);
    assertThat(desk.resp3().say(command)).isEqualTo(resp3);
  }

  @Test
  void doctorAndGraph_areVerbatimInResp3() {
    var desk = Desk.open("--enable-debug-command", "yes");
    desk.given("CONFIG SET latency-monitor-threshold 1", "DEBUG SLEEP 0.01");
    assertThat(desk.client.inline("LATENCY DOCTOR")).startsWith("$");
    assertThat(desk.client.inline("LATENCY GRAPH command")).startsWith("$").contains("command - ");
    desk.resp3();
    assertThat(desk.client.inline("LATENCY DOCTOR")).matches("(?s)=\\d+\r\ntxt:.*");
    assertThat(desk.client.inline("LATENCY GRAPH command"))
        .matches("(?s)=\\d+\r\ntxt:command - high .*");
  }

  @Test
  void help_namesTheSubcommands() {
    assertThat(desk.say("SLOWLOG HELP"))
        .startsWith("*[+SLOWLOG <subcommand> [<arg> [value] [opt] ...]. Subcommands are: ")
        .contains("+GET [<count>] ", "+LEN ", "+RESET ")
        .endsWith("+HELP +    Print this help.]");
    assertThat(desk.say("LATENCY HELP"))
        .startsWith("*[+LATENCY <subcommand> [<arg> [value] [opt] ...]. Subcommands are: ")
        .contains("+DOCTOR ", "+GRAPH <event> ", "+HISTORY <event> ", "+LATEST ")
        .contains("+RESET [<event> ...] ", "+HISTOGRAM [COMMAND ...] ")
        .endsWith("+HELP +    Print this help.]");
  }
}
