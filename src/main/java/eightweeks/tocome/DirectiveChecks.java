package eightweeks.tocome;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week2.doubles.DoubleReader;
import java.util.List;

/** What the directives of weeks that are not there refuse, besides what their types refuse. */
final class DirectiveChecks {
  private DirectiveChecks() {}

  /** Checks a new value of a directive that is a text. */
  static void text(String directive, String text) throws DirectiveException {
    switch (directive) {
      case "dbfilename" -> fileName(text);
      case "appendfilename" -> nonEmptyFileName(directive, "filename", text);
      case "appenddirname" -> nonEmptyFileName(directive, "dirname", text);
      case "notify-keyspace-events" -> eventClasses(text);
      default -> {}
    }
  }

  /** Checks a new value of a directive that is a list of words. */
  static void words(String directive, List<String> words) throws DirectiveException {
    switch (directive) {
      case "replicaof" -> master(words);
      case "oom-score-adj-values" -> oomScores(words);
      case "latency-tracking-info-percentiles" -> percentiles(words);
      default -> {}
    }
  }

  private static void refuse(boolean bad, String reason) throws DirectiveException {
    if (bad) {
      throw new DirectiveException(reason);
    }
  }

  private static void fileName(String name) throws DirectiveException {
    refuse(isPath(name), "dbfilename can't be a path, just a filename");
  }

  private static void nonEmptyFileName(String directive, String kind, String name)
      throws DirectiveException {
    refuse(name.isEmpty(), directive + " can't be empty");
    refuse(isPath(name), directive + " can't be a path, just a " + kind);
  }

  private static boolean isPath(String name) {
    return name.contains("/") || name.contains("\\");
  }

  private static void eventClasses(String classes) throws DirectiveException {
    refuse(
        !classes.chars().allMatch(c -> "Ag$lshzxeKEtmdn".indexOf(c) >= 0),
        "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
  }

  private static void master(List<String> words) throws DirectiveException {
    refuse(words.size() != 2, "wrong number of arguments");
    boolean none = words.get(0).equalsIgnoreCase("no") && words.get(1).equalsIgnoreCase("one");
    refuse(!none && !isNumber(words.get(1), 0, 65535), "Invalid master port");
  }

  private static void oomScores(List<String> words) throws DirectiveException {
    refuse(words.size() != 3, "wrong number of arguments");
    for (var word : words) {
      refuse(
          !isNumber(word, -2000, 2000),
          "Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
    }
  }

  private static boolean isNumber(String word, long least, long most) {
    var bytes = Ascii.bytes(word);
    long number = Numbers.parse(bytes, 0, bytes.length);
    return number >= least && number <= most;
  }

  private static void percentiles(List<String> words) throws DirectiveException {
    for (var word : words) {
      var bytes = Ascii.bytes(word);
      double percentile = DoubleReader.parse(bytes, 0, bytes.length);
      refuse(Double.isNaN(percentile), "Invalid latency-tracking-info-percentiles parameters");
      refuse(
          percentile < 0 || percentile > 100,
          "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
    }
  }
}
