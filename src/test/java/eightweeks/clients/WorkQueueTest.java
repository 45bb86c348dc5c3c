package eightweeks.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.KeyValue;
import io.lettuce.core.LMPopArgs;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.args.UnblockType;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.resps.Tuple;

/**
 * A queue of jobs: a worker without a job waits in the server; a job that comes wakes one of them.
 */
final class WorkQueueTest extends OneServer {
  private static final int JOBS = 200;

  @ParameterizedTest
  @EnumSource
  void aWorkerOfJedis_servesWhatLettuceAsksFor(ProtocolVersion protocol) throws Exception {
    try (var boss = lettuce(protocol);
        var worker = jedis(protocol);
        var threads = Executors.newSingleThreadExecutor()) {
      var work =
          threads.submit(
              () -> {
                // A job on the bench is not lost with its worker: another worker finds it there.
                for (int i = 0; i < JOBS; i++) {
                  var job =
                      worker.blmove("jobs", "bench", ListDirection.LEFT, ListDirection.RIGHT, 0);
                  worker.rpush("done", job + " done");
                  assertThat(worker.lrem("bench", 1, job)).isEqualTo(1);
                }
                return "home";
              });
      for (int i = 0; i < JOBS; i++) {
        boss.sync().rpush("jobs", "job " + i);
        assertThat(boss.sync().blpop(LIMIT_MILLIS / 1_000, "failed", "done"))
            .isEqualTo(KeyValue.just("done", "job " + i + " done"));
      }
      assertThat(result(work)).isEqualTo("home");
      assertThat(boss.sync().exists("jobs", "bench", "done")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWorkerOfLettuce_servesWhatJedisAsksFor(ProtocolVersion protocol) throws Exception {
    try (var boss = jedis(protocol);
        var worker = lettuce(protocol);
        var threads = Executors.newSingleThreadExecutor()) {
      var fromTheFront = LMoveArgs.Builder.leftRight();
      var work =
          threads.submit(
              () -> {
                for (int i = 0; i < JOBS; i++) {
                  var job = worker.sync().blmove("jobs", "bench", fromTheFront, 0L);
                  worker.sync().rpush("done", job + " done");
                  assertThat(worker.sync().lrem("bench", 1, job)).isEqualTo(1);
                }
                return "home";
              });
      for (int i = 0; i < JOBS; i++) {
        boss.rpush("jobs", "job " + i);
        assertThat(boss.blpop(0, "failed", "done")).containsExactly("done", "job " + i + " done");
      }
      assertThat(result(work)).isEqualTo("home");
      assertThat(boss.exists("jobs", "bench", "done")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void urgentJobs_areTakenFirst_severalAtOnce(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      jedis.rpush("ordinary", "a", "b", "c", "d");
      jedis.rpush("urgent", "x", "y", "z");

      var first = jedis.lmpop(ListDirection.LEFT, 2, "urgent", "ordinary");
      assertThat(first.getKey()).isEqualTo("urgent");
      assertThat(first.getValue()).containsExactly("x", "y");

      var twoOfTheEnd = LMPopArgs.Builder.right().count(2);
      assertThat(connection.sync().lmpop(twoOfTheEnd, "urgent", "ordinary"))
          .isEqualTo(KeyValue.just("urgent", List.of("z")));
      assertThat(connection.sync().blmpop(0L, twoOfTheEnd, "urgent", "ordinary"))
          .isEqualTo(KeyValue.just("ordinary", List.of("d", "c")));
      assertThat(jedis.lrange("ordinary", 0, -1)).containsExactly("a", "b");
      assertThat(jedis.del("ordinary")).isEqualTo(1);
      assertThat(jedis.lmpop(ListDirection.LEFT, "urgent", "ordinary")).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theJobWithTheLowestNumber_isTakenFirst(ProtocolVersion protocol) throws Exception {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      var waiting = connection.async().bzpopmin(0L, "plan");
      awaitBlocked(1);
      jedis.zadd("plan", 7, "sweep");
      assertThat(result(waiting)).isEqualTo(KeyValue.just("plan", ScoredValue.just(7, "sweep")));

      jedis.zadd("plan", 5, "cook");
      jedis.zadd("plan", 3, "shop");
      var job = jedis.bzpopmin(0, "plan");
      assertThat(job.getKey()).isEqualTo("plan");
      assertThat(job.getValue()).isEqualTo(new Tuple("shop", 3.0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void workersWhoWait_areServedInTheOrderTheyCame(ProtocolVersion protocol) throws Exception {
    try (var first = lettuce(protocol);
        var second = lettuce(protocol);
        var third = lettuce(protocol);
        var boss = jedis(protocol)) {
      var jobs = new ArrayList<Future<KeyValue<String, String>>>();
      for (var worker : List.of(first, second, third)) {
        jobs.add(worker.async().blpop(0L, "other", "jobs"));
        awaitBlocked(jobs.size());
      }
      boss.rpush("jobs", "one", "two", "three", "four");
      assertThat(result(jobs.get(0)).getValue()).isEqualTo("one");
      assertThat(result(jobs.get(1)).getValue()).isEqualTo("two");
      assertThat(result(jobs.get(2)).getValue()).isEqualTo("three");
      assertThat(boss.lrange("jobs", 0, -1)).containsExactly("four");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoWaitsTooLong_getsNothing(ProtocolVersion protocol) throws Exception {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol);
        var threads = Executors.newSingleThreadExecutor()) {
      var ofLettuce = connection.async().blpop(3_600L, "jobs");
      var ofJedis = threads.submit(() -> jedis.blmpop(3_600, ListDirection.LEFT, "jobs"));
      awaitBlocked(2);
      pass(Duration.ofHours(1));
      assertThat(result(ofLettuce)).isNull();
      assertThat(result(ofJedis)).isNull();
      assertThat(jedis.ping()).isEqualTo("PONG");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoWaits_mayBeCalledAway(ProtocolVersion protocol) throws Exception {
    try (var worker = jedis(protocol);
        var other = lettuce(protocol);
        var boss = jedis(protocol);
        var threads = Executors.newSingleThreadExecutor()) {
      long id = worker.clientId();
      long otherId = other.sync().clientId();
      var job = threads.submit(() -> worker.brpop(0, "jobs"));
      var otherJob = other.async().brpop(0L, "jobs");
      awaitBlocked(2);
      assertThat(boss.clientUnblock(id, UnblockType.ERROR)).isEqualTo(1);
      assertThat(boss.clientUnblock(otherId)).isEqualTo(1);
      assertThatThrownBy(() -> result(job))
          .hasCauseInstanceOf(JedisDataException.class)
          .hasRootCauseMessage("UNBLOCKED client unblocked via CLIENT UNBLOCK");
      assertThat(result(otherJob)).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aListIsAlsoAStack_andARing(ProtocolVersion protocol) {
    try (var jedis = jedis(protocol);
        var connection = lettuce(protocol)) {
      var redis = connection.sync();
      jedis.rpush("ring", "north", "east", "west");
      assertThat(redis.linsert("ring", true, "west", "south")).isEqualTo(4);
      assertThat(redis.lmove("ring", "ring", LMoveArgs.Builder.leftRight())).isEqualTo("north");
      assertThat(redis.lrange("ring", 0, -1)).containsExactly("east", "south", "west", "north");
      assertThat(jedis.lpos("ring", "north")).isEqualTo(3);
      assertThat(jedis.lset("ring", -1, "up")).isEqualTo("OK");
      assertThat(jedis.lindex("ring", 3)).isEqualTo("up");
      assertThat(jedis.ltrim("ring", 1, -2)).isEqualTo("OK");
      assertThat(redis.rpop("ring", 9)).containsExactly("west", "south");
      assertThat(jedis.rpushx("ring", "nobody")).as("there is no ring any more").isZero();
    }
  }
}
