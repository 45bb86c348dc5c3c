package eightweeks.week4.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.BesideOthers;
import eightweeks.harness.Peer;
import eightweeks.harness.SocketServer;
import eightweeks.robustness.Await;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.masterreplica.MasterReplica;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisSentinelPool;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Real Sentinels and ours, real servers and ours, in all mixtures; and clients that ask Sentinels
 * for the master. In real time, because a real process knows no other.
 */
@BesideOthers
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class SentinelPeerTest {
  private static final String HOST = "127.0.0.1";
  private static final String NAME = "m";

  @TempDir private Path folder;
  private final List<AutoCloseable> started = new ArrayList<>();

  @BeforeAll
  static void findPeer() {
    Peer.assumeThere();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var one : started.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T started(T one) {
    started.add(one);
    return one;
  }

  private void close(AutoCloseable one) throws Exception {
    started.remove(one);
    one.close();
  }

  private SocketServer ourServer(String... options) throws Exception {
    var all = new ArrayList<>(List.of("--save", "", "--repl-diskless-sync-delay", "0"));
    all.addAll(List.of(options));
    return started(SocketServer.start(all.toArray(String[]::new)));
  }

  private Peer theirServer(String... options) throws Exception {
    return started(Peer.start(folder, options));
  }

  /** Returns the ports of three Sentinels that watch a master. */
  private List<Integer> sentinels(int master, IntPredicate isOurs) throws Exception {
    var configuration =
        """
        sentinel monitor m 127.0.0.1 %d 2
        sentinel down-after-milliseconds m 1500
        sentinel failover-timeout m 10000
        """
            .formatted(master);
    var ports = new ArrayList<Integer>();
    for (int i = 0; i < 3; i++) {
      ports.add(
          isOurs.test(i)
              ? started(SocketServer.sentinel(configuration)).port()
              : started(RealSentinel.start(folder, configuration)).port());
    }
    for (int port : ports) {
      ask(port, "DEBUG", "info-period", "100", "publish-period", "100", "ask-period", "100");
    }
    Await.until(
        "all Sentinels know each other and the replica",
        () ->
            ports.stream()
                .allMatch(
                    port -> {
                      var state = map(port);
                      return "2".equals(state.get("num-other-sentinels"))
                          && "1".equals(state.get("num-slaves"))
                          && "master".equals(state.get("flags"));
                    }));
    return ports;
  }

  private static void ask(int port, String... words) {
    try (var jedis = new Jedis(HOST, port)) {
      jedis.sendCommand(() -> "SENTINEL".getBytes(java.nio.charset.StandardCharsets.UTF_8), words);
    }
  }

  private static Map<String, String> map(int port) {
    try (var jedis = new Jedis(HOST, port)) {
      return jedis.sentinelMaster(NAME);
    }
  }

  private static void awaitMaster(List<Integer> sentinels, int port) throws Exception {
    Await.until(
        "all Sentinels say that the replica is the master",
        () ->
            sentinels.stream()
                .allMatch(
                    sentinel -> {
                      try (var jedis = new Jedis(HOST, sentinel)) {
                        return jedis
                            .sentinelGetMasterAddrByName(NAME)
                            .equals(List.of(HOST, "" + port));
                      }
                    }));
    try (var jedis = new Jedis(HOST, port)) {
      assertThat(jedis.info("replication")).contains("role:master");
      jedis.set("written", "after the failover");
    }
  }

  @Test
  void theirSentinels_failOverOurServers() throws Exception {
    var master = ourServer();
    var replica = ourServer("--replicaof", HOST + " " + master.port());
    var sentinels = sentinels(master.port(), i -> false);
    close(master);
    awaitMaster(sentinels, replica.port());
  }

  @Test
  void ourSentinels_failOverTheirServers() throws Exception {
    var master = theirServer();
    var replica = theirServer("--replicaof", HOST + " " + master.port());
    var sentinels = sentinels(master.port(), i -> true);
    close(master);
    awaitMaster(sentinels, replica.port());
  }

  /** Two of theirs and one of ours: all agree, no matter which one leads. */
  @Test
  void mixedQuorum_failsOverFromTheirServerToOurs() throws Exception {
    var master = theirServer();
    var replica = ourServer("--replicaof", HOST + " " + master.port());
    var sentinels = sentinels(master.port(), i -> i == 0);
    close(master);
    awaitMaster(sentinels, replica.port());
  }

  /** A majority needs the vote of the other kind: one of three is gone. */
  @Test
  void oneOfEachKind_electALeader() throws Exception {
    var master = ourServer();
    var replica = theirServer("--replicaof", HOST + " " + master.port());
    var sentinels = sentinels(master.port(), i -> i > 0);
    close(started.getLast()); // one of ours
    close(master);
    awaitMaster(sentinels.subList(0, 2), replica.port());
  }

  @Test
  void jedisAndLettuce_followAFailover() throws Exception {
    var master = ourServer();
    var replica = ourServer("--replicaof", HOST + " " + master.port());
    var sentinels = sentinels(master.port(), i -> true);
    var addresses = Set.of(HOST + ":" + sentinels.get(0), HOST + ":" + sentinels.get(1));
    var uri = RedisURI.Builder.sentinel(HOST, sentinels.get(0), NAME);
    uri.withSentinel(HOST, sentinels.get(1));
    var lettuce = RedisClient.create();
    try (var pool = new JedisSentinelPool(NAME, addresses, new GenericObjectPoolConfig<Jedis>());
        var connection = MasterReplica.connect(lettuce, StringCodec.UTF8, uri.build())) {
      connection.setReadFrom(ReadFrom.UPSTREAM);
      try (var jedis = pool.getResource()) {
        jedis.set("jedis", "1");
      }
      connection.sync().set("lettuce", "1");
      close(master);
      awaitMaster(sentinels, replica.port());
      Await.until(
          "Jedis writes to the new master",
          () -> {
            try (var jedis = pool.getResource()) {
              return "OK".equals(jedis.set("jedis", "2"));
            } catch (JedisException _) {
              return false;
            }
          });
      Await.until(
          "Lettuce writes to the new master",
          () -> {
            try {
              return "OK".equals(connection.sync().set("lettuce", "2"));
            } catch (RedisException | CancellationException _) {
              return false;
            }
          });
      try (var jedis = new Jedis(HOST, replica.port())) {
        assertThat(jedis.mget("jedis", "lettuce")).containsExactly("2", "2");
      }
    } finally {
      lettuce.shutdown(0, 10, TimeUnit.SECONDS);
    }
  }
}
