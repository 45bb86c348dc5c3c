package eightweeks.site;

import eightweeks.page.figure.FigureKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Weaves one page: every include of a file that is no page is replaced by the lines themselves, and
 * the {@code marks} of a listing become callouts.
 *
 * <p>Includes of other pages ({@code include::day06-clients.adoc[tag=check1]}) are left to
 * Asciidoctor, but looked at: a file or tag that is missing gets a sentence here.
 */
final class Weaver {
  private static final Pattern ATTRIBUTE = Pattern.compile(":([\\w-]+):\\s*(.*)");
  private static final Pattern REFERENCE = Pattern.compile("\\{([\\w-]+)}");
  private static final Pattern INCLUDE = Pattern.compile("include::([^\\[]+)\\[(.*)]\\s*");
  private static final Pattern SOURCE = Pattern.compile("\\[source[,%].*]\\s*");
  private static final Pattern DELIMITER = Pattern.compile("(-{4,}|\\.{4,}|\\+{4,}|/{4,})\\s*");
  private static final Pattern CALLOUT = Pattern.compile("<(\\d+|\\.)> .*");

  private final Place place;
  private final String page;
  private final Function<Path, JavaOutline> outlines;
  private final Traces traces;
  private final List<String> mistakes;
  private final Map<String, String> attributes = new HashMap<>();
  private final List<Snippet> snippets = new ArrayList<>();
  private final List<String> in;
  private final List<String> out = new ArrayList<>();

  /** The snippets, and where their blocks end in {@link #out}. */
  private final List<Stills.Shown> shown = new ArrayList<>();

  /** The figures that the page asks for by their names. */
  private final List<String> figures = new ArrayList<>();

  private final Stills stills;
  private int at;

  /** A line that was taken from a file. */
  private record Taken(String text, String file, int line) {}

  Weaver(
      Place place,
      String page,
      Function<Path, JavaOutline> outlines,
      Traces traces,
      List<String> mistakes) {
    this.traces = traces;
    this.place = place;
    this.page = page;
    this.outlines = outlines;
    this.mistakes = mistakes;
    stills = new Stills(page);
    in = Place.lines(place.root().resolve(page));
  }

  List<Snippet> snippets() {
    return snippets;
  }

  String weave() {
    int listing = -1; // where in `out` the attributes of the next block stand
    while (at < in.size()) {
      var line = in.get(at++);
      var delimiter = DELIMITER.matcher(line);
      var attribute = ATTRIBUTE.matcher(line);
      if (delimiter.matches()) {
        block(delimiter.group(1), listing);
        listing = -1;
      } else if (SOURCE.matcher(line).matches()) {
        listing = out.size();
        out.add(line);
      } else {
        if (attribute.matches()) {
          attributes.put(attribute.group(1), attribute.group(2));
        }
        var figure = Stills.asked(line);
        var command = Traces.asked(line);
        if (line.startsWith("include::")) {
          for (var taken : include(line, at)) {
            out.add(taken.text);
          }
        } else if (figure != null) {
          figure(figure);
        } else if (command != null) {
          trace(command);
        } else {
          out.add(line);
        }
        if (!line.startsWith(".") && !line.startsWith("[")) {
          listing = -1;
        }
      }
    }
    stills.add(out, shown, figures);
    return String.join("\n", out) + "\n";
  }

  /** Puts the strip of a figure here. */
  private void figure(String name) {
    var kind = FigureKind.of(name);
    if (kind == null) {
      var names = Stream.of(FigureKind.values()).map(FigureKind::id).toList();
      mistake(at, "there is no figure \"" + name + "\". There are: " + names + ".");
      return;
    }
    figures.add(name);
    out.addAll(stills.strip(kind));
  }

  /** Puts the sequence diagram of a command here. */
  private void trace(String command) {
    try {
      out.addAll(traces.lines(page, command));
    } catch (IllegalArgumentException e) {
      mistake(at, "\"" + command + "\" cannot be traced: " + e.getMessage());
    }
  }

  /** A delimited block, whose lines Asciidoctor takes as they are. */
  private void block(String delimiter, int listing) {
    int opened = at;
    int before = snippets.size();
    out.add(delimiter);
    var lines = new ArrayList<Taken>();
    while (at < in.size() && !in.get(at).stripTrailing().equals(delimiter)) {
      var line = in.get(at++);
      if (line.startsWith("include::") && !delimiter.startsWith("/")) {
        lines.addAll(include(line, at));
      } else {
        lines.add(new Taken(line, "", 0));
      }
    }
    if (at == in.size()) {
      mistake(opened, "the block that begins here never ends. Close it with " + delimiter + ".");
      return;
    }
    at++;
    var texts = new ArrayList<>(lines.stream().map(Taken::text).toList());
    if (listing >= 0) {
      out.set(listing, listingAttributes(out.get(listing), lines, texts, opened));
    }
    out.addAll(texts);
    out.add(delimiter);
    if (snippets.size() > before) {
      shown.add(new Stills.Shown(snippets.getLast(), out.size()));
    }
  }

  /** Turns marks into callouts, notes where the lines come from; returns the block's attributes. */
  private String listingAttributes(
      String line, List<Taken> lines, List<String> texts, int lineNumber) {
    var options = options(line.strip().substring(1, line.strip().length() - 1));
    var marks = options.remove("marks");
    if (marks != null) {
      mark(marks, texts, lineNumber);
    }
    var snippet = snippet(lines);
    if (snippet != null) {
      snippets.add(snippet);
      options.merge("role", "snippet " + snippet.id(), (a, b) -> a + " " + b);
    }
    var text = new StringBuilder("[");
    for (var option : options.entrySet()) {
      boolean plain = option.getKey().startsWith("\0");
      text.append(text.length() == 1 ? "" : ",");
      text.append(plain ? option.getValue() : option.getKey() + "=\"" + option.getValue() + "\"");
    }
    return text.append("]").toString();
  }

  private void mark(String marks, List<String> texts, int lineNumber) {
    var pieces = marks.split(" \\| ");
    for (int i = 0; i < pieces.length; i++) {
      var piece = pieces[i].strip();
      int found = -1;
      for (int j = 0; j < texts.size() && found < 0; j++) {
        found = texts.get(j).contains(piece) ? j : -1;
      }
      if (found < 0) {
        mistake(
            lineNumber - 1,
            "the mark \""
                + piece
                + "\" is on no line of the snippet. Copy a piece of the line that callout "
                + (i + 1)
                + " is about, or take the mark and its callout away.");
      } else {
        boolean second = texts.get(found).matches(".*// (<\\d+> ?)+");
        texts.set(found, texts.get(found) + (second ? " <" : " // <") + (i + 1) + ">");
      }
    }
    int after = at;
    while (after < in.size() && in.get(after).isBlank()) {
      after++;
    }
    int items = 0;
    for (int i = after; i < in.size() && !in.get(i).isBlank(); i++) {
      items += CALLOUT.matcher(in.get(i)).matches() ? 1 : 0;
    }
    if (items != pieces.length) {
      mistake(
          lineNumber - 1,
          "there are "
              + pieces.length
              + " marks and "
              + items
              + " callouts below the block. Write one line <1>, <2>, … for each mark.");
    }
  }

  private @Nullable Snippet snippet(List<Taken> lines) {
    var file = lines.stream().map(Taken::file).filter(f -> !f.isEmpty()).findFirst().orElse("");
    var numbers = lines.stream().filter(l -> l.file.equals(file)).map(Taken::line).toList();
    if (file.isEmpty() || numbers.isEmpty()) {
      return null;
    }
    var name = page.replace('/', '-').replace(".adoc", "") + "-" + (snippets.size() + 1);
    int first = numbers.getFirst();
    int last = numbers.getLast();
    if (!file.endsWith(".java")) {
      return new Snippet("at-" + name, page, file, numbers, 0, 0, 0, "");
    }
    var outline = outlines.apply(place.root().resolve(file));
    var method = outline.methodAround(first, last);
    var inside = method.filter(m -> m.first() < first || m.last() > last);
    var member =
        method
            .or(
                () ->
                    outline.members().stream().filter(m -> numbers.contains(m.first())).findFirst())
            .or(() -> outline.around(first))
            .map(JavaOutline.Member::title)
            .orElse("");
    return new Snippet(
        "at-" + name,
        page,
        file,
        numbers,
        inside.map(m -> m.first() < first ? m.first() : 0).orElse(0),
        inside.map(m -> m.first() < first ? Math.min(m.headLast(), first - 1) : 0).orElse(0),
        inside.map(m -> m.last() > last ? m.last() : 0).orElse(0),
        member);
  }

  private List<Taken> include(String line, int lineNumber) {
    var match = INCLUDE.matcher(line);
    if (!match.matches()) {
      mistake(lineNumber, "an include directive looks like include::path[options].");
      return List.of();
    }
    var target = resolve(match.group(1));
    if (target.startsWith("http") || target.contains("{")) {
      mistake(
          lineNumber,
          "the include's path is " + target + ". Only files of the repository can be included.");
      return List.of();
    }
    var file = place.root().resolve(page).resolveSibling(target).normalize();
    var path = Place.relative(place.root(), file);
    if (!Files.isRegularFile(file)) {
      mistake(
          lineNumber,
          "there is no file "
              + path
              + " to include. Mend the path; or, where the directive is only to be shown, write"
              + " \\include:: in front.");
      return List.of();
    }
    var lines = Place.lines(file);
    var options = options(match.group(2));
    List<Integer> numbers;
    try {
      numbers = new Tags(path, lines).select(options);
    } catch (SiteException e) {
      mistake(lineNumber, e.what());
      return List.of();
    }
    if (path.endsWith(".adoc")) {
      return List.of(new Taken(line, "", 0)); // Asciidoctor's business
    }
    int strip = options.containsKey("indent") ? commonIndent(lines, numbers) : 0;
    var indent = " ".repeat(Integer.parseInt(options.getOrDefault("indent", "0")));
    var taken = new ArrayList<Taken>();
    for (int number : numbers) {
      var text = lines.get(number - 1);
      text = text.isBlank() ? "" : indent + text.substring(strip);
      taken.add(new Taken(text.startsWith("include::") ? "\\" + text : text, path, number));
    }
    return taken;
  }

  private static int commonIndent(List<String> lines, List<Integer> numbers) {
    return numbers.stream()
        .map(n -> lines.get(n - 1))
        .filter(l -> !l.isBlank())
        .mapToInt(l -> l.length() - l.stripLeading().length())
        .min()
        .orElse(0);
  }

  private String resolve(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            m ->
                java.util.regex.Matcher.quoteReplacement(
                    attributes.getOrDefault(m.group(1), m.group())));
  }

  /** Attributes of a block or directive; those without a name get one that starts with NUL. */
  static Map<String, String> options(String text) {
    var options = new LinkedHashMap<String, String>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) == '"') {
        int end = i + 1;
        while (end < text.length() && text.charAt(end) != '"') {
          end += text.charAt(end) == '\\' ? 2 : 1;
        }
        i = end;
      } else if (i >= text.length() || text.charAt(i) == ',') {
        var part = text.substring(Math.min(from, text.length()), Math.min(i, text.length()));
        int equals = part.indexOf('=');
        boolean named = equals > 0 && part.substring(0, equals).strip().matches("[\\w-]+");
        if (named) {
          var value = part.substring(equals + 1).strip();
          if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1).replace("\\\"", "\"");
          }
          options.put(part.substring(0, equals).strip(), value);
        } else if (!part.isBlank()) {
          options.put("\0" + options.size(), part.strip());
        }
        from = i + 1;
      }
    }
    return options;
  }

  private void mistake(int line, String what) {
    mistakes.add(page + ", line " + line + ": " + what);
  }
}
