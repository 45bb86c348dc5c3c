package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ExpireArgs;
import io.lettuce.core.Range;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Response;
import redis.clients.jedis.args.ExpiryOption;

/** Five requests a minute: counted in one round trip, by a pipeline or a transaction. */
final class RateLimiterTest extends OneServer {
  private static final int LIMIT = 5;
  private static final long WINDOW_SECONDS = 60;

  /** A counter that lives as long as its window. */
  private static boolean isAllowed(Jedis jedis, String who) {
    try (var pipeline = jedis.pipelined()) {
      var count = pipeline.incr("rate:" + who);
      pipeline.expire("rate:" + who, WINDOW_SECONDS, ExpiryOption.NX);
      pipeline.sync();
      return count.get() <= LIMIT;
    }
  }

  /** The same through a client that does not wait: both commands leave in one packet. */
  private static boolean isAllowed(StatefulRedisConnection<String, String> connection, String who)
      throws Exception {
    connection.setAutoFlushCommands(false);
    var count = connection.async().incr("rate:" + who);
    var expiry = connection.async().expire("rate:" + who, WINDOW_SECONDS, ExpireArgs.Builder.nx());
    assertThat(count.isDone()).as("not sent yet").isFalse();
    connection.flushCommands();
    connection.setAutoFlushCommands(true);
    assertThat(result(expiry)).as("the first sets the end").isEqualTo(result(count) == 1);
    return result(count) <= LIMIT;
  }

  @ParameterizedTest
  @EnumSource
  void jedis_countsInAFixedWindow(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      for (int minute = 0; minute < 3; minute++) {
        for (int i = 1; i <= 8; i++) {
          assertThat(isAllowed(jedis, "ada")).isEqualTo(i <= LIMIT);
        }
        assertThat(isAllowed(jedis, "bob")).as("has a count of his own").isTrue();
        pass(Duration.ofSeconds(WINDOW_SECONDS));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_countsInAFixedWindow(ProtocolVersion protocol) throws Exception {
    try (var connection = lettuce(protocol)) {
      for (int minute = 0; minute < 3; minute++) {
        for (int i = 1; i <= 8; i++) {
          assertThat(isAllowed(connection, "ada")).isEqualTo(i <= LIMIT);
        }
        pass(Duration.ofSeconds(WINDOW_SECONDS));
      }
    }
  }

  /** A window that moves: the times of the requests, by the server's own clock. */
  @ParameterizedTest
  @EnumSource
  void aMovingWindow_forgetsTheOldestFirst(ProtocolVersion protocol) throws Exception {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      for (int i = 0; i < 10; i++) {
        double now = Double.parseDouble(jedis.time().getFirst()); // seconds; a score is a double
        long count;
        if (i % 2 == 0) {
          try (var request = jedis.multi()) {
            request.zremrangeByScore("log", 0, now - WINDOW_SECONDS);
            request.zadd("log", now, "request " + i);
            var requests = request.zcard("log");
            request.exec();
            count = requests.get();
          }
        } else {
          connection.sync().multi();
          var _ = connection.async().zremrangebyscore("log", Range.create(0, now - WINDOW_SECONDS));
          var _ = connection.async().zadd("log", now, "request " + i);
          var requests = connection.async().zcard("log");
          assertThat(connection.sync().exec()).hasSize(3);
          count = result(requests);
        }
        // 0 20 40 | 60 goes with 20 and 40: who asks every 20 seconds never has more than three.
        assertThat(count).isEqualTo(Math.min(i + 1, 3));
        pass(Duration.ofSeconds(20));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPipelineOfAllTypes_isAnsweredInOrder(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var pipeline = jedis.pipelined()) {
      var replies = new ArrayList<Response<?>>();
      replies.add(pipeline.set("string", "text"));
      replies.add(pipeline.rpush("list", "a", "b"));
      replies.add(pipeline.sadd("set", "a", "a"));
      replies.add(pipeline.hset("hash", "field", "value"));
      replies.add(pipeline.zadd("sorted", 1.5, "member"));
      replies.add(pipeline.lrange("list", 0, -1));
      replies.add(pipeline.zscore("sorted", "member"));
      replies.add(pipeline.hgetAll("hash"));
      replies.add(pipeline.sismember("set", "a"));
      replies.add(pipeline.type("sorted"));
      replies.add(pipeline.get("nothing"));
      pipeline.sync();
      assertThat(replies.stream().<Object>map(Response::get).toList())
          .usingRecursiveComparison()
          .isEqualTo(
              Arrays.asList(
                  "OK",
                  2L,
                  1L,
                  1L,
                  1L,
                  List.of("a", "b"),
                  1.5,
                  Map.of("field", "value"),
                  true,
                  "zset",
                  null));
    }
  }
}
