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
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Tests a test: compiles packages with one change of their source, loads them beside the real ones,
 * and lets a random run look for the bug.
 */
public final class PlantedBug {
  private PlantedBug() {}

  /**
   * What a run throws on packages with a changed source, or null.
   *
   * @param run a class with a static method {@code runAll(int steps)}; its package is one of those
   *     that are compiled and loaded anew
   * @param folder an empty folder, for the changed classes
   * @param source the class that is changed, without its package
   * @param text what is changed in it and stands there once; empty to change nothing
   * @param by what stands there instead
   * @param neighbours the other packages that are compiled and loaded anew: those that know the
   *     package of the run, and those that it knows and that may have the bug
   */
  public static @Nullable Throwable outcome(
      Class<?> run,
      int steps,
      Path folder,
      String source,
      String text,
      String by,
      String... neighbours)
      throws Exception {
    var packages = new ArrayList<>(List.of(neighbours));
    packages.add(run.getPackageName());
    compile(packages, folder, source, text, by);
    var loader = new PlantedLoader(new URL[] {folder.toUri().toURL()}, Set.copyOf(packages));
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

  private static void compile(
      List<String> packages, Path folder, String changed, String text, String by)
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
    boolean found = false;
    for (var each : packages) {
      var sources = Path.of("src/main/java", each.replace('.', '/'));
      var copies = Files.createDirectories(folder.resolve(each));
      try (var files = Files.list(sources)) {
        for (var path : files.toList()) {
          var code = Files.readString(path);
          if (path.endsWith(changed + ".java")) {
            found = true;
            if (!text.isEmpty()) {
              assertThat(code.split(Pattern.quote(text), -1))
                  .as("the text to be changed is there once")
                  .hasSize(2);
              code = code.replace(text, by);
            }
          }
          arguments.add(Files.writeString(copies.resolve(path.getFileName()), code).toString());
        }
      }
    }
    assertThat(found).as("the class to be changed is in one of the packages").isTrue();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).as("javac").isZero();
  }

  /** Loads the packages anew, from the changed sources or from where this test comes from. */
  private static final class PlantedLoader extends URLClassLoader {
    private final Set<String> packages;

    PlantedLoader(URL[] urls, Set<String> packages) {
      super(urls, PlantedBug.class.getClassLoader());
      this.packages = packages;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!packages.contains(name.substring(0, name.lastIndexOf('.')))) {
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
