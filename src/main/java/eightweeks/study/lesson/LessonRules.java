package eightweeks.study.lesson;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import eightweeks.study.chapter.ChapterRules;
import eightweeks.study.course.Course;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a day's tests say when they fail.
 *
 * <p>The places that they tell a learner to read again are sections that are there: {@code
 * readAgain("weeks/week1/day07-resp.adoc, \"Large arguments\"")}. A lesson names at least two
 * causes, or the cause that belongs to the value that came, or how it came about; and a cause is
 * said in words, because code is for the third hint.
 *
 * <p>An argument may be put together of literals and of constants of the same class.
 */
public final class LessonRules {
  private static final Pattern PLACE =
      Pattern.compile("(weeks/week\\d/day\\d\\d-[\\w-]+\\.adoc), \"(.+)\"");
  private static final String METHOD = "readAgain";
  private static final String CAUSES = "because";

  /** The calls that show why the only cause of a lesson is certain. */
  private static final Set<String> CERTAIN = Set.of("when", "history");

  /** A call with something in its parentheses, a call on something, an operator. */
  private static final Pattern CODE =
      Pattern.compile("\\w\\([^ )]|\\w\\.\\w+\\(|[!=<>]=|&&|\\|\\||[-+&|^]=|& ~|;\\s*$");

  private final Course course;
  private final String file;
  private final List<String> problems = new ArrayList<>();

  private LessonRules(Course course, String file) {
    this.course = course;
    this.file = file;
  }

  /** Returns what is wrong with the places that a day's tests name; nothing for unwritten days. */
  public static List<String> problems(Course course, Day day) {
    if (!day.ready() || !course.hasTest(day)) {
      return List.of();
    }
    var test = course.test(day);
    var references = new LessonRules(course, course.relative(test));
    references.look(test);
    return references.problems;
  }

  private void look(Path test) {
    var javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      throw new IllegalStateException("this Java has no compiler: a JDK is needed, not a JRE");
    }
    try (var files = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      var task = javac.getTask(null, files, _ -> {}, null, null, files.getJavaFileObjects(test));
      if (task instanceof JavacTask parser) {
        var positions = Trees.instance(parser).getSourcePositions();
        for (var unit : parser.parse()) {
          look(unit, positions);
        }
      }
    } catch (IOException e) {
      throw new CourseException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void look(CompilationUnitTree unit, SourcePositions positions) {
    Map<String, ExpressionTree> constants = new HashMap<>();
    var calls = new ArrayList<ExpressionTree>();
    var lessons = new ArrayList<MethodInvocationTree>();
    var certain = new HashSet<MethodInvocationTree>();
    var causes = new ArrayList<ExpressionTree>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
        if (variable.getInitializer() != null) {
          constants.put(variable.getName().toString(), variable.getInitializer());
        }
        return super.visitVariable(variable, null);
      }

      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        if (call.getMethodSelect() instanceof MemberSelectTree select
            && select.getIdentifier().contentEquals(METHOD)
            && call.getArguments().size() == 1) {
          calls.add(call.getArguments().getFirst());
        }
        if (called(call, CAUSES)) {
          lessons.add(call);
          causes.addAll(call.getArguments());
        } else if (CERTAIN.stream().anyMatch(name -> called(call, name))) {
          causes.addAll(
              call.getArguments().subList(1, call.getArguments().size())); // of when(value, cause)
          beginning(call).ifPresent(certain::add);
        }
        return super.visitMethodInvocation(call, null);
      }
    }.scan(unit, null);
    for (var argument : calls) {
      place(value(argument, constants), argument, where(unit, positions, argument));
    }
    for (var lesson : lessons) {
      if (lesson.getArguments().size() == 1 && !certain.contains(lesson)) {
        var only = lesson.getArguments().getFirst();
        problems.add(
            where(unit, positions, only)
                + "this lesson guesses one cause. Name another that fits, or the cause of the value"
                + " that came (when), or show how it came about (history).");
      }
    }
    causes.forEach(cause -> cause(value(cause, constants), where(unit, positions, cause)));
  }

  private String where(CompilationUnitTree unit, SourcePositions positions, ExpressionTree at) {
    long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, at));
    return "%s, line %d: ".formatted(file, line);
  }

  private static boolean called(MethodInvocationTree call, String name) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        && select.getIdentifier().contentEquals(name);
  }

  /** Returns the call that a chain of calls on a lesson begins with. */
  private static Optional<MethodInvocationTree> beginning(MethodInvocationTree call) {
    var at = call;
    while (!called(at, CAUSES)
        && at.getMethodSelect() instanceof MemberSelectTree select
        && select.getExpression() instanceof MethodInvocationTree inner) {
      at = inner;
    }
    return called(at, CAUSES) ? Optional.of(at) : Optional.empty();
  }

  private void cause(@Nullable String text, String where) {
    if (text != null && CODE.matcher(text).find()) {
      problems.add(
          where
              + "this cause is code: \"%s\". Name what is wrong in words; code is for the third hint."
                  .formatted(text));
    }
  }

  /** Returns the text that an expression of constants is; null if it is something else. */
  private static @Nullable String value(
      ExpressionTree expression, Map<String, ExpressionTree> constants) {
    return switch (expression) {
      case LiteralTree literal -> String.valueOf(literal.getValue());
      case ParenthesizedTree inner -> value(inner.getExpression(), constants);
      case IdentifierTree name -> {
        var constant = constants.get(name.getName().toString());
        yield constant == null ? null : value(constant, constants);
      }
      case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
        var left = value(sum.getLeftOperand(), constants);
        var right = value(sum.getRightOperand(), constants);
        yield left == null || right == null ? null : left + right;
      }
      default -> null;
    };
  }

  private void place(@Nullable String text, ExpressionTree argument, String where) {
    if (text == null) {
      problems.add(
          where
              + "the build cannot see which place %s(%s) names; write it with texts and constants of this class."
                  .formatted(METHOD, argument));
      return;
    }
    var match = PLACE.matcher(text);
    if (match.matches()) {
      section(where, match.group(1), match.group(2));
    } else if (text.startsWith("weeks/")) {
      problems.add(
          where
              + "\"%s\" should name a chapter and a section of it: weeks/week1/day07-resp.adoc, \"Large arguments\""
                  .formatted(text));
    }
  }

  private void section(String where, String chapter, String title) {
    var day = course.days().all().stream().filter(of -> of.chapter().equals(chapter)).findFirst();
    if (day.isEmpty() || !ChapterRules.isThere(course, day.get())) {
      problems.add(where + "the lesson sends to " + chapter + ", which is not there.");
      return;
    }
    var sections = ChapterRules.sections(course, day.get());
    if (!sections.contains(title.replaceAll("[`_*]", ""))) {
      problems.add(
          where
              + "the lesson sends to the section \"%s\" of %s, which has no such section. It has: %s."
                  .formatted(title, chapter, String.join("; ", sections)));
    }
  }
}
