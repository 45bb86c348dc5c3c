package eightweeks.study.chapter;

import eightweeks.study.chapter.Chapter.Part;
import eightweeks.study.course.Course;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import eightweeks.study.course.SourceText;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The box "What you will need" lists every method that the exercise's answer calls, and no type
 * that has to be imported first.
 */
final class NeedsRules {
  private static final Pattern CALL = Pattern.compile("\\b([A-Za-z_]\\w*)\\s*\\(");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A type without anything in front of it; constants are capital letters alone. */
  private static final Pattern TYPE = Pattern.compile("(?<![.\\w])([A-Z]\\w*[a-z]\\w*)");

  private static final Pattern IMPORTED =
      Pattern.compile("(?m)^import (?:static )?[\\w.]+\\.(\\w+);");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern DECLARED =
      Pattern.compile("\\b[\\w>\\]]+\\s+([a-z]\\w*)\\s*\\([^)]*\\)\\s*(?:throws [\\w, .]+)?\\{");
  private static final Pattern NO_CODE =
      Pattern.compile(
          "//[^\n]*|/\\*.*?\\*/|'(?:[^'\\\\\n]|\\\\.)+'|\"(?:[^\"\\\\\n]|\\\\.)*+\"",
          Pattern.DOTALL);
  private static final Set<String> WORDS =
      Set.of("if", "while", "for", "switch", "return", "catch", "synchronized", "super", "this");

  private final Course course;
  private final Day day;

  NeedsRules(Course course, Day day) {
    this.course = course;
    this.day = day;
  }

  /** Returns what is wrong, without file and line; empty if nothing is. */
  List<String> problems(Part build) {
    if (day.kind() == ExerciseKind.MEASURE) {
      return List.of();
    }
    var rows = build.rows();
    var box = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).text().equals("[.needs]")) {
        for (i++; i < rows.size() && !rows.get(i).text().matches("\\*{4,}"); i++) {}
        for (i++; i < rows.size() && !rows.get(i).text().matches("\\*{4,}"); i++) {
          box.append(rows.get(i).text()).append('\n');
        }
      }
    }
    if (box.isEmpty()) {
      return List.of(
          "Build has no box of what is needed: [.needs], the title .What you will need, and ****"
              + " around a list of every method that the exercise uses, a line each.");
    }
    var unknown = types(box.toString());
    if (!unknown.isEmpty()) {
      return List.of(
          "\"What you will need\" names %s, which the file on the desk does not import; let it do so (a link in a comment keeps the import), or write the package."
              .formatted(String.join(", ", unknown)));
    }
    var missing = called();
    missing.removeIf(name -> box.indexOf(name + "(") >= 0);
    return missing.isEmpty()
        ? List.of()
        : List.of(
            "\"What you will need\" does not list %s(), which the answer calls; add a line for each."
                .formatted(String.join("(), ", missing)));
  }

  /** Returns the types that code in the box uses by a name that the desk's files do not know. */
  private TreeSet<String> types(String box) {
    var given = new StringBuilder();
    for (var file : course.given(day)) {
      given.append(NO_CODE.matcher(file.text()).replaceAll("")).append('\n');
    }
    var known = new TreeSet<String>();
    TYPE.matcher(given).results().map(type -> type.group(1)).forEach(known::add);
    IMPORTED.matcher(given).results().map(type -> type.group(1)).forEach(known::add);
    var types = new TreeSet<String>();
    CODE.matcher(box)
        .results()
        .flatMap(code -> TYPE.matcher(NO_CODE.matcher(code.group(1)).replaceAll("")).results())
        .map(type -> type.group(1))
        .filter(name -> !known.contains(name) && !isOfTheLanguage(name) && !isBeside(given, name))
        .forEach(types::add);
    return types;
  }

  private static boolean isOfTheLanguage(String name) {
    try {
      return Class.forName("java.lang." + name) != null;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }

  /** Returns whether a type lies in the package of the files given. */
  private boolean isBeside(CharSequence given, String name) {
    return PACKAGE
        .matcher(given)
        .results()
        .map(match -> "src/main/java/" + match.group(1).replace('.', '/') + "/" + name + ".java")
        .anyMatch(file -> Files.exists(course.root().resolve(file)));
  }

  private TreeSet<String> called() {
    try {
      if (day.kind() == ExerciseKind.REBUILD) {
        var lines = course.text(day.targetSource()).lines().toList();
        return calls(String.join("\n", TaggedLines.of(lines, day.id() + "-hole")));
      }
      var answer = new TreeSet<String>();
      var given = course.given(day);
      for (var file : course.answer(day)) {
        if (file.name().endsWith(".java")
            && (day.kind() == ExerciseKind.EXTEND
                || given.stream().anyMatch(of -> of.name().equals(file.name())))) {
          answer.addAll(calls(file.text()));
        }
      }
      given.stream().map(SourceText::text).map(NeedsRules::calls).forEach(answer::removeAll);
      return answer;
    } catch (CourseException | TaggedLines.Missing _) {
      return new TreeSet<>(); // The proof of the exercise says so.
    }
  }

  /** Returns the methods and constructors that some Java calls and does not declare. */
  private static TreeSet<String> calls(String java) {
    var code = NO_CODE.matcher(java).replaceAll("");
    var calls = new TreeSet<String>();
    CALL.matcher(code).results().map(call -> call.group(1)).forEach(calls::add);
    calls.removeAll(WORDS);
    DECLARED.matcher(code).results().forEach(method -> calls.remove(method.group(1)));
    return calls;
  }
}
