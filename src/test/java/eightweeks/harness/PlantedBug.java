package eightweeks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Tests a test: compiles a package with one change of its source, loads it beside the real one, and
 * lets a random run of the same package look for the bug.
 */
public final class PlantedBug {
  private PlantedBug() {}

  /**
   * What a run throws on a package with a changed source, or null.
   *
   * @param run a class of the package with a static method {@code runAll(int steps)}
   * @param folder an empty folder, for the changed classes
   * @param source the class that is changed, without its package
   * @param text what is changed in it and stands there once; empty to change nothing
   * @param by what stands there instead
   */
  public static @Nullable Throwable outcome(
      Class<?> run, int steps, Path folder, String source, String text, String by)
      throws Exception {
    var sources = Path.of("src/main/java", run.getPackageName().replace('.', '/'));
    compile(sources, folder, source, text, by);
    var loader = new PlantedLoader(new URL[] {folder.toUri().toURL()}, run.getPackageName() + ".");
    loader.setDefaultAssertionStatus(true);
    try (loader) {
      var runAll = loader.loadClass(run.getName()).getDeclaredMethod("runAll", int.class);
      runAll.setAccessible(true);
      runAll.invoke(null, steps);
      return null;
    } catch (InvocationTargetException found) {
      return found.getCause();
    }
  }

  private static void compile(Path sources, Path folder, String changed, String text, String by)
      throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                "" + folder));
    try (var files = Files.list(sources)) {
      for (var path : files.toList()) {
        var file = folder.resolve(path.getFileName());
        var code = Files.readString(path);
        if (path.endsWith(changed + ".java") && !text.isEmpty()) {
          assertThat(code.split(Pattern.quote(text), -1))
              .as("the text to be changed is there once")
              .hasSize(2);
          code = code.replace(text, by);
        }
        arguments.add(Files.writeString(file, code).toString());
      }
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).as("javac").isZero();
  }

  /** Loads the package anew, from the changed sources or from where this test comes from. */
  private static final class PlantedLoader extends URLClassLoader {
    private final String packageName;

    PlantedLoader(URL[] urls, String packageName) {
      super(urls, PlantedBug.class.getClassLoader());
      this.packageName = packageName;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(packageName)) {
        return super.loadClass(name, resolve);
      }
      var loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      var file = name.replace('.', '/') + ".class";
      var url = findResource(file);
      try (var in = (url != null ? url : Objects.requireNonNull(getResource(file))).openStream()) {
        var bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
