package eightweeks.week3.setmax;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import org.junit.jupiter.api.Test;

/** Day 16: a command that Redis does not have, and that is at home in the server. */
final class Day16CallTest {
  private static final String CHAPTER = "weeks/week3/day16-call.adoc, ";
  private static final String RUNS = CHAPTER + "\"SET runs\"";
  private static final String UNIT = CHAPTER + "\"Around it: the execution unit\"";
  private static final String NEEDED = CHAPTER + "\"Build\"";

  private final MemoryServer server = MemoryServer.ofWeeks(3, new SetMax());

  private void replies(Lesson lesson, String what, String expected, String command)
      throws Exception {
    lesson.same("the reply to " + command + ", " + what, expected, server.call(command));
  }

  @Test
  void keyThatIsNotThere_isSet() throws Exception {
    var lesson =
        Lesson.because(
                "a key that is not there was taken for a 0", "the number was not stored at all")
            .readAgain(RUNS);
    replies(lesson, "where there is no key", ":-5\r\n", "SETMAX temperature -5");
    replies(lesson, "afterwards", "$2\r\n-5\r\n", "GET temperature");
  }

  @Test
  void greaterNumber_takesThePlaceOfASmallerOne() throws Exception {
    server.call("SET score 9");
    var lesson =
        Lesson.because("numbers were compared as texts: 10 comes before 9", "nothing was stored")
            .readAgain(RUNS);
    replies(lesson, "where the key has 9", ":10\r\n", "SETMAX score 10");
    replies(lesson, "afterwards", "$2\r\n10\r\n", "GET score");
  }

  @Test
  void smallerNumber_changesNothing() throws Exception {
    server.call("SET score 10");
    var lesson =
        Lesson.because("the comparison is the wrong way round", "the reply is the argument, always")
            .readAgain(RUNS);
    replies(lesson, "where the key has 10", ":10\r\n", "SETMAX score 9");
    replies(lesson, "afterwards", "$2\r\n10\r\n", "GET score");
  }

  @Test
  void valueThatIsNoInteger_isAnError() throws Exception {
    server.call("SET text abc");
    server.call("RPUSH list a");
    var lesson =
        Lesson.because(
                "the old value was not read as a number", "something was stored before the check")
            .readAgain(RUNS);
    var notAnInteger = "-ERR value is not an integer or out of range\r\n";
    replies(lesson, "where the key has abc", notAnInteger, "SETMAX text 1");
    replies(lesson, "whose number is no number", notAnInteger, "SETMAX score high");
    replies(
        lesson,
        "where the key is a list",
        "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n",
        "SETMAX list 1");
    replies(lesson, "afterwards", "$3\r\nabc\r\n", "GET text");
  }

  @Test
  void timeToLive_stays() throws Exception {
    server.call("SET score 1 EX 100");
    server.call("SETMAX score 2");
    Lesson.because(
            "the value was set as SET does it, which ends the time to live",
            "the key was deleted and added again")
        .readAgain(NEEDED)
        .same("the time to live of a key of 100 seconds", ":100\r\n", server.call("TTL score"));
  }

  @Test
  void setmaxThatChangesSomething_isNoticedByWatch() throws Exception {
    server.call("SET score 1");
    server.call("WATCH score");
    server.call("SETMAX score 2");
    server.call("MULTI");
    server.call("PING");
    Lesson.because(
            "nothing says that the key was modified", "it is said of another argument than the key")
        .readAgain(UNIT)
        .same("EXEC's reply after a watched key was changed", "*-1\r\n", server.call("EXEC"));
  }

  @Test
  void setmaxThatChangesNothing_isNoChange() throws Exception {
    server.call("SET score 2");
    server.call("WATCH score");
    server.call("SETMAX score 1");
    server.call("SETMAX score 2");
    server.call("MULTI");
    server.call("PING");
    Lesson.because(
            "the key is said to be modified where it was not",
            "the same number is stored once more, which is no change either")
        .readAgain(UNIT)
        .same("EXEC's reply", "*1\r\n+PONG\r\n", server.call("EXEC"));
  }

  @Test
  void keys_areDeclared() throws Exception {
    Lesson.because(
            "the declaration has no keys()", "it names another argument than the first as the key")
        .readAgain(NEEDED)
        .same(
            "the reply to COMMAND GETKEYS SETMAX k 1",
            "*1\r\n$1\r\nk\r\n",
            server.call("COMMAND GETKEYS SETMAX k 1"));
  }

  @Test
  void flags_areThoseOfAWriteThatNeedsMemory() throws Exception {
    var info = server.call("COMMAND INFO setmax");
    Lesson.because(
            "the declaration has no flags", "WRITE is missing: a replica would let SETMAX pass")
        .readAgain(NEEDED)
        .same("whether COMMAND INFO shows the flag write", true, info.contains("+write\r\n"));
    Lesson.because(
            "DENYOOM is missing: a server without memory would let SETMAX pass",
            "the flag is there under another name")
        .readAgain(NEEDED)
        .same("whether COMMAND INFO shows the flag denyoom", true, info.contains("+denyoom\r\n"));
  }

  @Test
  void docs_haveASummaryAndTwoArguments() throws Exception {
    var docs = server.call("COMMAND DOCS setmax");
    Lesson.because("the declaration has no summary()", "it has no arguments()")
        .readAgain(NEEDED)
        .same(
            "whether COMMAND DOCS shows a summary and arguments",
            true,
            docs.contains("$7\r\nsummary\r\n") && docs.contains("$9\r\narguments\r\n"));
  }
}
