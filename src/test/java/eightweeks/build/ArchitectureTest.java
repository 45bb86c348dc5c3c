package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/architecture.adoc says about the code is so. */
final class ArchitectureTest {
  private static final Path PAGE = Path.of("docs", "architecture.adoc");
  private static final Path SOURCES = Path.of("src", "main", "java", "eightweeks");

  /** The first cell of a row that is one name in backquotes. */
  private static final Pattern ROOM = Pattern.compile("(?m)^\\| `([a-z]+)`$");

  /** A class in backquotes, with its package, and perhaps a method: `config.Config`. */
  private static final Pattern CLASS =
      Pattern.compile("`(?:(week\\d)\\.)?([a-z]+)\\.([A-Z][A-Za-z]+)`");

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }

  @Test
  void packagesOfWeek1_areThoseThatAreThere() throws IOException {
    var named = new ArrayList<String>();
    var table = page().split("== The packages of week 1")[1].split("\n== ")[0];
    var match = ROOM.matcher(table);
    while (match.find()) {
      named.add(match.group(1));
    }
    try (var entries = Files.list(SOURCES.resolve("week1"))) {
      var there =
          entries
              .filter(Files::isDirectory)
              .map(folder -> folder.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(named).containsExactlyInAnyOrderElementsOf(there);
    }
  }

  @Test
  void classesThatArePointedAt_areThere() throws IOException {
    var missing = new ArrayList<String>();
    int seen = 0;
    var match = CLASS.matcher(page());
    while (match.find()) {
      seen++;
      var file = match.group(2) + "/" + match.group(3) + ".java";
      var weeks =
          match.group(1) == null ? List.of("week1", "week2", "week3") : List.of(match.group(1));
      if (weeks.stream().noneMatch(week -> Files.exists(SOURCES.resolve(week).resolve(file)))) {
        missing.add(match.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(seen).isGreaterThan(10);
  }
}
