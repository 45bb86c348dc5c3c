package eightweeks.study.chapter;

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
import eightweeks.study.course.Course;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The places that a day's tests tell a learner to read again: {@code
 * readAgain("weeks/week1/day07-resp.adoc, \"Large arguments\"")}. Each is a section that is there.
 *
 * <p>An argument may be put together of literals and of constants of the same class.
 */
public final class LessonReferences {
  private static final Pattern PLACE =
      Pattern.compile("(weeks/week\\d/day\\d\\d-[\\w-]+\\.adoc), \"(.+)\"");
  private static final String METHOD = "readAgain";

  private final Course course;
  private final String file;
  private final List<String> problems = new ArrayList<>();

  private LessonReferences(Course course, String file) {
    this.course = course;
    this.file = file;
  }

  /** What is wrong with the places that a day's tests name; those of unwritten days have none. */
  public static List<String> problems(Course course, Day day) {
    if (!day.ready() || !course.hasTest(day)) {
      return List.of();
    }
    var test = course.test(day);
    var references = new LessonReferences(course, course.relative(test));
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
        return super.visitMethodInvocation(call, null);
      }
    }.scan(unit, null);
    for (var argument : calls) {
      long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, argument));
      place(value(argument, constants), argument, "%s, line %d: ".formatted(file, line));
    }
  }

  /** Returns the text that an expression of constants is; null where it is something else. */
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
    if (!sections.contains(Chapter.plain(title))) {
      problems.add(
          where
              + "the lesson sends to the section \"%s\" of %s, which has no such section. It has: %s."
                  .formatted(title, chapter, String.join("; ", sections)));
    }
  }
}
