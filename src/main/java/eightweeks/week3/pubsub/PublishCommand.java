package eightweeks.week3.pubsub;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.MAY_REPLICATE;
import static eightweeks.week1.dispatch.CommandFlag.PUBSUB;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;
import static eightweeks.week3.commandkeys.KeySpec.Use.NOT_KEY;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.command.Effects;
import eightweeks.week3.commandkeys.ChannelSpec;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * PUBLISH channel message, and SPUBLISH shardchannel message: sends a message and replies with the
 * number of receivers.
 *
 * <p>Answers to {@code pubsub.c: publishCommand()}, {@code spublishCommand()}. The command changes
 * no key, but it is propagated to replicas, because clients subscribe there too. It is not written
 * to the AOF.
 */
final class PublishCommand extends Command {
  private final PubSub pubSub;
  private final Effects effects;
  private final boolean shard;

  private PublishCommand(PubSub pubSub, Effects effects, boolean shard, CommandSpec spec) {
    super(spec);
    this.pubSub = pubSub;
    this.effects = effects;
    this.shard = shard;
  }

  static PublishCommand toChannel(PubSub pubSub, Effects effects) {
    return new PublishCommand(
        pubSub,
        effects,
        false,
        declare("publish", "2.0.0")
            .complexity(
                "O(N+M) where N is the number of clients subscribed to the receiving channel and M"
                    + " is the total number of subscribed patterns (by any client).")
            .summary("Sends a message to all who listen to a channel.")
            .flags(SENTINEL)
            .arguments("channel message"));
  }

  static PublishCommand toShard(PubSub pubSub, Effects effects) {
    return new PublishCommand(
        pubSub,
        effects,
        true,
        declare("spublish", "7.0.0")
            .complexity(
                "O(N) where N is the number of clients subscribed to the receiving shard channel.")
            .summary("Sends a message to all who listen to a shard channel.")
            .keys(KeySpec.at(1).means(NOT_KEY))
            .arguments("shardchannel message"));
  }

  private static CommandSpec declare(String name, String since) {
    return CommandSpec.of(name, 3)
        .group(Group.PUBSUB)
        .since(since)
        .channels(ChannelSpec.at(1, ChannelSpec.Use.PUBLISH))
        .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE);
  }

  @Override
  public void run(Client client, Args args) {
    int receivers = shard ? pubSub.publishShard(args, 1) : pubSub.publish(args, 1);
    if (effects.wanted()) {
      effects.force(Effects.REPLICAS);
    }
    client.reply().integer(receivers);
  }
}
