package eightweeks.week3.pubsub;

import static eightweeks.week3.commandkeys.ChannelSpec.Use.PATTERN;
import static eightweeks.week3.commandkeys.ChannelSpec.Use.PUBLISH;
import static eightweeks.week3.commandkeys.ChannelSpec.Use.SUBSCRIBE;
import static eightweeks.week3.commandkeys.ChannelSpec.Use.UNSUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.commandkeys.ChannelSpec;
import eightweeks.week3.commandkeys.CommandChannels;
import eightweeks.week3.commandkeys.MovableChannels;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** Which channels a command touches, asked as access control (week 6) does. */
final class ChannelSpecTest {
  private final TestServer server =
      TestServer.in(new TestWorld()).with(ChannelSpecTest::installAccessControl).start();

  /** All users may publish and subscribe to channels that begin with "news". */
  private static void installAccessControl(ServerBuilder parts) {
    parts
        .gates()
        .install(
            Gate.CLUSTER,
            _ -> true,
            (client, command, args) -> {
              var channels = CommandChannels.of(command, args);
              for (int i = 0; i < channels.count(); i++) {
                boolean leaves = channels.uses(i).contains(UNSUBSCRIBE);
                if (!leaves && !args.text(channels.position(i)).startsWith("news")) {
                  parts.dispatcher().reject(client, command, "NOPERM no such channel for you");
                  return false;
                }
              }
              return true;
            });
    parts.gates().shut(Gate.CLUSTER, true);
  }

  private String channels(String... words) {
    var bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = Ascii.bytes(words[i]);
    }
    var args = Args.of(bytes);
    var command = Objects.requireNonNull(server.parts().commands().find(words[0]));
    var found = CommandChannels.of(command, args);
    var text = new StringJoiner(" ");
    for (int i = 0; i < found.count(); i++) {
      text.add(args.text(found.position(i)) + found.uses(i));
    }
    return text.toString();
  }

  @Test
  void channels_ofEveryCommandThatHasSome() {
    String subscribe = Set.of(SUBSCRIBE).toString();
    String unsubscribe = Set.of(UNSUBSCRIBE).toString();
    assertThat(channels("PUBLISH", "a", "b")).isEqualTo("a" + Set.of(PUBLISH));
    assertThat(channels("SPUBLISH", "a", "b")).isEqualTo("a" + Set.of(PUBLISH));
    for (var name : new String[] {"SUBSCRIBE", "SSUBSCRIBE"}) {
      assertThat(channels(name, "a", "b")).isEqualTo("a" + subscribe + " b" + subscribe);
    }
    for (var name : new String[] {"UNSUBSCRIBE", "SUNSUBSCRIBE"}) {
      assertThat(channels(name, "a", "b")).isEqualTo("a" + unsubscribe + " b" + unsubscribe);
      assertThat(channels(name)).isEmpty();
    }
    assertThat(channels("PSUBSCRIBE", "a*"))
        .isEqualTo("a*" + java.util.EnumSet.of(PATTERN, SUBSCRIBE));
    assertThat(channels("PUNSUBSCRIBE", "a*"))
        .isEqualTo("a*" + java.util.EnumSet.of(PATTERN, UNSUBSCRIBE));
    assertThat(channels("PUBSUB", "channels")).isEmpty();
    assertThat(channels("SET", "k", "v")).isEmpty();
  }

  @Test
  void gate_checksTheChannels() {
    var client = server.connect();
    assertThat(client.call("PUBLISH", "news", "x")).isEqualTo(":0\r\n");
    assertThat(client.call("PUBLISH", "secret", "x")).startsWith("-NOPERM");
    assertThat(client.call("SUBSCRIBE", "news", "secret")).startsWith("-NOPERM");
    assertThat(client.call("PSUBSCRIBE", "*")).startsWith("-NOPERM");
    assertThat(client.call("SUBSCRIBE", "news")).contains("subscribe");
    assertThat(client.call("UNSUBSCRIBE", "secret")).contains("unsubscribe");
  }

  private abstract static class ModuleCommand extends Command implements MovableChannels {
    ModuleCommand() {
      super(CommandSpec.of("mod.forward", -3));
    }
  }

  @Test
  void commandOfAModule_saysItselfWhichChannelsItTouches() {
    server
        .parts()
        .command(
            new ModuleCommand() {
              @Override
              public void findChannels(Args args, CommandChannels channels) {
                channels.add(1, Set.of(ChannelSpec.Use.SUBSCRIBE));
                channels.add(2, Set.of(ChannelSpec.Use.PUBLISH));
              }

              @Override
              public void run(Client client, Args args) {
                client.reply().ok();
              }
            });
    var client = server.connect();
    assertThat(client.call("MOD.FORWARD", "news", "news.all")).isEqualTo("+OK\r\n");
    assertThat(client.call("MOD.FORWARD", "news", "secret")).startsWith("-NOPERM");
  }
}
