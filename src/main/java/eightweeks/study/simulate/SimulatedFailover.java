package eightweeks.study.simulate;

import eightweeks.Redis;
import eightweeks.study.serve.GraftedServer;
import eightweeks.week1.startup.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Prints a failover on virtual time. The seed chooses the delays of the network, when the master
 * fails, and how. The text says who sees what when: it is made from the logs of all six machines.
 *
 * <p>Started as {@code java -cp graft:classes -Deightweeks.grafts=eightweeks.week1.resp.Query,…
 * eightweeks.study.simulate.SimulatedFailover 7 failover.svg}; the file may be left out. It takes
 * less than a second, and the same seed gives the same text.
 */
public final class SimulatedFailover {
  private static final String CLIENTS = "--clients";
  private static final String MIN_REPLICAS = "--min-replicas";
  private static final String WAIT = "--wait";
  private static final int WIDTH_OF_TIME = 7;
  private static final int WIDTH_OF_NAME = 10;

  private SimulatedFailover() {}

  /** Prints the failover of the seed that the first argument is. */
  public static void main(String[] words) throws IOException, ReflectiveOperationException {
    long seed = Long.parseLong(words[0]);
    var more = List.of(words).subList(1, words.length);
    var grafts = System.getProperty("eightweeks.grafts", "");
    var weeks = weeks(grafts.isEmpty() ? List.of() : List.of(grafts.split(",")));
    List<Seen> seen;
    if (more.contains(CLIENTS)) {
      var setting = new Setting(more.contains(MIN_REPLICAS), more.contains(WAIT));
      var run = WritesRun.of(seed, weeks, setting);
      seen = run.seen();
      System.out.print(text(seen) + run.summary());
    } else {
      seen = Story.of(seed, weeks);
      System.out.print(text(seen));
    }
    if (!more.isEmpty() && !more.getLast().startsWith("--")) {
      var title = "A failover on virtual time, seed " + seed;
      var machines = seen.stream().filter(each -> Failover.names().contains(each.who())).toList();
      Files.writeString(Path.of(more.getLast()), FailoverDiagram.of(title, machines));
    }
  }

  /**
   * Returns the features of all weeks.
   *
   * @param grafts names of classes in place of the server's; features among them are installed
   */
  static Weeks weeks(List<String> grafts) throws ReflectiveOperationException {
    var server = new ArrayList<Feature>(Redis.features());
    for (var graft : grafts) {
      GraftedServer.addFeature(Class.forName(graft), server);
    }
    return new Weeks(server, Redis.sentinelFeatures());
  }

  /** Returns a line for each thing that a machine has seen. */
  static String text(List<Seen> seen) {
    var text = new StringBuilder("seconds  who         what\n");
    var explained = new HashSet<String>();
    for (var each : seen) {
      var time = each.seconds();
      var line =
          " ".repeat(Math.max(0, WIDTH_OF_TIME - time.length()))
              + time
              + "  "
              + each.who()
              + " ".repeat(Math.max(0, WIDTH_OF_NAME - each.who().length()))
              + "  ";
      text.append(line).append(each.what()).append('\n');
      var meaning = explained.add(each.event()) ? Meaning.of(each.event()) : "";
      if (!meaning.isEmpty()) {
        text.append(" ".repeat(line.length())).append("  (").append(meaning).append(")\n");
      }
    }
    return text.toString();
  }
}
