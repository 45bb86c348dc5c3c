package eightweeks.week6.tls;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.Redis;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week7.simulation.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentinels and servers that talk over TLS alone. */
final class TlsSentinelTest {
  private static final String TLS =
      """
      port 0
      tls-cert-file server.crt
      tls-key-file server.key
      tls-ca-cert-file ca.crt
      tls-replication yes
      save ""
      """;

  private final TestWorld world = new TestWorld();

  private TestServer start(int port, String lines, String... words) throws Exception {
    var disk = new MemoryDisk();
    Certificates.copyTo(disk);
    disk.replace(
        "/redis.conf", (TLS + "tls-port " + port + "\n" + lines).getBytes(StandardCharsets.UTF_8));
    boolean sentinel = List.of(words).contains("--sentinel");
    var setup = TestServer.in(world).disk(disk);
    if (sentinel) {
      setup.features(Redis.sentinelFeatures(7));
    }
    return setup
        .options(
            sentinel ? new String[] {"/redis.conf", "--sentinel"} : new String[] {"/redis.conf"})
        .start();
  }

  @Test
  void sentinels_failOverServers() throws Exception {
    var watch =
        """
        sentinel monitor m 127.0.0.1 7001 2
        sentinel down-after-milliseconds m 3000
        sentinel failover-timeout m 20000
        """;
    var master = start(7001, "");
    start(7002, "replicaof 127.0.0.1 7001\nrepl-diskless-sync-delay 0\n");
    var sentinels =
        List.of(
            start(26379, watch, "--sentinel"),
            start(26380, watch, "--sentinel"),
            start(26381, watch, "--sentinel"));
    world.runFor(15_000);
    assertThat(sentinels)
        .allSatisfy(sentinel -> assertThat(sentinel.log()).anyMatch(l -> l.contains("+slave")));
    master.killed();
    master.server().stop();
    world.runFor(30_000);
    assertThat(sentinels)
        .allSatisfy(
            sentinel ->
                assertThat(sentinel.log())
                    .anyMatch(l -> l.contains("+switch-master m 127.0.0.1 7001 127.0.0.1 7002")));
  }
}
