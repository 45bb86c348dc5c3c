package eightweeks.study.lesson;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A failure that teaches: expectation, what came, what is likely the cause, where to read again.
 *
 * <pre>
 * Lesson.because("the length is read again although it is known", "the length of the argument before is kept")
 *     .when(Found.ERROR, "the bytes of the argument were taken for a length")
 *     .readAgain("day 07, \"Where the parser stops\"")
 *     .same("what next() finds after the second piece", Found.COMMAND, found);
 * </pre>
 *
 * <p>A cause that is guessed can be wrong, and then it misleads. So a lesson names two causes where
 * two fit, names the one that belongs to the value that came ({@link #when}), or shows how the
 * value came about ({@link #history}). A cause is a concept in words; code belongs to the third
 * hint. The build checks both.
 *
 * <p>The checks throw {@link LessonError} where they do not hold, and do nothing where they do.
 */
public final class Lesson {
  /** For {@link #when}: the code that is tried does not end. */
  public static final Object NO_END = Patience.Lost.class;

  /** The class of the server that does periodic work, by its name: this package does not use it. */
  private static final String CRON = "eightweeks.week1.startup.Cron";

  private static final Supplier<String> NO_HISTORY = () -> "";

  private static final String NOT_WRITTEN = "the body is still the one that the day began with";

  private final List<String> causes;
  private final List<Case> cases;
  private final Supplier<String> history;
  private final String readAgain;

  /** A value that may come, and what it tells. */
  private record Case(Object actual, String cause) {
    private boolean isOf(@Nullable Object value) {
      return actual.equals(value) || (actual instanceof Class<?> type && type.isInstance(value));
    }
  }

  private Lesson(
      List<String> causes, List<Case> cases, Supplier<String> history, String readAgain) {
    this.causes = causes;
    this.cases = cases;
    this.history = history;
    this.readAgain = readAgain;
  }

  /**
   * Starts a lesson with the likely causes of the failure.
   *
   * @param others further causes that fit the same failure
   */
  public static Lesson because(String cause, String... others) {
    var causes = new ArrayList<String>();
    causes.add(cause);
    causes.addAll(List.of(others));
    return new Lesson(List.copyOf(causes), List.of(), NO_HISTORY, "");
  }

  /**
   * The same lesson; where exactly this comes, this is the cause. A value that is given twice has
   * both causes.
   *
   * @param actual the value; for bytes, a text with a character for each byte; for code that fails,
   *     the class of the exception
   */
  public Lesson when(Object actual, String cause) {
    var more = new ArrayList<>(cases);
    more.add(new Case(actual, cause));
    return new Lesson(causes, List.copyOf(more), history, readAgain);
  }

  /**
   * The same lesson, which shows how the value came about.
   *
   * @param lines is asked when the lesson fails: what happened, a line for each step
   */
  public Lesson history(Supplier<String> lines) {
    return new Lesson(causes, cases, lines, readAgain);
  }

  /** Returns the same lesson with the place to read again. */
  public Lesson readAgain(String where) {
    return new Lesson(causes, cases, history, where);
  }

  /** Checks that two values are equal. */
  public void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw fail(what, oneLine(expected), oneLine(actual), actual);
    }
  }

  /** Checks that two texts are equal, whose characters stand for the bytes of a wire. */
  public void sameBytes(String what, String expected, String actual) {
    sameBytes(what, latin(expected), latin(actual));
  }

  /** Checks that two arrays are equal; a failure marks the first difference with a caret. */
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
      // The causes are about answers that are wrong: here there is none.
      throw new Lesson(List.of(NOT_WRITTEN), List.of(), history, readAgain)
          .fail(what, "an answer", "nothing yet: " + e.getMessage());
    } catch (Throwable e) {
      var error = fail(what, "an answer", e + place(e), e);
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
    return fail(what, expected, actual, actual);
  }

  private LessonError fail(String what, String expected, String actual, @Nullable Object value) {
    return new LessonError(
        what + "\n  Expected: " + expected + "\n  Actual:   " + actual + "\n" + teaching(value));
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
                    "a loop does not end: each time round, something has to change",
                    causesOf(lost).toArray(new String[0]))
                .readAgain(readAgain)
                .teaching(null),
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
            + teaching(new String(actual, StandardCharsets.ISO_8859_1)));
  }

  /**
   * Returns the failure of a server that has crashed in the learner's code: what was thrown and
   * where. It guesses no cause, except where the exception leaves one only.
   *
   * @param learners the class that the learner writes; empty if any class of the server will do
   */
  public static LessonError crash(Throwable failure, String learners) {
    var text = new StringBuilder();
    text.append(calledBy(failure, CRON) ? "In the cron's work, " : "");
    text.append(calledBy(failure, learners) ? "your class" : "the server").append(" threw ");
    text.append(failure).append(place(failure, learners));
    text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
    if (failure instanceof ArithmeticException && "/ by zero".equals(failure.getMessage())) {
      text.append(
          "\n  Likely:   a number is divided by another that was 0: a period of 0, perhaps");
    }
    if (failure instanceof NumberFormatException) {
      text.append(
          "\n"
              + "  Likely:   a method of Java was given a text that is no number; a method of the"
              + " server would reply an error to the client");
    }
    if (failure instanceof NullPointerException) {
      text.append(
          "\n  Likely:   what was used is null; a method that finds nothing returns null: there was"
              + " no such key, perhaps; or an element of an array was never set");
    }
    if (failure instanceof IllegalArgumentException
        && "the element is not in the dict".equals(failure.getMessage())) {
      text.append(
          "\n  Likely:   an entry is used as one of the database after it was removed from it");
    }
    var error = new LessonError(text.toString());
    error.addSuppressed(failure);
    return error;
  }

  private static boolean calledBy(Throwable failure, String name) {
    return !name.isEmpty()
        && Arrays.stream(failure.getStackTrace()).anyMatch(frame -> isOf(frame, name));
  }

  /** Whether a frame is of a class, of a class in it or of a lambda. */
  private static boolean isOf(StackTraceElement frame, String name) {
    return frame.getClassName().equals(name) || frame.getClassName().startsWith(name + "$");
  }

  /** Returns the line of the learner's class that has thrown, otherwise that of the server. */
  private static String place(Throwable failure, String learners) {
    for (var frame : failure.getStackTrace()) {
      if (isOf(frame, learners)) {
        return " at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return place(failure);
  }

  private static String oneLine(@Nullable Object value) {
    return String.valueOf(value).replace("\r", "\\r").replace("\n", "\\n");
  }

  private String teaching(@Nullable Object actual) {
    var text = new StringBuilder();
    history.get().lines().forEach(line -> text.append("  Before:   ").append(line).append('\n'));
    text.append("  Likely:   ").append(String.join(";\n    or:     ", causesOf(actual)));
    if (!readAgain.isEmpty()) {
      text.append("\n  Read:     ").append(readAgain);
    }
    return text.toString();
  }

  /** Returns the causes that belong to a value or an exception, otherwise all. */
  private List<String> causesOf(@Nullable Object actual) {
    var certain = cases.stream().filter(of -> of.isOf(actual)).map(Case::cause).toList();
    return certain.isEmpty() ? causes : certain;
  }

  /** Returns the line that has thrown: that of the first frame which is not of the JDK. */
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
