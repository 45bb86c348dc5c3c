package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eightweeks.harness.BesideOthers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Types the console sessions of all pages, and gets what is printed there.
 *
 * <p>One page, with all that it prints: {@code mvn -B test -Dtest=SessionsTest
 * -Dsessions=weeks/week1/day07-resp.adoc}.
 */
@BesideOthers
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SessionsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final String WANTED = System.getProperty("sessions", "");

  private static final Pattern NOT_EVERYWHERE =
      Pattern.compile(
          "(?<![\\w/.-])(?:redis-(?:server|cli|benchmark)|bash|curl|python3)(?![\\w/.-])");

  /** What needs the server compiled for the course. */
  private static final Pattern COMPILED =
      Pattern.compile("bin/study (?:check|diff|measure|rdb|serve|simulate|trace)");

  private static final ScratchRepository SCRATCH =
      new ScratchRepository(ROOT, ROOT.resolve("target/sessions/eightweeks"));

  @BeforeAll
  static void onUnix() {
    assumeTrue(File.separatorChar == '/', "the sessions are those of a Unix shell");
  }

  /** Returns all pages that have sessions. */
  static List<String> pages() throws IOException {
    var pages = new ArrayList<String>();
    for (var top : List.of("README.adoc", "CONTRIBUTING.adoc", "docs", "weeks")) {
      try (var walk = Files.walk(ROOT.resolve(top))) {
        walk.filter(file -> file.toString().endsWith(".adoc"))
            .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
            .filter(name -> WANTED.isEmpty() || name.equals(WANTED))
            .sorted()
            .forEach(pages::add);
      }
    }
    return pages.stream().filter(SessionsTest::hasSessions).toList();
  }

  private static boolean hasSessions(String name) {
    var page = page(ROOT, name);
    return !page.blocks().isEmpty() || !page.problems().isEmpty();
  }

  private static SessionPage page(Path root, String name) {
    try {
      return SessionPage.parse(name, Files.readAllLines(root.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void sessions_printWhatThePageSays(String name) throws Exception {
    var page = page(ROOT, name);
    var missing = missingPrograms(page);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(missing).as("%s needs these programs installed", name).isEmpty();
    }
    assumeTrue(missing.isEmpty(), name + " is not tried: on the PATH there is no " + missing);
    assertThat(problems(page, SCRATCH, !WANTED.isEmpty())).isEmpty();
  }

  /** Programs of a real Redis, and others not everywhere, that a page uses and that are missing. */
  private static List<String> missingPrograms(SessionPage page) {
    var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    return page.blocks().stream()
        .flatMap(block -> block.steps().stream())
        .flatMap(step -> NOT_EVERYWHERE.matcher(step.text()).results().map(MatchResult::group))
        .distinct()
        .filter(
            program ->
                Stream.of(path).noneMatch(place -> Files.isExecutable(Path.of(place, program))))
        .toList();
  }

  /** What is wrong with the sessions of a page: a paragraph each that says what to do. */
  static List<String> problems(SessionPage page, ScratchRepository scratch, boolean show)
      throws Exception {
    var problems = new ArrayList<>(page.problems());
    if (!page.blocks().isEmpty()) {
      scratch.renew(usesCompiledServer(page));
      try (var run = new SessionRun(page, scratch)) {
        for (var mismatch : run.run()) {
          problems.add("%s, line %d: %s".formatted(page.name(), mismatch.line(), mismatch.text()));
        }
        if (show) {
          System.out.println(run.transcript());
        }
      }
    }
    if (problems.size() > page.problems().size()) {
      problems.add(
          "If what is printed is right, put it on the page; if the page is right, mend the code."
              + " What differs from run to run is written as ..."
              + " (docs/decisions/0004-chapters.adoc). To see all that the page prints: mvn -B test"
              + " -Dtest=SessionsTest -Dsessions="
              + page.name());
    }
    return problems;
  }

  private static boolean usesCompiledServer(SessionPage page) {
    return page.blocks().stream()
        .flatMap(block -> block.steps().stream())
        .anyMatch(step -> COMPILED.matcher(step.text()).find());
  }

  /**
   * For authors: types the sessions of a page, prints what comes back, then what differs.
   *
   * @param words the repository's folder, a folder for the copy that stays, the pages
   */
  public static void main(String[] words) throws Exception {
    var root = Path.of(words[0]);
    var scratch = new ScratchRepository(root, Path.of(words[1]));
    boolean well = true;
    for (var name : Stream.of(words).skip(2).toList()) {
      var problems = problems(page(root, name), scratch, true);
      problems.forEach(System.out::println);
      well &= problems.isEmpty();
    }
    System.out.println(well ? "All sessions print what the page says." : "Something differs.");
    System.exit(well ? 0 : 1);
  }
}
