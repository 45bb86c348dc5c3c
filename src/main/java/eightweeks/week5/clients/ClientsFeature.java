package eightweeks.week5.clients;

import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings CLIENT KILL and the directive client-output-buffer-limit. */
public final class ClientsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var clients = server.clients();
    var limits = new OutputLimits();
    var check = new OutputLimitCheck(limits, clients, server.log());
    server.config().add(new OutputLimitsDirective(limits));
    clients.onReplyGrew(check);
    server.info().add(Info.Section.STATS, check::describe);
    server.statisticsResets().add(check::resetStatistics);
    server
        .need(ClientCommand.SERVICE)
        .add(
            new ClientKill(clients),
            "KILL <ip:port>",
            "    Kill connection made from <ip:port>.",
            "KILL <option> <value> [<option> <value> [...]]",
            "    Kill connections. Options are:",
            "    * ADDR (<ip:port>|<unixsocket>:0)",
            "      Kill connections made from the specified address",
            "    * LADDR (<ip:port>|<unixsocket>:0)",
            "      Kill connections made to specified local address",
            "    * TYPE (NORMAL|MASTER|REPLICA|PUBSUB)",
            "      Kill connections by type.",
            "    * USER <username>",
            "      Kill connections authenticated by <username>.",
            "    * SKIPME (YES|NO)",
            "      Skip killing current connection (default: yes).");
  }
}
