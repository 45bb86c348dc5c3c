package eightweeks.differential;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week3.commanddocs.Argument;
import eightweeks.week3.commanddocs.ArgumentSyntax;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is said to two servers: everything in the command table, and the same for a seed. */
final class GeneratorTest {
  private static final int EPISODES = 300;
  private static final int STEPS = 400;

  private final CommandTable table = TestServer.start().parts().commands();
  private final Generator generator;

  GeneratorTest() throws IOException {
    generator = new Generator(table);
  }

  @Test
  void sameSeed_saysTheSame() {
    assertThat(generator.episode(7, STEPS)).isEqualTo(generator.episode(7, STEPS));
    assertThat(generator.episode(7, STEPS)).isNotEqualTo(generator.episode(8, STEPS));
  }

  @Test
  void episodes_sayEveryCommandAndEveryOption() {
    var missing = new TreeSet<String>();
    for (var command : generator.commands()) {
      missing.add(command.fullName());
      ArgumentSyntax.parse(command.spec().arguments())
          .forEach(argument -> tokens(command, argument, missing));
    }
    var rules = new Rules(table);
    for (int seed = 1; seed <= EPISODES && !missing.isEmpty(); seed++) {
      for (var step : generator.episode(seed, STEPS)) {
        var command = rules.command(step.words());
        if (command != null) {
          missing.remove(command.fullName());
          step.words().forEach(word -> missing.remove(option(command, word)));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static void tokens(Command command, Argument argument, TreeSet<String> all) {
    if (argument.token() != null) {
      all.add(option(command, argument.token()));
    }
    argument.parts().forEach(part -> tokens(command, part, all));
  }

  private static String option(Command command, String word) {
    return command.fullName() + " " + word.toUpperCase(Locale.ROOT);
  }

  @Test
  void excludedCommands_areInTheTableWithAReason() throws IOException {
    var notBuiltYet = List.of("monitor", "lolwut");
    Generator.excluded()
        .forEach(
            (name, reason) -> {
              assertThat(reason).as(name).isNotBlank();
              if (!notBuiltYet.contains(name)) {
                assertThat(table.findByFullName(name)).as(name).isNotNull();
              }
            });
  }

  @Test
  void knownDifferences_canBeRead() throws IOException {
    assertThat(KnownDifferences.from("7.0.15").unused()).isNotEmpty();
    assertThat(KnownDifferences.from("7.2.6").unused())
        .allSatisfy(line -> assertThat(line).startsWith("all\t"));
  }
}
