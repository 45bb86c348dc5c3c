package eightweeks.study.chapter;

import eightweeks.study.chapter.Chapter.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The journal asks only for functions that the day has shown. */
final class JournalRules {
  private static final Pattern CODE = Pattern.compile("`([^`]+)\\(\\)`");
  private static final Pattern NAME = Pattern.compile("(\\w+)\\(\\)");

  private JournalRules() {}

  /** Returns the C functions that a chapter tells step by step, as {@code file.c: function()}. */
  static List<String> functions(Chapter chapter) {
    return chapter.part("Read").stream()
        .flatMap(read -> CSteps.in(read.rows()).stream())
        .map(CSteps::function)
        .filter(function -> !function.isEmpty())
        .distinct()
        .toList();
  }

  static List<String> problems(Chapter chapter, Part close) {
    var shown = shown(chapter);
    var problems = new ArrayList<String>();
    boolean journal = false;
    for (var row : close.rows()) {
      journal |= row.text().contains("bin/study journal");
      if (row.kind() == Row.Kind.BLANK) {
        journal = false;
      } else if (journal) {
        var names = CODE.matcher(row.text());
        while (names.find()) {
          var name = names.group(1).replaceFirst(".*[.: ]", "");
          if (!shown.contains(name)) {
            problems.add(
                "%s, line %d: the journal asks for %s(), which the day does not show; ask for what a snippet or C steps showed."
                    .formatted(chapter.file(), row.number(), names.group(1)));
          }
        }
      }
    }
    return problems;
  }

  /** Names in the titles of snippets and of C steps. */
  private static Set<String> shown(Chapter chapter) {
    var shown = new HashSet<String>();
    chapter.part("Read").stream()
        .flatMap(read -> read.rows().stream())
        .filter(row -> row.kind() == Row.Kind.MARKUP && row.text().startsWith("."))
        .flatMap(row -> NAME.matcher(row.text()).results())
        .forEach(name -> shown.add(name.group(1)));
    return shown;
  }
}
