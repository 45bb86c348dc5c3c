package eightweeks.week4.sentinel.failover;

import eightweeks.Redis;
import eightweeks.study.lesson.Lesson;
import eightweeks.study.lesson.Predictions;
import eightweeks.study.simulate.Acknowledged;
import eightweeks.study.simulate.Moment;
import eightweeks.study.simulate.Setting;
import eightweeks.study.simulate.Weeks;
import eightweeks.study.simulate.WritesRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Day 28: which acknowledged writes a failover loses. Servers and Sentinels are the real ones, on
 * virtual time; each run is made once. They have all weeks, so that a run is the one that {@code
 * bin/study simulate} prints. On a busy machine a run may take longer than the five seconds that a
 * test has on other days.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class Day28FailoverTest {
  private static final String CHAPTER = "weeks/week4/day28-failover.adoc, ";
  private static final String LOSSES = CHAPTER + "\"A promotion, and what it loses\"";
  private static final long STOPPED = 8;
  private static final long CUT_OFF = 2;
  private static final long DEAF = 7;
  private static final int LATE_MILLIS = 6_000;
  private static final int MILLIS = 1_000;
  private static final Setting MIN_REPLICAS = new Setting(true, false);
  private static final Setting WAIT = new Setting(false, true);

  private final Predictions predictions =
      Predictions.of(Day28FailoverTest.class, "day28.properties");
  private final Map<String, WritesRun> runs = new HashMap<>();

  private WritesRun run(long seed, Setting setting) {
    var weeks = new Weeks(Redis.features(), Redis.sentinelFeatures());
    return runs.computeIfAbsent(seed + " " + setting, _ -> WritesRun.of(seed, weeks, setting));
  }

  /** Returns when the moments of a run came, and its first and last lost write. */
  private static String history(WritesRun run) {
    var lines = new ArrayList<String>();
    for (var moment : Moment.values()) {
      if (moment != Moment.START) {
        lines.add(at(run.millis(moment)) + moment.ordinal() + " " + moment.text());
      }
    }
    for (var seen : run.seen()) {
      if (seen.what().contains("lost write") || seen.what().contains("refused")) {
        lines.add(at(seen.millis()) + seen.who() + ": " + seen.what());
      }
    }
    lines.sort(Comparator.comparingDouble(line -> Double.parseDouble(line.split(" ")[0])));
    return String.join("\n", lines);
  }

  private static String at(long millis) {
    return String.format(Locale.ROOT, "%.3f s: ", (double) millis / MILLIS);
  }

  private static long moment(WritesRun run, List<Acknowledged> lost, boolean isFirst) {
    return run.before(isFirst ? lost.getFirst() : lost.getLast()).ordinal();
  }

  @Test
  void stoppedMaster_acknowledgesNothing() {
    var run = run(STOPPED, Setting.PLAIN);
    predictions.check(
        "stop.lost",
        run.lost().size(),
        Lesson.because(
                "a process that is stopped sends no \"OK\"; what it acknowledged before had left"
                    + " for the replicas in the same turn, and arrived; and when it goes on, no"
                    + " client is there that would wait for its replies")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void writesAreLost_ofTheClientThatReachesTheOldMaster() {
    var run = run(CUT_OFF, Setting.PLAIN);
    predictions.check(
        "cut.client",
        run.lost().getFirst().client().equals("client 1") ? 1 : 2,
        Lesson.because(
                "client 1 still gets an \"OK\" from server 1, so it never asks a Sentinel; client 2"
                    + " gets no reply, asks, and writes to the new master")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void partition_losesFromItsBeginning() {
    var run = run(CUT_OFF, Setting.PLAIN);
    predictions.check(
        "cut.first",
        moment(run, run.lost(), true),
        Lesson.because(
                predictions.number("cut.first") == Moment.START.ordinal()
                    ? "what was acknowledged before the fault is lost only if the cut catches it on"
                        + " its way to the replicas; here it had arrived"
                    : "from the beginning of the fault the stream does not reach the replicas,"
                        + " whatever the Sentinels have noticed; the master goes on replying")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void partition_losesUntilTheOldMasterIsAReplica() {
    var run = run(CUT_OFF, Setting.PLAIN);
    predictions.check(
        "cut.last",
        moment(run, run.lost(), false),
        Lesson.because(
                predictions.number("cut.last") == Moment.DEMOTION.ordinal()
                    ? "after moment 6 server 1 is a replica, and a replica refuses writes: the last"
                        + " \"OK\" comes before it"
                    : "the end of the fault makes no replica of the old master: a Sentinel has to"
                        + " tell it, and waits some seconds before; until then it acknowledges")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void deafMaster_losesFromThePromotion() {
    var run = run(DEAF, Setting.PLAIN);
    predictions.check(
        "deaf.first",
        moment(run, run.lost(), true),
        Lesson.because(
                "the replicas get the stream of this master, and have what it acknowledges, until"
                    + " one of them is a master and takes nothing from it any more")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void minReplicas_leavesAWindow() {
    var run = run(CUT_OFF, MIN_REPLICAS);
    predictions.check(
        "min.any",
        run.lost().isEmpty() ? 0 : 1,
        Lesson.because(
                "a replica that was heard of within min-replicas-max-lag counts as good, although"
                    + " its link may be cut since then: these seconds are acknowledged")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void minReplicas_closesTheWindow() {
    var run = run(CUT_OFF, MIN_REPLICAS);
    long late = run.millis(Moment.FAULT) + LATE_MILLIS;
    predictions.check(
        "min.late",
        run.lost().stream().filter(write -> write.millis() > late).count(),
        Lesson.because(
                "after min-replicas-max-lag, here three seconds, and at most two more for counting,"
                    + " no replica is good, and the old master refuses each write")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void waitPromisesNoLostWrite() {
    var run = run(CUT_OFF, WAIT);
    predictions.check(
        "wait.promised",
        run.lost().stream().filter(write -> write.replicas() > 0).count(),
        Lesson.because(
                "WAIT counts replicas that have answered, and none can answer through a link that"
                    + " is cut; the replica with the larger offset is promoted, so a write that one"
                    + " replica has confirmed is there")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void waitThatSaysZero_saysNotThatTheWriteIsLost() {
    var run = run(DEAF, WAIT);
    boolean isKept =
        run.acknowledged().stream()
            .anyMatch(write -> write.replicas() == 0 && !run.lost().contains(write));
    predictions.check(
        "wait.kept",
        isKept ? 1 : 0,
        Lesson.because(
                "the replicas get each write, but this master does not hear that they have it: WAIT"
                    + " says 0 of writes that the promoted replica has")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  @Test
  void seed_losesAWriteThatWasAcknowledgedBeforeTheFault() {
    long seed = predictions.number("seed");
    var run = run(seed, Setting.PLAIN);
    var lesson =
        Lesson.because(
                "in this run each write that was acknowledged before the fault has reached a"
                    + " replica: this fault does not cut the way of the stream, or no write was on"
                    + " its way at that moment; another seed has another fault and other delays")
            .history(() -> history(run))
            .readAgain(LOSSES);
    if (early(run) == 0) {
      throw lesson.fail(
          "seed",
          "a lost write that was acknowledged before the fault",
          "seed %d loses %d writes, and none of them is".formatted(seed, run.lost().size()));
    }
  }

  @Test
  void seed_losesWhatWasOnItsWay() {
    var run = run(predictions.number("seed"), Setting.PLAIN);
    predictions.check(
        "seed.early",
        early(run),
        Lesson.because(
                "what was on its way to the replicas when the link was cut is lost, whoever wrote"
                    + " it: before the fault both clients reach server 1",
                "count the lost writes above the line of the fault, not all lost writes")
            .history(() -> history(run))
            .readAgain(LOSSES));
  }

  private static long early(WritesRun run) {
    long fault = run.millis(Moment.FAULT);
    return run.lost().stream().filter(write -> write.millis() < fault).count();
  }
}
