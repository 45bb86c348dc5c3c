package eightweeks.page.figure;

import eightweeks.page.server.MemoryServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.TimeHandler;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.keyspace.ExpireCycle;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week7.simulation.MemoryPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A server whose clock the reader turns: keyspace, lookups and expire cycle are the real ones.
 *
 * <p>Times are milliseconds since the figure began. The cron runs at each multiple of {@value
 * #CRON_MILLIS}, except at 0.
 */
final class ExpiringServer {
  /** Time between two runs of the cron, with hz 10. */
  static final int CRON_MILLIS = 100;

  private static final int FIRST_TURNS = 4;

  private final List<String> deleted = new ArrayList<>();
  private final MemoryServer memory;
  private final MemoryPeer client;
  private final long begin;
  private int cronRuns;
  private boolean isCycleOn = true;

  ExpiringServer() {
    memory = MemoryServer.start(0, UnaryOperator.identity(), (parts, _) -> install(parts));
    client = connect();
    var loop = memory.parts().loop();
    for (int i = 0; i < FIRST_TURNS; i++) {
      loop.turn(false); // the client is accepted
    }
    while (cronRuns == 0) {
      loop.turn(true);
    }
    begin = millis();
  }

  private MemoryPeer connect() {
    try {
      return memory.connect();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void install(ServerBuilder parts) {
    parts
        .need(KeyspaceEvents.SERVICE)
        .onEvent(
            (_, event, _, bytes, offset, length) -> {
              if (event.equals("expired")) {
                deleted.add(Ascii.text(bytes, offset, length));
              }
            });
    parts.cron().every(0, () -> cronRuns++);
  }

  private long millis() {
    return memory.clock().nanos() / 1_000_000;
  }

  /** Returns the time. */
  int now() {
    return (int) (millis() - begin);
  }

  /** Returns when the cron runs next. */
  int nextCron() {
    return (now() / CRON_MILLIS + 1) * CRON_MILLIS;
  }

  boolean isCycleOn() {
    return isCycleOn;
  }

  void cycleOn(boolean on) {
    isCycleOn = on;
    memory.parts().need(ExpireCycle.SERVICE).enable(on);
  }

  /** Returns how many keys the last run of the cycle visited, in all of its samples. */
  int visited() {
    var cycle = memory.parts().need(ExpireCycle.SERVICE);
    return Private.read(cycle, "sampled") instanceof Long visited ? visited.intValue() : 0;
  }

  /** Lets time pass, and runs what is due at its end. */
  void pass(int millis) {
    var loop = memory.parts().loop();
    var over = new boolean[1];
    loop.after(
        millis,
        () -> {
          over[0] = true;
          return TimeHandler.NO_MORE;
        });
    while (!over[0]) {
      loop.turn(true); // sleeps until the next timer, which moves the clock
    }
    settle();
  }

  private void settle() {
    while (memory.parts().loop().turn(false) > 0) {
      // what a turn has begun, the next one ends: replies go out there
    }
  }

  /** Sends a command, and returns its reply. */
  String send(String... arguments) {
    var request = new StringBuilder("*").append(arguments.length).append("\r\n");
    for (var argument : arguments) {
      request.append('$').append(argument.length()).append("\r\n").append(argument).append("\r\n");
    }
    try {
      client.send(Ascii.bytes(request.toString()));
      settle();
      return client.receiveText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the keys that were deleted because they had expired, since this was asked last. */
  List<String> takeDeleted() {
    var since = List.copyOf(deleted);
    deleted.clear();
    return since;
  }

  /** Returns when each key that is there expires or has expired; by the slots of the vector. */
  Map<String, Integer> keys() {
    var entries = new ArrayList<ExpiringEntry>();
    memory
        .parts()
        .need(Keyspace.SERVICE)
        .database(0)
        .forEach(
            entry -> {
              if (entry instanceof ExpiringEntry expiring) {
                entries.add(expiring);
              }
            });
    entries.sort((one, other) -> Integer.compare(one.slot, other.slot));
    var keys = new LinkedHashMap<String, Integer>();
    entries.forEach(entry -> keys.put(Ascii.text(entry.key()), (int) (entry.expiresAt() - begin)));
    return keys;
  }

  /** Returns a field of INFO. */
  String info(String field) {
    var text = send("INFO", "stats");
    int from = text.indexOf("\n" + field + ":") + field.length() + 2;
    return text.substring(from, text.indexOf('\r', from));
  }
}
