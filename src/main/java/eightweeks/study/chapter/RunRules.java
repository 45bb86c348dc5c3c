package eightweeks.study.chapter;

import eightweeks.study.chapter.Chapter.Part;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that a reader can follow the part Run it alone: each prompt has its command above it, the
 * server runs the learner's own class, and the answer of each prediction is folded and explained.
 */
final class RunRules {
  private static final String PROMPT = "127\\.0\\.0\\.1:\\d+.*> .*";

  private final Day day;
  private final Chapter chapter;
  private final List<String> problems = new ArrayList<>();

  RunRules(Day day, Chapter chapter) {
    this.day = day;
    this.chapter = chapter;
  }

  private void add(int line, String problem) {
    problems.add("%s, line %d: %s".formatted(chapter.file(), line, problem));
  }

  List<String> problems(Part run) {
    prompts(run);
    if (day.kind() != ExerciseKind.MEASURE && day.kind() != ExerciseKind.PROVE) {
      serve(run);
    }
    predictions(run);
    return problems;
  }

  /** A session that begins with a prompt asks the reader to guess how to get there. */
  private void prompts(Part run) {
    boolean connected = false;
    boolean inside = false;
    for (var row : run.rows()) {
      if (row.kind() == Row.Kind.FENCE) {
        inside = !inside;
        connected = false;
      } else if (inside && row.text().startsWith("$ ") && row.text().contains("redis-cli")) {
        connected = true;
      } else if (inside && row.text().matches(PROMPT) && !connected) {
        add(
            row.number(),
            "this prompt has no command above it in its session; begin with $ bin/redis-cli -p"
                + " 7000");
        connected = true;
      }
    }
  }

  /** The server without the reader's class may stand beside theirs, at another port: to compare. */
  private void serve(Part run) {
    boolean serves = false;
    for (var row : run.rows()) {
      boolean typed = row.kind() == Row.Kind.VERBATIM && row.text().startsWith("$ ");
      serves |= typed && row.text().contains("bin/study serve");
      boolean beside = serves && !row.text().contains("--port 7000");
      if (typed && row.text().contains("bin/redis-server") && !beside) {
        add(
            row.number(),
            "this is not the reader's server; there is a class of their own now: bin/study serve");
      }
    }
    if (!serves) {
      add(run.line(), "Run it does not serve the reader's class: $ bin/study serve --port 7000");
    }
  }

  private void predictions(Part run) {
    var rows = run.rows();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).text().equals("[.predict]")) {
        continue;
      }
      int line = rows.get(i).number();
      int next = i + 1;
      while (next < rows.size() && rows.get(next).kind() == Row.Kind.PROSE) {
        next++;
      }
      while (next < rows.size() && rows.get(next).kind() == Row.Kind.BLANK) {
        next++;
      }
      if (next == rows.size() || !rows.get(next).text().contains("%collapsible")) {
        add(
            line,
            "the answer of this prediction is not folded: below it come [%collapsible], .Answer,"
                + " and ==== around the session and what explains it.");
        continue;
      }
      fold(rows, next, line);
    }
  }

  private void fold(List<Row> rows, int from, int line) {
    int open = from;
    while (open < rows.size() && !rows.get(open).text().matches("={4,}")) {
      open++;
    }
    boolean session = false;
    boolean prose = false;
    for (int i = open + 1;
        i < rows.size() && !rows.get(i).text().equals(rows.get(open).text());
        i++) {
      session |= rows.get(i).text().startsWith("[source,console");
      prose |= rows.get(i).kind() == Row.Kind.PROSE;
    }
    if (!session) {
      add(
          line,
          "the fold below this prediction has no session that shows what happens; add one"
              + " ([source,console]).");
    } else if (!prose) {
      add(line, "the fold below this prediction explains no number; say where each comes from.");
    }
  }
}
