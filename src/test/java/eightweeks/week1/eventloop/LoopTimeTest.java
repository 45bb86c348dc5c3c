package eightweeks.week1.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.world.SystemClock;
import eightweeks.week7.simulation.VirtualClock;
import org.junit.jupiter.api.Test;

final class LoopTimeTest {
  private final VirtualClock clock = new VirtualClock(5_000_000_000L);
  private final LoopTime time = new LoopTime(clock);

  @Test
  void time_standsStillBetweenTwoTicks() {
    clock.advanceMillis(7);
    assertThat(time.millis()).isEqualTo(5_000_000);
    time.tick();
    assertThat(time.millis()).isEqualTo(5_000_007);
    assertThat(time.nanos()).isEqualTo(7_000_000);
    assertThat(time.seconds()).isEqualTo(5_000);
  }

  @Test
  void frozenTime_doesNotMove_untilAsManyThawsAsFreezes() {
    time.freeze();
    time.freeze();
    clock.advanceMillis(7);
    assertThat(time.tick()).as("the true time, for measuring").isEqualTo(7_000_000);
    time.turn();
    assertThat(time.millis()).isEqualTo(5_000_000);
    time.thaw();
    time.tick();
    assertThat(time.millis()).isEqualTo(5_000_000);
    time.thaw();
    time.tick();
    assertThat(time.millis()).isEqualTo(5_000_007);
  }

  @Test
  void wallClockThatIsSet_isNoticedAtTheNextTurn_notInBetween() {
    clock.setWallMicros(1_000_000);
    time.tick();
    assertThat(time.millis()).isEqualTo(5_000_000);
    time.turn();
    assertThat(time.millis()).isEqualTo(1_000);
  }

  @Test
  void steadyTime_doesNotJump() {
    assertThat(time.steadyMillis()).isEqualTo(5_000_000);
    clock.setWallMicros(1_000_000);
    clock.advanceMillis(1007);
    time.turn();
    assertThat(time.steadyMillis()).isEqualTo(5_001_007);
    assertThat(time.steadySeconds()).isEqualTo(5_001);
    assertThat(time.millis()).isEqualTo(2_007);
  }

  @Test
  void systemClock_agreesWithJava_andRunsForward() {
    var system = new SystemClock();
    long before = System.currentTimeMillis();
    long wall = system.wallMicros() / 1000;
    assertThat(wall).isBetween(before, System.currentTimeMillis());
    long nanos = system.nanos();
    assertThat(system.nanos()).isGreaterThanOrEqualTo(nanos);
  }
}
