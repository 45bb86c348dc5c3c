package eightweeks.study.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.Redis;
import org.junit.jupiter.api.Test;

/** What becomes of acknowledged writes in a simulated failover; day 28 asks for it. */
final class WritesRunTest {
  private static final long STOPPED = 8;
  private static final long CUT_OFF = 2;
  private static final long DEAF = 7;
  private static final long LOSES_BEFORE_THE_FAULT = 22;

  private static WritesRun run(long seed, Setting setting) {
    return WritesRun.of(seed, new Weeks(Redis.features(), Redis.sentinelFeatures()), setting);
  }

  @Test
  void stoppedMaster_losesNothing() {
    var run = run(STOPPED, Setting.PLAIN);
    assertThat(run.lost()).isEmpty();
    assertThat(run.acknowledged()).hasSizeGreaterThan(500);
    assertThat(run.summary())
        .matches(
            "client 1: \\d+ writes acknowledged, 0 of them lost\n"
                + "client 2: \\d+ writes acknowledged, 0 of them lost\n");
  }

  @Test
  void masterThatIsCutOff_losesWhatTheClientBesideItWrites() {
    var run = run(CUT_OFF, Setting.PLAIN);
    assertThat(run.lost())
        .allMatch(write -> write.server().equals("server 1") && write.client().equals("client 1"))
        .filteredOn(write -> run.millis(Moment.FAULT) <= write.millis())
        .filteredOn(write -> write.millis() < run.millis(Moment.END_OF_FAULT))
        .hasSizeGreaterThan(200);
    assertThat(run.before(run.lost().getFirst())).isEqualTo(Moment.FAULT);
    assertThat(run.before(run.lost().getLast())).isEqualTo(Moment.END_OF_FAULT);
    assertThat(SimulatedFailover.text(run.seen()))
        .contains("the first lost write: c1:")
        .contains("its writes are acknowledged by server 2");
  }

  @Test
  void masterThatHearsNothing_losesFromThePromotionOn() {
    var run = run(DEAF, Setting.PLAIN);
    assertThat(run.before(run.lost().getFirst())).isEqualTo(Moment.PROMOTION);
  }

  @Test
  void writeOnItsWayToTheReplicas_isLost_thoughAcknowledgedBeforeTheFault() {
    var run = run(LOSES_BEFORE_THE_FAULT, Setting.PLAIN);
    assertThat(run.lost())
        .filteredOn(write -> write.millis() < run.millis(Moment.FAULT))
        .extracting(Acknowledged::client)
        .containsExactly("client 1", "client 2");
  }

  @Test
  void minReplicas_losesOnlyTheFirstSeconds() {
    var run = run(CUT_OFF, new Setting(true, false));
    assertThat(run.lost())
        .isNotEmpty()
        .allMatch(write -> write.millis() < run.millis(Moment.FAULT) + 6_000);
    assertThat(run.seen())
        .extracting(Seen::what)
        .contains("its writes are refused by server 1: NOREPLICAS");
  }

  @Test
  void waitTellsWhichWritesAreNotReplicated() {
    assertThat(run(CUT_OFF, new Setting(false, true)).lost())
        .isNotEmpty()
        .allMatch(write -> write.replicas() == 0);
    var deaf = run(DEAF, new Setting(false, true));
    assertThat(deaf.acknowledged())
        .filteredOn(write -> write.replicas() == 0)
        .as("a write of which WAIT knows nothing may be kept")
        .anyMatch(write -> !deaf.lost().contains(write));
  }
}
