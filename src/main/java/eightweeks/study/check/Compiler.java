package eightweeks.study.check;

import eightweeks.study.course.SourceText;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * javac inside this JVM.
 *
 * <p>With the options of the launchers: no annotation processing and no warnings, which are the
 * build's business (-XDignore.symbol.file: see pom.xml).
 */
public final class Compiler {
  private final JavaCompiler javac;
  private final StandardJavaFileManager files;

  public Compiler() {
    var found = ToolProvider.getSystemJavaCompiler();
    if (found == null) {
      throw new IllegalStateException("this Java has no compiler: a JDK is needed, not a JRE");
    }
    javac = found;
    files = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
  }

  /**
   * Compiles texts.
   *
   * @param shown the folder that messages name the files in
   * @return what javac says against them; empty if it compiled
   */
  public List<String> texts(List<SourceText> sources, String shown, List<Path> path, Path to) {
    return compile(sources.stream().map(source -> new Text(source, shown)).toList(), path, "", to);
  }

  /**
   * Compiles files and what else they need of a source path, which may be empty.
   *
   * @return what javac says against them; empty if it compiled
   */
  public List<String> files(List<Path> sources, List<Path> path, List<Path> sourcePath, Path to) {
    return compile(files.getJavaFileObjectsFromPaths(sources), path, join(sourcePath), to);
  }

  private List<String> compile(
      Iterable<? extends JavaFileObject> units, List<Path> path, String sourcePath, Path to) {
    try {
      Files.createDirectories(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var options =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-g",
                "-XDignore.symbol.file=true",
                "-encoding",
                "UTF-8",
                "-classpath",
                join(path) + File.pathSeparator + System.getProperty("java.class.path"),
                "-d",
                to.toString()));
    // Without a source path javac would look for sources on the class path.
    options.addAll(List.of("-sourcepath", sourcePath.isEmpty() ? to.toString() : sourcePath));
    var found = new DiagnosticCollector<JavaFileObject>();
    boolean ok = javac.getTask(null, files, found, options, null, units).call();
    if (ok) {
      return List.of();
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }

  private static String join(List<Path> path) {
    return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static final class Text extends SimpleJavaFileObject {
    private final SourceText source;
    private final String shown;

    Text(SourceText source, String shown) {
      super(URI.create("desk:///" + source.place()), Kind.SOURCE);
      this.source = source;
      this.shown = shown;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source.text();
    }

    @Override
    public String getName() {
      return shown + "/" + source.place();
    }
  }
}
