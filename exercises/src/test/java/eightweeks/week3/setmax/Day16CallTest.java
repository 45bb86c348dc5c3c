package eightweeks.week3.setmax;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import eightweeks.week2.object.Strings;
import eightweeks.week3.keyspace.CommandContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Day 16: a command that Redis does not have, and that is at home in the server. */
final class Day16CallTest {
  private static final String CHAPTER = "weeks/week3/day16-call.adoc, ";
  private static final String RUNS = CHAPTER + "\"SET runs\"";
  private static final String UNIT = CHAPTER + "\"Around it: the execution unit\"";
  private static final String NEEDED = CHAPTER + "\"Build\"";

  private static final String NOT_AN_INTEGER = "-ERR value is not an integer or out of range\r\n";

  private static final String WRONG_COUNT =
      "-ERR wrong number of arguments for 'setmax' command\r\n";

  private final MemoryServer server = MemoryServer.ofWeeks(3, new SetMax());

  /** A lesson about a reply, which knows what wrong replies tell. */
  private static Lesson lesson(String cause, String other) {
    return Lesson.because(cause, other)
        .when("", "nothing was replied; a client waits for its reply for ever")
        .when("+OK\r\n", "the reply is OK, and not the number that the key has afterwards")
        .when(
            NOT_AN_INTEGER,
            "another argument was read as the number: 0 is the command's name, 1 is the key")
        .readAgain(RUNS);
  }

  /** Runs a command; a reply that says that there is no SETMAX yet ends the test. */
  private String call(String command) throws IOException {
    return call(server, command);
  }

  private static String call(MemoryServer server, String command) throws IOException {
    var reply = server.call(command);
    var what = "the reply to " + command;
    if (reply.startsWith("-ERR SETMAX is still to be written")) {
      throw Lesson.because(
              "run() is as the desk had it", "the line that replies this is still there")
          .readAgain(NEEDED)
          .fail(what, "an answer", "nothing yet: SETMAX is still to be written");
    }
    if (reply.startsWith("-ERR unknown command 'SETMAX'")) {
      throw Lesson.because(
              "the command is declared under another name",
              "install() does not give the command to the server")
          .readAgain(NEEDED)
          .fail(what, "an answer", reply.strip());
    }
    if (reply.equals(WRONG_COUNT)) {
      throw Lesson.because(
              "the arity is declared as 2: it counts the name of the command, too",
              "the arity is greater than 3")
          .readAgain(NEEDED)
          .fail(what, "an answer", reply.strip());
    }
    return reply;
  }

  private void replies(Lesson lesson, String what, String expected, String command)
      throws IOException {
    var text = expected.substring(1, expected.length() - 2);
    lesson
        .when(expected + expected, "there are two replies to one command")
        .when(
            "$" + text.length() + "\r\n" + text + "\r\n", "a text was replied, and not an integer")
        .when("+" + text + "\r\n", "a text was replied, and not an integer")
        .same("the reply to " + command + ", " + what, expected, call(command));
  }

  @Test
  void keyThatIsNotThere_isSet() throws Exception {
    var lesson =
        lesson("a key that is not there was taken for a 0", "the number was not stored at all");
    replies(lesson, "where there is no key", ":-5\r\n", "SETMAX temperature -5");
    replies(lesson, "afterwards", "$2\r\n-5\r\n", "GET temperature");
  }

  @Test
  void keyThatIsNotThere_isSetToTheLeastNumber() throws Exception {
    var least = Long.toString(Long.MIN_VALUE);
    var lesson =
        lesson(
            "a key that is not there was taken for the least number: no number is greater than"
                + " that",
            "the number was not stored at all");
    replies(lesson, "where there is no key", ":" + least + "\r\n", "SETMAX depth " + least);
    replies(lesson, "afterwards", "$20\r\n" + least + "\r\n", "GET depth");
  }

  @Test
  void greaterNumber_takesThePlaceOfASmallerOne() throws Exception {
    server.call("SET score 9");
    var lesson =
        lesson("numbers were compared as texts: 10 comes before 9", "nothing was stored")
            .when(":9\r\n", "the comparison is the wrong way round")
            .when(":9\r\n", "the reply is the number that the key had before")
            .when(":10\r\n:9\r\n", "there are two replies: a return is missing after the first")
            .when(":9\r\n:10\r\n", "there are two replies: a return is missing after the first");
    replies(lesson, "where the key has 9", ":10\r\n", "SETMAX score 10");
    replies(lesson, "afterwards", "$2\r\n10\r\n", "GET score");
  }

  @Test
  void numbersFarApart_areComparedInAll64Bits() throws Exception {
    server.call("SET score -9000000000000000000");
    var lesson =
        lesson(
            "one number was subtracted from the other, and the difference has more than 64 bits",
            "a number was made an int, which has 32 bits");
    replies(
        lesson,
        "where the key has -9000000000000000000",
        ":9000000000000000000\r\n",
        "SETMAX score 9000000000000000000");
    server.call("SET score 1");
    replies(lesson, "where the key has 1", ":4294967296\r\n", "SETMAX score 4294967296");
    replies(lesson, "afterwards", "$10\r\n4294967296\r\n", "GET score");
  }

  @Test
  void number_isStoredAsOne() throws Exception {
    var lesson =
        Lesson.because(
                "the bytes of the argument were stored, as SET does",
                "the value was not made by the strings of the values")
            .readAgain(NEEDED);
    call("SETMAX score 12345");
    replies(lesson, "after the first SETMAX", "$3\r\nint\r\n", "OBJECT ENCODING score");
    call("SETMAX score 23456");
    replies(lesson, "after a greater number", "$3\r\nint\r\n", "OBJECT ENCODING score");
  }

  @Test
  void lookup_isOneForWriting() throws Exception {
    call("SETMAX score 1");
    call("SETMAX score 2");
    Lesson.because(
            "the key was looked up for reading: INFO counts only such lookups as hits and misses",
            "the key was looked up twice, the second time for reading")
        .readAgain(NEEDED)
        .same(
            "keyspace_hits and keyspace_misses of INFO after two SETMAX",
            "0, 0",
            server.info("stats", "keyspace_hits") + ", " + server.info("stats", "keyspace_misses"));
  }

  @Test
  void smallerNumber_changesNothing() throws Exception {
    server.call("SET score 10");
    var lesson =
        lesson("the comparison is the wrong way round", "the reply is the argument, always")
            .when(":10\r\n:9\r\n", "there are two replies: a return is missing after the first")
            .when(":9\r\n:10\r\n", "there are two replies: a return is missing after the first");
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
    replies(lesson, "where the key has abc", NOT_AN_INTEGER, "SETMAX text 1");
    replies(lesson, "whose number is no number", NOT_AN_INTEGER, "SETMAX score high");
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
    call("SETMAX score 2");
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
    call("SETMAX score 2");
    server.call("MULTI");
    server.call("PING");
    Lesson.because(
            "nothing says that the key was modified", "it is said of another argument than the key")
        .readAgain(UNIT)
        .same("EXEC's reply after a watched key was changed", "*-1\r\n", server.call("EXEC"));
  }

  @Test
  void keyThatIsNew_isNoticedByWatch() throws Exception {
    server.call("WATCH score");
    call("SETMAX score 2");
    server.call("MULTI");
    server.call("PING");
    Lesson.because(
            "nothing says that a key was modified where it was added",
            "it is said of another argument than the key")
        .readAgain(RUNS)
        .same("EXEC's reply after a watched key was added", "*-1\r\n", server.call("EXEC"));
  }

  @Test
  void event_hasTheCommandsNameAndTheClassOfStrings() throws Exception {
    server.call("CONFIG SET notify-keyspace-events E$");
    server.call("HELLO 3"); // so that a subscribed client may send other commands
    server.call("SUBSCRIBE __keyevent@0__:setmax");
    var sent = call("SETMAX score 1");
    int times = sent.split("__keyevent@0__:setmax\r\n\\$5\r\nscore\r\n", -1).length - 1;
    Lesson.because(
            "the event has another name than setmax",
            "it is of another class: clients that ask for events of strings do not hear of it")
        .when(2, "the key is said to be modified twice")
        .readAgain(NEEDED)
        .same(
            "how often a client that is subscribed to the event setmax of strings is sent the key",
            1,
            times);
  }

  @Test
  void change_isCountedOnce() throws Exception {
    call("SETMAX score 1");
    Lesson.because("one change was counted as several", "a change was counted that was none")
        .when("0", "nothing says that the key was modified")
        .when("2", "the key is said to be modified twice")
        .readAgain(RUNS)
        .same(
            "rdb_changes_since_last_save of INFO after one SETMAX",
            "1",
            server.info("persistence", "rdb_changes_since_last_save"));
  }

  @Test
  void keyIsModified_whenItHasTheNewNumber() throws Exception {
    var seen = new ArrayList<Long>();
    var listening =
        MemoryServer.ofWeeks(
            3,
            parts -> {
              new SetMax().install(parts);
              var context = new CommandContext(parts);
              context.events.onModified(
                  (client, database, key, offset, length) ->
                      context
                          .keyspace
                          .database(database)
                          .forEach(e -> seen.add(Strings.number(e))));
            });
    call(listening, "SETMAX score 1");
    call(listening, "SETMAX score 2");
    Lesson.because(
            "the key was said to be modified before its value was stored",
            "it was not said exactly once for each change")
        .when(List.of(1L), "the key was said to be modified before its value was stored")
        .when(List.of(), "nothing says that the key was modified")
        .readAgain(RUNS)
        .same(
            "the number that listeners find when they hear that the key was modified, after SETMAX"
                + " score 1 and SETMAX score 2",
            List.of(1L, 2L),
            seen);
  }

  @Test
  void setmaxThatChangesNothing_isNoChange() throws Exception {
    server.call("SET score 2");
    server.call("WATCH score");
    call("SETMAX score 1");
    call("SETMAX score 2");
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
    Lesson.because(
            "FAST is missing: SETMAX takes the same time for each key",
            "the flag is there under another name")
        .readAgain(NEEDED)
        .same("whether COMMAND INFO shows the flag fast", true, info.contains("+fast\r\n"));
    Lesson.because(
            "a flag says what is not true of SETMAX: READONLY, for instance",
            "a flag that SETMAX does not need")
        .readAgain(NEEDED)
        .same(
            "all flags that COMMAND INFO shows",
            "write denyoom fast",
            between(info, ":3\r\n*", ":1\r\n"));
    Lesson.because(
            "the key is declared, and not what SETMAX does with it",
            "a means() has not all three uses: read and write, access, update")
        .readAgain(NEEDED)
        .same(
            "whether COMMAND INFO shows RW, access and update for the key",
            true,
            info.contains("+RW\r\n+access\r\n+update\r\n"));
    Lesson.because(
            "the declaration has no categories(): a permission for @string does not hold for"
                + " SETMAX",
            "it has another category")
        .readAgain(NEEDED)
        .same("whether COMMAND INFO shows the category", true, info.contains("+@string\r\n"));
  }

  @Test
  void argumentsMustBeTwo() throws Exception {
    var lesson =
        Lesson.because(
                "the arity is not 3: it counts the name of the command, too",
                "the arity is negative, which means \"at least\"")
            .when(
                WRONG_COUNT.replace("setmax", "SETMAX"),
                "the name is declared in capitals; commands are declared in lower case")
            .readAgain(NEEDED);
    for (var command : List.of("SETMAX score", "SETMAX score 1 2")) {
      lesson.same("the reply to " + command, WRONG_COUNT, server.call(command));
    }
  }

  @Test
  void docs_haveASummaryAndTwoArguments() throws Exception {
    var docs = server.call("COMMAND DOCS setmax");
    Lesson.because("the declaration has no summary()", "the summary is empty")
        .readAgain(NEEDED)
        .same(
            "whether COMMAND DOCS shows a summary",
            true,
            docs.contains("$7\r\nsummary\r\n") && !docs.contains("summary\r\n$0\r\n"));
    Lesson.because(
            "an argument is missing, or there is one too many",
            "an argument has another name or type: what has no type of its own is a text")
        .when("", "the declaration has no arguments()")
        .when("number integer", "the key is an argument, too")
        .when("key key, number string", "the number is declared without its type")
        .when("<key> string, <number> string", "names stand without brackets around them")
        .readAgain(NEEDED)
        .same("the arguments that COMMAND DOCS shows", "key key, number integer", arguments(docs));
    Lesson.because(
            "the declaration has no group(), since() or complexity()", "the group is another one")
        .readAgain(NEEDED)
        .same(
            "whether COMMAND DOCS shows a version, the group string and a complexity",
            true,
            docs.contains("$5\r\nsince\r\n$5\r\n7.2.6\r\n")
                && docs.contains("$5\r\ngroup\r\n$6\r\nstring\r\n")
                && docs.contains("$10\r\ncomplexity\r\n$4\r\nO(1)\r\n"));
  }

  /** Returns the words of a reply between two texts, separated by spaces. */
  private static String between(String reply, String from, String to) {
    int start = reply.indexOf(from);
    int end = reply.indexOf(to, start + from.length());
    return start < 0 || end < 0
        ? "none"
        : String.join(
            " ", reply.substring(start, end).lines().skip(2).map(l -> l.substring(1)).toList());
  }

  /** Returns name and type of each argument in a reply of COMMAND DOCS, and its flags. */
  private static String arguments(String docs) {
    var text = new StringBuilder();
    var before = "";
    int start = docs.indexOf("$9\r\narguments\r\n");
    var words = start < 0 ? "" : docs.substring(start);
    for (var word : words.lines().filter(line -> !line.startsWith("$")).toList()) {
      if (before.equals("name")) {
        text.append(text.isEmpty() ? "" : ", ").append(word);
      } else if (before.equals("type") || word.startsWith("+")) {
        text.append(' ').append(word);
      }
      before = word;
    }
    return text.toString();
  }
}
