package eightweeks.week3.commanddocs;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week3.commanddocs.CommandHistory.Change;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class CommandHistoryTest {
  /** The commands of a Sentinel, which a server has not. */
  private static final Set<String> OF_SENTINELS = Set.of("sentinel|config", "sentinel|slaves");

  private final CommandHistory history = new CommandHistory();

  private static List<String[]> rows() throws IOException {
    try (var table = CommandHistory.class.getResourceAsStream("history.tsv")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }

  @Test
  void changes_comeOldestFirst() {
    assertThat(history.of("zadd"))
        .containsExactly(
            new Change("2.4.0", "Takes more than one member."),
            new Change("3.0.2", "Takes XX, NX, CH and INCR."),
            new Change("6.2.0", "Takes GT and LT."));
    assertThat(history.deprecation("zadd")).isNull();
  }

  @Test
  void deprecation_saysWhatToUseInstead() {
    assertThat(history.deprecation("setnx"))
        .isEqualTo(new Change("2.6.12", "`SET` with the `NX` argument"));
    assertThat(history.of("setnx")).isEmpty();
  }

  @Test
  void commandThatNeverChanged_hasNoHistory() {
    assertThat(history.of("echo")).isEmpty();
    assertThat(history.deprecation("none")).isNull();
  }

  /** Otherwise a wrong name in the table would be a history that no command shows. */
  @Test
  void everyRow_isOfACommandAndComplete() throws IOException {
    var names = new TreeSet<>(OF_SENTINELS);
    for (var command : TestServer.start().parts().commands().all()) {
      names.add(command.fullName());
      if (command instanceof ContainerCommand container) {
        container.subcommands().forEach(sub -> names.add(sub.fullName()));
      }
    }
    assertThat(rows())
        .hasSize(102)
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(4);
              assertThat(names).contains(row[0]);
              assertThat(row[2]).matches("\\d+\\.\\d+\\.\\d+");
              assertThat(row[3]).isNotBlank();
            });
  }

  /** A version is compared number by number: 2.8.12 comes before 3.0.0 and behind 2.8.9. */
  @Test
  void rowsOfACommand_areInTheOrderOfTheVersions() throws IOException {
    var byCommand = new ArrayList<String>();
    for (var row : rows()) {
      if (row[1].equals("history")) {
        var parts = row[2].split("\\.");
        byCommand.add("%s %3s.%3s.%3s".formatted(row[0], parts[0], parts[1], parts[2]));
      }
    }
    assertThat(byCommand).isSorted();
  }
}
