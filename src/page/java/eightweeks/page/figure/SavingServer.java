package eightweeks.page.figure;

import eightweeks.cli.prompt.Dialogue;
import eightweeks.page.server.MemoryServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week7.simulation.MemoryPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server that runs a reader's commands, and saves: its file lies in memory. */
final class SavingServer {
  /** 14 November 2023: the clock stands still, so that the same commands make the same file. */
  private static final long MICROS = 1_700_000_000_000_000L;

  /** What is taken besides. The first words of a command are compared, in small letters. */
  private static final List<String> ALSO =
      List.of(
          "select",
          "flushall",
          "flushdb",
          "config set rdbcompression",
          "config set rdbchecksum",
          "config set maxmemory-policy",
          "config set hash-max",
          "config set set-max",
          "config set zset-max",
          "config set list-max",
          "config set list-compress");

  /** No value is longer, in bytes: a page draws the file. */
  private static final String MAX_VALUE = "1048576";

  private final MemoryServer memory;
  private final MemoryPeer client;

  SavingServer() {
    memory = MemoryServer.start(MICROS, UnaryOperator.identity(), (_, _) -> {});
    try {
      client = memory.connect();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("CONFIG SET proto-max-bulk-len " + MAX_VALUE);
  }

  /** Returns why a command is not taken; null if it is. */
  @Nullable String refusal(String line) {
    return DataCommands.refusal(line, memory.parts(), ALSO);
  }

  /** Runs a command; returns the reply as redis-cli shows it. */
  String run(String line) {
    try {
      var request = Dialogue.request(Ascii.bytes(line));
      for (int sent = 0; request != null && sent < request.length; ) {
        sent += client.send(Arrays.copyOfRange(request, sent, request.length));
        settle();
      }
      return Ascii.text(Dialogue.shown(client.receive())).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void settle() {
    while (memory.parts().loop().turn(false) > 0) {
      // what a turn has begun, the next one ends: replies go out there
    }
  }

  /** Saves, and returns the file. */
  byte[] save() {
    run("SAVE");
    try {
      return memory.parts().world().disk().read("dump.rdb");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the keys as a file has them: database, colon, key. */
  List<String> keys() {
    var keys = new ArrayList<String>();
    for (var database : memory.parts().need(Keyspace.SERVICE).all()) {
      database.forEach(entry -> keys.add(database.number() + ":" + Ascii.text(entry.key())));
    }
    return keys;
  }
}
