package eightweeks.week3.connection;

import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.NOSCRIPT;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.connection.Authentication;
import eightweeks.week1.connection.ClientCommand;
import eightweeks.week1.connection.ConnectionCommands;
import eightweeks.week1.networking.Client;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings HELLO, SELECT, RESET, CLIENT REPLY, CLIENT SETINFO and CLIENT NO-TOUCH. */
public final class ConnectionFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var databases = server.network().databases;
    server.command(new SelectCommand(databases));
    var authentication = server.need(Authentication.SERVICE);
    server.command(new ResetCommand(server.clients(), authentication));
    var greeting = new Greeting();
    server.provide(Greeting.SERVICE, greeting);
    server.command(new HelloCommand(authentication, greeting, server::mode));
    server
        .need(ClientCommand.SERVICE)
        .add(
            new ClientReply(),
            "REPLY (ON|OFF|SKIP)",
            "    Control the replies sent to the current connection.")
        .add(
            new ClientSetInfo(server.clients()),
            "SETINFO <option> <value>",
            "    Set client meta attr. Options are:",
            "    * LIB-NAME: the client lib name.",
            "    * LIB-VER: the client lib version.")
        .add(
            new ClientSwitch(
                Client.NO_TOUCH,
                ConnectionCommands.declare("no-touch", 3, "7.2.0")
                    .summary("Has the connection's reads not count as use of a key.")
                    .flags(NOSCRIPT, LOADING, STALE)),
            "NO-TOUCH (ON|OFF)",
            "    Will not touch LRU/LFU stats when this mode is on.");
  }
}
