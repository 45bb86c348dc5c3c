package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Keyspace;

/** Runs commands on data that was loaded from bytes which cannot be trusted. */
final class LoadedData {
  private LoadedData() {}

  /** Reads and changes every key in the ways in which commands do, and removes them all. */
  static void use(TestServer server) {
    var client = server.connect();
    assertThat(client.call("DEBUG", "DIGEST")).startsWith("+");
    for (var database : server.parts().need(Keyspace.SERVICE).all()) {
      client.call("SELECT", "" + database.number());
      client
          .call("KEYS", "*")
          .lines()
          .filter(line -> !line.matches("[*$]\\d+"))
          .forEach(
              key -> {
                client.call("OBJECT", "ENCODING", key);
                client.call("SORT", key, "BY", "nosort");
                client.call("DUMP", key);
                client.call("HSET", key, "f1", "v", "f2", "v", "f3", "v");
                client.call("SADD", key, "x", "y", "z");
                client.call("ZADD", key, "1", "x", "2", "y");
                client.call("RPUSH", key, "x", "y");
                client.call("LINSERT", key, "BEFORE", "x", "w");
              });
    }
    client.call("FLUSHALL");
    client.close();
    assertThat(server.log()).as("crash reports").noneMatch(l -> l.contains("crashed by"));
    assertThat(server.parts().need(Values.SERVICE).allocator().used())
        .as("bytes accounted after FLUSHALL")
        .isZero();
  }
}
