package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The command pages show what the server does. */
final class CommandExamplesTest {
  private static final CommandExamples EXAMPLES = CommandExamples.read(Path.of(""));

  @Test
  void everyExample_isWhatTheServerReplies() {
    var soft = new SoftAssertions();
    EXAMPLES
        .all()
        .forEach(
            (command, steps) -> {
              var replies = CommandExamples.replies(steps, 2);
              for (int i = 0; i < steps.size(); i++) {
                soft.assertThat(CommandExamples.shown(replies.get(i)))
                    .as("%s: %s", command, steps.get(i).line())
                    .isEqualTo(steps.get(i).shown());
              }
            });
    soft.assertAll();
    assertThat(EXAMPLES.all()).hasSizeGreaterThan(150);
  }

  @Test
  void everyExample_usesItsCommand() {
    EXAMPLES
        .all()
        .forEach(
            (command, steps) ->
                assertThat(steps).as(command).anyMatch(s -> s.line().startsWith(command)));
  }
}
