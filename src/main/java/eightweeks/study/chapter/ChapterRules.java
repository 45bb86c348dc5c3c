package eightweeks.study.chapter;

import eightweeks.study.chapter.Chapter.Part;
import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import eightweeks.study.course.Days;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a chapter has what a day has to have: the list of that name in {@code
 * docs/decisions/0004-chapters.adoc}, rule by rule.
 *
 * <p>What does not hold is a sentence that names file and line and says what to do.
 */
public final class ChapterRules {
  private static final String GOAL = "Goal";
  private static final String BEYOND = "Beyond the hour";
  private static final List<String> TIMED = List.of("Recall", "Read", "Build", "Run it", "Close");
  private static final List<String> NAMES =
      Stream.of(List.of(GOAL), TIMED, List.of(BEYOND)).flatMap(List::stream).toList();

  private static final int WORDS = 1000;
  private static final int QUESTIONS = 3;

  private final Course course;
  private final Day day;
  private final Chapter chapter;
  private final List<String> problems = new ArrayList<>();

  private ChapterRules(Course course, Day day, Chapter chapter) {
    this.course = course;
    this.day = day;
    this.chapter = chapter;
  }

  /**
   * Returns the problems of a day's chapter; empty if there are none, or if it is not written yet.
   */
  public static List<String> problems(Course course, Day day) {
    if (!isThere(course, day)) {
      return day.ready()
          ? List.of(
              "%s: %s is ready, and its chapter is not there. Write it, or mark the day as \"to come\" in %s."
                  .formatted(day.chapter(), day.id(), Days.FILE))
          : List.of();
    }
    var rules = new ChapterRules(course, day, read(course, day));
    rules.title();
    rules.parts();
    rules.words();
    rules.chapter.part("Recall").ifPresent(rules::recall);
    rules
        .chapter
        .part("Read")
        .ifPresent(
            read ->
                rules.problems.addAll(new ReadRules(course, day, rules.chapter).problems(read)));
    rules.chapter.part("Build").ifPresent(rules::build);
    rules.chapter.part("Run it").ifPresent(rules::run);
    rules.chapter.part("Close").ifPresent(rules::close);
    rules.problems.addAll(new SpoilerRules(course, day, rules.chapter).problems());
    rules.problems.addAll(new ClaimRules(course, day).problems(rules.chapter));
    return rules.problems;
  }

  /** Returns whether a day's chapter is written. */
  public static boolean isThere(Course course, Day day) {
    return Files.exists(course.root().resolve(day.chapter()));
  }

  /** Returns the titles of a chapter's sections, without marks and minutes. */
  public static List<String> sections(Course course, Day day) {
    return read(course, day).sections();
  }

  /**
   * Returns the C functions that a day's chapter tells step by step, as {@code file.c: function()};
   * none if it is not written.
   */
  public static List<String> functions(Course course, Day day) {
    return isThere(course, day) ? JournalRules.functions(read(course, day)) : List.of();
  }

  private static Chapter read(Course course, Day day) {
    return Chapter.parse(day.chapter(), course.text(day.chapter()).lines().toList());
  }

  private void add(int line, String problem) {
    problems.add("%s, line %d: %s".formatted(chapter.file(), line, problem));
  }

  private void title() {
    var expected = String.format(Locale.ROOT, "Day %02d: %s", day.number(), day.title());
    if (!chapter.title().equals(expected)) {
      add(
          1,
          "the title should be \"= %s\", as in %s; change the one that is wrong."
              .formatted(expected, Days.FILE));
    }
  }

  private void parts() {
    int next = 0;
    int minutes = 0;
    for (var part : chapter.parts()) {
      int place = NAMES.indexOf(part.name());
      if (place < 0) {
        add(
            part.line(),
            "a day has no part \"%s\". Its parts are %s; make it a section of one of them (===)."
                .formatted(part.name(), String.join(", ", NAMES)));
      } else if (place < next) {
        add(
            part.line(),
            "the part \"%s\" comes too late or twice. The order is %s."
                .formatted(part.name(), String.join(", ", NAMES)));
      } else {
        for (; next < place; next++) {
          missing(part.line(), NAMES.get(next));
        }
        next = place + 1;
      }
      minutes += part.minutes().orElse(0);
      if (part.minutes().isEmpty() && TIMED.contains(part.name())) {
        add(part.line(), "say how long this part takes: == %s (%d min)".formatted(part.name(), 5));
      }
    }
    for (; next < NAMES.size(); next++) {
      missing(chapter.rows().size(), NAMES.get(next));
    }
    if (minutes != day.minutes()) {
      add(
          1,
          "the minutes of its parts add up to %d, and %s says %d for %s; change one of them."
              .formatted(minutes, Days.FILE, day.minutes(), day.id()));
    }
  }

  private void missing(int line, String name) {
    boolean elsewhere = chapter.part(name).isPresent();
    add(
        line,
        elsewhere
            ? "the part \"%s\" should stand before this. The order is %s."
                .formatted(name, String.join(", ", NAMES))
            : "the part \"%s\" is missing here; write it: == %s%s"
                .formatted(name, name, TIMED.contains(name) ? " (5 min)" : ""));
  }

  /** Counts what is read before Close; the answers of Recall are looked at, not read. */
  private void words() {
    int words = 0;
    var each = new ArrayList<String>();
    for (var part : chapter.parts()) {
      if (part.name().equals("Close")) {
        break;
      }
      int of = part.words(!part.name().equals("Recall"));
      each.add(part.name() + " " + of);
      words += of;
    }
    if (words > WORDS) {
      add(
          1,
          "the chapter has %d words before Close (%s), callouts and C steps among them, and an hour has room for %d. Cut, or move something beyond the hour."
              .formatted(words, String.join(", ", each), WORDS));
    }
  }

  // Recall.

  private void recall(Part part) {
    var includes = part.rows().stream().filter(row -> row.text().startsWith("include::")).toList();
    if (day.number() == 1) {
      long questions = part.rows().stream().filter(ChapterRules::asks).count();
      if (questions < QUESTIONS || !includes.isEmpty()) {
        add(
            part.line(),
            "day 01 has nothing to recall: ask %d questions here about what the reader expects; there are %d."
                .formatted(QUESTIONS, questions));
      }
      return;
    }
    var recall = new RecallRules(course, day, chapter);
    includes.forEach(recall::question);
    recall.whole(part.line());
    problems.addAll(recall.problems());
  }

  private static boolean asks(Row row) {
    return row.kind() == Row.Kind.PROSE && row.text().contains("?");
  }

  // Build, Run it, Close.

  private void build(Part part) {
    for (var command : List.of("bin/study start " + day.id(), "bin/study check")) {
      if (part.rows().stream().noneMatch(row -> row.text().contains(command))) {
        add(part.line(), "Build does not say how: name \"%s\" in it.".formatted(command));
      }
    }
    new NeedsRules(course, day).problems(part).forEach(problem -> add(part.line(), problem));
  }

  private void run(Part part) {
    if (indexOf(part, "[.predict]", 0) < 0) {
      add(
          part.line(),
          "Run it shows something without asking first: add a paragraph with [.predict] above it"
              + " that asks what will happen.");
    }
    problems.addAll(new RunRules(day, chapter).problems(part));
  }

  private static int indexOf(Part part, String start, int from) {
    for (int i = from; i < part.rows().size(); i++) {
      var row = part.rows().get(i);
      if (row.kind() == Row.Kind.MARKUP && row.text().startsWith(start)) {
        return i;
      }
    }
    return -1;
  }

  private void close(Part part) {
    for (int i = 1; i <= QUESTIONS; i++) {
      question(part, "check" + i);
    }
    if (part.rows().stream().noneMatch(row -> row.text().contains("journal"))) {
      add(
          part.line(),
          "Close does not say what goes into the journal: key functions, data structures, the idea"
              + " (bin/study journal).");
    }
    problems.addAll(JournalRules.problems(chapter, part));
    int now = indexOf(part, "[.now]", 0);
    if (now < 0 || part.rows().subList(0, now).stream().anyMatch(row -> row.words() > 0)) {
      add(
          part.line(),
          "Close should begin with a paragraph [.now]: what the server can do now, and what the"
              + " reader can.");
    }
  }

  private void question(Part part, String tag) {
    int begin = -1;
    int end = -1;
    for (int i = 0; i < part.rows().size(); i++) {
      var text = part.rows().get(i).text();
      if (text.equals("// tag::" + tag + "[]")) {
        begin = i;
      } else if (text.equals("// end::" + tag + "[]")) {
        end = i;
      }
    }
    if (begin < 0 || end < begin) {
      add(
          part.line(),
          "Close has no question between // tag::%s[] and // end::%s[]; later days recall it by that tag."
              .formatted(tag, tag));
      return;
    }
    var rows = part.rows().subList(begin, end);
    int line = rows.getFirst().number();
    if (rows.stream().noneMatch(ChapterRules::asks)) {
      add(line, "there is no question in %s.".formatted(tag));
    }
    int fold = 0;
    while (fold < rows.size()
        && !(rows.get(fold).isAttributes() && rows.get(fold).text().contains("%collapsible"))) {
      fold++;
    }
    boolean folded = false;
    for (int i = fold + 1; i < rows.size() && !folded; i++) {
      folded = rows.get(i).text().matches("={4,}");
    }
    if (!folded) {
      add(
          line,
          "the answer of %s is not folded: put [%%collapsible] above it, and ==== around it."
              .formatted(tag));
    } else if (rows.subList(0, fold).stream().noneMatch(ChapterRules::asks)) {
      add(line, "the question of %s should stand above its folded answer.".formatted(tag));
    }
  }
}
