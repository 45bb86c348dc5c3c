package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KillArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.support.ConnectionPoolSupport;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.args.ClientPauseMode;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

/** Connections: many users share few, they introduce themselves, they break and are made again. */
final class ConnectionsTest extends OneServer {
  private static ConnectionPoolConfig two() {
    var pool = new ConnectionPoolConfig();
    pool.setMaxTotal(2);
    return pool;
  }

  @ParameterizedTest
  @EnumSource
  void eightUsers_shareTwoConnectionsOfJedis(ProtocolVersion protocol) throws Exception {
    var config = config(protocol).clientName("shared").build();
    try (var pool = new JedisPooled(address(), config, two());
        var threads = Executors.newFixedThreadPool(8);
        var watching = jedis(protocol)) {
      Callable<Long> user =
          () -> {
            for (int i = 1; i < 200; i++) {
              pool.incr("counter");
            }
            return pool.incr("counter");
          };
      var users = new ArrayList<Callable<Long>>();
      for (int i = 0; i < 8; i++) {
        users.add(user);
      }
      long highest = 0;
      for (var last : threads.invokeAll(users)) {
        highest = Math.max(highest, result(last));
      }
      assertThat(highest).isEqualTo(1_600);
      assertThat(watching.clientList().lines().filter(line -> line.contains(" name=shared ")))
          .hasSizeBetween(1, 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPoolOfJedisThatIsUsedUp_saysSo(ProtocolVersion protocol) {
    var impatient = two();
    impatient.setBlockWhenExhausted(false);
    try (var pool = new JedisPooled(address(), config(protocol).build(), impatient)) {
      try (var pipeline = pool.pipelined();
          var transaction = pool.multi()) {
        pipeline.set("key", "value");
        assertThatThrownBy(() -> pool.get("key"))
            .isInstanceOf(JedisException.class)
            .hasMessageContaining("Could not get a resource");
        assertThat(transaction.exec()).isEmpty();
      }
      assertThat(pool.get("key")).isEqualTo("value");
    }
  }

  @ParameterizedTest
  @EnumSource
  void eightUsers_shareTwoConnectionsOfLettuce(ProtocolVersion protocol) throws Exception {
    speak(protocol);
    var config = new GenericObjectPoolConfig<StatefulRedisConnection<String, String>>();
    config.setMaxTotal(2);
    try (var pool =
            ConnectionPoolSupport.createGenericObjectPool(() -> lettuce.connect(uri()), config);
        var threads = Executors.newFixedThreadPool(8)) {
      Callable<Set<Long>> user =
          () -> {
            var used = new TreeSet<Long>();
            for (int i = 0; i < 50; i++) {
              try (var connection = pool.borrowObject()) { // closing it gives it back
                connection.sync().multi();
                var _ = connection.async().incr("counter");
                connection.sync().exec();
                used.add(connection.sync().clientId());
              }
            }
            return used;
          };
      var users = new ArrayList<Callable<Set<Long>>>();
      for (int i = 0; i < 8; i++) {
        users.add(user);
      }
      var used = new TreeSet<Long>();
      for (var ids : threads.invokeAll(users)) {
        used.addAll(result(ids));
      }
      assertThat(used).hasSizeBetween(1, 2);
    }
    try (var jedis = jedis(protocol)) {
      assertThat(jedis.get("counter")).isEqualTo("400");
    }
  }

  @ParameterizedTest
  @EnumSource
  void clients_tellWhichLibraryTheyAre(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      assertThat(jedis.clientInfo())
          .containsPattern(" lib-name=jedis.* lib-ver=\\d+\\.\\d+\\.\\d+");
      assertThat(connection.sync().clientInfo())
          .containsPattern(" lib-name=[Ll]ettuce.* lib-ver=\\d+\\.\\d+\\.\\d+");
      assertThat(jedis.clientList(connection.sync().clientId())).contains(" cmd=client|id ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionOfJedisThatIsKilled_isBroken(ProtocolVersion protocol) {
    try (var killer = jedis(protocol)) {
      var victim = jedis(protocol);
      var id = Long.toString(victim.clientId());
      assertThat(killer.clientKill(new ClientKillParams().id(id))).isEqualTo(1);
      assertThatThrownBy(() -> victim.get("key")).isInstanceOf(JedisConnectionException.class);
      assertThat(victim.isBroken()).isTrue();
      victim.disconnect();
      try (var again = jedis(protocol)) {
        assertThat(again.clientId()).isGreaterThan(Long.parseLong(id));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsKilledWhileWaiting_waitsAgain(ProtocolVersion protocol) throws Exception {
    try (var worker = lettuce(protocol);
        var boss = jedis(protocol)) {
      long id = worker.sync().clientId();
      var job = worker.async().blpop(0L, "jobs");
      awaitBlocked(1);
      try (var killer = lettuce(protocol)) {
        assertThat(killer.sync().clientKill(KillArgs.Builder.id(id))).isEqualTo(1);
      }
      boss.rpush("jobs", "sweep"); // there when it asks again, or soon after
      assertThat(result(job).getValue()).isEqualTo("sweep");
      assertThat(worker.sync().clientId()).isGreaterThan(id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDatabase_isAPropertyOfTheConnection(ProtocolVersion protocol) {
    var inThree = uri();
    inThree.setDatabase(3);
    speak(protocol);
    try (var jedis = new Jedis(address(), config(protocol).database(3).build());
        var connection = lettuce.connect(inThree);
        var inZero = jedis(protocol)) {
      jedis.set("key", "of three");
      assertThat(connection.sync().get("key")).isEqualTo("of three");
      assertThat(inZero.get("key")).isNull();
      assertThat(jedis.move("key", 0)).isEqualTo(1);
      assertThat(inZero.get("key")).isEqualTo("of three");
      assertThat(connection.sync().swapdb(0, 3)).isEqualTo("OK");
      assertThat(connection.sync().get("key")).isEqualTo("of three");
      assertThat(inZero.dbSize()).isZero();
      assertThat(connection.sync().select(0)).isEqualTo("OK");
      assertThat(connection.sync().exists("key")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whileWritersArePaused_readersGoOn(ProtocolVersion protocol) throws Exception {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol);
        var reading = lettuce(protocol)) {
      jedis.set("key", "old");
      assertThat(jedis.clientPause(3_600_000, ClientPauseMode.WRITE)).isEqualTo("OK");
      var write = connection.async().set("key", "new");
      awaitBlocked(1);
      assertThat(reading.sync().get("key")).isEqualTo("old");
      assertThat(write.isDone()).isFalse();
      assertThat(jedis.clientUnpause()).isEqualTo("OK");
      assertThat(result(write)).isEqualTo("OK");
      assertThat(reading.sync().get("key")).isEqualTo("new");
    }
  }
}
