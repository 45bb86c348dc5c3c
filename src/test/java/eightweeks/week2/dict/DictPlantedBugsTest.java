package eightweeks.week2.dict;

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
 * Tests the test: {@link DictRun} must fail on a dict with a bug. Each bug is one change of the
 * source; the package is compiled with it and loaded beside the real one.
 */
final class DictPlantedBugsTest {
  private static final Path SOURCES = Path.of("src/main/java/eightweeks/week2/dict");
  private static final String PACKAGE = "eightweeks.week2.dict.";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiterString = "~",
      value = {
        // Finding, adding and removing
        "HashTable ~ link == null && isRehashing() ~ link == null && false",
        "HashTable ~ var table = isRehashing() ? target : main; ~ var table = main;",
        "HashTable ~ substitute(hashed, link, Chain.next(link)).used-- ~ substitute(hashed, link,"
            + " null).used--",
        "HashTable ~ return keyLength(stored) == length ~ return true",
        "Dict ~ by.next = old.next; ~ by.next = null;",
        "BareDict ~ new Node(element, node.next) ~ element",
        "Chain ~ if (bare && first == null) { ~ if (bare) {",
        // Rehashing
        "ResizingTables ~ (growing ? hashOfLink(link) : from) ~ from",
        "ResizingTables ~ var next = Chain.next(link); ~ Object next = null;",
        "ResizingTables ~ main.first(from, null); ~ ;",
        "ResizingTables ~ if (main.used > 0) { ~ if (main.used > 1) {",
        "ResizingTables ~ !isRehashing() || pauses > 0 ~ !isRehashing()",
        // The scan
        "DictScan ~ Long.reverse(Long.reverse(masked) + 1) ~ (cursor + 1 & (long) mask)",
        "DictScan ~ (smaller.mask ^ larger.mask) ~ (smaller.mask)",
        "DictScan ~ growing ? dict.main : dict.target; ~ growing ? dict.target : dict.main;",
        // The capture
        "Capture ~ mark(group) ? handOver(group) : 1 ~ handOver(group)",
        "Capture ~ bucket < table.size(); bucket += groups ~ bucket < groups; bucket += groups",
        "Capture ~ clearedTarget = dict.target; ~ ;",
        "Capture ~ Math.min(dict.main.size(), dict.target.size()) ~ Math.max(dict.main.size(),"
            + " dict.target.size())",
        "Capture ~ dict.fewestBuckets = groups; ~ ;",
        "HashTable ~ capture.takeOver(); ~ ;",
        "Dict ~ capture.beforeChange(hashOfKey(node.key())); ~ ;",
      })
  void bug_isFound(String source, String text, @Nullable String by) throws Exception {
    assertThat(outcome(source, text, Objects.requireNonNullElse(by, "")))
        .as("the run of a dict with a bug")
        .isNotNull();
  }

  @Test
  void withoutABug_nothingIsFound() throws Exception {
    assertThat(outcome("Dict", "", "")).isNull();
  }

  /** What a run with a changed source throws, or null. */
  private @Nullable Throwable outcome(String source, String text, String by) throws Exception {
    compile(source, text, by);
    var loader = new PlantedLoader(new URL[] {folder.toUri().toURL()});
    loader.setDefaultAssertionStatus(true);
    try (loader) {
      var run = loader.loadClass(DictRun.class.getName());
      var runAll = run.getDeclaredMethod("runAll", int.class);
      runAll.setAccessible(true);
      runAll.invoke(null, 6000);
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
      super(urls, DictPlantedBugsTest.class.getClassLoader());
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
