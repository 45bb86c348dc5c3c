package eightweeks.study.lesson;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The numbers that a learner predicted, from a properties file on the desk.
 *
 * <p>A value that is still {@code ?} is a prediction not made yet.
 */
public final class Predictions {
  /** A number as the chapters write it, {@code 499,500}, or with another separator. */
  private static final Pattern GROUPED =
      Pattern.compile("-?[0-9]{1,3}([,'_ ])[0-9]{3}(\\1[0-9]{3})*");

  private final String name;
  private final Properties values = new Properties();
  private final boolean there;

  private Predictions(String name, byte[] text, boolean there) {
    this.name = name;
    this.there = there;
    try {
      values.load(new StringReader(new String(text, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file, by the loader of the class that asks. */
  public static Predictions of(Class<?> test, String name) {
    try (var in = test.getResourceAsStream("/" + name)) {
      return in == null
          ? new Predictions(name, new byte[0], false)
          : new Predictions(name, in.readAllBytes(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether the file is on the desk at all. */
  public boolean areThere() {
    return there;
  }

  /** Returns a number without the separators of its thousands. */
  private static String plain(String typed) {
    return GROUPED.matcher(typed).matches() ? typed.replaceAll("[,'_ ]", "") : typed;
  }

  /**
   * Compares a prediction with what was counted.
   *
   * @throws LessonError if they differ, or there is no prediction
   */
  public void check(String key, long counted, Lesson lesson) {
    long predicted = number(key);
    if (predicted != counted) {
      throw lesson.fail(
          key,
          predicted + " (your prediction)",
          String.format(Locale.ROOT, "%d (counted just now)", counted));
    }
  }

  /**
   * Returns the number that the learner has written.
   *
   * @throws LessonError if there is none
   */
  public long number(String key) {
    var typed = values.getProperty(key, "?").strip();
    var predicted = plain(typed);
    if (predicted.equals("?")) {
      throw Lesson.because(
              "a prediction comes before the result; a wrong one teaches more than none")
          .readAgain("the comments of " + name)
          .fail(key, "your prediction in " + name, "a question mark");
    }
    if (!predicted.matches("-?[0-9]{1,18}")) {
      throw Lesson.because(
              typed.matches("-?[0-9][0-9.,'_ ]*")
                  ? "thousands are separated as in 1,000, or not at all; a dot would begin a"
                      + " fraction, and there is none here"
                  : "a prediction is one whole number, without a unit")
          .readAgain("the comments of " + name)
          .fail(key, "a number", typed);
    }
    return Long.parseLong(predicted);
  }
}
