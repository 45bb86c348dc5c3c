package eightweeks.week5.memory;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week2.object.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class EvictionPoolTest {
  private final EvictionPool pool = new EvictionPool();

  private static Entry entry(int number) {
    return Entry.of(new byte[] {(byte) number}, new byte[] {1});
  }

  @RepeatedTest(20)
  void takeBest_returnsTheHighestScoresOfAllThatWereOffered() {
    var random = new Random();
    List<Long> scores = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long score = random.nextInt(1000);
      scores.add(score);
      pool.offer(score, entry((int) score), (int) score);
    }
    scores.sort(null);
    List<Long> best = new ArrayList<>();
    while (pool.count() > 0) {
      best.add((long) pool.bestDatabase());
      pool.takeBest();
    }
    assertThat(best).isEqualTo(scores.reversed().subList(0, EvictionPool.SIZE));
  }

  @Test
  void offer_toAFullPoolOfBetterOnes_isIgnored() {
    IntStream.range(10, 10 + EvictionPool.SIZE).forEach(i -> pool.offer(i, entry(i), i));
    pool.offer(10, entry(0), 0);
    pool.offer(9, entry(0), 0);
    assertThat(pool.count()).isEqualTo(EvictionPool.SIZE);
    assertThat(pool.bestDatabase()).isEqualTo(10 + EvictionPool.SIZE - 1);
  }

  @Test
  void clear_forgetsAll() {
    pool.offer(1, entry(1), 1);
    pool.clear();
    assertThat(pool.count()).isZero();
  }
}
