package eightweeks.week1.resp;

import eightweeks.study.lesson.Lesson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Day 14: an array that replies refer to is not changed before all of them are written. */
final class Day14ObjectsTest {
  private static final String CHAPTER = "weeks/week2/day14-objects.adoc, ";
  private static final String END = CHAPTER + "\"Where counting still pays\"";
  private static final String BUILD = CHAPTER + "\"Build\"";
  private static final int MOST = 1024;

  private final LentArrays lent = new LentArrays();

  @Test
  void lentArray_isLentUntilItIsTakenBack() {
    var value = large();
    lent(
        value,
        false,
        "before lend()",
        "an array that is not in the list was found in it",
        "count is not 0 at the beginning");
    lend(value, true);
    lent(
        value,
        true,
        "after lend()",
        "lend() has noted nothing",
        "it was noted in a place that is not below count");
    takeBack(value);
    lent(
        value,
        false,
        "after takeBack()",
        "the reference is still there",
        "count has not become less");
  }

  @Test
  void arrayOfTwoReplies_isLentUntilBothAreWritten() {
    var value = large();
    lend(value, true);
    lend(value, true);
    takeBack(value);
    lent(
        value,
        true,
        "lent twice and taken back once",
        "the second reply was not counted when it was lent",
        "both references were taken back at once");
    takeBack(value);
    lent(
        value,
        false,
        "taken back twice",
        "more references were noted than were lent",
        "a reference was not taken back");
  }

  @Test
  void arrayWithTheSameBytes_isAnotherOne() {
    var one = large();
    var other = large();
    lend(one, true);
    lend(other, true);
    takeBack(one);
    lent(
        one,
        false,
        "taken back",
        "another array with the same bytes was taken back in its place",
        "nothing was taken back");
    lent(
        other,
        true,
        "still lent",
        "it was taken back in place of one with the same bytes",
        "it was the last one, and was lost when the gap was closed");
  }

  @Test
  void manyArrays_areToldApart() {
    var all = new ArrayList<byte[]>();
    for (int i = 0; i < 40; i++) {
      all.add(large());
      lend(all.get(i), true);
    }
    for (int i = 0; i < 40; i += 3) {
      takeBack(all.get(i));
    }
    for (int i = 0; i < 40; i++) {
      boolean expected = i % 3 != 0;
      lent(
          all.get(i),
          expected,
          "number %d of 40, of which each third one was taken back".formatted(i),
          expected
              ? "it was the last one, and was lost when a gap was closed"
              : "another array with the same bytes was taken back in its place",
          expected
              ? "it was lost when the list grew"
              : "it was moved into a gap and stayed behind, too");
    }
  }

  @Test
  void tooManyReferences_areRefused() {
    var value = large();
    for (int i = 0; i < MOST; i++) {
      lend(value, true);
    }
    var other = large();
    lend(other, false);
    lent(
        other,
        false,
        "refused",
        "it was noted although the answer was no",
        "an array with the same bytes was taken for it");
    takeBack(value);
    lend(other, true);
    lent(
        other,
        true,
        "lent when there was room again",
        "count has not become less",
        "it was not noted");
  }

  @Test
  void arrayThatWasNotLent_canBeTakenBackWithoutHarm() {
    var value = large();
    lend(value, true);
    takeBack(large());
    lent(
        value,
        true,
        "after another array was taken back",
        "a reference was removed although none was to this array",
        "count became less although nothing was found");
  }

  @Test
  void arrayThatWasTakenBack_isNotKept() throws ReflectiveOperationException {
    var value = large();
    lend(value, true);
    lend(large(), true);
    lend(value, true);
    takeBack(value);
    takeBack(value);
    var field = LentArrays.class.getDeclaredField("lent");
    field.setAccessible(true);
    int kept = 0;
    for (var each : (byte[][]) field.get(lent)) {
      kept += each == value ? 1 : 0;
    }
    Lesson.because(
            "a place beyond count still refers to the array, so the collector cannot free it",
            "a reference was not taken back")
        .readAgain(BUILD)
        .same("places of the list that refer to an array that was taken back", 0, kept);
  }

  @Test
  void replyOfALargeValue_refersToTheArrayItself() {
    var pool = new ChunkPool();
    var reply = new Reply(pool, new Silent());
    var value = large();
    reply.storedBulk(value, 0, value.length);
    var arrays = new byte[4][];
    int ranges = reply.ranges(arrays, new int[4], new int[4], Long.MAX_VALUE);
    boolean same = false;
    for (int i = 0; i < ranges; i++) {
      same |= arrays[i] == value;
    }
    Lesson.because("lend() has said no, so the reply has copied", "the array was not noted")
        .readAgain(END)
        .same("the reply refers to the stored array", true, same);
    reply.written(reply.size());
    Lesson.because(
            "the reply was written and has taken its reference back, but it is still there",
            "the reference was noted twice")
        .readAgain(END)
        .same("isLent() after the reply was written", false, pool.lent().isLent(value));
  }

  private static byte[] large() {
    return new byte[LentArrays.MIN_LENGTH];
  }

  private void lend(byte[] value, boolean expected) {
    Lesson.because(
            expected
                ? "a reference was refused although there is room for " + MOST
                : "there are " + MOST + " references already, and one more was taken",
            expected
                ? "the array was noted, and the answer does not say so"
                : "an array that is lent already was not counted once more")
        .readAgain(BUILD)
        .same(
            "lend()",
            expected,
            Lesson.because("an index is wrong", "the list has not grown")
                .readAgain(BUILD)
                .calling("lend()", () -> lent.lend(value)));
  }

  private void takeBack(byte[] value) {
    Lesson.because("an index is wrong", "count was changed although nothing was found")
        .readAgain(BUILD)
        .calling(
            "takeBack()",
            () -> {
              lent.takeBack(value);
              return List.of();
            });
  }

  private void lent(byte[] value, boolean expected, String when, String cause, String other) {
    Lesson.because(cause, other)
        .readAgain(END)
        .same("isLent(): " + when, expected, lent.isLent(value));
  }

  /** The owner of a reply who does nothing. */
  private static final class Silent implements ReplyBuffer.Owner {
    @Override
    public void replyBegins() {}

    @Override
    public void replyGrows() {}

    @Override
    public void errorReplied(String text) {}
  }
}
