package eightweeks.week4.master;

import eightweeks.exercise.MemoryServer;
import eightweeks.study.lesson.Lesson;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week4.replication.ReplicationHistory;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Day 26: which replicas continue, where the stream begins for them, and why others cannot. */
final class Day26PsyncTest {
  private static final String CHAPTER = "weeks/week4/day26-psync.adoc, ";
  private static final String BUFFER = CHAPTER + "\"One buffer\"";
  private static final String IDS = CHAPTER + "\"Two ids\"";
  private static final String BUILD = CHAPTER + "\"Build\"";

  private static final String MASTER = "a".repeat(40);
  private static final String PROMOTED = "b".repeat(40);

  private static final String NOT_KEPT = "NOT_KEPT";
  private static final String LOSES_A_BYTE =
      "first is the number of a byte, and was taken for an offset: the byte itself is not sent";
  private static final String LIMITS_THE_OWN_ID =
      "the limit of the second id was applied to the own id";
  private static final String REPEATS_A_BYTE =
      "1 is subtracted twice: the replica gets a byte that it has";

  private @Nullable ReplicationHistory history;
  private final MemoryServer server = MemoryServer.ofWeeks(4, this::install);

  private void install(ServerBuilder builder) {
    history = builder.need(ReplicationHistory.SERVICE);
  }

  private ReplicationHistory history() {
    return Objects.requireNonNull(history);
  }

  /** Returns a history whose buffer has the bytes 1001 to 1100. */
  private ReplicationHistory hundredBytes() {
    history().adopt(MASTER, 1000);
    history().forward(new byte[100], 0, 100);
    return history();
  }

  /** Returns the history of a server that was promoted then, and has written 50 bytes. */
  private ReplicationHistory promoted() {
    hundredBytes().shiftTo(PROMOTED);
    history().forward(new byte[50], 0, 50);
    return history();
  }

  private static String decide(Lesson lesson, ReplicationHistory history, String id, long first) {
    return lesson.calling(
        "deciding on PSYNC " + (id.length() > 3 ? id.substring(0, 3) + "... " : id + " ") + first,
        () ->
            switch (PartialSync.decide(history, id, first)) {
              case PartialSync.Continue stream -> "continue at offset " + stream.offset();
              case PartialSync.Refusal why -> why.name();
            });
  }

  private static void check(
      Lesson lesson, String what, String expected, ReplicationHistory at, String id, long first) {
    lesson.same(what, expected, decide(lesson, at, id, first));
  }

  // The own id.

  @Test
  void byteInTheMiddle_continuesInFrontOfIt() {
    check(
        Lesson.because("the stream is sent from the offset in front of the byte that is missing")
            .when("continue at offset 1051", LOSES_A_BYTE)
            .when("continue at offset 1049", REPEATS_A_BYTE)
            .when(NOT_KEPT, "the buffer was taken for one that does not have this byte")
            .when("UNKNOWN_ID", "the server's own id was not recognised")
            .when("BEYOND_SECOND_ID", LIMITS_THE_OWN_ID)
            .readAgain(BUILD),
        "the decision on byte 1051, where bytes 1001 to 1100 are kept",
        "continue at offset 1050",
        hundredBytes(),
        MASTER,
        1051);
  }

  @Test
  void firstByteThatIsKept_continues() {
    check(
        Lesson.because(
                "byte 1001 is the first one that is kept, and its offset is the buffer's start()")
            .when(NOT_KEPT, "an offset equal to start() was refused; everything is there")
            .when("continue at offset 1001", LOSES_A_BYTE)
            .readAgain(BUFFER),
        "the decision on byte 1001, where bytes 1001 to 1100 are kept",
        "continue at offset 1000",
        hundredBytes(),
        MASTER,
        1001);
  }

  @Test
  void replicaThatLacksAByteMore_getsASnapshot() {
    check(
        Lesson.because("byte 1000 has been dropped, and the replica lacks it")
            .when(
                "continue at offset 999",
                "the number of a byte was compared with start(), which is an offset: one too many"
                    + " passes")
            .when(
                "continue at offset 1000",
                "the stream begins with the byte behind the one that was asked for")
            .readAgain(BUFFER),
        "the decision on byte 1000, where bytes 1001 to 1100 are kept",
        NOT_KEPT,
        hundredBytes(),
        MASTER,
        1000);
  }

  @Test
  void replicaThatLacksNothing_continues() {
    check(
        Lesson.because("a replica that has 1100 bytes asks for the next one, which comes later")
            .when(
                NOT_KEPT,
                "the byte must be in the buffer already: on a quiet master each link that breaks"
                    + " costs a snapshot")
            .when("continue at offset 1101", LOSES_A_BYTE)
            .readAgain(BUFFER),
        "the decision on byte 1101, where bytes 1001 to 1100 are kept",
        "continue at offset 1100",
        hundredBytes(),
        MASTER,
        1101);
  }

  @Test
  void replicaThatIsAhead_getsASnapshot() {
    check(
        Lesson.because(
                "byte 1102 is not the next one: this replica has a byte more than the master")
            .when(
                "continue at offset 1101",
                "the end of the buffer was not compared, or as the number of a byte")
            .readAgain(BUFFER),
        "the decision on byte 1102, where bytes 1001 to 1100 are kept",
        NOT_KEPT,
        hundredBytes(),
        MASTER,
        1102);
  }

  @Test
  void strangeNumbers_getASnapshot() {
    var lesson =
        Lesson.because(
                "a byte before the first one is not kept, whatever its number",
                "only one end of the buffer is compared")
            .readAgain(BUILD);
    for (long first : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      check(lesson, "the decision on byte " + first, NOT_KEPT, hundredBytes(), MASTER, first);
    }
  }

  @Test
  void idInCapitals_isTheSame() {
    check(
        Lesson.because("the ids differ only in capital letters")
            .when("UNKNOWN_ID", "capital letters do not matter in an id, and were compared")
            .readAgain(BUILD),
        "the decision on an id in capital letters",
        "continue at offset 1050",
        hundredBytes(),
        MASTER.toUpperCase(Locale.ROOT),
        1051);
  }

  @Test
  void withoutABuffer_nothingIsKept() {
    history().drop();
    check(
        Lesson.because("before the first replica has come, a server has no buffer")
            .when(
                NullPointerException.class,
                "there is no buffer while no replica has come, and it was used")
            .readAgain(BUILD),
        "the decision on byte 1 of a server without a buffer",
        NOT_KEPT,
        history(),
        history().id(),
        1);
  }

  // Other ids.

  @Test
  void questionMark_asksForASnapshot() {
    check(
        Lesson.because("a replica without data sends ? in place of an id")
            .when("UNKNOWN_ID", "the ? was taken for an id")
            .when(NOT_KEPT, "the buffer was asked before the id")
            .readAgain(BUILD),
        "the decision on PSYNC ? -1",
        "REQUESTED",
        hundredBytes(),
        "?",
        -1);
  }

  @Test
  void questionMarkAndMore_asksForASnapshot() {
    check(
        Lesson.because("an id that begins with ? is none, whatever follows")
            .when("UNKNOWN_ID", "the whole id was compared with ?, and not its beginning alone")
            .readAgain(BUILD),
        "the decision on an id that is a ? and more",
        "REQUESTED",
        hundredBytes(),
        "?0",
        -1);
  }

  @Test
  void otherHistory_cannotContinue() {
    check(
        Lesson.because("the id is that of another history: equal offsets mean nothing")
            .when("continue at offset 1050", "the id was not compared")
            .when("BEYOND_SECOND_ID", "the id is not the second one either")
            .readAgain(IDS),
        "the decision on an id that the server does not know",
        "UNKNOWN_ID",
        hundredBytes(),
        "c".repeat(40),
        1051);
  }

  @Test
  void secondId_isValidUpToItsLimit() {
    check(
        Lesson.because("a replica that has all 1100 bytes of the old history asks for byte 1101")
            .when(
                "BEYOND_SECOND_ID",
                "the limit itself was refused: it is the first byte of the new history, and up to"
                    + " there both have the same data")
            .when("UNKNOWN_ID", "the second id was not compared")
            .when("continue at offset 1101", LOSES_A_BYTE)
            .readAgain(IDS),
        "the decision on the second id and its limit, byte 1101",
        "continue at offset 1100",
        promoted(),
        MASTER,
        1101);
  }

  @Test
  void secondId_isNotValidBeyondItsLimit() {
    check(
        Lesson.because("this replica has byte 1101 of the old master, which this server never had")
            .when(
                "continue at offset 1101",
                "the second id was accepted behind its limit: the replica keeps writes that are not"
                    + " part of this history")
            .when("UNKNOWN_ID", "the id is the second one; its limit is exceeded")
            .when(NOT_KEPT, "the buffer has this byte, but it is one of another history")
            .readAgain(IDS),
        "the decision on the second id and byte 1102, one behind its limit",
        "BEYOND_SECOND_ID",
        promoted(),
        MASTER,
        1102);
  }

  @Test
  void secondId_needsTheBytesToo() {
    check(
        Lesson.because("the history is the right one, and its bytes are gone")
            .when(
                "continue at offset 499",
                "with the second id the buffer was not asked whether it has the bytes")
            .readAgain(BUFFER),
        "the decision on the second id and byte 500, where bytes from 1001 on are kept",
        NOT_KEPT,
        promoted(),
        MASTER,
        500);
  }

  @Test
  void ownId_hasNoLimit() {
    check(
        Lesson.because("the limit is that of the second id, and this is the server's own")
            .when("BEYOND_SECOND_ID", LIMITS_THE_OWN_ID)
            .readAgain(IDS),
        "the decision on the own id and byte 1141 of a promoted server",
        "continue at offset 1140",
        promoted(),
        PROMOTED,
        1141);
  }

  // The server.

  @Test
  void replica_getsWhatItLacks() throws IOException {
    history().open();
    server.call("SET a 1");
    long first = history().offset() + 1;
    server.call("SET b 2");
    var set = "*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$1\r\n2\r\n";
    var sent = "PSYNC " + history().id() + " " + first + "\r\n";
    Lesson.because(
            "the stream goes on with the byte that was asked for, not one later and not one"
                + " earlier",
            "the replica was refused, although all that it lacks is kept")
        .readAgain(BUILD)
        .sameBytes(
            "the reply to PSYNC from a replica that has SET a 1 and lacks SET b 2",
            "+CONTINUE\r\n" + set,
            server.send(sent));
  }
}
