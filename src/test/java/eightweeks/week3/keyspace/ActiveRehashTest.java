package eightweeks.week3.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.eventloop.Clock;
import org.junit.jupiter.api.Test;

/** The cron moves keys to the new table of a dict, for a millisecond at most. */
final class ActiveRehashTest {
  /** The dict has grown to 262,144 buckets at the last but one key, and moves 131,072. */
  private static final int KEYS = 131_073;

  /** Time passes whenever it is read. */
  private static final class PassingClock implements Clock {
    long nanosPerRead;
    private long nanos;

    @Override
    public long nanos() {
      nanos += nanosPerRead;
      return nanos;
    }

    @Override
    public long wallMicros() {
      return nanos / 1_000;
    }
  }

  private final PassingClock clock = new PassingClock();
  private final TestServer server =
      TestServer.in(new TestWorld()).clock(clock).options("--enable-debug-command", "yes").start();
  private final TestClient client = server.connect();

  private Database database(int number) {
    return server.parts().need(Keyspace.SERVICE).database(number);
  }

  private void populate(int number) {
    server.parts().cron().pause(true); // the test rehashes
    client.call("SELECT", "" + number);
    client.call("DEBUG", "POPULATE", "" + KEYS);
  }

  @Test
  void rehash_endsAfterAMillisecond_andGoesOnLater() {
    populate(0);
    clock.nanosPerRead = 100_000;
    long before = clock.nanos;
    assertThat(database(0).rehashForAMillisecond()).isTrue();
    assertThat(clock.nanos - before).isBetween(1_000_000L, 1_200_000L);
    int turns = 1;
    while (database(0).rehashForAMillisecond()) {
      turns++;
    }
    assertThat(turns).as("turns of 1,000 buckets that are not empty").isBetween(60, 140);
    assertThat(client.call("DBSIZE")).isEqualTo(":" + KEYS + "\r\n");
  }

  /** As in a simulation, where no time passes while the server works. */
  @Test
  void clockThatStandsStill_doesNotRehashTheWholeTable() {
    populate(0);
    assertThat(database(0).rehashForAMillisecond()).isTrue();
    assertThat(database(0).rehashForAMillisecond()).as("there is more to do").isTrue();
  }

  @Test
  void oneDatabaseATurn_isRehashed() {
    populate(0);
    populate(1);
    clock.nanosPerRead = 100_000;
    server.parts().cron().pause(false);
    int turns = 0;
    while (isRehashing(0)) {
      assertThat(isRehashing(1)).as("the second waits for the first").isTrue();
      turn();
      turns++;
    }
    assertThat(turns).isGreaterThan(50);
    while (isRehashing(1)) {
      turn();
    }
  }

  private void turn() {
    clock.nanos += 100_000_000;
    server.parts().loop().turn(false);
  }

  private boolean isRehashing(int number) {
    client.call("SELECT", "" + number);
    return client.text("DEBUG", "HTSTATS", "" + number).contains("rehashing target");
  }
}
