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
  // tag::ping[]
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
    // tag::day01-hole[]
    if (args.count() > 2) {
      throw new CommandError("ERR wrong number of arguments for 'ping' command");
    }
    var reply = client.reply();
    if (client.type == ClientType.PUBSUB && reply.protocol() == 2) {
      // A client with subscriptions and RESP2 gets every reply as an array.
      reply.array(2);
      reply.bulk("pong");
      reply.bulk(args.count() == 1 ? new byte[0] : args.bytes(1));
    } else if (args.count() == 1) {
      reply.pong();
    } else {
      reply.bulk(args.array(1), args.offset(1), args.length(1));
    }
    // end::day01-hole[]
  }
  // end::ping[]
}
