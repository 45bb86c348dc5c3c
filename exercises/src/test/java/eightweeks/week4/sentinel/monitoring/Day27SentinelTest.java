package eightweeks.week4.sentinel.monitoring;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.pubsub.PubSub;
import eightweeks.week4.sentinel.events.Events;
import eightweeks.week4.sentinel.instances.AddressException;
import eightweeks.week4.sentinel.instances.Master;
import eightweeks.week4.sentinel.instances.OtherSentinel;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Day 27: when enough Sentinels say that a master is down. */
final class Day27SentinelTest {
  private static final String CHAPTER = "weeks/week4/day27-sentinel.adoc, ";
  private static final String SUBJECTIVELY = CHAPTER + "\"Subjectively down\"";
  private static final String ASK = CHAPTER + "\"Asking the others\"";
  private static final String BUILD = CHAPTER + "\"Build\"";

  private static final String UP = "-odown master m 127.0.0.1 7000";

  private static final String NOT_ITSELF =
      "this Sentinel does not count itself, although it finds the master down, too";
  private static final String ALL =
      "all Sentinels that are known are counted, whatever their answers say";
  private static final String TWICE =
      "the same Sentinel is counted again in each turn: a count must begin anew";
  private static final String MAJORITY =
      "it was asked for more than half of the Sentinels; that is for the election, and the quorum"
          + " may be smaller or larger";

  private @Nullable SentinelState state;
  private @Nullable DownDetector detector;
  private final MemoryServer server = MemoryServer.ofWeeks(4, this::install);
  private int shown;

  private void install(ServerBuilder builder) {
    var newState =
        new SentinelState(builder.loop().time(), builder.world().system(), builder.log());
    state = newState;
    var pubSub = builder.need(PubSub.SERVICE);
    detector = new DownDetector(newState, new Events(builder.log(), pubSub, newState.addresses()));
  }

  // A master with Sentinels that have answered, as a learner reads it.

  private SentinelState state() {
    return Objects.requireNonNull(state);
  }

  /** Returns a master that this Sentinel finds down; each other one has answered. */
  private Master master(int quorum, boolean... answers) {
    try {
      var instances = state().instances();
      var master = instances.addMaster("m", "127.0.0.1", 7000, quorum);
      for (int i = 0; i < answers.length; i++) {
        instances.addSentinel(master, "sentinel" + i, "127.0.0.1", 7002 + i).saysMasterDown =
            answers[i];
      }
      master.subjectivelyDown = true;
      return master;
    } catch (AddressException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OtherSentinel sentinel(Master master, int number) {
    return Objects.requireNonNull(master.sentinels().get("sentinel" + number));
  }

  /** Looks at a master in some turns; returns the events that were told. */
  private List<String> turns(Lesson lesson, Master master, int turns) {
    return lesson.calling(
        "checkObjectively()",
        () -> {
          for (int i = 0; i < turns; i++) {
            Objects.requireNonNull(detector).checkObjectively(master);
          }
          var log = server.log();
          var events = new ArrayList<String>();
          for (var line : log.subList(shown, log.size())) {
            if (line.contains("odown")) {
              events.add(line.replaceFirst("^\\W ", ""));
            }
          }
          shown = log.size();
          return events;
        });
  }

  private static List<String> down(int agree, int quorum) {
    return List.of("+odown master m 127.0.0.1 7000 #quorum " + agree + "/" + quorum);
  }

  // Counting.

  @Test
  void sentinelsThatSayDown_areCounted() {
    var lesson =
        Lesson.because(
                "nothing is told, although all three Sentinels say that the master is down",
                "the event is told with another text than its name, the master and #quorum")
            .when(down(2, 2), NOT_ITSELF)
            .when(down(1, 2), "the answers of the others are not counted")
            .when(
                List.of("+odown master m 127.0.0.1 7000"),
                "the count and the quorum are missing behind the event")
            .when(down(2, 3), "the quorum stands in front of the count, or is the number of all")
            .when(
                List.of(),
                "the count stays below 2: it was asked whether the other Sentinels are down, and"
                    + " not what they say of the master")
            .readAgain(ASK);
    lesson.same(
        "the events when this Sentinel and two others say down, with a quorum of 2",
        down(3, 2),
        turns(lesson, master(2, true, true), 1));
  }

  @Test
  void asManyAsTheQuorum_areEnough() {
    var lesson =
        Lesson.because(
                "the count must reach the quorum", "the count is not that of those who say down")
            .when(List.of(), "2 of 2 are enough: the count must reach the quorum, not exceed it")
            .when(down(3, 2), ALL)
            .when(down(1, 2), "the answer of the other Sentinel is not counted")
            .readAgain(BUILD);
    lesson.same(
        "the events when this Sentinel and one of two others say down, with a quorum of 2",
        down(2, 2),
        turns(lesson, master(2, true, false), 1));
  }

  @Test
  void fewerThanTheQuorum_areNotEnough() {
    var lesson =
        Lesson.because(
                "the master is not objectively down before the count reaches the quorum",
                "a count is told that is not the number of those who say down")
            .when(down(2, 3), "the count is not compared with the quorum")
            .when(down(5, 3), ALL)
            .when(List.of(UP), "-odown is told of a master that was not objectively down")
            .readAgain(BUILD);
    lesson.same(
        "the events when this Sentinel and one of four others say down, with a quorum of 3",
        List.of(),
        turns(lesson, master(3, true, false, false, false), 1));
  }

  @Test
  void sameSentinel_countsOnce() {
    var lesson =
        Lesson.because(
                "nothing has changed between the turns, so nothing may be told", "a count was kept")
            .when(down(3, 3), TWICE)
            .when(down(4, 3), TWICE)
            .readAgain(BUILD);
    lesson.same(
        "the events of three turns when this Sentinel and one of two others say down, with a"
            + " quorum of 3",
        List.of(),
        turns(lesson, master(3, true, false), 3));
  }

  @Test
  void quorum_isNotTheMajority() {
    var lesson =
        Lesson.because("2 reach the quorum, of however many Sentinels", MAJORITY)
            .when(List.of(), MAJORITY)
            .when(down(5, 2), ALL)
            .readAgain(BUILD);
    lesson.same(
        "the events when this Sentinel and one of four others say down, with a quorum of 2",
        down(2, 2),
        turns(lesson, master(2, true, false, false, false), 1));
  }

  @Test
  void allOfThem_areNotEnoughForALargerQuorum() {
    var lesson =
        Lesson.because("3 do not reach a quorum of 4", MAJORITY)
            .when(down(3, 4), MAJORITY)
            .readAgain(BUILD);
    lesson.same(
        "the events when all three Sentinels say down, with a quorum of 4",
        List.of(),
        turns(lesson, master(4, true, true), 1));
  }

  @Test
  void masterThatThisSentinelReaches_isNotDown() {
    var lesson =
        Lesson.because(
                "this Sentinel reaches the master, so it does not agree",
                "the answers of the others are from before, and may be old")
            .when(
                down(3, 2),
                "the quorum is reached by the others and by this Sentinel, which does not find the"
                    + " master down")
            .when(
                down(2, 2),
                "the others reach the quorum, but this Sentinel itself must find the master down")
            .readAgain(SUBJECTIVELY);
    var master = master(2, true, true);
    master.subjectivelyDown = false;
    lesson.same(
        "the events when two others say down and this Sentinel reaches the master, with a quorum"
            + " of 2",
        List.of(),
        turns(lesson, master, 1));
  }

  @Test
  void answerOfASentinelThatIsDown_counts() {
    var lesson =
        Lesson.because(
                "its answer was given while it was up, and counts until it is too old",
                "subjectivelyDown of a Sentinel says whether that Sentinel is down")
            .when(
                List.of(),
                "a Sentinel that is down itself is left out; its last answer counts until Poll"
                    + " forgets it")
            .readAgain(ASK);
    var master = master(2, true, false);
    sentinel(master, 0).subjectivelyDown = true;
    lesson.same(
        "the events when another Sentinel has said down and does not answer any more",
        down(2, 2),
        turns(lesson, master, 1));
  }

  // What has changed.

  @Test
  void event_isToldOnce() {
    var lesson =
        Lesson.because(
                "an event is a change: nothing has changed in this turn",
                "it is not noted that the master is objectively down")
            .when(down(2, 2), "+odown is told again, because it is told in each turn")
            .when(List.of(UP), "-odown is told although the master is still objectively down")
            .readAgain(BUILD);
    var master = master(2, true);
    var unused = turns(lesson, master, 1);
    lesson.same("the events of the turn after +odown", List.of(), turns(lesson, master, 1));
  }

  @Test
  void masterThatIsDown_isNoted() {
    var lesson =
        Lesson.because(
                "the failover looks at objectivelyDown, and nobody has set it",
                "the field of another state was set")
            .readAgain(BUILD);
    var master = master(2, true);
    server.runFor(5);
    long since = state().now();
    var unused = turns(lesson, master, 1);
    lesson.same("master.objectivelyDown after +odown", true, master.objectivelyDown);
    server.runFor(5);
    unused = turns(lesson, master, 1);
    Lesson.because("the moment of +odown was not noted", "the moment moves on with each turn")
        .when(state().now(), "the moment is set in each turn, and not with +odown alone")
        .when(0L, "the moment of +odown was not noted")
        .readAgain(BUILD)
        .same("master.objectivelyDownSince five seconds later", since, master.objectivelyDownSince);
  }

  @Test
  void answerThatWasForgotten_isMissing() {
    var lesson =
        Lesson.because(
                "the count has fallen below the quorum, so the master is not objectively down",
                "what was counted in an earlier turn was kept")
            .when(List.of(), "a master that was objectively down once stays so: nothing ends this")
            .when(down(1, 2), "+odown is told, although the count does not reach the quorum")
            .readAgain(ASK);
    var master = master(2, true, false);
    var unused = turns(lesson, master, 1);
    sentinel(master, 0).saysMasterDown = false;
    lesson.same(
        "the events when the other Sentinel's answer has been forgotten",
        List.of(UP),
        turns(lesson, master, 1));
    lesson.same("master.objectivelyDown after -odown", false, master.objectivelyDown);
    Lesson.because(
            "it is not noted that the master is not objectively down any more",
            "an event is told in each turn, and not only in the one that changes something")
        .readAgain(BUILD)
        .same("the events of the turn after -odown", List.of(), turns(lesson, master, 1));
  }

  @Test
  void masterThatIsBack_isUp() {
    var lesson =
        Lesson.because(
                "this Sentinel reaches the master again, so it does not agree any more",
                "only the count is compared, and not what this Sentinel finds itself")
            .when(List.of(), "a master that was objectively down once stays so: nothing ends this")
            .readAgain(SUBJECTIVELY);
    var master = master(2, true, true);
    var unused = turns(lesson, master, 1);
    master.subjectivelyDown = false;
    lesson.same("the events when the master is back", List.of(UP), turns(lesson, master, 1));
  }

  // A Sentinel.

  @Test
  void realSentinel_findsItsMasterDown() throws IOException {
    var sentinel =
        MemoryServer.sentinel(
            "sentinel monitor m 127.0.0.1 7000 2\nsentinel down-after-milliseconds m 5000\n",
            DownDetector.class);
    sentinel.runFor(10);
    var lesson =
        Lesson.because(
                "a Sentinel asks in each turn of its timer; its answer differs from those above",
                "the quorum was read from elsewhere than the master: SENTINEL SET changes it")
            .history(() -> String.join("\n", sentinel.log()))
            .readAgain(BUILD);
    lesson.same(
        "whether a Sentinel alone has told of +odown with a quorum of 2", 0L, told(sentinel));
    lesson.sameBytes(
        "the reply to SENTINEL SET m quorum 1",
        "+OK\r\n",
        sentinel.call("SENTINEL SET m quorum 1"));
    sentinel.runForMillis(200);
    lesson.same("how often it has told of +odown with a quorum of 1", 1L, told(sentinel));
  }

  private static long told(MemoryServer sentinel) {
    return sentinel.log().stream()
        .filter(line -> line.endsWith("+odown master m 127.0.0.1 7000 #quorum 1/1"))
        .count();
  }
}
