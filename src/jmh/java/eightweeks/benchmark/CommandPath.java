package eightweeks.benchmark;

import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Dispatcher;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.ProtocolLimits;
import eightweeks.week1.resp.Query;
import java.io.ByteArrayOutputStream;

/**
 * The way of a command without sockets: its bytes go into a query buffer, through parser,
 * dispatcher and command into a reply, and the reply is thrown away. Time stands still here, so
 * that what is measured is the code and not the clock.
 */
public final class CommandPath {
  private final Query query = new Query();
  private final Dispatcher dispatcher;
  private final Client client;
  private final ProtocolLimits limits;

  /** The way through a server that was started with these options. */
  public CommandPath(String... options) {
    this(TestServer.start(options));
  }

  /** The way through a server. */
  public CommandPath(TestServer server) {
    var parts = server.parts();
    dispatcher = parts.dispatcher();
    client = parts.clients().internal();
    limits = parts.network().protocolLimits();
  }

  /** Returns a command as a client sends it. */
  public static byte[] command(String... words) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Ascii.bytes("*" + words.length + "\r\n"));
    for (var word : words) {
      bytes.writeBytes(Ascii.bytes("$" + word.length() + "\r\n" + word + "\r\n"));
    }
    return bytes.toByteArray();
  }

  /**
   * Parses, runs and answers the commands in these bytes.
   *
   * @return the length of the reply in bytes
   */
  public long run(byte[] commands) {
    answer(commands);
    var reply = client.reply();
    long size = reply.size();
    reply.written(size);
    return size;
  }

  /** The same, and the reply itself: to see that a benchmark measures what it says. */
  public String reply(byte[] commands) {
    answer(commands);
    return Ascii.text(client.reply().drain());
  }

  private void answer(byte[] commands) {
    query.feed(commands, 0, commands.length);
    while (true) {
      switch (query.next(limits)) {
        case COMMAND -> dispatcher.execute(client, query.args());
        case NOTHING -> {}
        case INCOMPLETE -> {
          return;
        }
        case ERROR -> throw new IllegalArgumentException(query.error());
      }
    }
  }
}
