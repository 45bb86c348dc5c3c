package eightweeks.week2.object;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week2.values.Stored;
import eightweeks.week7.simulation.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LruLfuTest {
  private static final long MINUTE = 60_000;

  private final VirtualClock clock = new VirtualClock(1_700_000_000_000_000L);
  private final LoopTime time = new LoopTime(clock);
  private final LruLfu lruLfu = new LruLfu(new Config(), time, new RandomStream(5));
  private final Entry entry = Entry.of(Stored.key(1), 1L);

  private void pass(long millis) {
    clock.advanceMillis(millis);
    time.turn();
    lruLfu.tick();
  }

  @Test
  void idleTime_growsUntilTheKeyIsUsed() {
    lruLfu.begin(entry);
    pass(12_000);
    assertThat(lruLfu.idleMillis(entry)).isEqualTo(12_000);
    lruLfu.touch(entry);
    assertThat(lruLfu.idleMillis(entry)).isZero();
  }

  /** The clock has 24 bits of seconds: after 194 days it begins anew. */
  @Test
  void idleTime_isRightWhenTheClockHasComeRound() {
    long untilRound = (1L << 24) - time.seconds() % (1L << 24);
    pass((untilRound - 10) * 1000);
    lruLfu.begin(entry);
    pass(30_000);
    assertThat(lruLfu.idleMillis(entry)).isEqualTo(29_000); // Redis leaves the step itself out
  }

  /** In Redis an idle time of half a year, and an LFU counter of 0, follow. */
  @Test
  void clockThatIsSetBack_changesNeitherIdleTimeNorFrequency() {
    lruLfu.begin(entry);
    clock.setWallMicros(clock.wallMicros() - 3_600_000_000L);
    pass(12_000);
    assertThat(lruLfu.idleMillis(entry)).isEqualTo(12_000);
    lruLfu.policy.set(EvictionPolicy.ALLKEYS_LFU);
    lruLfu.frequency(entry, 100);
    clock.setWallMicros(clock.wallMicros() - 3_600_000_000L);
    pass(MINUTE);
    assertThat(lruLfu.frequency(entry)).isEqualTo(99);
  }

  @Test
  void restoredIdleTime_isTakenOver() {
    lruLfu.begin(entry);
    lruLfu.idle(entry, 1000);
    assertThat(lruLfu.idleMillis(entry)).isEqualTo(1_000_000);
  }

  /** It used to be a second less if the key was used before the clock began anew. */
  @Test
  void restoredIdleTime_isTakenOver_evenIfTheClockHasComeRoundSince() {
    pass(((1L << 24) - time.seconds() % (1L << 24) + 10) * 1000); // the clock shows 10
    for (long idleSeconds : new long[] {0, 10, 11, 1000, (1 << 24) - 2}) {
      lruLfu.idle(entry, idleSeconds);
      assertThat(lruLfu.idleMillis(entry)).isEqualTo(1000 * idleSeconds);
    }
  }

  @ParameterizedTest(name = "{0} uses, factor {1}: about {2}")
  @CsvSource({
    // The table in redis.conf, which says what redis-benchmark's INCR gave.
    "100, 10, 10",
    "1000, 10, 18",
    "100000, 10, 142",
    "1000000, 10, 255",
    "100, 0, 104",
    "1000, 0, 255",
    "1000, 1, 49",
    "100000, 100, 49",
    "1000000, 100, 143",
  })
  void frequency_isALogarithmOfUses(int uses, int factor, int expected) {
    lruLfu.policy.set(EvictionPolicy.ALLKEYS_LFU);
    lruLfu.logFactor.set(factor);
    lruLfu.begin(entry);
    for (int i = 0; i < uses; i++) {
      lruLfu.touch(entry);
    }
    assertThat(lruLfu.frequency(entry)).isBetween(expected * 8 / 10 - 3, expected * 12 / 10 + 3);
  }

  @Test
  void frequency_fallsByOneADecayTime() {
    lruLfu.policy.set(EvictionPolicy.VOLATILE_LFU);
    lruLfu.begin(entry);
    lruLfu.frequency(entry, 100);
    pass(10 * MINUTE);
    assertThat(lruLfu.frequency(entry)).isEqualTo(90);
    lruLfu.decayTime.set(5);
    assertThat(lruLfu.frequency(entry)).isEqualTo(98);
    lruLfu.decayTime.set(0);
    assertThat(lruLfu.frequency(entry)).isEqualTo(100);
    lruLfu.decayTime.set(1);
    pass(1000 * MINUTE);
    assertThat(lruLfu.frequency(entry)).isZero();
  }

  @Test
  void newKey_beginsAtFive() {
    lruLfu.policy.set(EvictionPolicy.ALLKEYS_LFU);
    lruLfu.begin(entry);
    assertThat(lruLfu.frequency(entry)).isEqualTo(5);
  }

  @Test
  void usage_leavesTheTypeAlone() {
    var values = new Stored().values;
    var list = Entry.of(Stored.key(1), values.list());
    lruLfu.idle(list, -1); // all bits may be set
    lruLfu.idle(list, 1 << 24);
    assertThat(list.type()).isEqualTo(ValueType.LIST);
    list.value(values.hash());
    assertThat(list.type()).isEqualTo(ValueType.HASH);
  }
}
