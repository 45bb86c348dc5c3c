package eightweeks.differential;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What ours replies otherwise than a real server, from the resource {@code known-differences.tsv}:
 * where 7.2 differs from 7.0, and the few places where we chose to.
 *
 * <p>A line has six columns: the versions from which ours differs ({@code 7.0}, or {@code all});
 * {@code reply}, or {@code skip} for what a 7.0 is not even told because its state would be another
 * afterwards, or {@code stop} where an episode cannot go on afterwards, or {@code number} for what
 * differs in how numbers are written; three regular expressions for the command, our reply and
 * theirs, all of them without regard to case; and the reason. {@code OBJECT ENCODING} also stands
 * for the comparison of whole states.
 */
final class KnownDifferences {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?(e[-+]?[0-9]+)?");

  private final List<Entry> entries = new ArrayList<>();

  private static final class Entry {
    private final String how;
    private final Pattern command;
    private final Pattern ours;
    private final Pattern theirs;
    private final String line;
    private int matches;

    Entry(String line) {
      var columns = line.split("\t", -1);
      if (columns.length != 6 || columns[5].isBlank()) {
        throw new IllegalArgumentException("six columns are needed: " + line);
      }
      how = columns[1];
      command = pattern(columns[2]);
      ours = pattern(columns[3]);
      theirs = pattern(columns[4]);
      this.line = line;
    }

    boolean applies(String ourReply, String theirReply) {
      return switch (how) {
        case "reply", "stop" ->
            ours.matcher(ourReply).matches() && theirs.matcher(theirReply).matches();
        case "number" -> numbers(ourReply).equals(numbers(theirReply));
        default -> false;
      };
    }

    /** Returns a text with all its numbers written in one way. */
    private static String numbers(String text) {
      return NUMBER.matcher(text).replaceAll(found -> "" + Double.parseDouble(found.group()));
    }

    private static Pattern pattern(String text) {
      return Pattern.compile(text, Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    }
  }

  private boolean stopped;

  private KnownDifferences() {}

  /**
   * Those from a server.
   *
   * @param version what it says to be
   */
  static KnownDifferences from(String version) throws IOException {
    var known = new KnownDifferences();
    for (var line : Generator.lines("/differential/known-differences.tsv")) {
      String since = line.substring(0, line.indexOf('\t'));
      if (since.equals("all") || version.startsWith(since + ".")) {
        known.entries.add(new Entry(line));
      }
    }
    return known;
  }

  /** Returns whether a command is not to be said at all. */
  boolean skips(List<String> words) {
    var line = Step.line(words);
    for (var entry : entries) {
      if (entry.how.equals("skip") && entry.command.matcher(line).matches()) {
        entry.matches++;
        return true;
      }
    }
    return false;
  }

  /** Returns whether these replies to a command are known to differ. */
  boolean explain(List<String> words, String ours, String theirs) {
    var line = Step.line(words);
    for (var entry : entries) {
      if (entry.command.matcher(line).matches() && entry.applies(ours, theirs)) {
        entry.matches++;
        stopped |= entry.how.equals("stop");
        return true;
      }
    }
    return false;
  }

  /** Returns whether the states cannot be compared any more; asking makes it forget. */
  boolean takeStopped() {
    boolean was = stopped;
    stopped = false;
    return was;
  }

  /** Returns the lines that never applied. */
  List<String> unused() {
    return entries.stream().filter(entry -> entry.matches == 0).map(entry -> entry.line).toList();
  }
}
