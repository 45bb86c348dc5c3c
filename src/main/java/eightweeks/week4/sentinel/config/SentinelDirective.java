package eightweeks.week4.sentinel.config;

import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.config.FileDirective;
import eightweeks.week1.config.Rewriting;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The directive {@code sentinel}, whose first word is the option that it sets.
 *
 * <p>Answers to {@code sentinel.c: queueSentinelConfig(), loadSentinelConfigFromQueue()}. The lines
 * wait until the whole configuration was read. Then first those are handled on which the monitored
 * masters depend ({@code resolve-hostnames}), then {@code sentinel monitor}, then all others. So
 * their order in the file does not matter.
 */
public final class SentinelDirective implements FileDirective {
  private static final Set<String> BEFORE_MASTERS =
      Set.of(
          "announce-ip",
          "announce-port",
          "deny-scripts-reconfig",
          "sentinel-user",
          "sentinel-pass",
          "current-epoch",
          "myid",
          "resolve-hostnames",
          "announce-hostnames");

  /** A line that waits. */
  private record Line(List<String> words, int number, String text) {
    /** Returns when it is its turn: 0, 1, 2. */
    int order() {
      var option = words.getFirst().toLowerCase(Locale.ROOT);
      return BEFORE_MASTERS.contains(option) ? 0 : option.equals("monitor") ? 1 : 2;
    }
  }

  private final OptionReader reader;
  private final StateLines lines;
  private final List<Line> waiting = new ArrayList<>();

  public SentinelDirective(SentinelState state, OptionReader reader) {
    this.reader = reader;
    lines = new StateLines(state);
  }

  @Override
  public void read(List<String> words) {
    read(words, 1, String.join(" ", words));
  }

  /** A line without an option only says that this is a Sentinel. */
  @Override
  public void read(List<String> words, int number, String line) {
    if (!words.isEmpty()) {
      waiting.add(new Line(List.copyOf(words), number, line));
    }
  }

  /**
   * Handles all lines that wait.
   *
   * @throws DirectiveException if one of them is wrong
   */
  public void apply() throws DirectiveException {
    for (int order = 0; order <= 2; order++) {
      for (var line : waiting) {
        if (line.order() == order) {
          apply(line);
        }
      }
    }
    waiting.clear();
  }

  private void apply(Line line) throws DirectiveException {
    try {
      reader.read(line.words());
    } catch (DirectiveException e) {
      throw new DirectiveException(e.reason(), line.number(), line.text());
    }
  }

  /** Each option has lines of its own when the file is rewritten. */
  @Override
  public String option(String name, List<String> words) {
    return words.isEmpty() ? name : name + " " + words.getFirst().toLowerCase(Locale.ROOT);
  }

  @Override
  public void rewrite(Rewriting file) {
    lines.write(file);
  }
}
