package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.robustness.Await;
import eightweeks.robustness.ChildServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;

/** Jedis and Lettuce listen and publish, each to itself and to the other. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one server for all of them
final class PubSubClientsTest {
  private final ChildServer server;
  private final RedisClient lettuce = RedisClient.create();

  PubSubClientsTest() throws IOException {
    server = ChildServer.start("--notify-keyspace-events", "Ksg");
  }

  @AfterAll
  void stop() {
    lettuce.shutdown(0, 10, TimeUnit.SECONDS);
    server.close();
  }

  private Jedis jedis(RedisProtocol protocol) {
    return new Jedis(
        new HostAndPort("127.0.0.1", server.port()),
        DefaultJedisClientConfig.builder()
            .protocol(protocol)
            .timeoutMillis((int) ChildServer.DEADLINE.toMillis())
            .build());
  }

  private RedisURI uri() {
    return RedisURI.builder()
        .withHost("127.0.0.1")
        .withPort(server.port())
        .withTimeout(ChildServer.DEADLINE)
        .build();
  }

  private static @Nullable String next(BlockingQueue<String> heard) throws InterruptedException {
    return heard.poll(ChildServer.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Notes everything that Jedis tells a listener. */
  private static final class Notes extends JedisPubSub {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void onSubscribe(String channel, int count) {
      heard.add("subscribed " + channel + " " + count);
    }

    @Override
    public void onPSubscribe(String pattern, int count) {
      heard.add("subscribed " + pattern + " " + count);
    }

    @Override
    public void onUnsubscribe(String channel, int count) {
      heard.add("unsubscribed " + channel + " " + count);
    }

    @Override
    public void onMessage(String channel, String message) {
      heard.add(channel + ": " + message);
    }

    @Override
    public void onPMessage(String pattern, String channel, String message) {
      heard.add(pattern + " " + channel + ": " + message);
    }

    @Override
    public void onPong(String text) {
      heard.add("pong " + text);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void jedis_hearsChannels_untilItUnsubscribes(RedisProtocol protocol) throws Exception {
    var notes = new Notes();
    try (var listening = jedis(protocol);
        var publishing = jedis(protocol)) {
      var thread = Thread.ofPlatform().daemon().start(() -> listening.subscribe(notes, "news"));
      assertThat(next(notes.heard)).isEqualTo("subscribed news 1");
      assertThat(publishing.publish("news", "hello")).isEqualTo(1);
      assertThat(next(notes.heard)).isEqualTo("news: hello");
      notes.subscribe("weather");
      assertThat(next(notes.heard)).isEqualTo("subscribed weather 2");
      assertThat(publishing.pubsubNumSub("news", "weather", "nothing"))
          .containsEntry("news", 1L)
          .containsEntry("weather", 1L)
          .containsEntry("nothing", 0L);
      notes.unsubscribe("news");
      assertThat(next(notes.heard)).isEqualTo("unsubscribed news 1");
      assertThat(publishing.publish("news", "hello")).isZero();
      notes.unsubscribe();
      assertThat(next(notes.heard)).isEqualTo("unsubscribed weather 0");
      thread.join(ChildServer.DEADLINE);
      assertThat(listening.ping()).as("an ordinary connection again").isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void jedis_hearsWhatHappensToKeys(RedisProtocol protocol) throws Exception {
    var notes = new Notes();
    try (var listening = jedis(protocol);
        var writing = jedis(protocol)) {
      var thread =
          Thread.ofPlatform().daemon().start(() -> listening.psubscribe(notes, "__keyspace@0__:*"));
      assertThat(next(notes.heard)).isEqualTo("subscribed __keyspace@0__:* 1");
      writing.sadd("words", "hello");
      assertThat(next(notes.heard)).isEqualTo("__keyspace@0__:* __keyspace@0__:words: sadd");
      writing.srem("words", "hello");
      assertThat(next(notes.heard)).isEqualTo("__keyspace@0__:* __keyspace@0__:words: srem");
      assertThat(next(notes.heard)).isEqualTo("__keyspace@0__:* __keyspace@0__:words: del");
      notes.punsubscribe();
      thread.join(ChildServer.DEADLINE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_hearsChannelsAndPatterns(ProtocolVersion protocol) throws Exception {
    lettuce.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (var listening = lettuce.connectPubSub(uri());
        var publishing = lettuce.connect(uri())) {
      listening.addListener(
          new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
              heard.add(channel + ": " + message);
            }

            @Override
            public void message(String pattern, String channel, String message) {
              heard.add(pattern + " " + channel + ": " + message);
            }
          });
      listening.sync().subscribe("news");
      assertThat(publishing.sync().publish("news", "one")).isEqualTo(1);
      assertThat(next(heard)).isEqualTo("news: one");
      listening.sync().psubscribe("n*");
      assertThat(publishing.sync().publish("news", "two")).isEqualTo(2);
      assertThat(next(heard)).isEqualTo("news: two");
      assertThat(next(heard)).isEqualTo("n* news: two");
      assertThat(listening.sync().ping())
          .as("of a subscribed client in RESP2 Lettuce returns what stands behind the word pong")
          .isEqualTo(protocol == ProtocolVersion.RESP2 ? "" : "PONG");
      assertThat(publishing.sync().pubsubChannels()).contains("news");
      assertThat(publishing.sync().pubsubNumpat()).isEqualTo(1);
      listening.sync().unsubscribe("news");
      listening.sync().punsubscribe("n*");
      Await.until("nobody listens", () -> publishing.sync().publish("news", "three") == 0);
    }
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_hearsShardChannels(ProtocolVersion protocol) throws Exception {
    lettuce.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (var listening = lettuce.connectPubSub(uri());
        var publishing = jedis(RedisProtocol.RESP3)) {
      listening.addListener(
          new RedisPubSubAdapter<String, String>() {
            @Override
            public void smessage(String channel, String message) {
              heard.add(channel + ": " + message);
            }
          });
      listening.sync().ssubscribe("shard");
      for (int i = 0; i < 1_000; i++) {
        assertThat(toShard(publishing, "message " + i)).isEqualTo(1);
      }
      for (int i = 0; i < 1_000; i++) {
        assertThat(next(heard)).isEqualTo("shard: message " + i);
      }
      assertThat(publishing.pubsubShardNumSub("shard")).containsEntry("shard", 1L);
      listening.sync().sunsubscribe("shard");
      Await.until("nobody listens", () -> toShard(publishing, "x") == 0);
    }
  }

  private static long toShard(Jedis jedis, String message) {
    return (Long) jedis.sendCommand(Protocol.Command.SPUBLISH, "shard", message);
  }
}
