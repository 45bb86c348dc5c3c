package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.robustness.Await;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.JedisShardedPubSub;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What a client hears without having asked: shard channels, bytes, pushes. */
final class ListenersTest extends OneServer {
  private static final Duration LIMIT = Duration.ofMillis(LIMIT_MILLIS);

  @ParameterizedTest
  @EnumSource
  void jedis_hearsShardChannels(ProtocolVersion protocol) throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    var listener =
        new JedisShardedPubSub() {
          @Override
          public void onSSubscribe(String channel, int count) {
            heard.add("subscribed " + channel + " " + count);
          }

          @Override
          public void onSMessage(String channel, String message) {
            heard.add(channel + ": " + message);
          }

          @Override
          public void onSUnsubscribe(String channel, int count) {
            heard.add("unsubscribed " + channel + " " + count);
          }
        };
    try (var listening = jedis(protocol);
        var publishing = jedis(protocol)) {
      var thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> listener.proceed(listening.getConnection(), "orders"));
      assertThat(next(heard)).isEqualTo("subscribed orders 1");
      assertThat(send(publishing, Protocol.Command.SPUBLISH, "orders", "tea")).isEqualTo(1L);
      assertThat(next(heard)).isEqualTo("orders: tea");
      assertThat(publishing.publish("orders", "coffee")).as("another kind of channel").isZero();
      assertThat(publishing.pubsubShardChannels()).containsExactly("orders");
      listener.sunsubscribe();
      assertThat(next(heard)).isEqualTo("unsubscribed orders 0");
      assertThat(thread.join(LIMIT)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void channelsAndMessages_areBytes(ProtocolVersion protocol) throws Exception {
    byte[] channel = {'c', 0, '\r', '\n', (byte) 0xff};
    byte[] message = {(byte) 0xfe, 0, '*', '1', '\r', '\n'};
    var heard = new LinkedBlockingQueue<byte[]>();
    var subscribed = new LinkedBlockingQueue<Integer>();
    var listener =
        new BinaryJedisPubSub() {
          @Override
          public void onPSubscribe(byte[] pattern, int count) {
            subscribed.add(count);
          }

          @Override
          public void onPMessage(byte[] pattern, byte[] channel, byte[] message) {
            heard.add(channel);
            heard.add(message);
          }
        };
    speak(protocol);
    try (var listening = jedis(protocol);
        var publishing = lettuce.connect(ByteArrayCodec.INSTANCE, uri())) {
      var thread =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () ->
                      listening.psubscribe(
                          listener, "c*\u00ff".getBytes(StandardCharsets.ISO_8859_1)));
      assertThat(next(subscribed)).isEqualTo(1);
      assertThat(publishing.sync().publish(channel, message)).isEqualTo(1);
      assertThat(next(heard)).isEqualTo(channel);
      assertThat(next(heard)).isEqualTo(message);
      listener.punsubscribe();
      assertThat(thread.join(LIMIT)).isTrue();
    }
  }

  @Test
  void inRespThree_aListenerMayAskAnythingToo() throws Exception {
    speak(ProtocolVersion.RESP3);
    var heard = new LinkedBlockingQueue<String>();
    try (var connection = lettuce.connectPubSub(uri());
        var publishing = jedis(ProtocolVersion.RESP3)) {
      connection.addListener(
          push -> heard.add(push.getType() + " " + push.getContent(StringCodec.UTF8::decodeValue)));
      connection.sync().subscribe("news");
      assertThat(connection.sync().set("key", "value")).isEqualTo("OK");
      publishing.publish("news", "hello");
      assertThat(connection.sync().get("key")).isEqualTo("value");
      assertThat(connection.sync().lpush("list", "a")).isEqualTo(1);
      assertThat(next(heard)).isEqualTo("subscribe [subscribe, news, 1]");
      assertThat(next(heard)).isEqualTo("message [message, news, hello]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aListenerWhoseConnectionIsKilled_subscribesAgain(ProtocolVersion protocol) throws Exception {
    speak(protocol);
    var heard = new LinkedBlockingQueue<String>();
    try (var listening = lettuce.connectPubSub(uri());
        var other = jedis(protocol)) {
      listening.addListener(
          new RedisPubSubAdapter<>() {
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
      listening.sync().psubscribe("weather.*");
      Await.until("it listens", () -> other.publish("weather.north", "rain") == 1);
      assertThat(next(heard)).isEqualTo("weather.* weather.north: rain");
      assertThat(other.clientKill(new ClientKillParams().type(ClientType.PUBSUB))).isEqualTo(1);
      Await.until(
          "it listens again",
          () -> other.pubsubNumPat() == 1 && other.publish("news", "hello") == 1);
      assertThat(next(heard)).isEqualTo("news: hello");
      assertThat(other.publish("weather.south", "sun")).isEqualTo(1);
      assertThat(next(heard)).isEqualTo("weather.* weather.south: sun");
    }
  }
}
