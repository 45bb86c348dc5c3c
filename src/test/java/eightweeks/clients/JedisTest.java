package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.robustness.ChildServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.providers.PooledConnectionProvider;

/** Jedis, the client that waits for each reply. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one server for all of them
final class JedisTest {
  private final ChildServer server;

  JedisTest() throws IOException {
    server = ChildServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    try (var jedis = connect(RedisProtocol.RESP2)) {
      jedis.flushAll();
    }
  }

  private Jedis connect(RedisProtocol protocol) {
    return new Jedis(at(server), config(protocol).build());
  }

  private static HostAndPort at(ChildServer server) {
    return new HostAndPort("127.0.0.1", server.port());
  }

  private static DefaultJedisClientConfig.Builder config(RedisProtocol protocol) {
    return DefaultJedisClientConfig.builder()
        .protocol(protocol)
        .timeoutMillis((int) ChildServer.DEADLINE.toMillis());
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void strings_areSetAndGotAndCounted(RedisProtocol protocol) {
    try (var jedis = connect(protocol)) {
      assertThat(jedis.set("key", "value")).isEqualTo("OK");
      assertThat(jedis.get("key")).isEqualTo("value");
      assertThat(jedis.get("nothing")).isNull();
      assertThat(jedis.set("key", "other", SetParams.setParams().nx())).isNull();
      assertThat(jedis.incr("counter")).isEqualTo(1);
      assertThat(jedis.incr("counter")).isEqualTo(2);
      assertThat(jedis.mset("a", "1", "b", "2", "c", "3")).isEqualTo("OK");
      assertThat(jedis.get("c")).isEqualTo("3");
      assertThat(jedis.exists("a", "b", "nothing")).isEqualTo(2);
      assertThat(jedis.del("a", "b", "nothing")).isEqualTo(2);
      assertThat(jedis.dbSize()).isEqualTo(3);
      assertThatThrownBy(() -> jedis.incr("key"))
          .isInstanceOf(JedisDataException.class)
          .hasMessage("ERR value is not an integer or out of range");
      assertThat(jedis.ping()).as("the connection is still good").isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void keys_expire(RedisProtocol protocol) {
    try (var jedis = connect(protocol)) {
      jedis.set("key", "value");
      assertThat(jedis.ttl("key")).isEqualTo(-1);
      assertThat(jedis.expire("key", 100)).isEqualTo(1);
      assertThat(jedis.ttl("key")).isBetween(90L, 100L);
      assertThat(jedis.ttl("nothing")).isEqualTo(-2);
      assertThat(jedis.expire("key", -1)).isEqualTo(1);
      assertThat(jedis.get("key")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void aPipelineOfTenThousandCommands_isAnsweredInOrder(RedisProtocol protocol) {
    try (var jedis = connect(protocol)) {
      var pipeline = jedis.pipelined();
      var replies = new ArrayList<Response<String>>();
      for (int i = 0; i < 5_000; i++) {
        pipeline.set("key" + i, "value" + i);
        replies.add(pipeline.get("key" + i));
      }
      pipeline.sync();
      for (int i = 0; i < replies.size(); i++) {
        assertThat(replies.get(i).get()).isEqualTo("value" + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void aValueOfSixteenMebibytes_comesBackAsItWas(RedisProtocol protocol) {
    var value = new byte[16 << 20];
    new Random(1).nextBytes(value);
    try (var jedis = connect(protocol)) {
      byte[] key = {0, '\r', '\n', (byte) 0xff};
      assertThat(jedis.set(key, value)).isEqualTo("OK");
      assertThat(jedis.get(key)).isEqualTo(value);
      assertThat(jedis.echo(value)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void aClient_hasANameAndIsListed(RedisProtocol protocol) {
    try (var jedis = new Jedis(at(server), config(protocol).clientName("somebody").build())) {
      assertThat(jedis.clientGetname()).isEqualTo("somebody");
      assertThat(jedis.clientInfo())
          .contains("id=" + jedis.clientId() + " ")
          .contains(" name=somebody ")
          .contains(" resp=" + (protocol == RedisProtocol.RESP3 ? 3 : 2) + " ")
          .contains(" lib-name=jedis");
      assertThat(jedis.clientSetname("somebody-else")).isEqualTo("OK");
      assertThat(jedis.clientList()).contains(" name=somebody-else ");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void configuration_isReadAndChanged(RedisProtocol protocol) {
    try (var jedis = connect(protocol)) {
      assertThat(jedis.configSet("timeout", "1000")).isEqualTo("OK");
      assertThat(jedis.configGet("timeout")).containsExactlyEntriesOf(Map.of("timeout", "1000"));
      assertThat(jedis.configSet("timeout", "0")).isEqualTo("OK");
      assertThat(jedis.configGet("tcp-*", "port"))
          .containsEntry("port", Integer.toString(server.port()))
          .containsKeys("tcp-backlog", "tcp-keepalive");
      assertThatThrownBy(() -> jedis.configSet("no-such-directive", "1"))
          .isInstanceOf(JedisDataException.class)
          .hasMessageContaining("no-such-directive");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void clientKilled_isReplacedByAnother(RedisProtocol protocol) {
    try (var pool =
            new UnifiedJedis(
                new PooledConnectionProvider(at(server), config(protocol).build()),
                5,
                Duration.ofSeconds(10));
        var killer = connect(protocol)) {
      assertThat(pool.set("key", "value")).isEqualTo("OK");
      assertThat(killer.clientKill(new ClientKillParams().skipMe(ClientKillParams.SkipMe.YES)))
          .isPositive();
      assertThat(pool.get("key")).isEqualTo("value");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void clientThatKillsItself_getsItsReplyAndIsClosed(RedisProtocol protocol) {
    try (var jedis = connect(protocol)) {
      var self =
          new ClientKillParams()
              .id(Long.toString(jedis.clientId()))
              .skipMe(ClientKillParams.SkipMe.NO);
      assertThat(jedis.clientKill(self)).isEqualTo(1);
      assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void aPassword_isAskedFor(RedisProtocol protocol) throws IOException {
    try (var closed = ChildServer.start("--requirepass", "open sesame")) {
      try (var jedis = new Jedis(at(closed), config(protocol).password("open sesame").build())) {
        assertThat(jedis.set("key", "value")).isEqualTo("OK");
      }
      var wrong = config(protocol).password("wrong").build();
      assertThatThrownBy(() -> new Jedis(at(closed), wrong).ping())
          .isInstanceOf(JedisAccessControlException.class)
          .hasMessage("WRONGPASS invalid username-password pair or user is disabled.");
    }
  }

  @Test
  void withoutThePassword_nothingIsTold() throws IOException {
    try (var closed = ChildServer.start("--requirepass", "open sesame");
        var jedis = new Jedis(at(closed))) {
      assertThatThrownBy(() -> jedis.get("key"))
          .isInstanceOf(JedisDataException.class)
          .hasMessage("NOAUTH Authentication required.");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void tls_carriesTheSame(RedisProtocol protocol) throws Exception {
    var value = new byte[1 << 20];
    new Random(1).nextBytes(value);
    var key = "key".getBytes(StandardCharsets.US_ASCII);
    try (var safe = ChildServer.startTls();
        var jedis =
            new Jedis(
                at(safe),
                config(protocol)
                    .ssl(true)
                    .sslSocketFactory(Trust.ours().getSocketFactory())
                    .build())) {
      assertThat(jedis.set(key, value)).isEqualTo("OK");
      assertThat(jedis.get(key)).isEqualTo(value);
      var pipeline = jedis.pipelined();
      var replies = new ArrayList<Response<Long>>();
      for (int i = 0; i < 10_000; i++) {
        replies.add(pipeline.incr("counter"));
      }
      pipeline.sync();
      assertThat(replies.getLast().get()).isEqualTo(10_000);
    }
  }
}
