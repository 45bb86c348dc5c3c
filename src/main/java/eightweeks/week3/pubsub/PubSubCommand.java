package eightweeks.week3.pubsub;

import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.PUBSUB;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Glob;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.util.Locale;

/**
 * PUBSUB CHANNELS, NUMPAT, NUMSUB, SHARDCHANNELS, SHARDNUMSUB and HELP: shows channels, patterns
 * and numbers of subscribers.
 *
 * <p>Answers to {@code pubsub.c: pubsubCommand()}, {@code channelList()}.
 */
final class PubSubCommand {
  private PubSubCommand() {}

  /** Returns the command with its subcommands. */
  static ContainerCommand create(PubSub pubSub) {
    var container =
        CommandSpec.of("pubsub", -2)
            .group(Group.PUBSUB)
            .since("2.8.0")
            .complexity("Depends on subcommand.")
            .summary("A container for commands about subscriptions.");
    var help =
        CommandSpec.of("help", 2)
            .group(Group.PUBSUB)
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Lists the subcommands.")
            .flags(LOADING, STALE);
    return new ContainerCommand(container, help)
        .add(
            new Names(
                pubSub.topics(PubSubType.CHANNEL),
                declare("channels", -2, "2.8.0")
                    .complexity(
                        "O(N) where N is the number of active channels, and assuming constant time"
                            + " pattern matching (relatively short channels and patterns)")
                    .summary("Returns the channels that somebody listens to.")
                    .arguments("[pattern:pattern]")),
            "CHANNELS [<pattern>]",
            "    Return the currently active channels matching a <pattern> (default: '*').")
        .add(
            new PatternCount(pubSub.topics(PubSubType.PATTERN)),
            "NUMPAT",
            "    Return number of subscriptions to patterns.")
        .add(
            new Listeners(
                pubSub.topics(PubSubType.CHANNEL),
                declare("numsub", -2, "2.8.0")
                    .complexity(
                        "O(N) for the NUMSUB subcommand, where N is the number of requested"
                            + " channels")
                    .summary("Returns how many listen to each of some channels.")
                    .arguments("[channel...]")),
            "NUMSUB [<channel> ...]",
            "    Return the number of subscribers for the specified channels, excluding",
            "    pattern subscriptions(default: no channels).")
        .add(
            new Names(
                pubSub.topics(PubSubType.SHARD),
                declare("shardchannels", -2, "7.0.0")
                    .complexity(
                        "O(N) where N is the number of active shard channels, and assuming constant"
                            + " time pattern matching (relatively short shard channels).")
                    .summary("Returns the shard channels that somebody listens to.")
                    .arguments("[pattern:pattern]")),
            "SHARDCHANNELS [<pattern>]",
            "    Return the currently active shard level channels matching a <pattern> (default:"
                + " '*').")
        .add(
            new Listeners(
                pubSub.topics(PubSubType.SHARD),
                declare("shardnumsub", -2, "7.0.0")
                    .complexity(
                        "O(N) for the SHARDNUMSUB subcommand, where N is the number of requested"
                            + " shard channels")
                    .summary("Returns how many listen to each of some shard channels.")
                    .arguments("[shardchannel...]")),
            "SHARDNUMSUB [<shardchannel> ...]",
            "    Return the number of subscribers for the specified shard level channel(s)");
  }

  private static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.PUBSUB)
        .since(since)
        .flags(PUBSUB, LOADING, STALE);
  }

  /** PUBSUB CHANNELS and SHARDCHANNELS: [pattern]. */
  private static final class Names extends Command {
    private static final int SHOWN_NAME = 128;

    private final Topics topics;

    Names(Topics topics, CommandSpec spec) {
      super(spec);
      this.topics = topics;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() > 3) {
        throw tooMany(args);
      }
      var pattern = args.count() == 3 ? args.bytes(2) : null;
      var reply = client.reply();
      reply.defer();
      int matching = 0;
      for (int i = 0; i < topics.size(); i++) {
        var name = topics.get(i).key();
        if (pattern == null || Glob.matches(pattern, name)) {
          reply.bulk(name);
          matching++;
        }
      }
      reply.closeArray(matching);
    }

    private static CommandError tooMany(Args args) {
      String name = args.text(1);
      return new CommandError(
          "ERR unknown subcommand or wrong number of arguments for '"
              + name.substring(0, Math.min(name.length(), SHOWN_NAME))
              + "'. Try "
              + args.text(0).toUpperCase(Locale.ROOT)
              + " HELP.");
    }
  }

  /** PUBSUB NUMPAT: the number of patterns, each counted once. */
  private static final class PatternCount extends Command {
    private final Topics patterns;

    PatternCount(Topics patterns) {
      super(
          declare("numpat", 2, "2.8.0")
              .complexity("O(1)")
              .summary("Returns to how many different patterns somebody listens."));
      this.patterns = patterns;
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().integer(patterns.size());
    }
  }

  /** PUBSUB NUMSUB and SHARDNUMSUB: [name …]. */
  private static final class Listeners extends Command {
    private final Topics topics;

    Listeners(Topics topics, CommandSpec spec) {
      super(spec);
      this.topics = topics;
    }

    @Override
    public void run(Client client, Args args) {
      var reply = client.reply();
      reply.array(2L * (args.count() - 2));
      for (int i = 2; i < args.count(); i++) {
        var topic = topics.find(args, i);
        reply.bulk(args.array(i), args.offset(i), args.length(i));
        reply.integer(topic == null ? 0 : topic.size());
      }
    }
  }
}
