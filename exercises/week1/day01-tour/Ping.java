package eightweeks.week1.connection;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.networking.ClientType;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;

/**
 * PING [message]: PONG, or the message back.
 *
 * <p>Answers to {@code server.c: pingCommand()}. The shortest command, and a model for all others:
 * the constructor declares it, and {@link #run} runs it.
 */
final class Ping extends Command {
  Ping() {
    super(
        ConnectionCommands.declare("ping", -1, "1.0.0")
            .summary("Returns PONG, or the message: the server is alive.")
            .arguments("[message]")
            .flags(FAST, SENTINEL)
            .tips("request_policy:all_shards", "response_policy:all_succeeded"));
  }

  @Override
  public void run(Client client, Args args) {
    // Day 01. PING has a message that comes back, or none. To do:
    //
    // 1. A second message is an error, with the text
    //    "ERR wrong number of arguments for 'ping' command".
    // 2. Without a message the reply is PONG, as it is now.
    // 3. With a message the reply is the message, as a bulk string.
    // 4. A client that has subscriptions and speaks RESP2 expects arrays only. Its reply is an
    //    array of two bulk strings: "pong", and the message, or an empty one without a message.
    //
    // "What you will need", on the day's page, lists the calls.
    client.reply().pong();
  }
}
