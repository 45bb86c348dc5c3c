package eightweeks.week3.pubsub;

import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.PUBSUB;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;
import static eightweeks.week3.commandkeys.ChannelSpec.Use.PATTERN;
import static eightweeks.week3.commandkeys.ChannelSpec.Use.SUBSCRIBE;
import static eightweeks.week3.commandkeys.ChannelSpec.Use.UNSUBSCRIBE;
import static eightweeks.week3.commandkeys.KeySpec.Use.NOT_KEY;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ClientFlags;
import eightweeks.week3.commandkeys.ChannelSpec;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.Locale;

/**
 * SUBSCRIBE, PSUBSCRIBE and SSUBSCRIBE, and their opposites: UNSUBSCRIBE, PUNSUBSCRIBE and
 * SUNSUBSCRIBE.
 *
 * <p>Answers to {@code pubsub.c: subscribeCommand()}, {@code unsubscribeCommand()} and their
 * relatives. None of them replies: the client is pushed a confirmation for each name.
 */
final class SubscribeCommands {
  private SubscribeCommands() {}

  static void addTo(ServerBuilder server, PubSub pubSub) {
    server.command(
        new Subscribe(
            pubSub,
            PubSubType.CHANNEL,
            declare("subscribe", -2, "2.0.0")
                .complexity("O(N) where N is the number of channels to subscribe to.")
                .summary("Listens to channels.")
                .flags(SENTINEL)
                .channels(ChannelSpec.from(1, SUBSCRIBE))
                .arguments("channel...")));
    server.command(
        new Unsubscribe(
            pubSub,
            PubSubType.CHANNEL,
            declare("unsubscribe", -1, "2.0.0")
                .complexity("O(N) where N is the number of channels to unsubscribe.")
                .summary("Stops listening to channels, or to all of them.")
                .flags(SENTINEL)
                .channels(ChannelSpec.from(1, UNSUBSCRIBE))
                .arguments("[channel...]")));
    server.command(
        new Subscribe(
            pubSub,
            PubSubType.PATTERN,
            declare("psubscribe", -2, "2.0.0")
                .complexity("O(N) where N is the number of patterns to subscribe to.")
                .summary("Listens to all channels whose names match a pattern.")
                .flags(SENTINEL)
                .channels(ChannelSpec.from(1, PATTERN, SUBSCRIBE))
                .arguments("pattern:pattern...")));
    server.command(
        new Unsubscribe(
            pubSub,
            PubSubType.PATTERN,
            declare("punsubscribe", -1, "2.0.0")
                .complexity("O(N) where N is the number of patterns to unsubscribe.")
                .summary("Stops listening to what matches patterns, or any pattern.")
                .flags(SENTINEL)
                .channels(ChannelSpec.from(1, PATTERN, UNSUBSCRIBE))
                .arguments("[pattern:pattern...]")));
    server.command(
        new Subscribe(
            pubSub,
            PubSubType.SHARD,
            declare("ssubscribe", -2, "7.0.0")
                .complexity("O(N) where N is the number of shard channels to subscribe to.")
                .summary("Listens to shard channels.")
                .keys(KeySpec.at(1).to(-1, 1).means(NOT_KEY))
                .channels(ChannelSpec.from(1, SUBSCRIBE))
                .arguments("shardchannel...")));
    server.command(
        new Unsubscribe(
            pubSub,
            PubSubType.SHARD,
            declare("sunsubscribe", -1, "7.0.0")
                .complexity("O(N) where N is the number of shard channels to unsubscribe.")
                .summary("Stops listening to shard channels, or to all of them.")
                .keys(KeySpec.at(1).to(-1, 1).means(NOT_KEY))
                .channels(ChannelSpec.from(1, UNSUBSCRIBE))
                .arguments("[shardchannel...]")));
  }

  private static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.PUBSUB)
        .since(since)
        .flags(PUBSUB, NOSCRIPT, LOADING, STALE);
  }

  /** (P|S)SUBSCRIBE name [name …]. */
  private static final class Subscribe extends Command {
    private final PubSub pubSub;
    private final PubSubType kind;
    private final CommandError denied;

    Subscribe(PubSub pubSub, PubSubType kind, CommandSpec spec) {
      super(spec);
      this.pubSub = pubSub;
      this.kind = kind;
      String name = Ascii.text(kind.subscribe).toUpperCase(Locale.ROOT);
      denied = new CommandError("ERR " + name + " isn't allowed for a DENY BLOCKING client");
    }

    @Override
    public void run(Client client, Args args) {
      // A client that must get one reply to each command cannot subscribe. A transaction can, for
      // compatibility with older clients; shard channels are too new to need that.
      boolean transaction = client.has(ClientFlags.MULTI) && kind != PubSubType.SHARD;
      if (client.has(ClientFlags.DENY_BLOCKING) && !transaction) {
        throw denied;
      }
      for (int i = 1; i < args.count(); i++) {
        pubSub.subscribe(client, kind, args, i);
      }
    }
  }

  /** (P|S)UNSUBSCRIBE [name …]. */
  private static final class Unsubscribe extends Command {
    private final PubSub pubSub;
    private final PubSubType kind;

    Unsubscribe(PubSub pubSub, PubSubType kind, CommandSpec spec) {
      super(spec);
      this.pubSub = pubSub;
      this.kind = kind;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() == 1) {
        pubSub.unsubscribeAll(client, kind);
      }
      for (int i = 1; i < args.count(); i++) {
        pubSub.unsubscribe(client, kind, args, i);
      }
    }
  }
}
