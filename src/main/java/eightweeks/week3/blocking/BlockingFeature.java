package eightweeks.week3.blocking;

import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.Pauses;
import eightweeks.week3.shutdown.Shutdown;
import eightweeks.week3.transactions.EffectiveCommands;

/** Installs blocked clients: their phase before sleep, the pause, the commands and INFO fields. */
public final class BlockingFeature implements Feature {
  private static final String NO_SHUTDOWN = "ERR Errors trying to SHUTDOWN. Check logs.";
  private static final CommandError NOT_HERE =
      new CommandError("ERR SHUTDOWN without NOW or ABORT isn't allowed for DENY BLOCKING client");

  @Override
  public void install(ServerBuilder server) {
    var blocking = new Blocking(server);
    server.provide(Blocking.SERVICE, blocking);
    server.need(KeyspaceEvents.SERVICE).onKeys(blocking.readyKeys());
    server.need(ExecutionUnit.SERVICE).afterCommands(blocking.readyKeys()::serve);
    server.loop().at(Phase.UNBLOCK, blocking::beforeSleep);
    var pauses = server.need(Pauses.SERVICE);
    PauseGate.install(server.gates(), pauses, server.need(EffectiveCommands.SERVICE), blocking);
    server
        .need(Shutdown.SERVICE)
        .waitings()
        .add((client, args) -> waitForTheEnd(blocking, client, args));
    server
        .need(Shutdown.SERVICE)
        .cancellations()
        .add(() -> blocking.failAll(BlockType.SHUTDOWN, NO_SHUTDOWN));
    BlockingCommands.addTo(server, blocking, pauses);
    server.info().add(Info.Section.CLIENTS, info -> clients(info, blocking));
  }

  private static void waitForTheEnd(Blocking blocking, Client client, Args args) {
    if (!blocking.allowed(client)) {
      throw NOT_HERE;
    }
    blocking.until(client, args, BlockType.SHUTDOWN, 0, _ -> {}, _ -> {});
  }

  private static void clients(Info.Writer info, Blocking blocking) {
    info.field("clients_in_timeout_table", blocking.timeouts().size())
        .field("total_blocking_keys", blocking.queues().size())
        .field("total_blocking_keys_on_nokey", blocking.queues().onNoKeySize());
  }
}
