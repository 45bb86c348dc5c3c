package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.robustness.ChildServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lettuce, the client that does not wait: one connection for many threads. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one server and one client for all of them
final class LettuceTest {
  private final ChildServer server;
  private final RedisClient client = RedisClient.create();

  LettuceTest() throws IOException {
    server = ChildServer.start();
  }

  @AfterAll
  void stop() {
    client.shutdown(0, 10, TimeUnit.SECONDS);
    server.close();
  }

  @AfterEach
  void empty() {
    try (var connection = connect(ProtocolVersion.RESP2)) {
      connection.sync().flushall();
    }
  }

  private StatefulRedisConnection<String, String> connect(ProtocolVersion protocol) {
    speak(protocol);
    return client.connect(uri(server).build());
  }

  private void speak(ProtocolVersion protocol) {
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
  }

  private static RedisURI.Builder uri(ChildServer server) {
    return RedisURI.builder()
        .withHost("127.0.0.1")
        .withPort(server.port())
        .withTimeout(ChildServer.DEADLINE);
  }

  @ParameterizedTest
  @EnumSource
  void strings_areSetAndGotAndCounted(ProtocolVersion protocol) {
    try (var connection = connect(protocol)) {
      var redis = connection.sync();
      assertThat(redis.set("key", "value")).isEqualTo("OK");
      assertThat(redis.get("key")).isEqualTo("value");
      assertThat(redis.get("nothing")).isNull();
      assertThat(redis.set("key", "other", SetArgs.Builder.nx())).isNull();
      assertThat(redis.incr("counter")).isEqualTo(1);
      assertThat(redis.incr("counter")).isEqualTo(2);
      assertThat(redis.mset(Map.of("a", "1", "b", "2", "c", "3"))).isEqualTo("OK");
      assertThat(redis.exists("a", "b", "nothing")).isEqualTo(2);
      assertThat(redis.del("a", "b", "nothing")).isEqualTo(2);
      assertThat(redis.dbsize()).isEqualTo(3);
      assertThatThrownBy(() -> redis.incr("key"))
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessage("ERR value is not an integer or out of range");
      assertThat(redis.ping()).isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keys_expire(ProtocolVersion protocol) {
    try (var connection = connect(protocol)) {
      var redis = connection.sync();
      redis.set("key", "value");
      assertThat(redis.ttl("key")).isEqualTo(-1);
      assertThat(redis.expire("key", 100)).isTrue();
      assertThat(redis.ttl("key")).isBetween(90L, 100L);
      assertThat(redis.ttl("nothing")).isEqualTo(-2);
      assertThat(redis.expire("key", -1)).isTrue();
      assertThat(redis.get("key")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tenThousandCommandsAtOnce_areAnsweredInOrder(ProtocolVersion protocol) throws Exception {
    try (var connection = connect(protocol)) {
      var redis = connection.async();
      connection.setAutoFlushCommands(false); // all of them in one go
      var replies = new ArrayList<RedisFuture<String>>();
      for (int i = 0; i < 5_000; i++) {
        var _ = redis.set("key" + i, "value" + i);
        replies.add(redis.get("key" + i));
      }
      connection.flushCommands();
      assertThat(
              LettuceFutures.awaitAll(ChildServer.DEADLINE, replies.toArray(new RedisFuture<?>[0])))
          .isTrue();
      for (int i = 0; i < replies.size(); i++) {
        assertThat(replies.get(i).get()).isEqualTo("value" + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void eightThreadsOnOneConnection_countRight(ProtocolVersion protocol) throws Exception {
    int threads = 8;
    int each = 2_000;
    try (var connection = connect(protocol);
        var pool = Executors.newFixedThreadPool(threads)) {
      Callable<Long> counter =
          () -> {
            RedisFuture<Long> last = connection.async().incr("counter");
            for (int i = 1; i < each; i++) {
              last = connection.async().incr("counter");
            }
            return last.get(ChildServer.DEADLINE.toSeconds(), TimeUnit.SECONDS);
          };
      var work = new ArrayList<Callable<Long>>();
      for (int i = 0; i < threads; i++) {
        work.add(counter);
      }
      long highest = 0;
      for (var end : pool.invokeAll(work)) {
        highest = Math.max(highest, end.get());
      }
      assertThat(highest).isEqualTo((long) threads * each);
      assertThat(connection.sync().get("counter")).isEqualTo(Integer.toString(threads * each));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aValueOfSixteenMebibytes_comesBackAsItWas(ProtocolVersion protocol) {
    var value = new byte[16 << 20];
    new Random(1).nextBytes(value);
    speak(protocol);
    try (var connection = client.connect(ByteArrayCodec.INSTANCE, uri(server).build())) {
      byte[] key = {0, '\r', '\n', (byte) 0xff};
      assertThat(connection.sync().set(key, value)).isEqualTo("OK");
      assertThat(connection.sync().get(key)).isEqualTo(value);
      assertThat(connection.sync().echo(value)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClient_hasANameAndIsListed(ProtocolVersion protocol) {
    speak(protocol);
    try (var connection = client.connect(uri(server).withClientName("somebody").build())) {
      var redis = connection.sync();
      assertThat(redis.clientGetname()).isEqualTo("somebody");
      assertThat(redis.clientInfo())
          .contains("id=" + redis.clientId() + " ")
          .contains(" name=somebody ")
          .contains(" resp=" + (protocol == ProtocolVersion.RESP3 ? 3 : 2) + " ")
          .containsIgnoringCase(" lib-name=lettuce");
      assertThat(redis.clientSetname("somebody-else")).isEqualTo("OK");
      assertThat(redis.clientList()).contains(" name=somebody-else ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void configuration_isReadAndChanged(ProtocolVersion protocol) {
    try (var connection = connect(protocol)) {
      var redis = connection.sync();
      assertThat(redis.configSet("timeout", "1000")).isEqualTo("OK");
      assertThat(redis.configGet("timeout")).containsExactlyEntriesOf(Map.of("timeout", "1000"));
      assertThat(redis.configSet("timeout", "0")).isEqualTo("OK");
      assertThat(redis.configGet("tcp-*", "port"))
          .containsEntry("port", Integer.toString(server.port()))
          .containsKeys("tcp-backlog", "tcp-keepalive");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionKilled_isMadeAgain(ProtocolVersion protocol) {
    try (var connection = connect(protocol);
        var killer = connect(protocol)) {
      assertThat(connection.sync().set("key", "value")).isEqualTo("OK");
      long id = connection.sync().clientId();
      assertThat(killer.sync().clientKill(KillArgs.Builder.id(id))).isEqualTo(1);
      // Sent before or after the client has seen its end: it connects again and asks again.
      assertThat(connection.sync().get("key")).isEqualTo("value");
      assertThat(connection.sync().clientId()).isGreaterThan(id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPassword_isAskedFor(ProtocolVersion protocol) throws IOException {
    speak(protocol);
    try (var closed = ChildServer.start("--requirepass", "open sesame")) {
      try (var connection = client.connect(uri(closed).withPassword("open sesame").build())) {
        assertThat(connection.sync().set("key", "value")).isEqualTo("OK");
        assertThatThrownBy(() -> connection.sync().auth("wrong"))
            .hasMessage("WRONGPASS invalid username-password pair or user is disabled.");
      }
      // Lettuce tells the server's words, or loses them when its own handler has gone already.
      assertThatThrownBy(() -> client.connect(uri(closed).withPassword("wrong").build()))
          .isInstanceOf(RedisConnectionException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tls_carriesTheSame(ProtocolVersion protocol) throws Exception {
    var value = new byte[1 << 20];
    new Random(1).nextBytes(value);
    var ssl =
        SslOptions.builder()
            .jdkSslProvider()
            .trustManager(ChildServer.certificate("ca.crt").toFile())
            .build();
    var key = "key".getBytes(StandardCharsets.US_ASCII);
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).sslOptions(ssl).build());
    try (var safe = ChildServer.startTls();
        var connection = client.connect(ByteArrayCodec.INSTANCE, uri(safe).withSsl(true).build())) {
      assertThat(connection.sync().set(key, value)).isEqualTo("OK");
      assertThat(connection.sync().get(key)).isEqualTo(value);
      var counter = "counter".getBytes(StandardCharsets.US_ASCII);
      var last = connection.async().incr(counter);
      for (int i = 1; i < 10_000; i++) {
        last = connection.async().incr(counter);
      }
      assertThat(last.get(ChildServer.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(10_000);
    }
  }
}
