package eightweeks.week1.server;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.ALLOW_BUSY;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.NO_MULTI;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Gate;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.info.Info;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.startup.Shutdown;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The commands about the server itself: INFO, TIME, SHUTDOWN, CONFIG.
 *
 * <p>Answers to {@code server.c: infoCommand()}, {@code timeCommand()}, {@code db.c:
 * shutdownCommand()}.
 */
public final class ServerCommands implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server.command(new InfoCommand(server.info()));
    server.command(new Time(server.loop().time()));
    server.command(new ShutdownCommand(server.shutdown()));
    server.command(
        ConfigCommand.create(
            server.config(),
            server.general().enableProtectedConfigs,
            server.world().disk(),
            server.log(),
            () -> server.gates().isShut(Gate.LOADING),
            server.statisticsResets()));
    new ServerInfo(server).install();
  }

  private static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity).group(Group.SERVER).since(since).complexity("O(1)");
  }

  /** INFO [section …]. */
  private static final class InfoCommand extends Command {
    private final Info info;

    InfoCommand(Info info) {
      super(
          declare("info", -1, "1.0.0")
              .summary("Describes the server: how it is set up, what it has done.")
              .arguments("[section...]")
              .history("7.0.0", "Takes several sections.")
              .flags(LOADING, STALE, SENTINEL)
              .categories(Category.DANGEROUS)
              .tips(
                  "nondeterministic_output",
                  "request_policy:all_shards",
                  "response_policy:special"));
      this.info = info;
    }

    @Override
    public void run(Client client, Args args) {
      var sections = new ArrayList<String>();
      for (int i = 1; i < args.count(); i++) {
        sections.add(args.text(i));
      }
      client.reply().verbatim("txt", Ascii.bytes(info.text(sections)));
    }
  }

  /** TIME: seconds and microseconds since 1970. */
  private static final class Time extends Command {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private final LoopTime time;

    Time(LoopTime time) {
      super(
          declare("time", 1, "2.6.0")
              .summary("Returns the time on the server's clock.")
              .flags(LOADING, STALE, FAST)
              .tips("nondeterministic_output"));
      this.time = time;
    }

    @Override
    public void run(Client client, Args args) {
      long micros = time.micros();
      var reply = client.reply();
      reply.array(2);
      reply.bulk(Numbers.toBytes(micros / MICROS_PER_SECOND));
      reply.bulk(Numbers.toBytes(micros % MICROS_PER_SECOND));
    }
  }

  /** SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [ABORT]. */
  private static final class ShutdownCommand extends Command {
    private static final CommandError REFUSED =
        new CommandError("ERR Errors trying to SHUTDOWN. Check logs.");
    private static final CommandError NONE = new CommandError("ERR No shutdown in progress.");

    private final Shutdown shutdown;

    ShutdownCommand(Shutdown shutdown) {
      super(
          declare("shutdown", -1, "1.0.0")
              .complexity(
                  "O(N) when saving, where N is the total number of keys in all databases when "
                      + "saving data, otherwise O(1)")
              .summary("Ends the server, after saving if save points are configured.")
              .arguments(
                  "[save-selector(NOSAVE:token | SAVE:token)] [NOW:token@7.0.0] [FORCE:token@7.0.0]"
                      + " [ABORT:token@7.0.0]")
              .history("7.0.0", "NOW, FORCE and ABORT.")
              .flags(ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, SENTINEL, ALLOW_BUSY));
      this.shutdown = shutdown;
    }

    @Override
    public void run(Client client, Args args) {
      var options = EnumSet.noneOf(Shutdown.Option.class);
      boolean abort = false;
      for (int i = 1; i < args.count(); i++) {
        var option = option(args.text(i));
        if (option != null) {
          options.add(option);
        } else if (args.is(i, "abort")) {
          abort = true;
        } else {
          throw CommandError.SYNTAX;
        }
      }
      boolean both =
          options.contains(Shutdown.Option.SAVE) && options.contains(Shutdown.Option.NOSAVE);
      if (both || (abort && !options.isEmpty())) {
        throw CommandError.SYNTAX;
      }
      if (abort) {
        if (!shutdown.abort()) {
          throw NONE;
        }
        client.reply().ok();
      } else {
        end(client, args, options);
      }
    }

    private void end(Client client, Args args, EnumSet<Shutdown.Option> options) {
      switch (shutdown.begin(options)) {
        case READY -> client.closeAsap(); // a server that has ended has nothing to say
        case WAIT -> shutdown.waits(client, args);
        case REFUSE -> throw REFUSED;
      }
    }

    private static Shutdown.@Nullable Option option(String word) {
      for (var option : Shutdown.Option.values()) {
        if (option.name().equals(word.toUpperCase(Locale.ROOT))) {
          return option;
        }
      }
      return null;
    }
  }
}
