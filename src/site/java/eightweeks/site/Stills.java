package eightweeks.site;

import eightweeks.page.figure.FigureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The strips of stills that stand for figures on paper, and where no script runs.
 *
 * <p>A strip stands below the snippet of the first of the figure's members that the chapter of its
 * day shows, or where the page has a line {@code // figure: NAME}. The drawings come from the
 * server's own classes, run here on the JVM. On a screen {@link Figures} puts the figure itself in
 * front of the strip.
 */
final class Stills {
  /** The folder of the drawings. */
  static final String FOLDER = "figures";

  /** The class of a strip, before the name of its figure. */
  static final String CSS = "stills-";

  private static final Pattern LINE = Pattern.compile("// figure: (.*)");
  private static final Pattern DAY = Pattern.compile(".*/day(\\d\\d)-[^/]*\\.adoc");
  private static final Pattern CALLOUT = Pattern.compile("<(\\d+|\\.)> .*");

  /** Width of a drawing on paper, in pixels: 450 points. */
  private static final int WIDTH = 600;

  private final String page;

  /**
   * @param page the page that they stand on, from the repository's root
   */
  Stills(String page) {
    this.page = page;
  }

  /** A snippet of the page, and the index of the line behind its block. */
  record Shown(Snippet snippet, int end) {}

  /** Writes the drawings of all figures. */
  static void write(Place place) {
    for (var kind : FigureKind.values()) {
      var scenes = kind.stills();
      for (int i = 0; i < scenes.size(); i++) {
        Place.write(place.woven().resolve(file(kind, i)), scenes.get(i).draw(WIDTH, true) + "\n");
      }
    }
  }

  private static String file(FigureKind kind, int number) {
    return FOLDER + "/" + kind.id() + "-" + (number + 1) + ".svg";
  }

  /** Returns the figure that a line asks for by its name; null if it is another line. */
  static @Nullable String asked(String line) {
    var match = LINE.matcher(line.strip());
    return match.matches() ? match.group(1).strip() : null;
  }

  /** Puts the strips of a chapter below the snippets that they are about. */
  void add(List<String> lines, List<Shown> snippets, List<String> alreadyThere) {
    var day = DAY.matcher(page);
    if (!day.matches()) {
      return;
    }
    int number = Integer.parseInt(day.group(1));
    var strips = new java.util.TreeMap<Integer, List<String>>(java.util.Comparator.reverseOrder());
    for (var kind : FigureKind.values()) {
      var shown = kind.day() == number ? best(kind, snippets) : null;
      if (shown != null && !alreadyThere.contains(kind.id())) {
        strips
            .computeIfAbsent(behindCallouts(lines, shown.end), _ -> new ArrayList<>())
            .addAll(strip(kind));
      }
    }
    strips.forEach(lines::addAll); // the last one first, so that the others' places stay right
  }

  private static @Nullable Shown best(FigureKind kind, List<Shown> snippets) {
    for (var member : kind.members()) {
      for (var shown : snippets) {
        if (shown.snippet.member().equals(member)) {
          return shown;
        }
      }
    }
    return null;
  }

  private static int behindCallouts(List<String> lines, int end) {
    int at = end;
    while (at < lines.size() && lines.get(at).isBlank()) {
      at++;
    }
    if (at == lines.size() || !CALLOUT.matcher(lines.get(at)).matches()) {
      return end;
    }
    while (at < lines.size() && !lines.get(at).isBlank()) {
      at++;
    }
    return at;
  }

  /** Returns the lines of a strip. */
  List<String> strip(FigureKind kind) {
    var up = "../".repeat(page.split("/", -1).length - 1);
    var lines = new ArrayList<String>();
    lines.addAll(List.of("", "[.stills." + CSS + kind.id() + "]", "--"));
    var scenes = kind.stills();
    for (int i = 0; i < scenes.size(); i++) {
      var scene = scenes.get(i);
      lines.add(".pass:c[" + scene.said().replace("]", "\\]") + "]");
      lines.add("[caption=\"" + (i + 1) + ". \"]");
      var alt = scene.state().replace("\"", "'");
      lines.add("image::" + up + file(kind, i) + "[\"" + alt + "\",opts=inline]");
      lines.add("");
    }
    lines.set(lines.size() - 1, "--");
    lines.add("");
    return lines;
  }
}
