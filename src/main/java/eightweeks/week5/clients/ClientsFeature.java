package eightweeks.week5.clients;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.connection.ConnectionCommands;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.networking.Client;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.connection.ClientSwitch;
import eightweeks.week4.master.Replicas;

/**
 * Brings the eviction of clients, CLIENT NO-EVICT, the warning about HTTP, and the directive
 * client-output-buffer-limit.
 */
public final class ClientsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var clients = server.clients();
    var limits = new OutputLimits();
    var check = new OutputLimitCheck(limits, clients, server.need(Replicas.SERVICE), server.log());
    server.dispatcher().onAttack(new AttackWarning(server.loop().time(), server.log())::warn);
    server.config().add(new OutputLimitsDirective(limits));
    clients.replies().add(check);
    server.info().add(Info.Section.STATS, check::describe);
    server.statisticsResets().add(check::resetStatistics);
    var eviction = new ClientEviction(server);
    clients.reads().add(eviction::queryGrew);
    clients.replies().add(_ -> eviction.keepReserve());
    server.loop().at(Phase.EVICT_CLIENTS, eviction::evict);
    server
        .need(ClientCommand.SERVICE)
        .add(
            new ClientSwitch(
                Client.NO_EVICT,
                ConnectionCommands.declare("no-evict", 3, "7.0.0")
                    .summary("Protects the connection from being closed to win memory.")
                    .flags(ADMIN, NOSCRIPT, LOADING, STALE, SENTINEL)),
            "NO-EVICT (ON|OFF)",
            "    Protect current client connection from eviction.");
  }
}
