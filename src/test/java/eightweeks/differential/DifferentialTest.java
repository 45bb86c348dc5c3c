package eightweeks.differential;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Peer;
import eightweeks.harness.SocketServer;
import eightweeks.harness.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random commands said to ours and to a real redis-server, which both save and load at random
 * moments.
 *
 * <p>Episodes of a few hundred steps have a seed each. Properties:
 *
 * <ul>
 *   <li>{@code -Ddifferential.seed=17}: the first seed; a report names the one to repeat it with.
 *   <li>{@code -Ddifferential.steps=1000000}: how many steps altogether.
 *   <li>{@code -Ddifferential.peer=/path/to/redis-server}: another server than the installed one;
 *       one of 7.2 is compared without the list of known differences.
 *   <li>{@code -Ddifferential.unused=true}: prints the known differences that were never seen.
 *   <li>{@code -Ddifferential.reports=10}: goes on until there are this many different reports.
 * </ul>
 */
final class DifferentialTest {
  private static final int EPISODE = 400;
  private static final int TIMEOUT_MILLIS = Integer.getInteger("differential.timeout", 20_000);
  private static final int TRIALS = 400;
  private static final String[] OPTIONS = {
    "--databases",
    "" + Duel.DATABASES,
    "--proto-max-bulk-len",
    "1048576",
    "--enable-debug-command",
    "yes",
    "--save",
    ""
  };

  @TempDir private Path folder;

  @Test
  void randomCommands_haveTheSameReplies() throws Exception {
    String program = System.getProperty("differential.peer", "redis-server");
    Peer.assumeThere(program);
    try (var peer = Peer.startProgram(program, folder, OPTIONS);
        var server = SocketServer.start(OPTIONS);
        var ours = new Side(server.port(), TIMEOUT_MILLIS);
        var theirs = new Side(peer.port(), TIMEOUT_MILLIS)) {
      var table = TestServer.start().parts().commands();
      var duel = new Duel(ours, theirs, table, server.disk(), folder);
      var reports = fight(duel, new Generator(table));
      if (Boolean.getBoolean("differential.unused")) {
        duel.known().unused().forEach(line -> System.out.println("never seen: " + line));
      }
      assertThat(reports).as("differences").isEmpty();
    }
  }

  private static List<String> fight(Duel duel, Generator generator) throws IOException {
    long seed = Long.getLong("differential.seed", 1);
    long steps = Long.getLong("differential.steps", 40_000);
    int wanted = Integer.getInteger("differential.reports", 1);
    var reports = new ArrayList<String>();
    var kinds = new HashSet<String>();
    long done = 0;
    for (; done < steps && reports.size() < wanted; seed++, done += EPISODE) {
      var episode = Reloads.mixedInto(generator.episode(seed, EPISODE), seed);
      var difference = duel.run(episode);
      if (difference != null && kinds.add(difference.what())) {
        reports.add(report(duel, seed, episode, difference));
        System.out.println(reports.getLast());
      }
    }
    System.out.printf(
        "differential: %d steps, %d commands compared, %d times saved and loaded, the last seed was"
            + " %d%n",
        done, duel.said(), duel.reloads(), seed - 1);
    return reports;
  }

  private static String report(Duel duel, long seed, List<Step> episode, Difference difference)
      throws IOException {
    var few = new Shrinker(duel::run, TRIALS).shrink(episode, difference);
    var again = duel.run(few);
    var text = new StringBuilder("seed " + seed + ", " + difference + "\n");
    text.append("again: -Ddifferential.seed=").append(seed);
    text.append(" -Ddifferential.steps=").append(EPISODE).append('\n');
    if (again == null) {
      return text.append("It is not seen a second time.\n").toString();
    }
    text.append("The same with few steps:\n");
    few.forEach(step -> text.append("  ").append(step).append('\n'));
    return text.append(again).append('\n').toString();
  }
}
