package eightweeks.week4.aofbase;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Element;
import eightweeks.week2.values.ListCursor;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdb.RdbType;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Day 24: the commands that collections are rewritten to, and that they are loaded again. */
final class Day24AofRewriteTest {
  private static final String CHAPTER = "weeks/week4/day24-aof-rewrite.adoc, ";
  private static final String COMMANDS = CHAPTER + "\"A base of commands\"";
  private static final String BUILD = CHAPTER + "\"Build\"";

  private static final String FULL = "*66 RPUSH key + 64";
  private static final String EMPTY = "*2 RPUSH key + 0";

  private static final String FOR_NOTHING =
      "a command was begun for an element that is not there: the cursor was asked too late, or once"
          + " more than there are elements";
  private static final String NAME_AND_KEY =
      "the header counts the elements only; name and key are arguments, too";
  private static final String KEY_MISSING =
      "the key is missing: each command has it behind its name";
  private static final String ALL_IN_ONE =
      "the first command announces all that is left, however many elements that are";
  private static final String NOT_MOVED =
      "the cursor begins before the first element: next() comes before element()";
  private static final String COUNTED_TOO_EARLY =
      "left is one less already when the header is written, so that it announces one too few";
  private static final String TOO_MANY =
      "more elements are written than were announced: each takes room, the first one of a command,"
          + " too";

  private @Nullable Values values;
  private final MemoryServer server = MemoryServer.ofWeeks(4, this::install);

  private void install(ServerBuilder builder) {
    values = builder.need(Values.SERVICE);
  }

  // What is written, as a learner reads it.

  /** A collection that is being written, and what was written of it so far. */
  private static final class Written {
    private final RdbWriter bytes = RdbWriter.toMemory(RdbType.VERSION_10, true);
    private final CommandOutput out = new CommandOutput(bytes);
    private final ElementCommands commands;

    Written(String name, long elements, int arguments) {
      var key = new Element();
      key.set(Ascii.bytes("key"));
      commands = new ElementCommands(name, key, elements, arguments, out);
    }

    /**
     * Returns each command as its header says it, and how many arguments follow the key: {@code *5
     * RPUSH key + 3}.
     */
    List<String> found() throws IOException {
      var found = new ArrayList<String>();
      for (var command : split()) {
        var begin = String.join(" ", command.subList(0, Math.min(3, command.size())));
        found.add(begin + " + " + Math.max(0, command.size() - 3));
      }
      return found;
    }

    /** Returns the elements behind the keys. */
    List<String> elements() throws IOException {
      var elements = new ArrayList<String>();
      for (var command : split()) {
        elements.addAll(command.subList(Math.min(3, command.size()), command.size()));
      }
      return elements;
    }

    /** Believes no header: a command ends where the next one begins. */
    private List<List<String>> split() throws IOException {
      var all = new ArrayList<List<String>>();
      for (var line : Ascii.text(bytes.toBytes()).split("\r\n")) {
        if (line.startsWith("*") || (all.isEmpty() && !line.isEmpty())) {
          all.add(new ArrayList<>(List.of(line)));
        } else if (!line.startsWith("$") && !line.isEmpty()) {
          all.getLast().add(line);
        }
      }
      return all;
    }
  }

  /** Returns a walk over a list of numbers from 0 on. */
  private ListCursor numbers(int elements) {
    var list = Objects.requireNonNull(values).list();
    for (int i = 0; i < elements; i++) {
      var text = Ascii.bytes("" + i);
      list.pushTail(text, 0, text.length);
    }
    return list.cursor(0, true);
  }

  private List<String> list(Lesson lesson, int elements) {
    return lesson.calling(
        "writing a list of " + elements + " elements",
        () -> {
          var written = new Written("RPUSH", elements, 1);
          written.commands.write(numbers(elements), 2 * elements);
          return written.found();
        });
  }

  private void assertList(Lesson lesson, int elements, String... expected) {
    lesson.same(
        "the commands for a list of " + elements + " elements",
        List.of(expected),
        list(lesson, elements));
  }

  @Test
  void smallList_isOneCommand() {
    assertList(
        Lesson.because(
                "the header announces another number of arguments than follow",
                "name, key and elements do not come in this order")
            .when(List.of(), "nothing was written: a command begins when there is no room")
            .when(List.of("*66 RPUSH key + 3"), "64 elements are announced, and only 3 are left")
            .when(List.of("*5 RPUSH key + 3", EMPTY), FOR_NOTHING)
            .when(List.of("*3 RPUSH key + 3"), NAME_AND_KEY)
            .when(List.of("*4 RPUSH key + 3"), "the name or the key is not counted")
            .when(List.of("*5 RPUSH 0 + 2"), KEY_MISSING)
            .when(List.of("*5 RPUSH key + 0"), "the elements themselves are missing")
            .when(List.of("*5 RPUSH key + 0", EMPTY), NOT_MOVED)
            .when(
                List.of("*5 RPUSH key + 2", "*2 RPUSH key + 1"),
                NOT_MOVED + "; or room is lowered twice when a command begins")
            .when(List.of("*4 RPUSH key + 2", "*2 RPUSH key + 1"), COUNTED_TOO_EARLY)
            .when(
                List.of("*5 RPUSH key + 1", "*4 RPUSH key + 1", "*3 RPUSH key + 1"),
                "each element begins a command: the room that is left is not kept")
            .readAgain(BUILD),
        3,
        "*5 RPUSH key + 3");
  }

  @Test
  void listOf64_isOneCommand() {
    assertList(
        Lesson.because(
                "64 elements are allowed in a command, and not one less or one more",
                "a command has begun although nothing is left for it")
            .when(List.of(FULL, EMPTY), FOR_NOTHING)
            .when(List.of("*65 RPUSH key + 63", "*3 RPUSH key + 1"), "63 were taken for the limit")
            .readAgain(COMMANDS),
        64,
        FULL);
  }

  @Test
  void listOf65_takesTwoCommands() {
    assertList(
        Lesson.because(
                "a command has no room for element 65, so another one begins",
                "the room of a new command is not set, or not used up by its first element")
            .when(List.of("*66 RPUSH key + 65"), TOO_MANY)
            .when(List.of("*67 RPUSH key + 65"), ALL_IN_ONE)
            .when(
                List.of(FULL, FULL.replace("64", "1")),
                "the last command announces 64 elements, whatever is left")
            .when(List.of(FULL, "*67 RPUSH key + 1"), "what is left is not counted down")
            .when(List.of(FULL), "the last element is lost")
            .readAgain(COMMANDS),
        65,
        FULL,
        "*3 RPUSH key + 1");
  }

  @Test
  void lastCommand_announcesWhatIsLeft() {
    assertList(
        Lesson.because(
                "the last command has what is left: 130 less twice 64",
                "what is left is not counted down with each element")
            .when(
                List.of(FULL, FULL, "*66 RPUSH key + 2"),
                "the last header announces 64 elements, although only 2 are left")
            .when(List.of(FULL, FULL), "the last elements are lost")
            .when(List.of("*132 RPUSH key + 130"), ALL_IN_ONE)
            .when(List.of(FULL.replace("+ 64", "+ 65"), FULL.replace("+ 64", "+ 65")), TOO_MANY)
            .readAgain(COMMANDS),
        130,
        FULL,
        FULL,
        "*4 RPUSH key + 2");
  }

  // A large list is written in pieces.

  private List<Boolean> pieces(
      Lesson lesson, Written written, ListCursor list, int size, int most) {
    return lesson.calling(
        "writing a list in pieces of " + size + " elements",
        () -> {
          var more = new ArrayList<Boolean>();
          while (more.size() < most && !more.contains(false)) {
            more.add(written.commands.write(list, size));
          }
          return more;
        });
  }

  @Test
  void piece_hasAsManyElementsAsItMay() throws IOException {
    var lesson =
        Lesson.because(
                "a call writes at most as many elements as it may",
                "it says that the list has ended, although there may be more")
            .readAgain(BUILD);
    var written = new Written("RPUSH", 130, 1);
    var returned = pieces(lesson, written, numbers(130), 10, 1);
    lesson.same(
        "what is written after a call that may write 10 elements of 130",
        List.of("*66 RPUSH key + 10"),
        written.found());
    Lesson.because(
            "the list has not ended: 120 elements are left", "true and false have changed places")
        .readAgain(BUILD)
        .same("what this call returns", List.of(true), returned);
  }

  @Test
  void listInPieces_hasAllElements() throws IOException {
    var lesson =
        Lesson.because(
                "an element was written twice, or at the wrong place",
                "an element was not written although the cursor has moved to it")
            .when(
                "21 instead of 20",
                "at its end a call moves the cursor once more, and does not write that element")
            .readAgain(BUILD);
    var written = new Written("RPUSH", 130, 1);
    var unused = pieces(lesson, written, numbers(130), 20, 9);
    lesson.same(
        "the first wrong element of a list that is written in pieces of 20",
        "none",
        firstWrong(written.elements()));
  }

  @Test
  void listInPieces_continuesItsCommand() throws IOException {
    var lesson =
        Lesson.because(
                "a command that the call before has begun was not continued",
                "what the next call needs to know is not kept in a field")
            .when(
                List.of(
                    "*66 RPUSH key + 32",
                    "*66 RPUSH key + 32",
                    "*66 RPUSH key + 32",
                    "*36 RPUSH key + 32",
                    "*4 RPUSH key + 2"),
                "each call begins a command, although the last one has room")
            .readAgain(BUILD);
    var written = new Written("RPUSH", 130, 1);
    var returned = pieces(lesson, written, numbers(130), 32, 9);
    lesson.same(
        "the commands for a list of 130 elements that is written in pieces of 32",
        List.of(FULL, FULL, "*4 RPUSH key + 2"),
        written.found());
    Lesson.because(
            "only a call that finds no more element returns false",
            "what the cursor says at the end of the list is not returned")
        .readAgain(BUILD)
        .same("what the calls return", List.of(true, true, true, true, false), returned);
  }

  private static String firstWrong(List<String> elements) {
    for (int i = 0; i < 130; i++) {
      var there = i < elements.size() ? elements.get(i) : "the end";
      if (!there.equals("" + i)) {
        return there + " instead of " + i;
      }
    }
    return elements.size() == 130 ? "none" : elements.get(130) + " instead of the end";
  }

  @Test
  void listThatEndsWithAPiece_hasNoEmptyCommand() throws IOException {
    var lesson =
        Lesson.because(
                "the last call finds the end of the list and writes nothing",
                "a command was begun before the cursor was asked")
            .when(List.of(FULL, FULL, EMPTY), FOR_NOTHING)
            .readAgain(BUILD);
    var written = new Written("RPUSH", 128, 1);
    // Whether the call that writes the last element returns true or false does not matter.
    var unused = pieces(lesson, written, numbers(128), 64, 9);
    lesson.same(
        "the commands for a list of 128 elements that is written in pieces of 64",
        List.of(FULL, FULL),
        written.found());
  }

  // Other collections.

  @Test
  void hash_hasTwoArgumentsForEachElement() {
    var lesson =
        Lesson.because(
                "in a hash each element is two arguments, its field and its value",
                "64 is the number of elements in a command, and not that of arguments")
            .when(
                List.of("*66 HMSET key + 128", "*3 HMSET key + 2"),
                "the header counts an element as one argument, and here it has two")
            .when(
                List.of("*66 HMSET key + 64", "*66 HMSET key + 64", "*4 HMSET key + 2"),
                "64 arguments were taken for the limit, and it is 64 elements")
            .when(
                Collections.nCopies(65, "*130 HMSET key + 2"),
                "each element begins a command: beforeElement() itself has to keep room and left")
            .readAgain(BUILD);
    var found =
        lesson.calling(
            "writing a hash of 65 fields",
            () -> {
              var written = new Written("HMSET", 65, 2);
              for (int i = 0; i < 65; i++) {
                written.commands.beforeElement();
                written.out.argument("field" + i);
                written.out.argument("value" + i);
              }
              return written.found();
            });
    lesson.same(
        "the commands for a hash of 65 fields",
        List.of("*130 HMSET key + 128", "*4 HMSET key + 2"),
        found);
  }

  @Test
  void fourBillionElements_areMoreThan64() {
    var lesson =
        Lesson.because(
                "the smaller number is not that of a collection with more than 2,147,483,647"
                    + " elements",
                "left and 64 have to be compared as long")
            .when(
                List.of("*2 RPUSH key + 0"),
                "left was cast to int before it was compared: of 4,294,967,296 that leaves 0")
            .readAgain(BUILD);
    var found =
        lesson.calling(
            "beginning a list of 4,294,967,296 elements",
            () -> {
              var written = new Written("RPUSH", 1L << 32, 1);
              written.commands.beforeElement();
              return written.found();
            });
    lesson.same(
        "the first header for a list of 4,294,967,296 elements",
        List.of("*66 RPUSH key + 0"),
        found);
  }

  // The server.

  @Test
  void baseOfTheServer_isLoadedAgain() throws IOException {
    add("RPUSH small ", 200, "");
    for (int i = 0; i < 40; i++) {
      add("RPUSH large ", 100, "x".repeat(90)); // more than 256 KB: it is written in pieces
    }
    add("SADD set ", 200, "");
    add("HSET hash ", 200, "");
    server.call("CONFIG SET aof-use-rdb-preamble no");
    server.call("CONFIG SET appendonly yes");
    server.call("LPOP large");
    server.runFor(10);
    var lesson =
        Lesson.because(
                "a command announces more or fewer arguments than follow",
                "a command has no elements",
                "elements are lost between two pieces of a large list")
            .history(() -> lastLines(server.log()))
            .readAgain(BUILD);
    var loaded = MemoryServer.ofWeeks(4);
    var replies = loaded.send(server.file("/appendonlydir/appendonly.aof.1.base.aof"));
    lesson.same(
        "the first error of a server that runs the commands of the base",
        "none",
        replies.lines().filter(line -> line.startsWith("-")).findFirst().orElse("none"));
    lesson.same("LLEN small", ":200\r\n", loaded.call("LLEN small"));
    lesson.same("LLEN large", ":4000\r\n", loaded.call("LLEN large"));
    lesson.same("SCARD set", ":200\r\n", loaded.call("SCARD set"));
    lesson.same("HLEN hash", ":100\r\n", loaded.call("HLEN hash"));
    var range = "LRANGE small 0 -1";
    lesson.same(
        "whether the list small has the same elements",
        true,
        server.call(range).equals(loaded.call(range)));
  }

  private void add(String command, int elements, String more) throws IOException {
    var line = new StringBuilder(command);
    for (int i = 0; i < elements; i++) {
      line.append(' ').append(i).append(more);
    }
    server.call(line.toString());
  }

  private static String lastLines(List<String> log) {
    return String.join("\n", log.subList(Math.max(0, log.size() - 3), log.size()));
  }
}
