package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.BitFieldArgs;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.args.BitCountOption;
import redis.clients.jedis.args.BitOP;
import redis.clients.jedis.params.BitPosParams;

/** What a magazine knows of its articles and readers: tags, visitors, and who was there when. */
final class AudienceTest extends OneServer {
  @ParameterizedTest
  @EnumSource
  void jedis_findsArticlesByTheirTags(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      jedis.sadd("tag:java", "1", "2", "3", "5");
      jedis.sadd("tag:redis", "2", "3", "4");
      jedis.sadd("tag:draft", "3");
      assertThat(jedis.sinter("tag:java", "tag:redis")).containsExactlyInAnyOrder("2", "3");
      assertThat(jedis.sdiff("tag:java", "tag:draft")).containsExactlyInAnyOrder("1", "2", "5");
      assertThat(jedis.sunion("tag:java", "tag:redis", "tag:nothing")).hasSize(5);
      assertThat(jedis.sintercard("tag:java", "tag:redis")).isEqualTo(2);
      assertThat(jedis.sintercard(1, "tag:java", "tag:redis")).as("one is enough").isEqualTo(1);
      assertThat(jedis.smismember("tag:java", "1", "4")).containsExactly(true, false);
      assertThat(jedis.smove("tag:draft", "tag:ready", "3")).isEqualTo(1);
      assertThat(jedis.exists("tag:draft")).isFalse();
      assertThat(jedis.sinterstore("both", "tag:java", "tag:redis")).isEqualTo(2);
      assertThat(jedis.srandmember("both", -10)).hasSize(10).isSubsetOf("2", "3");
      assertThat(jedis.spop("both", 5)).containsExactlyInAnyOrder("2", "3");
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_findsArticlesByTheirTags(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      var redis = connection.sync();
      redis.sadd("tag:java", "one", "two", "three", "five");
      redis.sadd("tag:redis", "two", "three", "four");
      assertThat(redis.sinter("tag:java", "tag:redis")).containsExactlyInAnyOrder("two", "three");
      assertThat(redis.sdiffstore("only", "tag:java", "tag:redis")).isEqualTo(2);
      assertThat(redis.smembers("only")).containsExactlyInAnyOrder("one", "five");
      assertThat(redis.sunionstore("all", "tag:java", "tag:redis")).isEqualTo(5);
      assertThat(redis.sintercard(1, "tag:java", "tag:redis")).isEqualTo(1);
      assertThat(redis.sismember("all", "four")).isTrue();
      assertThat(redis.smismember("only", "one", "two")).containsExactly(true, false);
      assertThat(redis.spop("only", 5)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void visitors_areCountedWithoutKeepingTheirNames(ProtocolVersion protocol) {
    var monday = IntStream.range(0, 10_000).mapToObj(i -> "reader " + i).toArray(String[]::new);
    var tuesday =
        IntStream.range(5_000, 15_000).mapToObj(i -> "reader " + i).toArray(String[]::new);
    var twoPercent = Percentage.withPercentage(2);
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      var redis = connection.sync();
      assertThat(jedis.pfadd("monday", monday)).isEqualTo(1);
      assertThat(jedis.pfadd("monday", monday)).as("known, all of them").isZero();
      assertThat(redis.pfadd("tuesday", tuesday)).isEqualTo(1);
      assertThat(jedis.pfcount("monday")).isCloseTo(10_000, twoPercent);
      assertThat(redis.pfcount("monday", "tuesday")).isCloseTo(15_000, twoPercent);
      assertThat(redis.pfmerge("week", "monday", "tuesday")).isEqualTo("OK");
      assertThat(jedis.pfcount("week")).isEqualTo(jedis.pfcount("monday", "tuesday"));
      assertThat(jedis.strlen("week")).as("however many come").isLessThan(13_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void presence_isABitADay(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      var redis = connection.sync();
      for (int day : new int[] {1, 2, 3, 100, 364}) {
        assertThat(jedis.setbit("ada", day, true)).isFalse();
      }
      for (int day : new int[] {2, 100, 200}) {
        assertThat(redis.setbit("bob", day, 1)).isZero();
      }
      assertThat(jedis.getbit("ada", 100)).isTrue();
      assertThat(redis.bitcount("ada")).isEqualTo(5);
      assertThat(jedis.bitcount("ada", 0, 31, BitCountOption.BIT)).as("in January").isEqualTo(3);
      assertThat(redis.bitpos("bob", true)).isEqualTo(2);
      assertThat(jedis.bitpos("ada", false, new BitPosParams(1, 30).modifier(BitCountOption.BIT)))
          .as("the first day away from the second on")
          .isEqualTo(4);
      assertThat(jedis.bitop(BitOP.AND, "together", "ada", "bob")).isEqualTo(46);
      assertThat(redis.bitcount("together")).isEqualTo(2);
      assertThat(redis.bitopXor("apart", "ada", "bob")).isEqualTo(46);
      assertThat(jedis.bitcount("apart")).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void countersOfAFewBits_shareAString(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      var redis = connection.sync();
      assertThat(jedis.bitfield("stars", "SET", "u4", "#2", "14", "INCRBY", "u4", "#2", "1"))
          .containsExactly(0L, 15L);
      var third = BitFieldArgs.typeWidthBasedOffset(2);
      var four = BitFieldArgs.unsigned(4);
      assertThat(
              redis.bitfield(
                  "stars",
                  BitFieldArgs.Builder.overflow(BitFieldArgs.OverflowType.SAT)
                      .incrBy(four, third, 10)
                      .overflow(BitFieldArgs.OverflowType.FAIL)
                      .incrBy(four, third, 10)
                      .overflow(BitFieldArgs.OverflowType.WRAP)
                      .incrBy(four, third, 2)))
          .containsExactly(15L, null, 1L);
      assertThat(jedis.bitfieldReadonly("stars", "GET", "u4", "#2", "GET", "i8", "0"))
          .containsExactly(1L, 0L);
    }
  }
}
