package eightweeks.study.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The text of a simulated failover. */
final class SimulatedFailoverTest {
  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void text_tellsWhoSeesWhat_inTheOrderOfTime() throws Exception {
    var text = SimulatedFailover.text(7);
    assertThat(text.lines().map(line -> line.replaceFirst("^ *[0-9.]+  ", "").split(" {2,}")))
        .map(columns -> columns[columns.length - 1].split(" ")[0])
        .containsSubsequence(
            "===",
            "+sdown",
            "+odown",
            "+try-failover",
            "+vote-for-leader",
            "+elected-leader",
            "+selected-slave",
            "MASTER",
            "+promoted-slave",
            "+switch-master",
            "===",
            "-sdown",
            "REPLICAOF");
    assertThat(text).contains("+vote-for-leader <sentinel ").doesNotContain("user request");
    assertThat(SimulatedFailover.text(7)).isEqualTo(text);
  }

  /** The seeds have each kind of failure; the old master follows the new one in the end. */
  @Test
  void eachSeed_endsWithAllSentinelsOnTheNewMaster() throws Exception {
    var failures = new HashSet<String>();
    for (int seed = 0; seed < 8; seed++) {
      var text = SimulatedFailover.text(seed);
      assertThat(count(text, "+switch-master")).as("seed %s", seed).isEqualTo(3);
      assertThat(text.substring(text.lastIndexOf("===")))
          .as("seed %s", seed)
          .contains("server 1    REPLICAOF");
      failures.add(
          text.substring(text.indexOf("==="), text.indexOf("===", text.indexOf("===") + 3)));
    }
    assertThat(failures).hasSize(3);
  }
}
