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
  private static final String LARGE = CHAPTER + "\"Large words\"";

  private static final String HELLO = "*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n";

  @Test
  void wholeCommand_isFoundAtOnce() {
    expect(
        Lesson.because(
                "a word is found when its length and two more bytes (\\r"
                    + "\\n"
                    + ") are there; then `position` must be behind all of them. If the second word"
                    + " starts with $5, the length of the first was kept: back to -1 when a word is"
                    + " done")
            .readAgain(STOPS),
        List.of(HELLO),
        List.of("COMMAND ECHO hello"));
  }

  @Test
  void wordsOfDifferentLengths_areToldApart() {
    expect(
        Lesson.because(
                "each word has a length of its own: when one is done, bulkLength must say that the"
                    + " next one is not known (-1)")
            .readAgain(STOPS),
        List.of("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$11\r\nhello world\r\n"),
        List.of("COMMAND SET k hello world"));
  }

  @Test
  void emptyWord_isAWord() {
    expect(
        Lesson.because("$0 is a length like any other; only a length below 0 means \"not known\"")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$0\r\n\r\n"),
        List.of("COMMAND ECHO "));
  }

  @Test
  void wordWithALineEndInside_isOneWord() {
    expect(
        Lesson.because(
                "words are counted, not searched: the length says where one ends, whatever its"
                    + " bytes are")
            .readAgain(CHAPTER + "\"Why lengths come first\""),
        List.of("*2\r\n$4\r\nECHO\r\n$8\r\na\r\n$1\r\nb\r\n"),
        List.of("COMMAND ECHO a\r\n$1\r\nb"));
  }

  @Test
  void wordCutInTheMiddle_goesOnInTheMiddle() {
    expect(
        Lesson.because(
                "the header of this word was read in the turn before, and bulkLength remembers what"
                    + " it said; asked for once more, the middle of a word is taken for a header")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$5\r\nhel", "lo\r\n"),
        List.of("INCOMPLETE", "COMMAND ECHO hello"));
  }

  @Test
  void wordCutInItsLineEnd_waitsForTheRest() {
    expect(
        Lesson.because(
                "the two bytes \\r"
                    + "\\n"
                    + " behind a word belong to it: it is not complete before both are there")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r", "\n*1\r\n$4\r\nPING\r\n"),
        List.of("INCOMPLETE", "COMMAND ECHO hello", "COMMAND PING"));
  }

  @Test
  void headerCutInTheMiddle_isReadWhenItIsWhole() {
    expect(
        Lesson.because(
                "bulkHeader() finds INCOMPLETE while its line has no end; that is what to return,"
                    + " and bulkLength stays -1")
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
                "with the last word the command is complete (argumentsLeft is 0); what is behind it"
                    + " is the next one")
            .readAgain(CHAPTER + "\"Pipelining\""),
        List.of("*1\r\n$4\r\nPING\r\n" + HELLO),
        List.of("COMMAND PING", "COMMAND ECHO hello"));
  }

  @Test
  void whatIsNotAWord_isAnError() {
    expect(
        Lesson.because("what bulkHeader() finds and is not COMMAND has to be returned as it is")
            .readAgain(STOPS),
        List.of("*2\r\n$4\r\nECHO\r\n:5\r\n"),
        List.of("ERROR expected '$', got ':'"));
  }

  @Test
  void wordOf32KiB_hasAnArrayToItself() {
    var large = "x".repeat(Query.BIG_BULK);
    var query = new Query();
    var head = "*2\r\n$4\r\nECHO\r\n$" + large.length() + "\r\n";
    var lesson =
        Lesson.because(
                "a word of BIG_BULK bytes or more is bigArgument()'s business: it has an array of"
                    + " exactly its length, which storage may keep without a copy. While it says"
                    + " false, bytes are missing; when it says true, the word is done: go on")
            .readAgain(LARGE);
    int half = large.length() / 2;
    lesson.same(
        "what next() finds with half of a word of 32 KiB there",
        "INCOMPLETE",
        found(lesson, query, head + large.substring(0, half)));
    lesson.same(
        "what next() finds when the rest of it came",
        "COMMAND",
        found(lesson, query, large.substring(half) + "\r\n").split(" ")[0]);
    lesson.same("the length of the word", large.length(), query.args().length(1));
    lesson.same("the length of the array it lies in", large.length(), query.args().array(1).length);
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
            case COMMAND -> "COMMAND " + words(query.args());
            case ERROR -> "ERROR " + query.error();
            case INCOMPLETE, NOTHING -> found.name();
          };
        });
  }

  private static String words(Args args) {
    var words = new ArrayList<String>();
    for (int i = 0; i < args.count(); i++) {
      words.add(args.text(i));
    }
    return String.join(" ", words);
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
