package eightweeks.site;

import eightweeks.Redis;
import eightweeks.harness.TestClient;
import eightweeks.tocome.WeeksToCome;
import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.Directive;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.config.Flag;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.config.WordsDirective;
import eightweeks.week1.startup.Feature;
import eightweeks.week3.snapshots.FlagsDirective;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration reference, made from the server's own directives: what they are called, hold at
 * first and allow comes from the running server, what they are for from the comments of {@code
 * redis.conf}.
 */
final class ConfigPage {
  static final String PATH = "reference/configuration.html";
  private static final String WITHOUT_EFFECT = "Without effect";
  private static final String TO_COME = "To come";
  private static final Pattern HEADING =
      Pattern.compile("#{4,} (?:Weeks? [\\d to]+:? ?)?(.*?) ?#{4,}");
  private static final Pattern ALLOWED =
      Pattern.compile("argument\\(?s?\\)? must be (one of the following: .*|between .*)");

  private final Config config;
  private final TestClient client;
  private final SourceTree sources;
  private final List<String> file;
  private final Set<String> installed;

  /** What directives are for that redis.conf says nothing of, by name: a group, and words. */
  private final Map<String, List<String>> described = new HashMap<>();

  /**
   * @param client of a started server
   * @param file the lines of redis.conf
   * @param installed the names of directives that do something
   * @param described lines of {@code src/site/commands/directives.tsv}
   */
  ConfigPage(
      Config config,
      TestClient client,
      SourceTree sources,
      List<String> file,
      Set<String> installed,
      List<String> described) {
    this.config = config;
    this.client = client;
    this.sources = sources;
    this.file = file;
    this.installed = installed;
    for (var line : described) {
      if (!line.startsWith("#")) {
        var column = line.split("\t");
        this.described.put(column[0], List.of(column[1], column[2]));
      }
    }
  }

  /** Returns the features of the weeks that are written. */
  static List<Feature> written() {
    return Redis.features().stream().filter(f -> !(f instanceof WeeksToCome)).toList();
  }

  Page page() {
    var body = new StringBuilder("<h1>Configuration</h1>\n<p class=\"intro\">All ");
    body.append(config.directives().size());
    body.append(
        """
         directives, from the server's own table, in groups. Those of weeks to come are known, kept and
        shown, and do nothing yet; they stand at the end.</p>
        """);
    body.append(ReferencePages.filter("maxclients"));
    var groups = new LinkedHashMap<String, List<Directive<?>>>();
    for (var directive : config.directives()) {
      groups.computeIfAbsent(group(directive.name()), _ -> new ArrayList<>()).add(directive);
    }
    for (var last : List.of("Others", WITHOUT_EFFECT, TO_COME)) {
      var directives = groups.remove(last);
      if (directives != null) {
        groups.put(last, directives);
      }
    }
    for (var group : groups.entrySet()) {
      body.append("<section data-group><h2 id=\"group-")
          .append(Html.slug(group.getKey()))
          .append("\">")
          .append(Html.escape(group.getKey()))
          .append("</h2>\n<dl class=\"directives\">\n");
      group.getValue().forEach(directive -> body.append(entry(directive)));
      body.append("</dl></section>\n");
    }
    return new Page(PATH, "Configuration", "Reference", body.toString(), Page.Layout.TABLE);
  }

  /** Returns whether a directive does something: a week that is installed declares it. */
  private boolean works(String name) {
    return installed.contains(name);
  }

  /** Returns the group of a directive: the heading above it in redis.conf, where there is one. */
  private String group(String name) {
    var own = described.get(name);
    if (own != null && own.getFirst().equals(WITHOUT_EFFECT)) {
      return WITHOUT_EFFECT;
    }
    if (!works(name)) {
      return TO_COME;
    }
    var heading = "";
    for (int i = 0; i < file.size(); i++) {
      var match = HEADING.matcher(file.get(i));
      if (match.matches()) {
        heading = match.group(1);
      } else if (file.get(i).matches("(# )?" + Pattern.quote(name) + "( .*)?") && !isProse(i)) {
        return capital(heading);
      }
    }
    return own == null ? "Others" : capital(own.getFirst());
  }

  private static String capital(String words) {
    return words.isEmpty() ? "Others" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private String entry(Directive<?> directive) {
    var name = directive.name();
    var place = place(name);
    var out = new StringBuilder("<div data-row id=\"").append(Html.slug(name)).append("\"");
    boolean works = works(name);
    out.append(works ? "" : " class=\"to-come\"").append("><dt>").append(Html.code(name));
    if (!works) {
      boolean never = group(name).equals(WITHOUT_EFFECT);
      out.append(" <span class=\"chip\">")
          .append(never ? "no effect" : "to come")
          .append("</span>");
    }
    out.append("</dt><dd><p class=\"meta\">");
    var initial = directive.text();
    var facts = new ArrayList<String>();
    facts.add(type(directive) + allowed(directive));
    facts.add(
        "at first "
            + (name.equals("dir")
                ? "the folder of the start"
                : initial.isEmpty() ? "<i>nothing</i>" : Html.code(initial)));
    facts.add(directive.is(Flag.IMMUTABLE) ? "read at start only" : "<code>CONFIG SET</code>");
    if (directive.is(Flag.PROTECTED)) {
      facts.add("protected");
    }
    if (directive.is(Flag.SENSITIVE)) {
      facts.add("a secret");
    }
    if (!place.isEmpty()) {
      facts.add(place);
    }
    out.append(String.join(" · ", facts)).append("</p>");
    var description = description(name);
    if (description.isEmpty()) {
      var own = described.get(name);
      description = own == null ? "" : "<p>" + Html.escape(own.getLast()) + "</p>";
    }
    out.append(description);
    return out.append("</dd></div>\n").toString();
  }

  private static String type(Directive<?> directive) {
    return switch (directive) {
      case BoolDirective _ -> "yes or no";
      case LongDirective _ -> "number";
      case EnumDirective<?> _ -> "a choice";
      case FlagsDirective<?> _ -> "several choices";
      case WordsDirective _ -> "words";
      default -> directive.is(Flag.MULTI_ARG) ? "words" : "text";
    };
  }

  /** What the server itself says when it is given something that cannot be. */
  private String allowed(Directive<?> directive) {
    if (directive.is(Flag.IMMUTABLE)) {
      return "";
    }
    var wrong =
        switch (directive) {
          case LongDirective _ -> "-9223372036854775808";
          case EnumDirective<?> _, FlagsDirective<?> _ -> "no-such-word";
          default -> "";
        };
    if (wrong.isEmpty()) {
      return "";
    }
    var reply = client.call("CONFIG", "SET", directive.name(), wrong);
    var match = ALLOWED.matcher(reply.strip());
    if (!match.find()) {
      return "";
    }
    var words = match.group(1).replaceFirst("one of the following: ", "");
    return words.startsWith("between")
        ? " " + Html.escape(words.replace(" inclusive", ""))
        : ": "
            + List.of(words.split(",\\s*")).stream()
                .map(Html::code)
                .collect(Collectors.joining(", "));
  }

  /** Returns the week and the line of source that declares a directive. */
  private String place(String name) {
    var literal = "\"" + name + "\"";
    var inOrder = new ArrayList<SourceTree.SourceFile>();
    for (var source : sources.files()) {
      // A week that is written declares its directives itself; the list of those to come is last.
      inOrder.add(source.path().contains("/tocome/") ? inOrder.size() : 0, source);
    }
    for (var source : inOrder) {
      for (int i = 0; i < source.lines().size(); i++) {
        if (source.lines().get(i).contains(literal) && declares(source, i)) {
          return Html.link(
              Html.relative(PATH, source.page() + "#L" + (i + 1)), week(source, i + 1));
        }
      }
    }
    return "";
  }

  /**
   * Returns whether a line is of a file that makes directives: the name alone may stand elsewhere
   * too.
   */
  private static boolean declares(SourceTree.SourceFile source, int index) {
    var around = String.join(" ", source.lines().subList(Math.max(0, index - 2), index + 1));
    return around.matches(
        "(?s).*(\\.(bool|integer|memory|octal|string|choice|set|words|add)\\(|super\\(|Directive\\().*");
  }

  private static String week(SourceTree.SourceFile source, int line) {
    var number = Pattern.compile("week(\\d)");
    var method = source.outline().around(line).map(JavaOutline.Member::name).orElse("");
    var match = number.matcher(method);
    if (match.find()) {
      return "week " + match.group(1);
    }
    match = number.matcher(source.packageName());
    return match.find() ? "week " + match.group(1) : Html.escape(source.name());
  }

  /** Returns the comment above a directive's line in redis.conf. */
  private String description(String name) {
    for (int i = 0; i < file.size(); i++) {
      if (file.get(i).matches("(# )?" + Pattern.quote(name) + "( .*)?") && !isProse(i)) {
        int first = i;
        while (first > 0
            && file.get(first - 1).matches("(# ?[a-z][a-z-]+ .*)?")
            && !isProse(first - 1)
            && !file.get(first - 1).isEmpty()) {
          first--; // directives that share a comment
        }
        int end = first;
        while (first > 0 && file.get(first - 1).matches("#(?!#).*|#")) {
          first--;
        }
        return first < end ? conf(file.subList(first, end)) : "";
      }
    }
    return "";
  }

  /** A comment line in words, not a directive that is commented out. */
  private boolean isProse(int i) {
    var line = file.get(i);
    if (!line.startsWith("# ")) {
      return line.startsWith("#");
    }
    var first = line.substring(2).strip().split("\\s")[0];
    return config.find(first) == null || line.endsWith(".") || line.split("\\s+").length > 7;
  }

  private static String conf(List<String> comment) {
    var out = new StringBuilder();
    var paragraph = new ArrayList<String>();
    for (var line : comment) {
      var text = line.replaceFirst("^# ?", "");
      if (text.startsWith("    ")) {
        flush(paragraph, out);
        out.append("<pre><code>").append(Html.escape(text.strip())).append("</code></pre>");
      } else if (text.isBlank()) {
        flush(paragraph, out);
      } else {
        paragraph.add(text.strip());
      }
    }
    flush(paragraph, out);
    return out.toString().replace("</code></pre><pre><code>", "\n");
  }

  private static void flush(List<String> paragraph, StringBuilder out) {
    if (!paragraph.isEmpty()) {
      var text =
          Html.escape(String.join(" ", paragraph)).replaceAll("`([^`]+)`", "<code>$1</code>");
      out.append("<p>").append(text).append("</p>");
      paragraph.clear();
    }
  }
}
