package eightweeks.week3.pubsub;

import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.Set;

/**
 * Brings publish and subscribe: the commands, the gate for subscribed clients, and the events of
 * the keyspace as messages.
 *
 * <p>Answers to {@code server.c: processCommand()}, as far as it is about subscribed clients.
 */
public final class PubSubFeature implements Feature {
  /**
   * The commands that a subscribed client may use in RESP2, in which messages and replies look
   * alike.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          "ping",
          "quit",
          "reset",
          "subscribe",
          "unsubscribe",
          "psubscribe",
          "punsubscribe",
          "ssubscribe",
          "sunsubscribe");

  @Override
  public void install(ServerBuilder server) {
    var pubSub = new PubSub(server.clients(), server.need(Values.SERVICE).sipHash());
    var effects = server.need(Effects.SERVICE);
    server.provide(PubSub.SERVICE, pubSub);
    SubscribeCommands.addTo(server, pubSub);
    server.command(PublishCommand.toChannel(pubSub, effects));
    server.command(PublishCommand.toShard(pubSub, effects));
    server.command(PubSubCommand.create(pubSub));
    server.need(KeyspaceEvents.SERVICE).onPublish(pubSub::publish);
    installGate(server);
    server
        .info()
        .add(
            Info.Section.STATS,
            info ->
                info.field("pubsub_channels", pubSub.topics(PubSubType.CHANNEL).size())
                    .field("pubsub_patterns", pubSub.topics(PubSubType.PATTERN).size())
                    .field("pubsubshard_channels", pubSub.topics(PubSubType.SHARD).size()));
  }

  // tag::gate[]
  private static void installGate(ServerBuilder server) {
    server
        .gates()
        .install(
            Gate.SUBSCRIBED,
            command -> !ALLOWED.contains(command.fullName()),
            (client, command, _) -> {
              if (client.reply().protocol() != 2) {
                return true;
              }
              var error =
                  "ERR Can't execute '"
                      + command.fullName()
                      + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are"
                      + " allowed in this context";
              server.dispatcher().reject(client, command, error);
              return false;
            });
  }
  // end::gate[]
}
