package eightweeks.study.lesson;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that teaches: expectation, what came, why that is likely, where to read again.
 *
 * <pre>
 * Lesson.because("the length is not known yet, and was asked for again")
 *     .readAgain("day 07, \"Where the parser stops\"")
 *     .same("what next() finds after the second piece", Found.COMMAND, found);
 * </pre>
 *
 * <p>The checks throw {@link LessonError} where they do not hold, and do nothing where they do.
 */
public final class Lesson {
  private final String cause;
  private final String readAgain;

  private Lesson(String cause, String readAgain) {
    this.cause = cause;
    this.readAgain = readAgain;
  }

  /** Starts a lesson with the likely cause of the failure. */
  public static Lesson because(String cause) {
    return new Lesson(cause, "");
  }

  /** The same lesson with the place to read again. */
  public Lesson readAgain(String where) {
    return new Lesson(cause, where);
  }

  /** Two things are equal. */
  public void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw fail(what, oneLine(expected), oneLine(actual));
    }
  }

  /** Two texts of a wire, a byte a character, are equal. */
  public void sameBytes(String what, String expected, String actual) {
    sameBytes(what, latin(expected), latin(actual));
  }

  /** Two rows of bytes are equal; the first difference gets a caret. */
  public void sameBytes(String what, byte[] expected, byte[] actual) {
    if (!Arrays.equals(expected, actual)) {
      throw error(what, "  Expected: ", "  Actual:   ", "", expected, actual);
    }
  }

  /** The reply to something sent is the expected one, byte for byte. */
  public void reply(String sent, String expected, String received) {
    reply(latin(sent), latin(expected), latin(received));
  }

  /** The reply to something sent is the expected one, byte for byte. */
  public void reply(byte[] sent, byte[] expected, byte[] received) {
    if (!Arrays.equals(expected, received)) {
      throw error(
          "the bytes of the reply",
          "  Expected: ",
          "  Received: ",
          "  Sent:     " + Bytes.quote(sent) + "\n",
          expected,
          received);
    }
  }

  /**
   * Runs a piece of the learner's code; what it throws becomes this lesson, and so does a loop
   * without end.
   *
   * @param what what is tried, as a phrase: "reading the second piece"
   */
  public <T> T calling(String what, Call<T> code) {
    try {
      return Patience.call(code);
    } catch (LessonError lesson) {
      throw lesson;
    } catch (Patience.Lost e) {
      throw endless(what, e);
    } catch (UnsupportedOperationException e) {
      throw fail(what, "an answer", "nothing yet: " + e.getMessage());
    } catch (Throwable e) {
      var error = fail(what, "an answer", e + place(e));
      error.addSuppressed(e);
      throw error;
    }
  }

  /** Some code with a result. */
  @FunctionalInterface
  public interface Call<T> {
    T call() throws Throwable;
  }

  /** Returns the failure, for a check of one's own: {@code throw lesson.fail(…)}. */
  public LessonError fail(String what, String expected, String actual) {
    return new LessonError(
        what + "\n  Expected: " + expected + "\n  Actual:   " + actual + "\n" + teaching());
  }

  private LessonError endless(String what, Patience.Lost lost) {
    return new LessonError(
        what
            + "\n  Expected: an answer\n  Actual:   none after "
            + Patience.SECONDS
            + " seconds; it was"
            + place(lost)
            + "\n"
            + because(
                    "a loop that does not end: each time round, something has to change. And: "
                        + cause)
                .readAgain(readAgain)
                .teaching(),
        true);
  }

  private LessonError error(
      String what,
      String expectedLabel,
      String actualLabel,
      String first,
      byte[] expected,
      byte[] actual) {
    return new LessonError(
        what
            + "\n"
            + first
            + Bytes.compare(expectedLabel, expected, actualLabel, actual)
            + teaching());
  }

  private static String oneLine(@Nullable Object value) {
    return String.valueOf(value).replace("\r", "\\r").replace("\n", "\\n");
  }

  private String teaching() {
    return "  Likely:   " + cause + (readAgain.isEmpty() ? "" : "\n  Read:     " + readAgain);
  }

  /** Where in the learner's code it was thrown: the first frame that is not the JDK's. */
  private static String place(Throwable e) {
    for (var frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("eightweeks.")) {
        return " at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
