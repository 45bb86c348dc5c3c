package eightweeks.study.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one list of days, read from {@code weeks/days.tsv}.
 *
 * <p>Lines that start with # are comments. A message about any other line has the line's number.
 */
public final class Days {
  /** Where the list lies in the repository. */
  public static final String FILE = "weeks/days.tsv";

  private static final int COLUMNS = 11;
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*");
  private static final Pattern TYPE = Pattern.compile("([a-z][a-z0-9]*\\.)+[A-Z][A-Za-z0-9]*");
  private static final Pattern ASKED = Pattern.compile("(?:day)?0*([0-9]{1,4})(?:-.*)?");

  private final List<Day> all;

  private Days(List<Day> all) {
    this.all = all;
  }

  /** Reads the list of a repository. */
  public static Days read(Path root) {
    try {
      return parse(Files.readAllLines(root.resolve(FILE)));
    } catch (IOException e) {
      throw new CourseException("The list of days cannot be read: " + e.getMessage(), e);
    }
  }

  static Days parse(List<String> lines) {
    var days = new ArrayList<Day>();
    Map<String, Integer> slugs = new HashMap<>();
    Map<String, Integer> targets = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      var where = new Line(i + 1);
      var day = where.day(line);
      where.require(
          day.number() == days.size() + 1,
          "the day's number is " + day.number() + ", but " + (days.size() + 1) + " is next");
      var other = slugs.put(day.slug(), day.number());
      where.require(
          other == null, "the slug \"" + day.slug() + "\" is that of day " + other + ", too");
      if (day.kind() == ExerciseKind.REBUILD && day.ready()) {
        other = targets.put(day.target(), day.number());
        where.require(
            other == null,
            day.target() + " has the hole of day " + other + " already; no class has two");
      }
      days.add(day);
    }
    return new Days(List.copyOf(days));
  }

  /** What stands in one line, and what is wrong with it. */
  private record Line(int number) {
    Day day(String line) {
      var column = line.split("\t", -1);
      require(
          column.length == COLUMNS,
          "it has " + column.length + " columns, separated by tabs, and should have " + COLUMNS);
      for (int i = 0; i < column.length; i++) {
        require(!column[i].isBlank(), "column " + (i + 1) + " is empty; write - for nothing");
      }
      int day = positive(column[0], "the day's number");
      int week = positive(column[1], "the week");
      require(
          week == (day - 1) / Day.DAYS_A_WEEK + 1,
          "day " + day + " is not in week " + week + "; a week has seven days");
      require(
          SLUG.matcher(column[2]).matches(),
          "the slug \"" + column[2] + "\" is not made of small letters, digits and single dashes");
      var kind = kind(column[6]);
      var target = column[8].equals("-") ? "" : column[8];
      require(
          target.isEmpty() || TYPE.matcher(target).matches(),
          "the target \"" + target + "\" is no name of a class with its package");
      boolean ready = column[10].equals("ready");
      require(
          ready || column[10].equals("to come"),
          "the state \"" + column[10] + "\" is neither \"ready\" nor \"to come\"");
      require(
          !ready || kind != ExerciseKind.REBUILD || !target.isEmpty(),
          "a day that rebuilds something names the class, and this one has -");
      return new Day(
          day,
          week,
          column[2],
          column[3],
          positive(column[4], "the minutes"),
          list(column[5]),
          kind,
          column[7],
          target,
          list(column[9]),
          ready);
    }

    private ExerciseKind kind(String letter) {
      for (var kind : ExerciseKind.values()) {
        if (letter.length() == 1 && letter.charAt(0) == kind.letter()) {
          return kind;
        }
      }
      throw wrong("the kind \"" + letter + "\" is none of R, E, H, M, P");
    }

    private int positive(String text, String what) {
      require(text.matches("[0-9]{1,4}"), what + " is \"" + text + "\" and should be a number");
      int value = Integer.parseInt(text);
      require(value > 0, what + " is 0");
      return value;
    }

    private static List<String> list(String text) {
      return text.equals("-") ? List.of() : List.of(text.split(";\\s*"));
    }

    void require(boolean holds, String otherwise) {
      if (!holds) {
        throw wrong(otherwise);
      }
    }

    private CourseException wrong(String what) {
      return new CourseException(FILE + ", line " + number + ": " + what + ".");
    }
  }

  public List<Day> all() {
    return all;
  }

  /** Returns the days that can be done, in order. */
  public List<Day> ready() {
    return all.stream().filter(Day::ready).toList();
  }

  /**
   * Returns the day that a learner means by {@code 7}, {@code 07}, {@code day07} or {@code
   * day07-resp}.
   */
  public Day named(String asked) {
    var match = ASKED.matcher(asked.toLowerCase(Locale.ROOT));
    if (match.matches()) {
      int number = Integer.parseInt(match.group(1));
      if (number >= 1 && number <= all.size()) {
        return all.get(number - 1);
      }
    }
    throw new CourseException(
        "There is no day \"%s\": they are named day01 to %s.".formatted(asked, all.getLast().id()));
  }

  /** Returns the day of a name, as {@link #named} does, if the learner can do it already. */
  public Day readyNamed(String asked) {
    var day = named(asked);
    if (!day.ready()) {
      throw new CourseException(
          "%s (%s) is still to come. Ready: %s."
              .formatted(
                  day.id(),
                  day.title(),
                  String.join(", ", ready().stream().map(Day::id).toList())));
    }
    return day;
  }
}
