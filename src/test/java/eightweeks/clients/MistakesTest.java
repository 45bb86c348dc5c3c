package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * What goes wrong is told by the client's own exceptions, and what looks wrong is kept as it is.
 */
final class MistakesTest extends OneServer {
  private static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";

  @ParameterizedTest
  @EnumSource
  void theWrongType_isAnExceptionOfJedis(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      jedis.rpush("list", "a");
      assertThatThrownBy(() -> jedis.get("list"))
          .isInstanceOf(JedisDataException.class)
          .hasMessage(WRONG_TYPE);
      assertThatThrownBy(() -> jedis.zadd("list", 1, "a")).hasMessage(WRONG_TYPE);
      try (var pipeline = jedis.pipelined()) {
        var before = pipeline.llen("list");
        var wrong = pipeline.hget("list", "field");
        var after = pipeline.rpush("list", "b");
        pipeline.sync();
        assertThat(before.get()).isEqualTo(1);
        assertThatThrownBy(wrong::get)
            .isInstanceOf(JedisDataException.class)
            .hasMessage(WRONG_TYPE);
        assertThat(after.get()).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWrongType_isAnExceptionOfLettuce(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      connection.sync().rpush("list", "a");
      assertThatThrownBy(() -> connection.sync().get("list"))
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessage(WRONG_TYPE);
      var wrong = connection.async().hget("list", "field");
      var right = connection.async().llen("list");
      assertThatThrownBy(() -> result(wrong))
          .hasCauseInstanceOf(RedisCommandExecutionException.class)
          .hasRootCauseMessage(WRONG_TYPE);
      assertThat(right.toCompletableFuture().join()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void errors_sayWhatIsWrong(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      assertThatThrownBy(() -> send(jedis, Protocol.Command.HSET, "hash", "field"))
          .hasMessage("ERR wrong number of arguments for 'hset' command");
      assertThatThrownBy(
              () -> jedis.sendCommand(() -> "NOSUCH".getBytes(StandardCharsets.US_ASCII), "a"))
          .hasMessage("ERR unknown command 'NOSUCH', with args beginning with: 'a' ");
      assertThatThrownBy(() -> jedis.rename("nothing", "other")).hasMessage("ERR no such key");
      assertThatThrownBy(() -> jedis.select(99)).hasMessage("ERR DB index is out of range");
      assertThatThrownBy(() -> connection.sync().setrange("key", -1, "x"))
          .hasMessage("ERR offset is out of range");
      assertThatThrownBy(() -> connection.sync().lset("nothing", 0, "x"))
          .hasMessage("ERR no such key");
      assertThatThrownBy(() -> connection.sync().geoadd("geo", 181, 0, "nowhere"))
          .hasMessage("ERR invalid longitude,latitude pair 181.000000,0.000000");
      assertThat(jedis.dbSize()).isZero();
    }
  }

  /** Returns all 256 bytes, the ends of lines among them: not text, in no charset. */
  private static byte[] everyByte(int first) {
    var bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void everyByte_isKeptInEveryType(ProtocolVersion protocol) {
    speak(protocol);
    try (var jedis = jedis(protocol);
        var connection = lettuce.connect(ByteArrayCodec.INSTANCE, uri())) {
      var redis = connection.sync();
      byte[] string = everyByte(0);
      byte[] list = everyByte(1);
      byte[] set = everyByte(2);
      byte[] hash = everyByte(3);
      byte[] sorted = everyByte(4);
      byte[] value = everyByte(5);
      jedis.set(string, value);
      assertThat(redis.get(string)).isEqualTo(value);
      redis.rpush(list, value, string);
      assertThat(jedis.lrange(list, 0, -1)).containsExactly(value, string);
      jedis.sadd(set, value);
      assertThat(redis.sismember(set, value)).isTrue();
      assertThat(redis.smembers(set)).hasSize(1).first().isEqualTo(value);
      redis.hset(hash, Map.of(string, value));
      assertThat(jedis.hget(hash, string)).isEqualTo(value);
      jedis.zadd(sorted, 1.5, value);
      assertThat(redis.zscore(sorted, value)).isEqualTo(1.5);
      assertThat(jedis.keys(new byte[] {0, 1, '*'})).hasSize(1).first().isEqualTo(string);
      assertThat(jedis.unlink(string, list, set, hash, sorted)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFewMebibytes_areKeptInEveryType(ProtocolVersion protocol) {
    var big = new byte[3 << 20];
    new Random(1).nextBytes(big);
    byte[] key = {'k'};
    speak(protocol);
    try (var jedis = jedis(protocol);
        var connection = lettuce.connect(ByteArrayCodec.INSTANCE, uri())) {
      var redis = connection.sync();
      assertThat(jedis.append(key, big)).isEqualTo(big.length);
      assertThat(redis.append(key, big)).isEqualTo(2L * big.length);
      assertThat(redis.getrange(key, big.length, -1)).isEqualTo(big);
      assertThat(jedis.rename(key, big)).as("a key is a string like any").isEqualTo("OK");
      assertThat(redis.strlen(big)).isEqualTo(2L * big.length);
      assertThat(redis.del(big)).isEqualTo(1);

      jedis.rpush(key, key, big, key);
      assertThat(redis.lrange(key, 0, -1)).containsExactly(key, big, key);
      assertThat(redis.lpos(key, big)).isEqualTo(1);
      redis.del(key);

      redis.hset(key, big, big);
      assertThat(jedis.hget(key, big)).isEqualTo(big);
      jedis.del(key);

      jedis.zadd(key, 1, big);
      assertThat(redis.zrank(key, big)).isZero();
      assertThat(jedis.zrange(key, 0, -1)).containsExactly(big);
    }
  }
}
