package eightweeks.week3.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of the commands for messages: too few, too many, help; and both protocols. */
final class PubSubArgumentsTest {
  private final Desk desk = Desk.open();

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          SUBSCRIBE                   => -ERR wrong number of arguments for 'subscribe' command
          PSUBSCRIBE                  => -ERR wrong number of arguments for 'psubscribe' command
          SSUBSCRIBE                  => -ERR wrong number of arguments for 'ssubscribe' command
          PUBLISH a                   => -ERR wrong number of arguments for 'publish' command
          PUBLISH a b c               => -ERR wrong number of arguments for 'publish' command
          SPUBLISH a                  => -ERR wrong number of arguments for 'spublish' command
          SPUBLISH a b c              => -ERR wrong number of arguments for 'spublish' command
          PUBSUB                      => -ERR wrong number of arguments for 'pubsub' command
          PUBSUB NOSUCH a             => -ERR unknown subcommand 'NOSUCH'. Try PUBSUB HELP.
          PUBSUB CHANNELS a b         => -ERR unknown subcommand or wrong number of arguments for 'CHANNELS'. Try PUBSUB HELP.
          PUBSUB shardchannels a b    => -ERR unknown subcommand or wrong number of arguments for 'shardchannels'. Try PUBSUB HELP.
          PubSub Channels a b         => -ERR unknown subcommand or wrong number of arguments for 'Channels'. Try PUBSUB HELP.
          PUBSUB NUMPAT a             => -ERR wrong number of arguments for 'pubsub|numpat' command
          PUBSUB HELP a               => -ERR wrong number of arguments for 'pubsub|help' command
          """)
  void wrongWords_areRefused(String command, String error) {
    assertThat(desk.say(command)).isEqualTo(error);
  }

  @Test
  void help_namesTheSubcommands() {
    assertThat(desk.say("PUBSUB HELP"))
        .startsWith("*[+PUBSUB <subcommand> [<arg> [value] [opt] ...]. Subcommands are: ")
        .contains("+CHANNELS [<pattern>] ", "+NUMPAT ", "+NUMSUB [<channel> ...] ")
        .contains("+SHARDCHANNELS [<pattern>] ", "+SHARDNUMSUB [<shardchannel> ...] ")
        .endsWith("+HELP +    Print this help.]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SUBSCRIBE news  | [subscribe news :1]  | PUBLISH news hi  | [message news hi]
          PSUBSCRIBE n?ws | [psubscribe n?ws :1] | PUBLISH news hi  | [pmessage n?ws news hi]
          SSUBSCRIBE news | [ssubscribe news :1] | SPUBLISH news hi | [smessage news hi]
          """)
  void messages_areArrays_andPushesInResp3(
      String subscription, String confirmed, String publication, String message) {
    var listener = desk.server.connect();
    var modern = desk.server.connect();
    modern.call("HELLO", "3");
    assertThat(Desk.flat(listener.inline(subscription))).isEqualTo("*" + confirmed);
    assertThat(Desk.flat(modern.inline(subscription))).isEqualTo(">" + confirmed);
    assertThat(desk.say(publication)).isEqualTo(":2");
    assertThat(Desk.flat(listener.reply())).isEqualTo("*" + message);
    assertThat(Desk.flat(modern.reply())).isEqualTo(">" + message);
    var end = subscription.replaceFirst("SUB", "UNSUB");
    assertThat(Desk.flat(modern.inline(end)))
        .isEqualTo(">" + confirmed.replaceFirst("sub", "unsub").replace(":1", ":0"));
    assertThat(desk.say(publication)).isEqualTo(":1");
  }

  @Test
  void pubsub_isTheSameInResp3() {
    var listener = desk.server.connect();
    listener.call("SUBSCRIBE", "a");
    listener.call("PSUBSCRIBE", "p");
    listener.call("SSUBSCRIBE", "s");
    desk.resp3();
    assertThat(desk.say("PUBSUB CHANNELS")).isEqualTo("*[a]");
    assertThat(desk.say("PUBSUB CHANNELS [b-z]")).isEqualTo("*[]");
    assertThat(desk.say("PUBSUB NUMSUB a x")).isEqualTo("*[a :1 x :0]");
    assertThat(desk.say("PUBSUB NUMPAT")).isEqualTo(":1");
    assertThat(desk.say("PUBSUB SHARDCHANNELS s*")).isEqualTo("*[s]");
    assertThat(desk.say("PUBSUB SHARDNUMSUB")).isEqualTo("*[]");
    assertThat(desk.say("PUBSUB SHARDNUMSUB s a")).isEqualTo("*[s :1 a :0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SUBSCRIBE a",
        "PSUBSCRIBE a",
        "PUBLISH a b",
        "SSUBSCRIBE a b",
        "SUNSUBSCRIBE a b",
        "SPUBLISH a b",
      })
  void channels_areNoKeys_notEvenThoseOfAShard(String command) {
    assertThat(desk.say("COMMAND GETKEYS " + command))
        .isEqualTo("-ERR The command has no key arguments");
  }
}
