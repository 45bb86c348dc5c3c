package eightweeks.week4.clients;

import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/**
 * Brings CLIENT KILL. A Sentinel sends it with REPLICAOF in one transaction, which fails as a whole
 * where a command is not there; so it belongs to the week of failovers.
 */
public final class ClientKillFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    server
        .need(ClientCommand.SERVICE)
        .add(
            new ClientKill(server.clients()),
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
