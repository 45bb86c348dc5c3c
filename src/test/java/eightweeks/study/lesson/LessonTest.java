package eightweeks.study.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a learner reads, to the letter. */
final class LessonTest {
  private static final Lesson LESSON =
      Lesson.because("the line end was forgotten").readAgain("day 07, \"Line ends\"");

  private static void says(ThrowingCallable code, String message) {
    assertThatThrownBy(code).isInstanceOf(LessonError.class).hasMessage(message.stripTrailing());
  }

  @Test
  void whatHolds_isSilent() {
    assertThatCode(
            () -> {
              LESSON.same("a number", 1, 1);
              LESSON.sameBytes("bytes", "a\r\n", "a\r\n");
              LESSON.reply("PING\r\n", "+PONG\r\n", "+PONG\r\n");
              LESSON.calling("nothing", () -> 1);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void crash_namesExceptionFileAndLineOfTheLearnersClass() {
    var failure = new ArithmeticException("/ by zero");
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("eightweeks.toy.Args", "divide", "Args.java", 5),
          new StackTraceElement("eightweeks.toy.Beat", "lambda$install$0", "Beat.java", 29),
          new StackTraceElement("eightweeks.week1.startup.Cron", "run", "Cron.java", 90)
        });
    assertThat(Lesson.crash(failure, "eightweeks.toy.Beat"))
        .hasMessage(
            "In the cron's work, your class threw java.lang.ArithmeticException: / by zero at"
                + " Beat.java:29\n"
                + "  Likely:   a number is divided by another that was 0: a period of 0, perhaps");
  }

  @Test
  void crashOnNull_saysWhereNullComesFrom() {
    assertThat(Lesson.crash(new NullPointerException(), "eightweeks.toy.Beat"))
        .hasMessageContaining("Likely:   what was used is null; a method that finds nothing");
  }

  @Test
  void crashOnAnElementThatIsGone_saysThatItWasRemoved() {
    var gone = new IllegalArgumentException("the element is not in the dict");
    assertThat(Lesson.crash(gone, "eightweeks.toy.Beat"))
        .hasMessageContaining("Likely:   an entry is used as one of the database after it was");
  }

  @Test
  void crashOnATextThatIsNoNumber_saysThatTheServerHasItsOwnParser() {
    assertThat(Lesson.crash(new NumberFormatException("high"), "eightweeks.toy.Beat"))
        .hasMessageContaining("Likely:   a method of Java was given a text that is no number");
  }

  @Test
  void values() {
    says(
        () -> LESSON.same("what next() finds", "COMMAND a\r\nb", null),
        """
        what next() finds
          Expected: COMMAND a\\r\\nb
          Actual:   null
          Likely:   the line end was forgotten
          Read:     day 07, "Line ends"
        """);
  }

  @Test
  void severalCauses_areAllNamed() {
    says(
        () -> Lesson.because("the one", "the other").same("a number", 1, 2),
        """
        a number
          Expected: 1
          Actual:   2
          Likely:   the one;
            or:     the other
        """);
  }

  @Test
  void causeOfTheValueThatCame_standsAlone() {
    var lesson = Lesson.because("the one", "the other").when(3, "it was counted twice");
    says(
        () -> lesson.same("a number", 1, 3),
        """
        a number
          Expected: 1
          Actual:   3
          Likely:   it was counted twice
        """);
    assertThatThrownBy(() -> lesson.same("a number", 1, 2))
        .hasMessageContaining("or:     the other");
    assertThatThrownBy(
            () ->
                Lesson.because("the one", "the other")
                    .when("+b\r\n", "the second letter")
                    .reply("x", "+a\r\n", "+b\r\n"))
        .hasMessageEndingWith("  Likely:   the second letter");
  }

  @Test
  void history_isShownBeforeTheCause() {
    says(
        () ->
            Lesson.because("the one")
                .history(() -> "t=1 s: no beat, period=1\nt=2 s: a beat, period=1")
                .same("beats", 2, 1),
        """
        beats
          Expected: 2
          Actual:   1
          Before:   t=1 s: no beat, period=1
          Before:   t=2 s: a beat, period=1
          Likely:   the one
        """);
  }

  @Test
  void reply_showsWhatWasSentAndACaret() {
    says(
        () -> LESSON.reply("*1\r\n$4\r\nPING\r\n", "$5\r\nhello\r\n", "$5\r\nhellp\r\n"),
        """
        the bytes of the reply
          Sent:     "*1\\r\\n$4\\r\\nPING\\r\\n"
          Expected: "$5\\r\\nhello\\r\\n"
          Received: "$5\\r\\nhellp\\r\\n"
                               ^ byte 8: 'o' expected, 'p' came
          Likely:   the line end was forgotten
          Read:     day 07, "Line ends"
        """);
  }

  @Test
  void replyThatEndsEarly_saysSo() {
    says(
        () -> LESSON.reply("PING\r\n", "+PONG\r\n", "+PONG"),
        """
        the bytes of the reply
          Sent:     "PING\\r\\n"
          Expected: "+PONG\\r\\n"
          Received: "+PONG"
                          ^ byte 5: '\\r' expected, the end came
          Likely:   the line end was forgotten
          Read:     day 07, "Line ends"
        """);
  }

  @Test
  void longBytes_areCutToTheSurroundingsOfTheDifference() {
    var same = "x".repeat(1000);
    says(
        () ->
            LESSON.sameBytes(
                "the bytes", same + "\u0000" + "y".repeat(100), same + "\u00ff" + "y".repeat(100)),
        """
        the bytes
          Expected: ..."%s\\x00%s"...
          Actual:   ..."%s\\xff%s"...
                    %s^ byte 1000: '\\x00' expected, '\\xff' came
          Likely:   the line end was forgotten
          Read:     day 07, "Line ends"
        """
            .formatted(
                "x".repeat(40), "y".repeat(39), "x".repeat(40), "y".repeat(39), " ".repeat(44)));
  }

  @Test
  void whatIsNotWrittenYet_isNoCrash() {
    says(
        () ->
            LESSON.calling(
                "adding 2",
                () -> {
                  throw new UnsupportedOperationException("add() is still to be written");
                }),
        """
        adding 2
          Expected: an answer
          Actual:   nothing yet: add() is still to be written
          Likely:   the body is still the one that the day began with
          Read:     day 07, "Line ends"
        """);
  }

  @Test
  void exception_isNamedWithItsPlace() {
    assertThatThrownBy(() -> LESSON.calling("a step", () -> "abc".charAt(9)))
        .hasMessageContaining(
            "Actual:   java.lang.StringIndexOutOfBoundsException: Index 9 out of bounds for length"
                + " 3 at LessonTest.java:");
  }

  @Test
  void exception_hasTheCausesOfItsKind() {
    var lesson =
        LESSON
            .when(IndexOutOfBoundsException.class, "there is no such number")
            .when(IndexOutOfBoundsException.class, "it was counted from 1")
            .when(ArithmeticException.class, "nothing is divided by 0");
    assertThatThrownBy(() -> lesson.calling("a step", () -> "abc".charAt(9)))
        .hasMessageContaining(
            "Likely:   there is no such number;\n    or:     it was counted from 1")
        .hasMessageNotContainingAny("line end was forgotten", "divided by 0");
    assertThatThrownBy(
            () ->
                lesson.calling(
                    "a step",
                    () -> {
                      throw new IllegalStateException();
                    }))
        .hasMessageContaining("line end was forgotten");
  }

  @Test
  void predictions_areComparedAndAskedFor() {
    var predictions = Predictions.of(LessonTest.class, "lesson/predictions.properties");
    assertThat(predictions.areThere()).isTrue();
    assertThatCode(() -> predictions.check("right", 4000, LESSON)).doesNotThrowAnyException();
    says(
        () -> predictions.check("wrong", 4, LESSON),
        """
        wrong
          Expected: 3 (your prediction)
          Actual:   4 (counted just now)
          Likely:   the line end was forgotten
          Read:     day 07, "Line ends"
        """);
    says(
        () -> predictions.check("open", 4, LESSON),
        """
        open
          Expected: your prediction in lesson/predictions.properties
          Actual:   a question mark
          Likely:   a prediction comes before the result; a wrong one teaches more than none
          Read:     the comments of lesson/predictions.properties
        """);
    assertThatThrownBy(() -> predictions.check("unit", 4, LESSON))
        .hasMessageContaining("Actual:   4 ms")
        .hasMessageContaining("without a unit");
    assertThat(Predictions.of(LessonTest.class, "nowhere.properties").areThere()).isFalse();
  }

  @Test
  void predictions_mayHaveSeparators_andOthersAreExplained() {
    var predictions = Predictions.of(LessonTest.class, "lesson/predictions.properties");
    assertThatCode(() -> predictions.check("commas", 499_500, LESSON)).doesNotThrowAnyException();
    assertThatCode(() -> predictions.check("negative", -1_000_000, LESSON))
        .doesNotThrowAnyException();
    says(
        () -> predictions.check("fraction", 4, LESSON),
        """
        fraction
          Expected: a number
          Actual:   4.5
          Likely:   thousands are separated as in 1,000, or not at all; a dot would begin a fraction, and there is none here
          Read:     the comments of lesson/predictions.properties
        """);
    for (var key : new String[] {"mixed", "odd"}) {
      assertThatThrownBy(() -> predictions.check(key, 4, LESSON))
          .hasMessageContaining("separated as in 1,000");
    }
  }
}
