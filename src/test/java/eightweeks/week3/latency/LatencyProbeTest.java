package eightweeks.week3.latency;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.eventloop.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which listeners are called for slow work, and what it costs without a listener. */
final class LatencyProbeTest {
  private final List<String> slow = new ArrayList<>();
  private long threshold;
  private long nanos;
  private int reads;

  private final LatencyProbe probe =
      new LatencyProbe(
          new Clock() {
            @Override
            public long nanos() {
              reads++;
              return nanos;
            }

            @Override
            public long wallMicros() {
              return 0;
            }
          });

  private void listen() {
    probe.listener(() -> threshold, (event, millis) -> slow.add(event + " " + millis));
  }

  private void work(long millis) {
    long began = probe.begin();
    nanos += millis * 1_000_000;
    probe.end("work", began);
  }

  @Test
  void workAsLongAsTheThreshold_isTold() {
    listen();
    threshold = 100;
    work(99);
    work(100);
    work(250);
    assertThat(slow).containsExactly("work 100", "work 250");
  }

  @Test
  void thresholdOfZero_readsNoClock_andTellsNothing() {
    work(1000);
    listen();
    work(1000);
    probe.took("other", Long.MAX_VALUE);
    assertThat(slow).isEmpty();
    assertThat(reads).isZero();
  }

  @Test
  void workThatBeganUnmeasured_isNotTold() {
    listen();
    long began = probe.begin();
    threshold = 1;
    nanos += 1_000_000_000;
    probe.end("work", began);
    assertThat(slow).isEmpty();
  }

  @Test
  void millisecondsAreRoundedDown() {
    listen();
    threshold = 5;
    probe.took("work", 4_999_999);
    probe.took("work", 5_999_999);
    assertThat(slow).containsExactly("work 5");
  }

  @Test
  void largestThreshold_isNeverReached() {
    listen();
    threshold = Long.MAX_VALUE;
    probe.took("work", Long.MAX_VALUE);
    assertThat(slow).isEmpty();
  }
}
