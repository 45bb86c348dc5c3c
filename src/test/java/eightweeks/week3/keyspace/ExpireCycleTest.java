package eightweeks.week3.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.Witness;
import eightweeks.week1.eventloop.Phase;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Active expiry: expired keys are deleted though no command looks them up. */
final class ExpireCycleTest {
  private final TestServer server = TestServer.start("--enable-debug-command", "yes");
  private final TestClient client = server.connect();

  private void keys(int count, String options) {
    for (int i = 0; i < count; i++) {
      client.inline("SET k" + i + " v " + options);
    }
  }

  @Test
  void allOfManyDeadKeys_goInOneCycle() {
    keys(500, "PX 50");
    server.runFor(200);
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
    assertThat(server.info("expired_keys")).isEqualTo("500");
    assertThat(server.info("expired_stale_perc")).isNotEqualTo("0.00");
    assertThat(server.info("expired_time_cap_reached_count")).isEqualTo("0");
  }

  @Test
  void everyDatabase_isLookedAt() {
    keys(3, "PX 50");
    client.inline("SELECT 15");
    keys(3, "PX 50");
    server.runFor(200);
    assertThat(server.info("expired_keys")).isEqualTo("6");
  }

  @Test
  void turnedOff_itLeavesDeadKeysWhereTheyAre() {
    client.inline("DEBUG SET-ACTIVE-EXPIRE 0");
    keys(3, "PX 50");
    server.runFor(1_000);
    assertThat(client.inline("DBSIZE")).isEqualTo(":3\r\n");
    client.inline("DEBUG SET-ACTIVE-EXPIRE 1");
    server.runFor(200);
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
  }

  @Test
  void pausedClients_pauseItToo() {
    keys(3, "PX 50");
    client.inline("CLIENT PAUSE 1000 WRITE");
    server.runFor(500);
    assertThat(client.inline("DBSIZE")).isEqualTo(":3\r\n");
    assertThat(client.inline("GET k0")).isEqualTo("$-1\r\n");
    assertThat(client.inline("DBSIZE")).as("only hidden").isEqualTo(":3\r\n");
    client.inline("CLIENT UNPAUSE");
    server.runFor(200);
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
  }

  @Test
  void deadKeys_goOutWithoutATransactionAroundThem() {
    var witness = Witness.of(server);
    keys(2, "PX 50");
    witness.effects();
    server.runFor(200);
    assertThat(witness.effects()).containsExactlyInAnyOrder("0: DEL k0", "0: DEL k1");
  }

  /** A scan of this number of steps visits every key, also if keys are deleted meanwhile. */
  @Test
  void oneDeadKeyAmongMany_goesWithinOneWalk() {
    keys(199, "EX 10000");
    client.inline("SET dead v PX 1");
    server.runFor(1_200); // ten looks of twenty keys, and the two at the edges
    assertThat(client.inline("DBSIZE")).isEqualTo(":199\r\n");
  }

  @Test
  void averageTimeToLive_isThatOfTheKeysThatExpire() {
    keys(10, "EX 100");
    client.inline("SET immortal v");
    server.runFor(150);
    assertThat(server.info("db0")).matches("keys=11,expires=10,avg_ttl=9[89]\\d\\d\\d");
    client.inline("FLUSHALL");
    client.inline("SET immortal v");
    server.runFor(150);
    assertThat(server.info("db0")).isEqualTo("keys=1,expires=0,avg_ttl=0");
  }

  @Test
  void moreEffort_looksAtMoreKeys() {
    client.inline("CONFIG SET active-expire-effort 10");
    keys(650, "EX 10000");
    client.inline("SET dead v PX 1");
    server.runFor(1_200); // ten looks of sixty-five keys
    assertThat(client.inline("DBSIZE")).isEqualTo(":650\r\n");
  }

  /**
   * Each key takes a millisecond to go: a cycle may take 25, and looks at the clock now and then.
   */
  @Test
  void cycleThatTakesTooLong_stops_andGoesOnBeforeTheServerSleeps() {
    deletionTakes(1_000);
    keys(2_000, "PX 50");
    server.runFor(150);
    long left = Long.parseLong(client.inline("DBSIZE").substring(1).trim());
    assertThat(left).as("a part of them is left").isBetween(1L, 1_999L);
    assertThat(server.info("expired_time_cap_reached_count")).isNotEqualTo("0");
    client.inline("PING"); // a turn, and no cron
    assertThat(client.inline("DBSIZE")).isNotEqualTo(":" + left + "\r\n");
    server.runFor(2_000);
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
  }

  /** Each expired key takes this long to go. */
  private void deletionTakes(long micros) {
    server
        .parts()
        .need(KeyspaceEvents.SERVICE)
        .onEvent(
            (_, event, _, _, _, _) -> {
              if (event.equals("expired")) {
                server.clock().advanceNanos(micros * 1_000);
              }
            });
  }

  /** Redis takes a quarter of the period of the cron at once: a request could wait 25 ms. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void requests_areServedBetweenSlices(int effort) {
    client.inline("CONFIG SET active-expire-effort " + effort);
    deletionTakes(10);
    keys(10_000, "PX 50");
    var turns = new ArrayList<Long>();
    server.parts().loop().at(Phase.AFTER_SLEEP, () -> turns.add(server.clock().nanos() / 1_000));
    server.runFor(1_000);
    assertThat(client.inline("DBSIZE")).isEqualTo(":0\r\n");
    // A fast cycle of 1 to 3.25 ms, the slice of 1 ms, a sample of at most 65 keys behind each, and
    // the millisecond in which the loop may sleep.
    long mostMicros = 1_000L + 250L * (effort - 1) + 1_000 + 2 * 650 + 1_000;
    for (int i = 1; i < turns.size(); i++) {
      if (turns.get(i) - turns.get(0) < 90_000) {
        assertThat(turns.get(i) - turns.get(i - 1)).as("turn %s", i).isLessThan(mostMicros);
      }
    }
  }

  @Test
  void slowCycle_takesAQuarterOfThePeriodOfTheCron() {
    server.parts().cron().pause(true); // so that no second cycle begins
    deletionTakes(100);
    keys(2_000, "PX 50");
    startSlowCycleAfterMillis(60);
    assertThat(size()).as("the first slice, of 10 keys, ends with its sample").isEqualTo(1_980);
    for (int i = 0; i < 25; i++) {
      server.clock().advanceMillis(1);
      server.parts().loop().turn(false);
    }
    assertThat(server.info("expired_time_cap_reached_count")).isNotEqualTo("0");
    assertThat(size()).as("slices and fast cycles").isLessThan(1_200);
  }

  private void startSlowCycleAfterMillis(long millis) {
    server.clock().advanceMillis(millis);
    server.parts().loop().turn(false); // reads the clock
    server.parts().need(ExpireCycle.SERVICE).slow();
  }

  private long size() {
    return server.parts().need(Keyspace.SERVICE).database(0).size();
  }

  /** As in a simulation, where no time passes while the server works. */
  @Test
  void clockThatStandsStill_doesNotKeepACycleRunning() {
    server.parts().cron().pause(true);
    keys(12_000, "PX 50");
    startSlowCycleAfterMillis(60);
    assertThat(size()).isEqualTo(2_000);
    server.runFor(10);
    assertThat(size()).isZero();
    assertThat(server.info("expired_time_cap_reached_count")).as("limits of time").isEqualTo("0");
  }

  @Test
  void statistics_tellWhatCyclesTook_untilTheyAreReset() {
    deletionTakes(1_000);
    keys(30, "PX 50");
    server.runFor(300);
    assertThat(server.info("expire_cycle_cpu_milliseconds")).isEqualTo("30");
    assertThat(server.info("expired_stale_perc")).isNotEqualTo("0.00");
    client.inline("CONFIG RESETSTAT");
    assertThat(server.info("expire_cycle_cpu_milliseconds")).isEqualTo("0");
    assertThat(server.info("expired_stale_perc")).isEqualTo("0.00");
    assertThat(server.info("expired_time_cap_reached_count")).isEqualTo("0");
  }

  @Test
  void vectorOfKeysThatExpire_shrinksWithThem() {
    keys(10, "EX 1000");
    server.runFor(200);
    client.inline("FLUSHALL");
    long empty = used();
    keys(5_000, "PX 50");
    server.runFor(5_000);
    assertThat(size()).isZero();
    assertThat(used()).isLessThan(empty + 1_000);
  }

  private long used() {
    return server.parts().need(Values.SERVICE).allocator().used();
  }
}
