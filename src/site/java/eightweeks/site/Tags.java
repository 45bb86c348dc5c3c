package eightweeks.site;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tagged regions of a file, {@code tag::words[]} to {@code end::words[]}, chosen from as
 * Asciidoctor's include directive does: {@code tag=words}, {@code tags=words;!day07-hole}, {@code
 * lines=3..9}.
 */
final class Tags {
  static final Pattern DIRECTIVE = Pattern.compile("\\b(tag|end)::([\\w.-]+)\\[]");

  private final String file;
  private final List<String> lines;

  Tags(String file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Returns whether a line only begins or ends a region. */
  static boolean isDirective(String line) {
    return DIRECTIVE.matcher(line).find();
  }

  /** Returns the names, in order. */
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (var line : lines) {
      var match = DIRECTIVE.matcher(line);
      if (match.find() && match.group(1).equals("tag")) {
        names.add(match.group(2));
      }
    }
    return names;
  }

  /** Returns the first and last line of a region, those of its directives included; from 1. */
  Map<String, int[]> regions() {
    var regions = new LinkedHashMap<String, int[]>();
    for (int i = 0; i < lines.size(); i++) {
      var match = DIRECTIVE.matcher(lines.get(i));
      if (match.find()) {
        var region = regions.computeIfAbsent(match.group(2), _ -> new int[2]);
        if (match.group(1).equals("end")) {
          region[1] = i + 1;
        } else if (region[0] == 0) {
          region[0] = i + 1;
        }
      }
    }
    return regions;
  }

  /**
   * Returns the numbers of the lines that an include directive shows, from 1.
   *
   * @param options what stands in its brackets
   * @throws SiteException if a tag is missing, without the place, which the caller knows
   */
  List<Integer> select(Map<String, String> options) {
    var wanted = options.getOrDefault("tags", options.get("tag"));
    if (wanted != null) {
      return tagged(wanted);
    }
    var chosen = new ArrayList<Integer>();
    var ranges = options.get("lines");
    for (int i = 1; i <= lines.size(); i++) {
      if ((ranges == null || inRanges(ranges, i)) && !isDirective(lines.get(i - 1))) {
        chosen.add(i);
      }
    }
    return chosen;
  }

  private List<Integer> tagged(String wanted) {
    var choice = new HashMap<String, Boolean>();
    for (var name : wanted.split("[;,]")) {
      boolean not = name.strip().startsWith("!");
      choice.put(not ? name.strip().substring(1) : name.strip(), !not);
    }
    var there = names();
    for (var name : choice.keySet()) {
      if (!there.contains(name)) {
        throw new SiteException(
            file
                + " has no tag \""
                + name
                + "\". Its tags: "
                + (there.isEmpty() ? "none" : String.join(", ", there))
                + ". Put // tag::"
                + name
                + "[] and // end::"
                + name
                + "[] around the lines, or name another.");
      }
    }
    boolean outside = !choice.containsValue(true);
    var chosen = new ArrayList<Integer>();
    var open = new ArrayDeque<String>();
    for (int i = 1; i <= lines.size(); i++) {
      var match = DIRECTIVE.matcher(lines.get(i - 1));
      if (match.find()) {
        if (choice.containsKey(match.group(2))) {
          if (match.group(1).equals("tag")) {
            open.push(match.group(2));
          } else {
            open.remove(match.group(2));
          }
        }
      } else if (open.isEmpty() ? outside : choice.getOrDefault(open.peek(), false)) {
        chosen.add(i);
      }
    }
    if (!open.isEmpty()) {
      throw new SiteException(
          file
              + " begins the tag \""
              + open.peek()
              + "\" and never ends it. Put // end::"
              + open.peek()
              + "[] behind its last line.");
    }
    while (!chosen.isEmpty() && lines.get(chosen.getLast() - 1).isBlank()) {
      chosen.removeLast();
    }
    if (chosen.isEmpty()) {
      throw new SiteException(file + " has nothing between the tags \"" + wanted + "\".");
    }
    return chosen;
  }

  private static boolean inRanges(String ranges, int line) {
    return Arrays.stream(ranges.split("[;,]"))
        .anyMatch(
            range -> {
              var ends = range.strip().split("\\.\\.", -1);
              int from = Integer.parseInt(ends[0]);
              int to =
                  ends.length == 1
                      ? from
                      : ends[1].isEmpty() || ends[1].equals("-1")
                          ? Integer.MAX_VALUE
                          : Integer.parseInt(ends[1]);
              return line >= from && line <= to;
            });
  }
}
