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
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.info.Info;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import java.util.ArrayList;

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
    server.command(new ShutdownCommand(server.loop(), server.log()));
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

  /** SHUTDOWN. Its options are about data: week 3 replaces it by a command that knows them. */
  private static final class ShutdownCommand extends Command {
    private final EventLoop loop;
    private final Log log;

    ShutdownCommand(EventLoop loop, Log log) {
      super(
          declare("shutdown", -1, "1.0.0")
              .summary("Ends the server.")
              .flags(ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, SENTINEL, ALLOW_BUSY));
      this.loop = loop;
      this.log = log;
    }

    @Override
    public void run(Client client, Args args) {
      log.notice("User requested shutdown...");
      client.closeAsap(); // as in Redis, a successful SHUTDOWN has no reply
      loop.stop();
    }
  }
}
