package eightweeks.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** A page of every kind that the site has, as paths from its root. */
final class Pages {
  static final String HOME = "index.html";
  static final String CARDS = "cards.html";
  static final String DAY_05 = "weeks/week1/day05-turn.html";
  static final String DAY_07 = "weeks/week1/day07-resp.html";
  static final String SOURCE = "src/main/java/eightweeks/week1/resp/Query.java.html";
  static final String CONSOLE = "docs/console.html";
  static final String FIGURES = "docs/figures.html";
  static final String FAILOVER = "docs/failover.html";
  static final String CONFIGURATION = "reference/configuration.html";

  private Pages() {}

  /** One of each kind, and every day. */
  static List<String> ofEveryKind() {
    var days = days();
    var rest =
        Stream.of(
            HOME,
            "weeks/index.html",
            CARDS,
            "weeks/week1/index.html",
            "exercises/week1/day07-resp/hints.html",
            "solutions/week1/day07-resp/solution.html",
            "src/main/java/index.html",
            "src/main/java/eightweeks/week1/resp/index.html",
            SOURCE,
            "reference/commands/index.html",
            "reference/commands/set.html",
            CONFIGURATION,
            "reference/c-to-java.html",
            "reference/java-to-c.html",
            "docs/index.html",
            "docs/glossary.html",
            CONSOLE,
            FIGURES,
            FAILOVER,
            "docs/architecture.html",
            "weeks/week2/index.html",
            "docs/workshop/half-day.html",
            "docs/workshop/two-days.html",
            "docs/workshop/handout.html",
            "docs/decisions/0002-transport.html",
            "docs/decisions/0004-chapters.html",
            "docs/reference/structures-dict.html",
            "README.html",
            "LICENSE.html");
    return Stream.concat(days.stream(), rest).toList();
  }

  /** Returns the pages of the days that are written, in order. */
  static List<String> days() {
    return matching("weeks/week\\d/day\\d\\d-[a-z-]+\\.html");
  }

  /** Returns all pages whose path from the root matches a pattern, in order. */
  static List<String> matching(String pattern) {
    try (var files = Files.walk(Reader.SITE)) {
      return files
          .map(file -> Reader.SITE.relativize(file).toString().replace('\\', '/'))
          .filter(path -> path.endsWith(".html") && path.matches(pattern))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
