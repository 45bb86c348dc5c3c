package eightweeks.week1.config;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Glob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds directives and their values, for CONFIG GET.
 *
 * <p>Answers to {@code config.c: configGetCommand()}. A directive that has an alias is found under
 * each of its two names. A pattern without a wildcard is a name: the reply has it as the client
 * wrote it, and it finds hidden directives too.
 */
public final class ConfigGet {
  private final Config config;

  public ConfigGet(Config config) {
    this.config = config;
  }

  /**
   * Returns the names and values of the directives that match one of the patterns, each name once,
   * in the order of the patterns and then of declaration.
   */
  public Map<String, String> get(List<String> patterns) {
    var found = new LinkedHashMap<String, String>();
    var seen = new TreeMap<String, Boolean>(String.CASE_INSENSITIVE_ORDER);
    for (var pattern : patterns) {
      if (pattern.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
        var directive = config.find(pattern);
        if (directive != null && seen.put(pattern, true) == null) {
          found.put(pattern, directive.text());
        }
        continue;
      }
      var glob = Ascii.bytes(pattern);
      for (var directive : config.directives()) {
        for (var name : directive.names()) {
          if (!directive.is(Flag.HIDDEN)
              && Glob.matchesIgnoreCase(glob, Ascii.bytes(name))
              && seen.put(name, true) == null) {
            found.put(name, directive.text());
          }
        }
      }
    }
    return found;
  }
}
