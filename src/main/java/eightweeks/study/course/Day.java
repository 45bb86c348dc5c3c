package eightweeks.study.course;

import java.util.List;
import java.util.Locale;

/**
 * One day of the course: a line of {@code weeks/days.tsv}.
 *
 * @param number from 1
 * @param week from 1; seven days each
 * @param slug the word that names its files: {@code resp} of {@code day07-resp}
 * @param minutes what the day is planned to take
 * @param concepts the ideas that are new on this day
 * @param exercise what the learner does, as a short phrase
 * @param target the class that the exercise is about, with its package; empty where none is
 * @param anchors the C functions that the day reads, as {@code file.c: function()}
 * @param ready whether the day can be done; the others are still to be written
 */
public record Day(
    int number,
    int week,
    String slug,
    String title,
    int minutes,
    List<String> concepts,
    ExerciseKind kind,
    String exercise,
    String target,
    List<String> anchors,
    boolean ready) {
  /** How many days a week has. */
  public static final int DAYS_A_WEEK = 7;

  /** {@code day07}. */
  public String id() {
    return String.format(Locale.ROOT, "day%02d", number);
  }

  /** {@code week1/day07-resp}: where its files lie, under exercises and solutions. */
  public String folder() {
    return "week" + week + "/" + id() + "-" + slug;
  }

  /** {@code weeks/week1/day07-resp.adoc}. */
  public String chapter() {
    return "weeks/" + folder() + ".adoc";
  }

  /**
   * Returns the chapter as the build renders it: {@code target/site/weeks/week1/day07-resp.html}.
   */
  public String page() {
    return "target/site/weeks/" + folder() + ".html";
  }

  /** {@code Day07RespTest}. */
  public String testName() {
    var name = new StringBuilder(String.format(Locale.ROOT, "Day%02d", number));
    for (var word : slug.split("-")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return name.append("Test").toString();
  }

  /** {@code src/main/java/…} of the class that the exercise is about. */
  public String targetSource() {
    return "src/main/java/" + target.replace('.', '/') + ".java";
  }

  /** Returns the name of the class that the exercise is about, without its package. */
  public String targetName() {
    return target.substring(target.lastIndexOf('.') + 1);
  }
}
