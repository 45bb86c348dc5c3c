package eightweeks.week1.heartbeat;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import org.junit.jupiter.api.Test;

/** Day 03: a feature with directives of its own, in a whole server on virtual time. */
final class Day03ServerTest {
  private static final String CHAPTER = "weeks/week1/day03-server.adoc, ";
  private static final String FEATURES = CHAPTER + "\"A server is a list of features\"";
  private static final String DIRECTIVES = CHAPTER + "\"A directive is declared once\"";
  private static final String START = CHAPTER + "\"The order of a start\"";
  private static final String CRON = CHAPTER + "\"What the server does by itself\"";
  private static final String REWRITE = CHAPTER + "\"Back into the file\"";

  private static final Lesson DECLARE =
      Lesson.because("a directive has to be declared with server.config() in install()")
          .readAgain(DIRECTIVES);

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
        Lesson.because("an integer has the range 0 to 2147483647 until it is given its own")
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
    server.runFor(10);
    Lesson.because("a period of 0 means none, and every silence is longer than 0 seconds")
        .readAgain(CRON)
        .same("heartbeats in ten seconds with a period of 0", 0L, server.logged("still here"));
  }

  @Test
  void periodFromTheFile_isTheOneThatCounts() throws Exception {
    var server = server("heartbeat-period 2\n");
    server.runFor(10);
    beats(
        Lesson.because(
                "install() runs before the file is read: what it sees is what the directive begins"
                    + " with. Ask for value() in the work of the cron, which counts in"
                    + " milliseconds")
            .readAgain(START),
        "heartbeats in ten seconds with heartbeat-period 2 in the file",
        5,
        server.logged("still here"));
  }

  @Test
  void configSet_takesEffectWhileTheServerRuns() throws Exception {
    var server = server("heartbeat-period 60\n");
    server.runFor(5);
    set(server, "1");
    server.runFor(10);
    beats(
        Lesson.because(
                "CONFIG SET changes the directive and nothing else: whoever made a copy of its"
                    + " value has the old one")
            .readAgain(DIRECTIVES),
        "heartbeats in the ten seconds after CONFIG SET heartbeat-period 1",
        10,
        server.logged("still here"));
  }

  @Test
  void periodSetToZero_endsIt() throws Exception {
    var server = server("heartbeat-period 1\n");
    server.runFor(5);
    set(server, "0");
    long before = server.logged("still here");
    server.runFor(5);
    Lesson.because("a period of 0 means none; look at it every time")
        .readAgain(CRON)
        .same(
            "heartbeats in the five seconds after CONFIG SET heartbeat-period 0",
            0L,
            server.logged("still here") - before);
  }

  @Test
  void line_saysTheTextOfTheMoment() throws Exception {
    var server = server("heartbeat-period 1\nheartbeat-text \"all is well\"\n");
    server.runFor(5);
    var lesson =
        Lesson.because("the line is the value of heartbeat-text at the moment of the beat, alone")
            .readAgain(DIRECTIVES);
    beats(lesson, "lines \"all is well\" in five seconds", 5, server.logged("all is well"));
    server.call("CONFIG SET heartbeat-text \"no news\"");
    server.runFor(5);
    beats(
        lesson, "lines \"no news\" in five seconds after CONFIG SET", 5, server.logged("no news"));
  }

  @Test
  void info_countsTheBeats() throws Exception {
    var server = server("heartbeat-period 1\n");
    var lesson =
        Lesson.because("INFO asks the function that server.info().add() was given, each time")
            .readAgain(FEATURES);
    lesson.same("heartbeats in INFO stats", server.logged("still here"), number(server, lesson));
    server.runFor(7);
    lesson.same(
        "heartbeats in INFO stats after seven seconds",
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
                "the types of Config know how to write themselves into a file; what they need is"
                    + " the value that the directive began with, given to integer() and string()")
            .readAgain(REWRITE);
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
            "a line of the file that no directive is declared for ends a start; so does an"
                + " exception in install()")
        .readAgain(START)
        .calling(
            "starting a server with the file " + (conf.isEmpty() ? "(empty)" : quoted(conf)),
            () -> new MemoryServer(new Heartbeat(), conf));
  }

  private static String set(MemoryServer server, String seconds) throws Exception {
    return server.call("CONFIG SET heartbeat-period " + seconds);
  }

  private static long number(MemoryServer server, Lesson lesson) {
    return lesson.calling(
        "the field heartbeats of INFO stats",
        () -> Long.parseLong(server.info("stats", "heartbeats")));
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
