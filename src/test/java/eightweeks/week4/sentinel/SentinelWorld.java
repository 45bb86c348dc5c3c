package eightweeks.week4.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.Redis;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week7.simulation.MemoryDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Servers and Sentinels on one virtual network and one virtual clock. */
final class SentinelWorld {
  static final String HOST = "127.0.0.1";
  static final String FILE = "/sentinel.conf";

  private static final int WEEKS = 7;

  final TestWorld world = new TestWorld();

  /** Starts a server with data. */
  TestServer server(int port, String... options) {
    var all =
        new ArrayList<>(
            List.of(
                "/redis.conf",
                "--port",
                "" + port,
                "--save",
                "",
                "--enable-debug-command",
                "yes",
                "--repl-diskless-sync-delay",
                "0"));
    all.addAll(List.of(options));
    return TestServer.in(world).file("/redis.conf", "").options(all.toArray(String[]::new)).start();
  }

  /** Starts a replica of a server. */
  TestServer replica(int port, int master, String... options) {
    var all = new ArrayList<>(List.of("--replicaof", HOST + " " + master));
    all.addAll(List.of(options));
    return server(port, all.toArray(String[]::new));
  }

  /** Starts a Sentinel with these lines of configuration. */
  TestServer sentinel(int port, String... lines) {
    return setup(new MemoryDisk(), port, lines).start();
  }

  /** Returns a Sentinel that is yet to be started. */
  TestServer.Setup setup(MemoryDisk disk, int port, String... lines) {
    var text = "port " + port + "\n" + String.join("\n", lines) + "\n";
    return again(disk).file(FILE, text);
  }

  /** Returns a Sentinel with the disk of one that has ended. */
  TestServer.Setup again(MemoryDisk disk) {
    return TestServer.in(world)
        .features(Redis.sentinelFeatures(WEEKS))
        .disk(disk)
        .options(FILE, "--sentinel");
  }

  /** Starts Sentinels on the ports from 26379 that watch the master on port 7001. */
  List<TestServer> sentinels(int count, int quorum, String... lines) {
    var sentinels = new ArrayList<TestServer>();
    for (int i = 0; i < count; i++) {
      var all =
          new ArrayList<>(
              List.of(
                  "sentinel monitor m " + HOST + " 7001 " + quorum,
                  "sentinel down-after-milliseconds m 3000",
                  "sentinel failover-timeout m 20000"));
      all.addAll(List.of(lines));
      sentinels.add(sentinel(26379 + i, all.toArray(String[]::new)));
    }
    world.runFor(12_000); // INFO tells of the replicas, hello messages of the Sentinels
    return sentinels;
  }

  /** The process of a server is gone, and with it its connections. */
  static void kill(TestServer server) {
    server.killed();
    server.server().stop();
  }

  /** A server hangs: its connections are there, but nothing answers. */
  void pause(TestServer server) {
    world.simulation().remove(server.server().loop());
  }

  /** Resumes a server that hung. */
  void resume(TestServer server) {
    world.simulation().add(server.server().loop());
  }

  /** Returns the port on which a Sentinel says that the master is. */
  static String masterPort(TestServer sentinel) {
    var reply = sentinel.connect().call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "m");
    return reply.split("\r\n")[4];
  }

  /** Returns a reply that is a map, such as that of SENTINEL MASTER. */
  static Map<String, String> map(TestServer sentinel, String... words) {
    return map(sentinel.connect(), words);
  }

  /** Returns a reply that is a map of bulk strings. */
  static Map<String, String> map(TestClient client, String... words) {
    var lines = client.call(words).split("\r\n", -1);
    assertThat(lines[0]).startsWith("*");
    var map = new TreeMap<String, String>();
    for (int i = 1; i + 3 < lines.length; i += 4) {
      map.put(lines[i + 1], lines[i + 3]);
    }
    return map;
  }

  /** Returns the events that a Sentinel has logged, without levels. */
  static List<String> events(TestServer sentinel) {
    return sentinel.log().stream()
        .filter(line -> line.length() > 2 && "+-".indexOf(line.charAt(2)) >= 0)
        .map(line -> line.substring(2))
        .toList();
  }
}
