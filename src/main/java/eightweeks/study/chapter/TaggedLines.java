package eightweeks.study.chapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a file that an include shows: those between {@code tag::words[]} and {@code
 * end::words[]}, less those of tags with a {@code !}, as Asciidoctor chooses them.
 */
final class TaggedLines {
  private static final Pattern DIRECTIVE = Pattern.compile("\\b(tag|end)::([\\w.-]+)\\[]");

  /** Says why no lines can be chosen; the message stands after the file's name. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  private TaggedLines() {}

  /**
   * Returns the lines that some tags choose.
   *
   * @param wanted as written in the include; empty for all
   */
  static List<String> of(List<String> lines, String wanted) throws Missing {
    var choice = new HashMap<String, Boolean>();
    for (var name : wanted.isEmpty() ? new String[0] : wanted.split("[;,]")) {
      boolean not = name.startsWith("!");
      choice.put(not ? name.substring(1) : name, !not);
    }
    var chosen = new ArrayList<String>();
    var open = new ArrayDeque<String>();
    var there = new LinkedHashSet<String>();
    boolean outside = !choice.containsValue(true);
    for (var line : lines) {
      var match = DIRECTIVE.matcher(line);
      if (match.find()) {
        var name = match.group(2);
        there.add(name);
        if (choice.containsKey(name)) {
          if (match.group(1).equals("tag")) {
            open.push(name);
          } else {
            open.remove(name);
          }
        }
      } else if (open.isEmpty() ? outside : choice.getOrDefault(open.peek(), false)) {
        chosen.add(line);
      }
    }
    for (var name : choice.keySet()) {
      if (!there.contains(name)) {
        throw new Missing(
            "has no tag \"%s\" (it has: %s)"
                .formatted(name, there.isEmpty() ? "none" : String.join(", ", there)));
      }
    }
    if (!open.isEmpty()) {
      throw new Missing("never ends the tag \"" + open.peek() + "\"");
    }
    while (!chosen.isEmpty() && chosen.getLast().isBlank()) {
      chosen.removeLast();
    }
    if (chosen.isEmpty()) {
      throw new Missing("has no lines between the tags \"" + wanted + "\"");
    }
    return chosen;
  }
}
