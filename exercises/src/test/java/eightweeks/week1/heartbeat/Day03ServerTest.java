package eightweeks.week1.heartbeat;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Day 03: a feature with directives of its own, in a whole server on virtual time. */
final class Day03ServerTest {
  private static final String CHAPTER = "weeks/week1/day03-server.adoc, ";
  private static final String DIRECTIVES = CHAPTER + "\"Configured: a directive is declared once\"";
  private static final String START = CHAPTER + "\"Started: the order\"";
  private static final String CRON = CHAPTER + "\"Turning: the cron\"";
  private static final String BUILD = CHAPTER + "\"Build\"";

  private static final String LATE =
      "each beat comes one second late: a silence as long as the period is enough";

  private static final int SHOWN = 10;

  private static final Lesson DECLARE =
      Lesson.because(
              "the directive is not declared in install(), or under another name",
              "it is declared with another initial value")
          .readAgain(DIRECTIVES);

  /** What was heard in each second; a lesson shows it, equal seconds together. */
  private final List<String> seconds = new ArrayList<>();

  private final Supplier<String> heard =
      () -> {
        var lines = new ArrayList<String>();
        for (int i = 0; i < seconds.size(); i++) {
          int from = i;
          while (i + 1 < seconds.size() && seconds.get(i + 1).equals(seconds.get(from))) {
            i++;
          }
          var when = from == i ? "" + (from + 1) : (from + 1) + " to " + (i + 1);
          lines.add("t=" + when + " s: " + seconds.get(from));
        }
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
      };

  @Test
  void configGet_showsWhatTheDirectivesBeginWith() throws Exception {
    var server = server("");
    DECLARE.same("CONFIG GET heartbeat-period", "0", server.config("heartbeat-period"));
    DECLARE.same("CONFIG GET heartbeat-text", "still here", server.config("heartbeat-text"));
  }

  @Test
  void periodOutsideItsRange_isRefused() throws Exception {
    var server = server("");
    var lesson =
        Lesson.because(
                "a number has the range 0 to 2147483647 until its declaration says another",
                "the period is given in another unit than seconds")
            .readAgain(DIRECTIVES);
    lesson.sameBytes("CONFIG SET heartbeat-period 3600", "+OK\r\n", set(server, "3600"));
    lesson.sameBytes(
        "CONFIG SET heartbeat-period 3601",
        "-ERR CONFIG SET failed (possibly related to argument 'heartbeat-period') - argument must"
            + " be between 0 and 3600 inclusive\r\n",
        set(server, "3601"));
    lesson.same("CONFIG GET after that", "3600", server.config("heartbeat-period"));
  }

  @Test
  void withoutAPeriod_thereIsNoHeartbeat() throws Exception {
    var server = server("");
    DECLARE.same("CONFIG GET heartbeat-text", "still here", server.config("heartbeat-text"));
    pass(server, 10);
    Lesson.because(
            "a period of 0 means none; a silence of any length is at least 0",
            "the text is logged for another reason than a period that has passed")
        .readAgain(CRON)
        .same("heartbeats in ten seconds with a period of 0", 0L, server.logged("still here"));
  }

  @Test
  void periodFromTheFile_isTheOneThatCounts() throws Exception {
    var server = server("heartbeat-period 2\n");
    pass(server, 10);
    beats(
        Lesson.because(
                "the period was read in install(), before the file; its value belongs into the work"
                    + " of the cron",
                "the cron counts in milliseconds, and the period is in seconds",
                "beats are not logged with notice(), or with more than the text",
                "time was taken from the machine; the check has its own clock")
            .when("3", LATE)
            .history(heard)
            .readAgain(START),
        "heartbeats in ten seconds with heartbeat-period 2 in the file",
        5,
        server.logged("still here"));
  }

  @Test
  void configSet_takesEffectWhileTheServerRuns() throws Exception {
    var server = server("heartbeat-period 60\n");
    pass(server, 5);
    set(server, "1");
    pass(server, 10);
    beats(
        Lesson.because(
                "the period was copied, and CONFIG SET does not change the copy",
                "the silence was longer than the new period already, and only an equal one is a"
                    + " beat",
                "seconds are counted only while some other condition holds",
                "beats are not logged with notice(), or with more than the text",
                "time was taken from the machine; the check has its own clock")
            .when("5", LATE)
            .history(heard)
            .readAgain(DIRECTIVES),
        "heartbeats in the ten seconds after CONFIG SET heartbeat-period 1",
        10,
        server.logged("still here"));
  }

  @Test
  void lateFirstPeriod_isStillAPeriod() throws Exception {
    var server = server("");
    pass(server, 5);
    set(server, "2");
    pass(server, 8);
    beats(
        Lesson.because(
                "seconds were counted while there was no period, and then were too many to be equal"
                    + " to the new one",
                "the period was copied, and CONFIG SET does not change the copy")
            .history(heard)
            .readAgain(CRON),
        "heartbeats in the eight seconds after CONFIG SET heartbeat-period 2",
        4,
        server.logged("still here"));
  }

  @Test
  void shorterPeriodLateInALongOne_isOneBeatAndThenItsOwnRhythm() throws Exception {
    var server = server("heartbeat-period 60\n");
    pass(server, 55);
    set(server, "2");
    pass(server, 10);
    beats(
        Lesson.because(
                "a beat does not begin the silence anew: what was left of the long one is taken for"
                    + " many short ones",
                "the silence was longer than the new period already, and only an equal one is a"
                    + " beat",
                "the period was copied, and CONFIG SET does not change the copy")
            .when("4", LATE)
            .history(heard)
            .readAgain(CRON),
        "heartbeats in the ten seconds after CONFIG SET heartbeat-period 2, 55 seconds into a"
            + " period of 60",
        5,
        server.logged("still here"));
  }

  @Test
  void periodSetToZero_endsIt() throws Exception {
    var server = server("heartbeat-period 1\n");
    pass(server, 5);
    set(server, "0");
    long before = server.logged("still here");
    pass(server, 5);
    Lesson.because(
            "a period of 0 means none; it can become 0 at any time",
            "the period was copied, and CONFIG SET does not change the copy")
        .history(heard)
        .readAgain(CRON)
        .same(
            "heartbeats in the five seconds after CONFIG SET heartbeat-period 0",
            0L,
            server.logged("still here") - before);
  }

  @Test
  void line_saysTheTextOfTheMoment() throws Exception {
    var server = server("heartbeat-period 1\nheartbeat-text \"all is well\"\n");
    pass(server, 5);
    var lesson =
        Lesson.because(
                "the text was read once, and not at each beat",
                "more or something else than the text is logged")
            .history(heard)
            .readAgain(DIRECTIVES);
    beats(lesson, "lines \"all is well\" in five seconds", 5, server.logged("all is well"));
    server.call("CONFIG SET heartbeat-text \"no news\"");
    pass(server, 5);
    beats(
        lesson, "lines \"no news\" in five seconds after CONFIG SET", 5, server.logged("no news"));
  }

  @Test
  void info_countsTheBeats() throws Exception {
    var server = server("");
    var lesson =
        Lesson.because(
                "the field has another name or section, or was given a number once and not a way to"
                    + " ask for it",
                "something else than beats is counted, such as seconds, also those without a"
                    + " period",
                "a beat is logged but not counted")
            .history(heard)
            .readAgain(BUILD);
    pass(server, 4);
    lesson.same(
        "heartbeats in INFO stats after four seconds with a period of 0",
        server.logged("still here"),
        number(server, lesson));
    set(server, "3");
    pass(server, 10);
    lesson.same(
        "heartbeats in INFO stats after ten more seconds with a period of 3",
        server.logged("still here"),
        number(server, lesson));
  }

  @Test
  void configRewrite_keepsWhatWasSet() throws Exception {
    var server = server("# mine\nheartbeat-period 5\nmaxclients 100\n");
    set(server, "7");
    server.call("CONFIG SET heartbeat-text \"no news\"");
    var lesson =
        Lesson.because(
                "the value is kept somewhere else than in the directive, so the directive writes"
                    + " the old one",
                "the initial value is not the one in the task, so a line is missing or too many")
            .readAgain(DIRECTIVES);
    lesson.sameBytes("CONFIG REWRITE", "+OK\r\n", server.call("CONFIG REWRITE"));
    lesson.same(
        "the file after CONFIG REWRITE",
        "# mine\nheartbeat-period 7\nmaxclients 100\n# Generated by CONFIG REWRITE\n"
            + "heartbeat-text \"no news\"\n",
        withoutOthers(server.conf()));
    var next = server(server.conf());
    lesson.same("heartbeat-period of the next server", "7", next.config("heartbeat-period"));
    lesson.same("heartbeat-text of the next server", "no news", next.config("heartbeat-text"));
  }

  private static MemoryServer server(String conf) {
    return Lesson.because(
            "the file has a line for a directive that is not declared",
            "install() has thrown an exception")
        .readAgain(START)
        .calling(
            "starting a server with the file " + (conf.isEmpty() ? "(empty)" : quoted(conf)),
            () -> new MemoryServer(new Heartbeat(), conf));
  }

  /** Lets seconds pass, one by one, and notes what each of them brought. */
  private void pass(MemoryServer server, int howMany) throws Exception {
    for (int i = 0; i < howMany; i++) {
      long before = beats(server);
      int lines = server.log().size();
      server.runFor(1);
      long beats = beats(server) - before;
      var logged = server.log();
      seconds.add(
          "period=%s, %s%s"
              .formatted(
                  server.config("heartbeat-period"),
                  beats == 0 ? "no beat" : beats == 1 ? "a beat" : beats + " beats",
                  logged.size() == lines + beats
                      ? ""
                      : "; the log: " + String.join(" | ", logged.subList(lines, logged.size()))));
    }
  }

  private static long beats(MemoryServer server) throws Exception {
    return server.logged(server.config("heartbeat-text"));
  }

  private static String set(MemoryServer server, String seconds) throws Exception {
    return server.call("CONFIG SET heartbeat-period " + seconds);
  }

  private static long number(MemoryServer server, Lesson lesson) {
    var what = "the field heartbeats of INFO stats";
    var text = lesson.calling(what, () -> server.info("stats", "heartbeats"));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw lesson.fail(what, "a number", text + " in INFO stats");
    }
  }

  /** When the seconds begin is nobody's business: one more or less is right. */
  private static void beats(Lesson lesson, String what, long expected, long actual) {
    if (Math.abs(actual - expected) > 1) {
      throw lesson.fail(what, expected + ", give or take one", String.valueOf(actual));
    }
  }

  /** Returns the lines of the file that this test has set. */
  private static String withoutOthers(String conf) {
    var kept = new StringBuilder();
    conf.lines()
        .filter(line -> line.matches("#.*|heartbeat-.*|maxclients.*"))
        .forEach(line -> kept.append(line).append('\n'));
    return kept.toString();
  }

  private static String quoted(String conf) {
    return '"' + conf.replace("\n", "\\n") + '"';
  }
}
