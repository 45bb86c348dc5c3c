package eightweeks.study.check;

import eightweeks.study.course.SourceText;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is easily overlooked in tests that a learner wrote, for a hunt or a proof: a method that
 * does not run, a test without an assertion, a command that got an error. Each answer is a sentence
 * with a blank before it, or empty.
 */
final class Overlooked {
  private static final Pattern ASSERTION = Pattern.compile("\\b(assert|fail|verify)\\w*\\s*\\(");

  private Overlooked() {}

  /** Names the methods that look like tests and that JUnit does not run. */
  static String methods(List<Class<?>> classes) {
    return classes.stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .sorted(Comparator.comparing(Method::getName))
        .map(Overlooked::whyNotRun)
        .filter(why -> !why.isEmpty())
        .map(why -> " " + why)
        .collect(Collectors.joining());
  }

  private static String whyNotRun(Method method) {
    var name = method.getName() + "()";
    int modifiers = method.getModifiers();
    if (method.isSynthetic()) {
      return "";
    }
    if (method.isAnnotationPresent(Test.class)) {
      if (Modifier.isPrivate(modifiers)) {
        return name + " did not run: a test must not be private.";
      }
      if (Modifier.isStatic(modifiers)) {
        return name + " did not run: a test must not be static.";
      }
      return method.getReturnType() == void.class
          ? ""
          : name + " did not run: a test returns nothing, so it is void.";
    }
    boolean looksLikeATest =
        method.getReturnType() == void.class
            && method.getParameterCount() == 0
            && (modifiers & (Modifier.PRIVATE | Modifier.STATIC)) == 0
            && method.getAnnotations().length == 0;
    return looksLikeATest ? name + " did not run: it has no @Test above it." : "";
  }

  /** Asks for an assertion where a test has none of its own. */
  static String assertions(List<SourceText> files) {
    boolean all =
        files.stream()
            .filter(SourceText::isJava)
            .flatMap(file -> Stream.of(file.text().split("@Test\\b", -1)).skip(1))
            .allMatch(test -> ASSERTION.matcher(test).find());
    return all ? "" : " Does each of your tests assert something?";
  }

  /** Lists the commands that got an error from the server, each once, with the error. */
  static String errors(List<Verdict.Outcome> tests) {
    var errors =
        tests.stream()
            .flatMap(test -> test.errors().stream())
            .map(String::strip)
            .distinct()
            .toList();
    return errors.isEmpty()
        ? ""
        : " The server replied with an error; is that what you want?\n       "
            + String.join("\n       ", errors);
  }
}
