package eightweeks.week1.server;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.ConfigGet;
import eightweeks.week1.config.ConfigReader;
import eightweeks.week1.config.ConfigRewriter;
import eightweeks.week1.config.ConfigSet;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.Protection;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.extension.Hook;
import eightweeks.week1.listening.Listeners;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.world.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * CONFIG GET, SET, REWRITE, RESETSTAT and HELP.
 *
 * <p>Answers to {@code config.c: configGetCommand()}, {@code configSetCommand()}, {@code
 * configRewriteCommand()} and {@code configResetStatCommand()}.
 */
final class ConfigCommand {
  private ConfigCommand() {}

  /**
   * Returns the command with its subcommands.
   *
   * @param protectedConfigs who may set protected directives
   * @param loading whether a data set is being loaded at the moment
   * @param resetStatistics what CONFIG RESETSTAT runs
   */
  static ContainerCommand create(
      Config config,
      EnumDirective<Protection> protectedConfigs,
      Disk disk,
      Log log,
      BooleanSupplier loading,
      Hook<Runnable> resetStatistics) {
    var container =
        CommandSpec.of("config", -2)
            .group(Group.SERVER)
            .since("2.0.0")
            .complexity("Depends on subcommand.")
            .summary("A container for commands about the configuration.");
    var help =
        CommandSpec.of("help", 2)
            .group(Group.SERVER)
            .since("5.0.0")
            .complexity("O(1)")
            .summary("Lists the subcommands.")
            .flags(LOADING, STALE);
    return new ContainerCommand(container, help)
        .add(
            new Get(new ConfigGet(config)),
            "GET <pattern>",
            "    Return parameters matching the glob-like <pattern> and their values.")
        .add(
            new Set(config, new ConfigSet(config, protectedConfigs, log), loading),
            "SET <directive> <value>",
            "    Set the configuration <directive> to <value>.")
        .add(
            new ResetStat(resetStatistics),
            "RESETSTAT",
            "    Reset statistics reported by the INFO command.")
        .add(new Rewrite(config, disk, log), "REWRITE", "    Rewrite the configuration file.");
  }

  private static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.SERVER)
        .since(since)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE);
  }

  private static CommandSpec forAllNodes(CommandSpec spec) {
    return spec.tips("request_policy:all_nodes", "response_policy:all_succeeded");
  }

  /** Returns the arguments from argument i on as text. */
  private static List<String> words(Args args, int i) {
    var words = new ArrayList<String>();
    for (int at = i; at < args.count(); at++) {
      words.add(args.text(at));
    }
    return words;
  }

  private static final class Get extends Command {
    private final ConfigGet get;

    Get(ConfigGet get) {
      super(
          declare("get", -3, "2.0.0")
              .complexity("O(N) when N is the number of configuration parameters provided")
              .summary("Returns directives, by name or pattern, with their values.")
              .arguments("parameter..."));
      this.get = get;
    }

    @Override
    public void run(Client client, Args args) {
      var found = get.get(words(args, 2));
      var reply = client.reply();
      reply.map(found.size());
      found.forEach(
          (name, value) -> {
            reply.bulk(name);
            reply.bulk(value);
          });
    }
  }

  private static final class Set extends Command {
    private final Config config;
    private final ConfigSet set;
    private final BooleanSupplier loading;

    Set(Config config, ConfigSet set, BooleanSupplier loading) {
      super(
          forAllNodes(
              declare("set", -4, "2.0.0")
                  .complexity("O(N) when N is the number of configuration parameters provided")
                  .summary("Sets directives while the server runs.")
                  .arguments("data{parameter value}...")));
      this.config = config;
      this.set = set;
      this.loading = loading;
    }

    @Override
    public void run(Client client, Args args) {
      redactSecrets(args);
      set.set(words(args, 2), Listeners.isLocal(client.remote()), loading.getAsBoolean());
      client.reply().ok();
    }

    /** Marks secrets first, because a value that is refused is a secret, too. */
    private void redactSecrets(Args args) {
      for (int i = 2; i + 1 < args.count() && args.count() % 2 == 0; i += 2) {
        var directive = config.find(args.text(i));
        if (directive != null && directive.is(Flag.SENSITIVE)) {
          args.redact(i + 1);
        }
      }
    }
  }

  private static final class Rewrite extends Command {
    private final Config config;
    private final ConfigRewriter rewriter;
    private final Log log;

    Rewrite(Config config, Disk disk, Log log) {
      super(
          forAllNodes(
              declare("rewrite", 2, "2.8.0")
                  .complexity("O(1)")
                  .summary("Writes the configuration back into its file.")));
      this.config = config;
      rewriter = new ConfigRewriter(config, disk);
      this.log = log;
    }

    @Override
    public void run(Client client, Args args) {
      var file = config.file();
      if (file == null) {
        throw new CommandError("ERR The server is running without a config file");
      }
      try {
        rewriter.rewrite(file);
      } catch (IOException e) {
        var reason = ConfigReader.reason(e);
        log.warning("CONFIG REWRITE failed: " + reason);
        throw new CommandError("ERR Rewriting config file: " + reason);
      }
      log.notice("CONFIG REWRITE executed with success.");
      client.reply().ok();
    }
  }

  private static final class ResetStat extends Command {
    private final Hook<Runnable> resetStatistics;

    ResetStat(Hook<Runnable> resetStatistics) {
      super(
          forAllNodes(
              declare("resetstat", 2, "2.0.0")
                  .complexity("O(1)")
                  .summary("Sets what the server has counted back to zero.")));
      this.resetStatistics = resetStatistics;
    }

    @Override
    public void run(Client client, Args args) {
      for (var reset : resetStatistics.listeners()) {
        reset.run();
      }
      client.reply().ok();
    }
  }
}
