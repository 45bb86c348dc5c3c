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
  private static final String LARGE = CHAPTER + "\"Build\"";

  private static final String HELLO = "*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n";

  @Test
  void wholeCommand_isFoundAtOnce() {
    expect(
        Lesson.because(
                "an argument is complete when its bytes and the two of its line end have arrived",
                "the position is not moved behind all of them",
                "the length of the first argument was kept for the second")
            .readAgain(STOPS),
        List.of(HELLO),
        List.of("COMMAND ECHO hello"));
  }

  @Test
  void argumentsOfDifferentLengths_areToldApart() {
    expect(
        Lesson.because(
                "each argument has a length of its own, and the one before was kept",
                "the position is wrong behind an argument")
            .readAgain(STOPS),
        List.of("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$11\r\nhello world\r\n"),
        List.of("COMMAND SET k hello world"));
  }

  @Test
  void emptyArgument_isAnArgument() {
    expect(
        Lesson.because(
                "a length of 0 is known; only a negative one is not",
                "the two bytes of the line end belong to an empty argument, too")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$0\r\n\r\n"),
        List.of("COMMAND ECHO "));
  }

  @Test
  void argumentWithALineEndInside_isOneArgument() {
    expect(
        Lesson.because(
                "the end of an argument was searched for; its length says where it is",
                "the position is not moved behind the line end of the argument")
            .readAgain(CHAPTER + "\"Why lengths come first\""),
        List.of("*2\r\n$4\r\nECHO\r\n$8\r\na\r\n$1\r\nb\r\n"),
        List.of("COMMAND ECHO a\r\n$1\r\nb"));
  }

  @Test
  void argumentCutInTheMiddle_continuesInTheMiddle() {
    expect(
        Lesson.because(
                "its header was read in the call before; a header is read again where the length is"
                    + " known",
                "the length or the position was changed although bytes were missing")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$5\r\nhel", "lo\r\n"),
        List.of("INCOMPLETE", "COMMAND ECHO hello"));
  }

  @Test
  void argumentCutInItsLineEnd_waitsForTheRest() {
    expect(
        Lesson.because(
                "the two bytes behind an argument belong to it, and were not waited for",
                "the position was moved behind bytes that had not arrived")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r", "\n*1\r\n$4\r\nPING\r\n"),
        List.of("INCOMPLETE", "COMMAND ECHO hello", "COMMAND PING"));
  }

  @Test
  void headerCutInTheMiddle_isReadWhenItIsWhole() {
    expect(
        Lesson.because(
                "what the header's parser found was not returned",
                "the length was set although the header was not complete")
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
        Lesson.because(
                "something of the state is lost between two calls, or counted twice",
                "a step that had to wait has changed something")
            .readAgain(STOPS),
        pieces,
        expected);
  }

  @Test
  void twoCommandsInOnePiece_areFoundOneAfterTheOther() {
    expect(
        Lesson.because(
                "with its last argument a command is complete; the bytes behind it are the next"
                    + " one",
                "the number of arguments that are left is wrong")
            .readAgain(CHAPTER + "\"Pipelining\""),
        List.of("*1\r\n$4\r\nPING\r\n" + HELLO),
        List.of("COMMAND PING", "COMMAND ECHO hello"));
  }

  @Test
  void elementThatIsNoBulkString_isAnError() {
    expect(
        Lesson.because(
                "what the header's parser found was not returned",
                "its answer was taken for a missing byte")
            .readAgain(STOPS),
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
                "a large argument was left in the query buffer; it has an array to itself",
                "bytes are missing while its collector says no, and the argument is complete when"
                    + " it says yes")
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
