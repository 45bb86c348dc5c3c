package eightweeks.study.course;

import java.util.regex.Pattern;

/**
 * A file of an exercise: its name and what is in it.
 *
 * @param name without folders: {@code Query.java}, {@code day05.properties}
 */
public record SourceText(String name, String text) {
  private static final Pattern PACKAGE =
      Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);

  /** Returns whether it is Java source; other files are resources. */
  public boolean isJava() {
    return name.endsWith(".java");
  }

  /** Returns the class that a Java file is named for, with its package. */
  public String className() {
    var match = PACKAGE.matcher(text);
    var simple = name.substring(0, name.length() - ".java".length());
    return match.find() ? match.group(1) + "." + simple : simple;
  }

  /** Where it lies under a folder {@code src/main} or {@code src/test}. */
  public String place() {
    return isJava() ? "java/" + className().replace('.', '/') + ".java" : "resources/" + name;
  }
}
