package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ExpireArgs;
import io.lettuce.core.GetExArgs;
import io.lettuce.core.SetArgs;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.args.ExpiryOption;
import redis.clients.jedis.params.GetExParams;
import redis.clients.jedis.params.SetParams;

/** Sessions of a web site, which end half an hour after their last use; hours pass at once here. */
final class LoginsTest extends OneServer {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration NEARLY = HALF_AN_HOUR.minusMinutes(1);

  LoginsTest() {
    super("--notify-keyspace-events", "KEA");
  }

  @ParameterizedTest
  @EnumSource
  void jedis_prolongsASessionThatIsUsed(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      var half = SetParams.setParams().nx().ex(HALF_AN_HOUR.toSeconds());
      assertThat(jedis.set("session:1", "ada", half)).isEqualTo("OK");
      assertThat(jedis.set("session:1", "bob", half)).as("a number is given once").isNull();
      for (int i = 0; i < 5; i++) {
        pass(NEARLY);
        assertThat(jedis.ttl("session:1")).isBetween(1L, 60L);
        assertThat(jedis.getEx("session:1", GetExParams.getExParams().ex(HALF_AN_HOUR.toSeconds())))
            .isEqualTo("ada");
      }
      assertThat(jedis.set("session:1", "ada, admin", SetParams.setParams().xx().keepTtl()))
          .isEqualTo("OK");
      assertThat(jedis.ttl("session:1")).isBetween(1L, HALF_AN_HOUR.toSeconds());
      pass(HALF_AN_HOUR);
      assertThat(jedis.get("session:1")).isNull();
      assertThat(jedis.ttl("session:1")).isEqualTo(-2);
      assertThat(jedis.dbSize()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_prolongsASessionThatIsUsed(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      var redis = connection.sync();
      assertThat(redis.set("session:1", "ada", SetArgs.Builder.nx().ex(HALF_AN_HOUR)))
          .isEqualTo("OK");
      assertThat(redis.setGet("session:1", "bob", SetArgs.Builder.xx().keepttl())).isEqualTo("ada");
      for (int i = 0; i < 5; i++) {
        pass(NEARLY);
        assertThat(redis.pttl("session:1")).isBetween(1L, 60_000L);
        assertThat(redis.getex("session:1", GetExArgs.Builder.px(HALF_AN_HOUR))).isEqualTo("bob");
      }
      assertThat(redis.getex("session:1", GetExArgs.Builder.persist())).isEqualTo("bob");
      pass(HALF_AN_HOUR);
      assertThat(redis.getdel("session:1")).isEqualTo("bob");
      assertThat(redis.ttl("session:1")).isEqualTo(-2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTimeToLive_isMadeLongerOrShorterAsAsked(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      var redis = connection.sync();
      jedis.hset("session:1", Map.of("name", "ada", "page", "/"));
      assertThat(jedis.expire("session:1", 10_000, ExpiryOption.XX)).as("it has none yet").isZero();
      assertThat(redis.expire("session:1", 10_000, ExpireArgs.Builder.nx())).isTrue();
      assertThat(jedis.expire("session:1", 5_000, ExpiryOption.GT)).as("not longer").isZero();
      assertThat(redis.expire("session:1", 20_000, ExpireArgs.Builder.gt())).isTrue();
      assertThat(redis.expire("session:1", 1_000, ExpireArgs.Builder.lt())).isTrue();
      assertThat(jedis.expireTime("session:1") * 1_000_000 - clock.wallMicros())
          .as("microseconds from now, of a moment in seconds")
          .isBetween(900_000_000L, 1_001_000_000L);
      jedis.hset("session:1", "page", "/cart");
      assertThat(jedis.copy("session:1", "session:2", false)).isTrue();
      assertThat(redis.rename("session:1", "session:3")).isEqualTo("OK");
      assertThat(redis.persist("session:2")).isTrue();
      pass(Duration.ofSeconds(1_000));
      assertThat(jedis.exists("session:1", "session:2", "session:3")).isEqualTo(1);
      assertThat(redis.hgetall("session:2")).containsEntry("page", "/cart");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aListener_hearsThatSessionsEnd(ProtocolVersion protocol) throws Exception {
    var heard = new LinkedBlockingQueue<String>();
    speak(protocol);
    try (var jedis = jedis(protocol);
        var listening = lettuce.connectPubSub(uri())) {
      listening.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String pattern, String channel, String message) {
              heard.add(channel + " " + message);
            }
          });
      listening.sync().psubscribe("__keyevent@0__:*");
      jedis.setex("session:1", 100, "ada");
      assertThat(next(heard)).isEqualTo("__keyevent@0__:set session:1");
      assertThat(next(heard)).isEqualTo("__keyevent@0__:expire session:1");
      pass(Duration.ofSeconds(100));
      // No client reads the key: the cron deletes it.
      assertThat(next(heard)).isEqualTo("__keyevent@0__:expired session:1");

      jedis.setex("session:2", 100, "bob");
      assertThat(next(heard)).isEqualTo("__keyevent@0__:set session:2");
      assertThat(next(heard)).isEqualTo("__keyevent@0__:expire session:2");
      jedis.rename("session:2", "session:3");
      assertThat(next(heard)).isEqualTo("__keyevent@0__:rename_from session:2");
      assertThat(next(heard)).isEqualTo("__keyevent@0__:rename_to session:3");
      jedis.del("session:3");
      assertThat(next(heard)).isEqualTo("__keyevent@0__:del session:3");
    }
  }
}
