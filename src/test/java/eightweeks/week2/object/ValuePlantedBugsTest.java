package eightweeks.week2.object;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests the test: {@link ValueRun} must fail on values with a bug. Each bug is one change of the
 * source; the package is compiled with it and loaded beside the real one.
 */
final class ValuePlantedBugsTest {
  private static final Path SOURCES = Path.of("src/main/java/eightweeks/week2/object");
  private static final String PACKAGE = "eightweeks.week2.object.";
  private static final int STEPS = 1500;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiterString = "~",
      value = {
        // Lists
        "ListValue ~ if (list.first() != Listpack.NONE) { ~ if (list.count() > 1) {",
        "ListValue ~ && !only.isPlain() ~ ",
        "ListCursor ~ nextPosition = forward ? behind : nextPosition; ~ nextPosition = behind;",
        // Sets
        "SetValue ~ added && set.size() > mostIntegers() ~ added && set.size() >= mostIntegers()",
        "SetValue ~ list.count() < limits.setMaxListpackEntries.value() ~ list.count() <="
            + " limits.setMaxListpackEntries.value()",
        "SetValue ~ && longest <= limits.setMaxListpackValue.value() ~ ",
        "SetValue ~ table.add(all.element().toBytes()); ~"
            + " table.add(eightweeks.week1.bytes.Ascii.bytes(all.element() + \"\\0\"));",
        // Hashes
        "HashValue ~ if (size() > values.limits().hashMaxListpackEntries.value()) { ~ if (false) {",
        "HashValue ~ list.deleteRangeAt(p, 2); ~ list.deleteRangeAt(p, 1);",
        "HashValue ~ Math.max(fieldLength, length) ~ length",
        // Sorted sets
        "CompactRanking ~ if (own != score) { ~ if (false) {",
        "CompactRanking ~ element.compareTo(member, offset, length) < 0 ~ false",
        "Scores ~ behindPoint >= 0 ? 1 : 0 ~ 0",
        "ScoreUpdate ~ (gt && wanted <= current) ~ (gt && wanted < current)",
        "Ranking ~ list.delete(node.score(), node.key()); ~ ;",
        "SortedSetCursor ~ reverse ? scores.isAboveMin(score) : scores.isBelowMax(score) ~"
            + " scores.isBelowMax(score)",
        // The books, and chance
        "AdaptiveValue ~ values.blob().free(bytes()); ~ ;",
        "ElementTable ~ (old == null ? 0 : HeapSize.ofBytes(old.length)) ~ 0",
        "Ranking ~ book(0, 0, storeys); ~ ;",
        "Ranking ~ values.resizing(), this); ~ values.resizing());",
        "Sampling ~ left--; ~ ;",
      })
  void bug_isFound(String source, String text, @Nullable String by) throws Exception {
    assertThat(outcome(source, text, Objects.requireNonNullElse(by, "")))
        .as("the run of values with a bug")
        .isNotNull();
  }

  @Test
  void withoutABug_nothingIsFound() throws Exception {
    assertThat(outcome("ListValue", "", "")).isNull();
  }

  /** What a run with a changed source throws, or null. */
  private @Nullable Throwable outcome(String source, String text, String by) throws Exception {
    compile(source, text, by);
    var loader = new PlantedLoader(new URL[] {folder.toUri().toURL()});
    loader.setDefaultAssertionStatus(true);
    try (loader) {
      var run = loader.loadClass(ValueRun.class.getName());
      var runAll = run.getDeclaredMethod("runAll", int.class);
      runAll.setAccessible(true);
      runAll.invoke(null, STEPS);
      return null;
    } catch (InvocationTargetException found) {
      return found.getCause();
    }
  }

  private void compile(String changed, String text, String by) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                "" + folder));
    try (var sources = Files.list(SOURCES)) {
      for (var path : sources.toList()) {
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
    PlantedLoader(URL[] urls) {
      super(urls, ValuePlantedBugsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(PACKAGE)) {
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
