package eightweeks.week5.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When garbage is collected. Memory in MiB; the policy is asked every tenth of a second. */
class HeapPolicyTest {
  private static final long OVERHEAD = 10;

  private final HeapPolicy policy = new HeapPolicy();
  private long now = 1_000_000;

  @BeforeEach
  void afterACollection() {
    collected(0, OVERHEAD, 0);
  }

  @Test
  void littleGarbage_isLeftAloneHoweverLongItLies() {
    assertThat(collectsWithin(60_000, OVERHEAD + 3, 0)).isFalse();
  }

  @Test
  void garbageOfAQuietServer_isCollectedWithinASecond() {
    assertThat(collectsWithin(1000, OVERHEAD + 5, 0)).isTrue();
  }

  @Test
  void aGrowingHeap_isNotCollectedWhileTheGarbageIsLess() {
    long used = OVERHEAD + 100;
    for (int tenths = 0; tenths < 26; tenths++) {
      assertThat(asks(used++, 100)).as("with %d MiB of garbage", tenths).isFalse();
    }
  }

  @Test
  void aGrowingHeap_isCollectedWhenTheGarbageIsAQuarter() {
    long used = OVERHEAD + 100;
    boolean collects = false;
    for (int tenths = 0; tenths < 31 && !collects; tenths++) {
      collects = asks(used++, 100);
    }
    assertThat(collects).isTrue();
  }

  @Test
  void aGrowingDataSet_isNoGarbage() {
    for (long data = 0; data < 5000; data += 5) {
      assertThat(asks(OVERHEAD + data, data)).isFalse();
    }
  }

  @Test
  void deletingHalfOfTheData_isCollectedAtOnce() {
    now += 10_000;
    assertThat(asks(OVERHEAD + 1000, 1000)).isFalse();
    assertThat(asks(OVERHEAD + 1000, 500)).isTrue();
  }

  @Test
  void deletingATenth_isCollectedWhenItIsQuiet() {
    now += 10_000;
    long used = OVERHEAD + 1000;
    for (int tenths = 0; tenths < 20; tenths++) {
      assertThat(asks(++used, 900)).isFalse();
    }
    assertThat(collectsWithin(1000, used, 900)).isTrue();
  }

  @Test
  void aLongCollection_isFollowedByALongerPause() {
    collected(2000, OVERHEAD + 1000, 1000);
    long used = OVERHEAD + 1500;
    for (int tenths = 0; tenths < 79; tenths++) {
      assertThat(asks(used++, 1000)).as("after %d tenths of a second", tenths).isFalse();
    }
    assertThat(asks(used++, 1000)).isTrue();
  }

  @Test
  void aVeryLongCollection_isFollowedByAPauseOfTenSeconds() {
    collected(60_000, OVERHEAD + 1000, 1000);
    long used = OVERHEAD + 1500;
    for (int tenths = 0; tenths < 99; tenths++) {
      assertThat(asks(used++, 1000)).as("after %d tenths of a second", tenths).isFalse();
    }
    assertThat(asks(used++, 1000)).isTrue();
  }

  @Test
  void aQuietServer_isCollectedSoonAfterALongCollection() {
    collected(2000, OVERHEAD + 1000, 1000);
    assertThat(collectsWithin(1000, OVERHEAD + 1100, 1000)).isTrue();
  }

  @Test
  void flushAllAfterALongCollection_doesNotWait() {
    collected(2000, OVERHEAD + 1000, 1000);
    assertThat(collectsWithin(1000, OVERHEAD + 1000, 0)).isTrue();
  }

  /** The collector keeps what was alive when it began: that must not count as overhead. */
  @Test
  void flushAllWhileACollectionIsUnderWay_isFollowedByAnother() {
    policy.collected(now, 500, OVERHEAD + 1000 << 20, 1000L << 20, 0);
    assertThat(collectsWithin(1000, OVERHEAD + 1000, 0)).isTrue();
  }

  @Test
  void dataThatCameWhileACollectionWasUnderWay_isNoGarbage() {
    policy.collected(now, 500, OVERHEAD + 1000 << 20, 500L << 20, 1000L << 20);
    assertThat(collectsWithin(60_000, OVERHEAD + 1000, 1000)).isFalse();
  }

  /** While it ran, 20 MiB a second came to the heap, and half of that to the data. */
  @Test
  void whatIsAllocatedWhileACollectionRuns_isNoOverhead() {
    long used = OVERHEAD + 100;
    for (int tenths = 0; tenths < 20; tenths++) {
      asks(used, 100 + tenths);
      used += 2;
    }
    policy.collected(now, 2000, OVERHEAD + 160 << 20, 120L << 20, 140L << 20);
    now += 8000;
    assertThat(asks(OVERHEAD + 160 + 20, 140)).as("20 MiB then, 20 now").isTrue();
  }

  @Test
  void aServerThatCannotBecomeSmaller_isCollectedOnce() {
    assertThat(collectsWithin(1000, 100, 0)).isTrue();
    collected(50, 100, 0); // it was no garbage
    assertThat(collectsWithin(60_000, 100, 0)).isFalse();
  }

  private void collected(long millis, long used, long accounted) {
    policy.collected(now, millis, used << 20, accounted << 20, accounted << 20);
  }

  private boolean asks(long used, long accounted) {
    now += 100;
    return policy.shouldCollect(now, used << 20, accounted << 20);
  }

  private boolean collectsWithin(long millis, long used, long accounted) {
    for (long end = now + millis; now < end; ) {
      if (asks(used, accounted)) {
        return true;
      }
    }
    return false;
  }
}
