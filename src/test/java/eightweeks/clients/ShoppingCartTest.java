package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** A shop: carts in hashes, and a stock that is sold once, by transactions that watch it. */
final class ShoppingCartTest extends OneServer {
  @ParameterizedTest
  @EnumSource
  void jedis_fillsACart(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol)) {
      assertThat(jedis.hset("cart:7", Map.of("apple", "3", "pear", "1"))).isEqualTo(2);
      assertThat(jedis.hincrBy("cart:7", "apple", 2)).isEqualTo(5);
      assertThat(jedis.hsetnx("cart:7", "pear", "100")).as("already there").isZero();
      assertThat(jedis.hincrByFloat("cart:7", "cheese", 0.25)).isEqualTo(0.25);
      assertThat(jedis.hmget("cart:7", "apple", "nothing", "cheese"))
          .containsExactly("5", null, "0.25");
      assertThat(jedis.hgetAll("cart:7"))
          .containsOnly(
              Map.entry("apple", "5"), Map.entry("pear", "1"), Map.entry("cheese", "0.25"));
      assertThat(jedis.hrandfieldWithValues("cart:7", 9)).hasSize(3);
      assertThat(jedis.hstrlen("cart:7", "cheese")).isEqualTo(4);
      assertThat(jedis.hdel("cart:7", "apple", "pear", "cheese", "nothing")).isEqualTo(3);
      assertThat(jedis.exists("cart:7")).as("an empty cart is none").isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_fillsACart(ProtocolVersion protocol) {
    try (var connection = lettuce(protocol)) {
      var redis = connection.sync();
      assertThat(redis.hset("cart:7", Map.of("apple", "3", "pear", "1"))).isEqualTo(2);
      assertThat(redis.hincrby("cart:7", "apple", 2)).isEqualTo(5);
      assertThat(redis.hsetnx("cart:7", "pear", "100")).isFalse();
      assertThat(redis.hincrbyfloat("cart:7", "cheese", 0.25)).isEqualTo(0.25);
      assertThat(redis.hmget("cart:7", "apple", "nothing", "cheese"))
          .containsExactly(
              KeyValue.just("apple", "5"),
              KeyValue.empty("nothing"),
              KeyValue.just("cheese", "0.25"));
      assertThat(redis.hgetall("cart:7")).hasSize(3).containsEntry("pear", "1");
      assertThat(redis.hrandfieldWithvalues("cart:7", 9)).hasSize(3);
      assertThat(redis.hstrlen("cart:7", "cheese")).isEqualTo(4);
      assertThat(redis.hdel("cart:7", "apple", "pear", "cheese", "nothing")).isEqualTo(3);
      assertThat(redis.exists("cart:7")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void jedis_seesThatAnotherClientWasFaster(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var rival = lettuce(protocol)) {
      jedis.set("stock:apple", "5");
      jedis.watch("stock:apple");
      assertThat(jedis.get("stock:apple")).isEqualTo("5");
      rival.sync().decrby("stock:apple", 3);
      try (var late = jedis.multi()) {
        late.decrBy("stock:apple", 4);
        late.hincrBy("cart:7", "apple", 4);
        assertThat(late.exec()).isNull();
      }
      assertThat(jedis.get("stock:apple")).as("nothing was sold twice").isEqualTo("2");
      assertThat(jedis.exists("cart:7")).isFalse();

      jedis.watch("stock:apple");
      try (var second = jedis.multi()) {
        var left = second.decrBy("stock:apple", 2);
        var inCart = second.hincrBy("cart:7", "apple", 2);
        assertThat(second.exec()).containsExactly(0L, 2L);
        assertThat(left.get()).isZero();
        assertThat(inCart.get()).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void lettuce_seesThatAnotherClientWasFaster(ProtocolVersion protocol) throws Exception {
    try (var connection = lettuce(protocol);
        var rival = jedis(protocol)) {
      var redis = connection.sync();
      redis.set("stock:apple", "5");
      redis.watch("stock:apple");
      rival.decrBy("stock:apple", 3);
      assertThat(redis.multi()).isEqualTo("OK");
      redis.decrby("stock:apple", 4);
      assertThat(redis.exec().wasDiscarded()).isTrue();
      assertThat(redis.get("stock:apple")).isEqualTo("2");

      redis.watch("stock:apple");
      redis.multi();
      var left = connection.async().decrby("stock:apple", 2);
      var inCart = connection.async().hincrby("cart:7", "apple", 2);
      assertThat(left.isDone()).as("the reply comes with EXEC").isFalse();
      assertThat(redis.exec()).containsExactly(0L, 2L);
      assertThat(result(left)).isZero();
      assertThat(result(inCart)).isEqualTo(2);
    }
  }

  /** Buys until nothing is left; returns how many pieces it got. */
  private static long buy(Jedis jedis, String buyer) {
    long bought = 0;
    while (true) {
      jedis.watch("stock");
      int left = Integer.parseInt(jedis.get("stock"));
      if (left == 0) {
        jedis.unwatch();
        return bought;
      }
      try (var sale = jedis.multi()) {
        sale.set("stock", Integer.toString(left - 1));
        sale.rpush("sold", buyer);
        bought += sale.exec() == null ? 0 : 1; // null: another client was faster
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fourBuyers_neverGetMoreThanThereIs(ProtocolVersion protocol) throws Exception {
    try (var jedis = jedis(protocol);
        var threads = Executors.newFixedThreadPool(4)) {
      jedis.set("stock", "400");
      var buyers = new ArrayList<Callable<Long>>();
      for (var name : List.of("ada", "bob", "cleo", "dan")) {
        buyers.add(
            () -> {
              try (var own = jedis(protocol)) {
                return buy(own, name);
              }
            });
      }
      long bought = 0;
      for (var buyer : threads.invokeAll(buyers)) {
        bought += result(buyer);
      }
      assertThat(bought).isEqualTo(400);
      assertThat(jedis.llen("sold")).isEqualTo(400);
      assertThat(jedis.get("stock")).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anErrorInATransaction_leavesTheOtherCommands(ProtocolVersion protocol) throws Exception {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      jedis.set("name", "not a number");
      List<Object> replies;
      try (var sale = jedis.multi()) {
        sale.set("before", "1");
        sale.incr("name");
        sale.set("after", "2");
        replies = sale.exec();
      }
      assertThat(replies.get(0)).isEqualTo("OK");
      assertThat(replies.get(1))
          .isInstanceOf(JedisDataException.class)
          .hasToString(
              "redis.clients.jedis.exceptions.JedisDataException:"
                  + " ERR value is not an integer or out of range");
      assertThat(replies.get(2)).isEqualTo("OK");
      assertThat(jedis.mget("before", "after")).containsExactly("1", "2");

      connection.sync().multi();
      var wrong = connection.async().incr("name");
      var right = connection.async().incr("before");
      assertThat(connection.sync().exec()).hasSize(2);
      assertThatThrownBy(() -> result(wrong))
          .hasCauseInstanceOf(RedisCommandExecutionException.class)
          .hasMessageContaining("ERR value is not an integer or out of range");
      assertThat(result(right)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionGivenUp_changesNothing(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      try (AbstractTransaction sale = jedis.multi()) {
        sale.set("key", "value");
        assertThat(sale.discard()).isEqualTo("OK");
      }
      connection.sync().multi();
      connection.sync().set("key", "value");
      assertThat(connection.sync().discard()).isEqualTo("OK");
      assertThat(jedis.exists("key")).isFalse();
      assertThatThrownBy(() -> connection.sync().exec())
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessage("ERR EXEC without MULTI");
    }
  }
}
