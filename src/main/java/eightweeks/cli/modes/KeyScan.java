package eightweeks.cli.modes;

import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.Exit;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over all keys of the database with SCAN, page by page.
 *
 * <p>Answers to redis-cli.c: sendScan(), getDbSize().
 */
final class KeyScan {
  private final Session session;
  private byte[] cursor = {'0'};
  private boolean started;

  KeyScan(Session session) {
    this.session = session;
  }

  boolean hasMore() {
    return !started || !(cursor.length == 1 && cursor[0] == '0');
  }

  /** Returns the next page: keys, perhaps none. */
  List<byte[]> next() {
    started = true;
    var command = new ArrayList<byte[]>();
    command.add(Words.bytes("SCAN"));
    command.add(cursor);
    if (session.options.pattern != null) {
      command.add(Words.bytes("MATCH"));
      command.add(session.options.pattern);
    }
    command.add(Words.bytes("COUNT"));
    command.add(Words.bytes(Integer.toString(session.options.count)));
    ServerReply reply = call(command);
    if (reply instanceof ServerReply.Error error) {
      throw fail("SCAN error: " + error.text());
    }
    if (!(reply instanceof ServerReply.Array page)) {
      throw fail("Non ARRAY response from SCAN!");
    }
    if (page.items().size() != 2
        || !(page.items().get(0) instanceof ServerReply.Text next)
        || !(page.items().get(1) instanceof ServerReply.Array found)) {
      throw fail("Invalid element count from SCAN!");
    }
    cursor = next.bytes();
    var keys = new ArrayList<byte[]>(found.items().size());
    for (ServerReply key : found.items()) {
      if (key instanceof ServerReply.Text name) {
        keys.add(name.bytes());
      }
    }
    return keys;
  }

  long databaseSize() {
    return switch (call(Words.of("DBSIZE"))) {
      case ServerReply.Int size -> size.value();
      case ServerReply.Error error -> throw fail("Couldn't determine DBSIZE: " + error.text());
      default -> throw fail("Non INTEGER response from DBSIZE!");
    };
  }

  /** Sends all commands at once; one reply for each. */
  List<ServerReply> pipeline(List<List<byte[]>> commands) {
    var replies = new ArrayList<ServerReply>(commands.size());
    try {
      for (List<byte[]> command : commands) {
        session.connection().append(command);
      }
      if (!commands.isEmpty()) {
        session.connection().flush();
      }
      for (int i = 0; i < commands.size(); i++) {
        replies.add(session.connection().read());
      }
    } catch (IOException _) {
      throw fail("\nI/O error");
    }
    return replies;
  }

  private ServerReply call(List<byte[]> command) {
    return pipeline(List.of(command)).getFirst();
  }

  private Exit fail(String sentence) {
    session.err.println(sentence);
    return new Exit(1);
  }
}
