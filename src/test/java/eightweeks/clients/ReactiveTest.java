package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanStream;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lettuce's third way to ask: streams, which send nothing until they have a subscriber. */
final class ReactiveTest extends OneServer {
  private static final Duration LIMIT = Duration.ofMillis(LIMIT_MILLIS);

  @ParameterizedTest
  @EnumSource
  void messagesAreAReactiveStream(ProtocolVersion protocol) throws Exception {
    speak(protocol);
    var heard = new LinkedBlockingQueue<String>();
    try (var listening = lettuce.connectPubSub(uri());
        var publishing = lettuce(protocol)) {
      var reactive = listening.reactive();
      var evenOnes =
          reactive
              .observePatterns()
              .filter(message -> Integer.parseInt(message.getMessage()) % 2 == 0)
              .map(message -> message.getChannel() + " " + message.getMessage())
              .subscribe(heard::add);
      reactive.psubscribe("number.?").block(LIMIT);
      for (int i = 0; i < 1_000; i++) {
        publishing.sync().publish("number." + i % 10, "" + i);
      }
      for (int i = 0; i < 1_000; i += 2) {
        assertThat(next(heard)).isEqualTo("number." + i % 10 + " " + i);
      }
      evenOnes.dispose();
    }
  }

  @ParameterizedTest
  @EnumSource
  void commandsInAReactiveChain_followEachOther(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      var redis = connection.reactive();
      var sum =
          redis
              .rpush("numbers", "1", "2", "3", "4")
              .thenMany(redis.lrange("numbers", 0, -1))
              .flatMap(number -> redis.incrby("sum", Long.parseLong(number)))
              .then(redis.get("sum"));
      assertThat(connection.sync().exists("numbers")).as("nobody has subscribed yet").isZero();
      assertThat(sum.block(LIMIT)).isEqualTo("10");
      var transaction =
          redis
              .multi()
              .doOnSuccess(
                  _ -> {
                    redis.incr("sum").subscribe();
                    redis.del("numbers").subscribe();
                  })
              .then(redis.exec());
      assertThat(transaction.block(LIMIT)).containsExactly(11L, 1L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anError_endsTheStream_orIsReplaced(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      connection.sync().rpush("list", "a");
      assertThatThrownBy(() -> connection.reactive().sadd("list", "b").block(LIMIT))
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessage("WRONGTYPE Operation against a key holding the wrong kind of value");
      assertThat(connection.reactive().sadd("list", "b").onErrorReturn(-1L).block(LIMIT))
          .isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWalkOverKeys_isAStream(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      try (var pipeline = jedis.pipelined()) {
        for (int i = 0; i < 1_500; i++) {
          pipeline.set("key:" + i, "" + i);
        }
      }
      var some = ScanStream.scan(connection.reactive(), ScanArgs.Builder.matches("key:1??"));
      assertThat(some.distinct().count().block(LIMIT)).isEqualTo(100);
    }
  }
}
