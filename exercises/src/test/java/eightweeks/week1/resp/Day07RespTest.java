package eightweeks.week1.resp;

import eightweeks.study.lesson.Lesson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Day 07: a command that comes in pieces. The pieces are what a socket would have delivered. */
final class Day07RespTest {
  private static final ProtocolLimits LIMITS = ProtocolLimits.of(512L << 20);
  private static final String CHAPTER = "weeks/week1/day07-resp.adoc, ";
  private static final String STOPS = CHAPTER + "\"Where the parser stops\"";
  private static final String LARGE = CHAPTER + "\"Large arguments\"";

  private static final String HELLO = "*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n";

  @Test
  void wholeCommand_isFoundAtOnce() {
    expect(
        Lesson.because(
                "an argument is complete when its bytes and two more (\\r"
                    + "\\n"
                    + ") have arrived; then `position` must be behind all of them. If the second"
                    + " argument starts with $5, the length of the first was kept: set it back to"
                    + " -1 when an argument is complete")
            .readAgain(STOPS),
        List.of(HELLO),
        List.of("COMMAND ECHO hello"));
  }

  @Test
  void argumentsOfDifferentLengths_areToldApart() {
    expect(
        Lesson.because(
                "each argument has its own length: when one is complete, bulkLength must say that"
                    + " the next one is not known (-1)")
            .readAgain(STOPS),
        List.of("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$11\r\nhello world\r\n"),
        List.of("COMMAND SET k hello world"));
  }

  @Test
  void emptyArgument_isAnArgument() {
    expect(
        Lesson.because("$0 is a length like any other; only a length below 0 means \"not known\"")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$0\r\n\r\n"),
        List.of("COMMAND ECHO "));
  }

  @Test
  void argumentWithALineEndInside_isOneArgument() {
    expect(
        Lesson.because(
                "the parser counts the bytes of an argument and does not search for its end: the"
                    + " length says where it ends, whatever its bytes are")
            .readAgain(CHAPTER + "\"Why lengths come first\""),
        List.of("*2\r\n$4\r\nECHO\r\n$8\r\na\r\n$1\r\nb\r\n"),
        List.of("COMMAND ECHO a\r\n$1\r\nb"));
  }

  @Test
  void argumentCutInTheMiddle_continuesInTheMiddle() {
    expect(
        Lesson.because(
                "the header of this argument was read in the call before, and bulkLength has its"
                    + " number; if you read a header again, the middle of the argument is taken for"
                    + " one")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$5\r\nhel", "lo\r\n"),
        List.of("INCOMPLETE", "COMMAND ECHO hello"));
  }

  @Test
  void argumentCutInItsLineEnd_waitsForTheRest() {
    expect(
        Lesson.because(
                "the two bytes \\r"
                    + "\\n"
                    + " behind an argument belong to it: it is complete only when both have"
                    + " arrived")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r", "\n*1\r\n$4\r\nPING\r\n"),
        List.of("INCOMPLETE", "COMMAND ECHO hello", "COMMAND PING"));
  }

  @Test
  void headerCutInTheMiddle_isReadWhenItIsWhole() {
    expect(
        Lesson.because(
                "bulkHeader() finds INCOMPLETE while its line has no end; return that, and leave"
                    + " bulkLength at -1")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$", "5\r", "\nhello\r\n"),
        List.of("INCOMPLETE", "INCOMPLETE", "COMMAND ECHO hello"));
  }

  @Test
  void commandsByteByByte_areFoundWithTheirLastByte() {
    var pieces = new ArrayList<String>();
    var expected = new ArrayList<String>();
    for (var c : (HELLO + HELLO).toCharArray()) {
      pieces.add(String.valueOf(c));
      boolean last = pieces.size() % HELLO.length() == 0;
      expected.add(last ? "COMMAND ECHO hello" : "INCOMPLETE");
    }
    expect(
        Lesson.because("something of the state is lost, or counted twice, between two calls")
            .readAgain(STOPS),
        pieces,
        expected);
  }

  @Test
  void twoCommandsInOnePiece_areFoundOneAfterTheOther() {
    expect(
        Lesson.because(
                "with the last argument the command is complete (argumentsLeft is 0); the bytes"
                    + " behind it are the next command")
            .readAgain(CHAPTER + "\"Pipelining\""),
        List.of("*1\r\n$4\r\nPING\r\n" + HELLO),
        List.of("COMMAND PING", "COMMAND ECHO hello"));
  }

  @Test
  void elementThatIsNoBulkString_isAnError() {
    expect(
        Lesson.because("return what bulkHeader() finds if it is not COMMAND").readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n:5\r\n"),
        List.of("ERROR expected '$', got ':'"));
  }

  @Test
  void argumentOf32KiB_hasAnArrayToItself() {
    var large = "x".repeat(Query.BIG_BULK);
    var query = new Query();
    var head = "*2\r\n$4\r\nECHO\r\n$" + large.length() + "\r\n";
    var lesson =
        Lesson.because(
                "bigArgument() collects an argument of BIG_BULK bytes or more: it has an array of"
                    + " exactly its length, which storage may keep without a copy. While it returns"
                    + " false, bytes are missing; when it returns true, the argument is complete")
            .readAgain(LARGE);
    int half = large.length() / 2;
    lesson.same(
        "what next() finds with half of an argument of 32 KiB",
        "INCOMPLETE",
        found(lesson, query, head + large.substring(0, half)));
    lesson.same(
        "what next() finds when the rest has arrived",
        "COMMAND",
        found(lesson, query, large.substring(half) + "\r\n").split(" ")[0]);
    lesson.same("the length of the argument", large.length(), query.args().length(1));
    lesson.same("the length of its array", large.length(), query.args().array(1).length);
  }

  /** Feeds pieces to a query; after each, everything that next() finds up to INCOMPLETE. */
  private static void expect(Lesson lesson, List<String> pieces, List<String> expected) {
    var query = new Query();
    var fed = new StringBuilder();
    var all = new ArrayList<String>();
    for (var piece : pieces) {
      feed(query, piece);
      fed.append(fed.isEmpty() ? "" : " then ").append(quoted(piece));
      while (true) {
        var found = found(lesson, query, "");
        boolean between = found.equals("INCOMPLETE") && query.isEmpty();
        if (!between) {
          all.add(found);
          int i = all.size() - 1;
          lesson.same(
              "what next() finds after " + shortened(fed.toString()),
              i < expected.size() ? expected.get(i) : "nothing more",
              found);
        }
        if (!found.startsWith("COMMAND")) {
          break;
        }
      }
    }
    lesson.same("what next() finds in all", expected, all);
  }

  private static String found(Lesson lesson, Query query, String piece) {
    feed(query, piece);
    return lesson.calling(
        "calling next()",
        () -> {
          var found = query.next(LIMITS);
          return switch (found) {
            case COMMAND -> "COMMAND " + text(query.args());
            case ERROR -> "ERROR " + query.error();
            case INCOMPLETE, NOTHING -> found.name();
          };
        });
  }

  private static String text(Args args) {
    var arguments = new ArrayList<String>();
    for (int i = 0; i < args.count(); i++) {
      arguments.add(args.text(i));
    }
    return String.join(" ", arguments);
  }

  private static void feed(Query query, String piece) {
    var bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
    query.feed(bytes, 0, bytes.length);
  }

  private static String quoted(String piece) {
    return '"' + piece.replace("\r", "\\r").replace("\n", "\\n") + '"';
  }

  private static String shortened(String text) {
    return text.length() <= 120 ? text : "... " + text.substring(text.length() - 116);
  }
}
