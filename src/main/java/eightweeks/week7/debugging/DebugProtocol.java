package eightweeks.week7.debugging;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import java.util.Locale;

/**
 * DEBUG PROTOCOL: replies a value of each type of RESP, for authors of clients.
 *
 * <p>Answers to the branch {@code protocol} of {@code debug.c: debugCommand()}. In RESP2 the types
 * of RESP3 are replaced by those of RESP2.
 */
final class DebugProtocol implements DebugCommand.Subcommand {
  static final String[] HELP = {
    "PROTOCOL <type>",
    "    Reply with a test value of the specified type. <type> can be: string,",
    "    integer, double, bignum, null, array, set, map, attrib, push, verbatim,",
    "    true, false.",
  };

  private static final CommandError WRONG_NAME =
      new CommandError(
          "ERR Wrong protocol type name. Please use one of the following: "
              + "string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false");
  private static final CommandError NO_PUSH =
      new CommandError("ERR RESP2 is not supported by this command");

  private static final int ELEMENTS = 3;

  @Override
  public void run(Client client, Args args) {
    if (args.count() != 3) {
      throw DebugCommand.unknown(args);
    }
    var reply = client.reply();
    switch (args.text(2).toLowerCase(Locale.ROOT)) {
      case "string" -> reply.bulk("Hello World");
      case "integer" -> reply.integer(12345);
      case "double" -> reply.number("3.141");
      case "bignum" -> reply.bigNumber("1234567999999999999999999999999999999");
      case "null" -> reply.nullBulk();
      case "true" -> reply.bool(true);
      case "false" -> reply.bool(false);
      case "verbatim" -> reply.verbatim("txt", Ascii.bytes("This is a verbatim\nstring"));
      case "array" -> {
        reply.array(ELEMENTS);
        count(client);
      }
      case "set" -> {
        reply.set(ELEMENTS);
        count(client);
      }
      case "map" -> map(client);
      case "attrib" -> attribute(client);
      case "push" -> push(client);
      default -> throw WRONG_NAME;
    }
  }

  private static void count(Client client) {
    for (int i = 0; i < ELEMENTS; i++) {
      client.reply().integer(i);
    }
  }

  private static void map(Client client) {
    client.reply().map(ELEMENTS);
    for (int i = 0; i < ELEMENTS; i++) {
      client.reply().integer(i);
      client.reply().bool(i == 1);
    }
  }

  /** Replies an attribute. It is no reply itself, so a reply follows it. */
  private static void attribute(Client client) {
    var reply = client.reply();
    if (reply.protocol() == 3) {
      reply.attribute(1);
      reply.bulk("key-popularity");
      reply.array(2);
      reply.bulk("key:123");
      reply.integer(90);
    }
    reply.bulk("Some real reply following the attribute");
  }

  /** Sends a push. It is no reply either, and is sent when the reply is complete. */
  private static void push(Client client) {
    var reply = client.reply();
    if (reply.protocol() != 3) {
      throw NO_PUSH;
    }
    var push = client.pushReply();
    push.push(2);
    push.bulk("server-cpu-usage");
    push.integer(42);
    reply.bulk("Some real reply following the push reply");
  }
}
