package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ZAddArgs;
import io.lettuce.core.ZAggregateArgs;
import io.lettuce.core.ZPopArgs;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.args.SortedSetOption;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.params.ZParams;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.Tuple;

/** A game's leaderboard in sorted sets: one a week, and what is made of them. */
final class LeaderboardTest extends OneServer {
  private static final Map<String, Double> WEEK_1 =
      Map.of("ada", 120.0, "bob", 95.0, "cleo", 300.5, "dan", 95.0);
  private static final Map<String, Double> WEEK_2 = Map.of("ada", 10.0, "cleo", 20.0, "eve", 500.0);

  @ParameterizedTest
  @EnumSource
  void jedis_ranksPlayers(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      assertThat(jedis.zadd("week:1", WEEK_1)).isEqualTo(4);
      assertThat(jedis.zrevrangeWithScores("week:1", 0, 1))
          .containsExactly(new Tuple("cleo", 300.5), new Tuple("ada", 120.0));
      assertThat(jedis.zrevrank("week:1", "bob"))
          .as("dan has as many, and a later name")
          .isEqualTo(3);
      assertThat(jedis.zrankWithScore("week:1", "ada").getValue()).isEqualTo(120.0);
      assertThat(jedis.zrank("week:1", "nobody")).isNull();

      assertThat(jedis.zincrby("week:1", 30, "bob")).isEqualTo(125.0);
      assertThat(jedis.zadd("week:1", 1, "cleo", ZAddParams.zAddParams().gt().ch()))
          .as("a worse game does not count")
          .isZero();
      assertThat(
              jedis.zrange("week:1", ZRangeParams.zrangeByScoreParams(200, 100).rev().limit(0, 5)))
          .containsExactly("bob", "ada");
      assertThat(jedis.zcount("week:1", "(95", "+inf")).isEqualTo(3);
      assertThat(jedis.zmscore("week:1", "cleo", "nobody")).containsExactly(300.5, null);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_ranksPlayers(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      var redis = connection.sync();
      WEEK_1.forEach((player, score) -> redis.zadd("week:1", score, player));
      assertThat(redis.zrevrangeWithScores("week:1", 0, 1))
          .containsExactly(ScoredValue.just(300.5, "cleo"), ScoredValue.just(120.0, "ada"));
      assertThat(redis.zrevrank("week:1", "bob")).isEqualTo(3);
      assertThat(redis.zrank("week:1", "nobody")).isNull();

      assertThat(redis.zincrby("week:1", 30, "bob")).isEqualTo(125.0);
      assertThat(redis.zadd("week:1", ZAddArgs.Builder.gt().ch(), 1, "cleo")).isZero();
      assertThat(redis.zrevrangebyscore("week:1", Range.create(100, 200), Limit.create(0, 5)))
          .containsExactly("bob", "ada");
      assertThat(
              redis.zcount(
                  "week:1", Range.from(Range.Boundary.excluding(95), Range.Boundary.unbounded())))
          .isEqualTo(3);
      assertThat(redis.zmscore("week:1", "cleo", "nobody")).containsExactly(300.5, null);
    }
  }

  @ParameterizedTest
  @EnumSource
  void jedis_addsTheWeeksUp(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      jedis.zadd("week:1", WEEK_1);
      jedis.zadd("week:2", WEEK_2);
      assertThat(jedis.zunionWithScores(new ZParams().weights(1, 2), "week:1", "week:2"))
          .as("the second week counts twice")
          .containsExactly(
              new Tuple("bob", 95.0),
              new Tuple("dan", 95.0),
              new Tuple("ada", 140.0),
              new Tuple("cleo", 340.5),
              new Tuple("eve", 1000.0));
      assertThat(jedis.zinter(new ZParams().aggregate(ZParams.Aggregate.MAX), "week:1", "week:2"))
          .as("who played both weeks")
          .containsExactly("ada", "cleo");
      assertThat(jedis.zdiff("week:1", "week:2")).containsExactly("bob", "dan");
      assertThat(jedis.zintercard(1, "week:1", "week:2")).isEqualTo(1);

      assertThat(jedis.zunionstore("ever", "week:1", "week:2")).isEqualTo(5);
      assertThat(jedis.zrangestore("podium", "ever", ZRangeParams.zrangeParams(0, 2).rev()))
          .isEqualTo(3);
      assertThat(jedis.zrange("podium", 0, -1)).containsExactly("ada", "cleo", "eve");

      var winner = jedis.zmpop(SortedSetOption.MAX, "nothing", "podium");
      assertThat(winner.getKey()).isEqualTo("podium");
      assertThat(winner.getValue()).containsExactly(new Tuple("eve", 500.0));
      assertThat(jedis.zpopmin("podium", 9)).hasSize(2);
      assertThat(jedis.exists("podium")).as("nothing is left of an empty podium").isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_addsTheWeeksUp(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      var redis = connection.sync();
      WEEK_1.forEach((player, score) -> redis.zadd("week:1", score, player));
      WEEK_2.forEach((player, score) -> redis.zadd("week:2", score, player));
      assertThat(redis.zunionWithScores(ZAggregateArgs.Builder.weights(1, 2), "week:1", "week:2"))
          .contains(ScoredValue.just(340.5, "cleo"))
          .last()
          .isEqualTo(ScoredValue.just(1000.0, "eve"));
      assertThat(redis.zinter("week:1", "week:2")).containsExactly("ada", "cleo");
      assertThat(redis.zdiffWithScores("week:1", "week:2"))
          .containsExactly(ScoredValue.just(95.0, "bob"), ScoredValue.just(95.0, "dan"));
      assertThat(redis.zintercard(1, "week:1", "week:2")).isEqualTo(1);

      assertThat(redis.zunionstore("ever", "week:1", "week:2")).isEqualTo(5);
      assertThat(redis.zrevrangestore("podium", "ever", Range.create(0L, 2L))).isEqualTo(3);
      assertThat(redis.zrange("podium", 0, -1)).containsExactly("ada", "cleo", "eve");

      var winner = redis.zmpop(ZPopArgs.Builder.max(), "nothing", "podium");
      assertThat(winner.getKey()).isEqualTo("podium");
      assertThat(winner.getValue()).isEqualTo(ScoredValue.just(500.0, "eve"));
      assertThat(redis.zpopmin("podium", 9)).hasSize(2);
      assertThat(redis.exists("podium")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesOfOneScore_areFoundByTheirBeginning(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      for (var name : new String[] {"bella", "ben", "benno", "carl"}) {
        jedis.zadd("names", 0, name);
      }
      assertThat(jedis.zrangeByLex("names", "[ben", "(beo")).containsExactly("ben", "benno");
      assertThat(
              connection
                  .sync()
                  .zrevrangebylex(
                      "names",
                      Range.from(Range.Boundary.including("ben"), Range.Boundary.excluding("beo"))))
          .containsExactly("benno", "ben");
      assertThat(jedis.zlexcount("names", "-", "(ben")).isEqualTo(1);
    }
  }
}
