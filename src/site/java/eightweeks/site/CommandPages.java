package eightweeks.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import eightweeks.harness.TestServer;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week3.commanddocs.Argument;
import eightweeks.week3.commanddocs.ArgumentSyntax;
import eightweeks.week3.commanddocs.Categories;
import eightweeks.week3.commanddocs.CommandHistory;
import eightweeks.week3.commandkeys.KeyRange;
import eightweeks.week3.commandkeys.KeySpec;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The command reference, made from the server's own command table. */
final class CommandPages {
  static final String INDEX = "reference/commands/index.html";

  /** Commands that overwrite a value of any type. */
  private static final Set<String> OVERWRITES =
      Set.of("SET", "SETEX", "PSETEX", "SETNX", "MSET", "MSETNX", "MGET");

  private static final String OPTIONS = "src/site/commands/options.tsv";
  private static final int LONGEST_REPLY = 70;
  private static final String CONSOLE = "docs/console.html";

  private final CommandTable table;
  private final SourceTree sources;
  private final CIndex c;
  private final CoursePlan course;
  private final Map<String, List<SourcePage.Reading>> readings;
  private final CommandExamples examples;
  private final CommandHistory history = new CommandHistory();

  /** What a token means, by the token, or by command and token. */
  private final Map<String, String> meanings = new HashMap<>();

  /**
   * @param root of the repository, where the examples and the options' meanings lie
   * @param readings which days read a file
   */
  CommandPages(
      CommandTable table,
      SourceTree sources,
      CIndex c,
      CoursePlan course,
      Map<String, List<SourcePage.Reading>> readings,
      Path root) {
    this.table = table;
    this.sources = sources;
    this.c = c;
    this.course = course;
    this.readings = readings;
    examples = CommandExamples.read(root);
    for (var line : Place.lines(root.resolve(OPTIONS))) {
      if (!line.startsWith("#")) {
        var column = line.split("\t");
        meanings.put(column[0], column[1]);
      }
    }
  }

  /** Returns the paths of all commands' pages in the order of their names. */
  List<String> order() {
    var order = new TreeMap<String, String>();
    for (var command : table.all()) {
      order.put(title(command), path(command));
      if (command instanceof ContainerCommand container) {
        container.subcommands().forEach(sub -> order.put(title(sub), path(sub)));
      }
    }
    return List.copyOf(order.values());
  }

  List<Page> pages() {
    var pages = new ArrayList<Page>();
    pages.add(index());
    for (var command : table.all()) {
      pages.add(page(command));
      if (command instanceof ContainerCommand container) {
        container.subcommands().forEach(sub -> pages.add(page(sub)));
      }
    }
    return pages;
  }

  /** Returns the page of a command: {@code reference/commands/client-list.html}. */
  static String path(Command command) {
    return "reference/commands/" + Html.slug(command.fullName()) + ".html";
  }

  static String title(Command command) {
    return command.fullName().replace('|', ' ').toUpperCase(Locale.ROOT);
  }

  private Page index() {
    Map<Group, List<Command>> groups = new EnumMap<>(Group.class);
    for (var command : table.all()) {
      groups.computeIfAbsent(command.spec().group(), _ -> new ArrayList<>()).add(command);
    }
    var body = new StringBuilder("<h1>Commands</h1>\n<p class=\"intro\">All ");
    body.append(table.size());
    body.append(
        " commands that the server has today, from its own command table: what a command says of"
            + " itself is what the server checks before it runs it.</p>\n");
    body.append(ReferencePages.filter("incr"));
    for (var group : groups.entrySet()) {
      var name = group.getKey().wireName();
      body.append("<section data-group><h2 id=\"").append(name).append("\">");
      body.append(Html.escape(heading(name))).append("</h2>\n<dl class=\"commands\">\n");
      group.getValue().stream()
          .sorted(Comparator.comparing(Command::fullName))
          .forEach(command -> body.append(row(command)));
      body.append("</dl></section>\n");
    }
    return new Page(INDEX, "Commands", "Reference", body.toString(), Page.Layout.TABLE);
  }

  private static String heading(String group) {
    var words = group.replace('-', ' ');
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String row(Command command) {
    var out = new StringBuilder("<div data-row><dt>");
    out.append(Html.link(Html.relative(INDEX, path(command)), Html.code(title(command))));
    out.append("</dt><dd>").append(Html.escape(command.spec().summary()));
    if (command instanceof ContainerCommand container) {
      out.append(" <span class=\"subs\">");
      out.append(
          sorted(container.subcommands()).stream()
              .map(
                  sub ->
                      Html.link(
                          Html.relative(INDEX, path(sub)),
                          Html.code(sub.spec().name().toUpperCase(Locale.ROOT))))
              .collect(Collectors.joining(" ")));
      out.append("</span>");
    }
    return out.append("</dd></div>\n").toString();
  }

  private static List<Command> sorted(Collection<Command> commands) {
    return commands.stream().sorted(Comparator.comparing(Command::fullName)).toList();
  }

  private Page page(Command command) {
    var path = path(command);
    var spec = command.spec();
    var title = title(command);
    var body = new StringBuilder();
    body.append("<nav class=\"crumbs\" aria-label=\"Where this is\">")
        .append(Html.link(Html.relative(path, INDEX), "Commands"))
        .append(" <span aria-hidden=\"true\">/</span> ")
        .append(
            Html.link(
                Html.relative(path, INDEX + "#" + spec.group().wireName()),
                heading(spec.group().wireName())))
        .append("</nav>\n<h1>")
        .append(Html.escape(title))
        .append("</h1>\n<p class=\"intro\">")
        .append(Html.escape(spec.summary()))
        .append("</p>\n<pre class=\"syntax\"><code>")
        .append(Html.escape(syntax(command)))
        .append("</code></pre>\n");
    options(body, command);
    example(body, command, path);
    errors(body, command);
    body.append("<h2 id=\"facts\">Facts</h2>\n<dl class=\"facts-list\">\n");
    fact(body, "Since", spec.since().isEmpty() ? "" : "Redis " + Html.escape(spec.since()));
    fact(body, "History", history(command));
    fact(body, "Complexity", Html.escape(spec.complexity()));
    fact(body, "Arity", spec.arity() + " <span class=\"quiet\">(" + arity(spec) + ")</span>");
    fact(body, "Flags", words(KeyRange.flagsOf(spec).stream().map(CommandPages::wire).toList()));
    fact(
        body,
        "ACL categories",
        words(Categories.of(spec).stream().map(c -> "@" + wire(c)).toList()));
    fact(body, "Tips", words(spec.tips()));
    fact(body, "Keys", keys(spec));
    fact(body, "Implemented by", implementation(command, path));
    fact(body, "In C", inC(command, path));
    fact(body, "Read on", days(command, path));
    body.append("</dl>\n");
    if (command instanceof ContainerCommand container) {
      body.append("<h2 id=\"subcommands\">Subcommands</h2>\n<dl class=\"commands\">\n");
      for (var sub : sorted(container.subcommands())) {
        body.append("<div><dt>")
            .append(Html.link(Html.relative(path, path(sub)), Html.code(title(sub))))
            .append("</dt><dd>")
            .append(Html.escape(sub.spec().summary()))
            .append("</dd></div>\n");
      }
      body.append("</dl>\n");
    }
    return new Page(path, title, "Command", body.toString(), Page.Layout.TABLE);
  }

  /** Options one by one, with what each means. */
  private void options(StringBuilder body, Command command) {
    var rows = new StringBuilder();
    for (var argument : ArgumentSyntax.parse(command.spec().arguments())) {
      option(rows, command, argument);
    }
    if (!rows.isEmpty()) {
      body.append("<h2 id=\"options\">Options</h2>\n<dl class=\"options\">\n")
          .append(rows)
          .append("</dl>\n");
    }
  }

  private void option(StringBuilder rows, Command command, Argument argument) {
    var token = argument.token();
    if (token != null && !token.isEmpty()) {
      var meaning =
          meanings.getOrDefault(title(command) + " " + token, meanings.getOrDefault(token, ""));
      var usage = argument.usage().replaceAll("^\\[(.*)]$", "$1");
      var since = argument.since();
      rows.append("<div><dt>").append(Html.code(usage)).append("</dt><dd>");
      rows.append(Html.escape(meaning));
      if (since != null) {
        rows.append(" <span class=\"quiet\">Since ").append(Html.escape(since)).append("</span>");
      }
      rows.append("</dd></div>\n");
    }
    argument.parts().forEach(part -> option(rows, command, part));
  }

  /** The example, what goes over the wire, and a link that runs it in the console. */
  private void example(StringBuilder body, Command command, String path) {
    var steps = examples.of(title(command));
    if (steps.isEmpty()) {
      return;
    }
    var session = new StringBuilder();
    var typed = new ArrayList<String>();
    for (var step : steps) {
      session.append("127.0.0.1:6379> ").append(step.line()).append('\n').append(step.shown());
      typed.add(step.line());
    }
    body.append("<h2 id=\"example\">Example</h2>\n<pre class=\"hl\" data-copy=\"")
        .append(Html.escape(String.join("\n", typed)))
        .append("\"><code>");
    for (var line : Highlighter.lines("console", session.toString().stripTrailing())) {
      body.append("<span class=\"l\"><span class=\"g\"></span>").append(line).append("\n</span>");
    }
    var query = URLEncoder.encode(String.join("\n", typed), UTF_8).replace("+", "%20");
    body.append("</code></pre>\n<p class=\"try\"><a class=\"button plain\" href=\"")
        .append(Html.relative(path, CONSOLE))
        .append("?run=")
        .append(query)
        .append("\">Try it</a> <span class=\"quiet\">in the server in a page</span></p>\n");
    var two = CommandExamples.replies(steps, 2);
    var three = CommandExamples.replies(steps, 3);
    body.append("<h2 id=\"replies\">Replies</h2>\n<div class=\"wide\"><table><thead><tr>")
        .append("<th scope=\"col\">Sent</th><th scope=\"col\">RESP2</th>")
        .append("<th scope=\"col\">RESP3</th></tr></thead><tbody>\n");
    for (int i = 0; i < steps.size(); i++) {
      if (!steps.get(i).line().startsWith(title(command))) {
        continue;
      }
      body.append("<tr><td>").append(Html.code(steps.get(i).line())).append("</td><td>");
      body.append(Html.code(wire(two.get(i)))).append("</td><td>");
      body.append(
              two.get(i).equals(three.get(i))
                  ? "<span class=\"quiet\">the same</span>"
                  : Html.code(wire(three.get(i))))
          .append("</td></tr>\n");
    }
    body.append("</tbody></table></div>\n");
  }

  private static String wire(String reply) {
    var text = new StringBuilder();
    for (int i = 0; i < reply.length(); i++) {
      char c = reply.charAt(i);
      switch (c) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        default ->
            text.append(c < ' ' || c > '~' ? "\\x%02x".formatted((int) c) : Character.toString(c));
      }
    }
    return text.length() > LONGEST_REPLY
        ? text.substring(0, LONGEST_REPLY) + " … (" + reply.length() + " bytes)"
        : text.toString();
  }

  /** Errors that the server gives: those of the example, and that of too few arguments. */
  private void errors(StringBuilder body, Command command) {
    var errors = new LinkedHashMap<String, String>();
    var steps = examples.of(title(command));
    for (var step : steps) {
      if (step.shown().startsWith("(error) ")) {
        errors.put(step.shown().substring("(error) ".length()).strip(), step.line());
      }
    }
    int least = Math.abs(command.spec().arity());
    if (!(command instanceof ContainerCommand) && least > title(command).split(" ").length) {
      var reply = TestServer.start().connect().call(title(command).split(" "));
      errors.put(reply.strip().substring(1), title(command));
    }
    var type =
        switch (command.spec().group()) {
          case STRING, LIST, SET, HASH, SORTED_SET, BITMAP, GEO -> true;
          default -> false;
        };
    if (type && !command.spec().keys().isEmpty() && !OVERWRITES.contains(title(command))) {
      errors.putIfAbsent(
          "WRONGTYPE Operation against a key holding the wrong kind of value",
          "a key whose value has another type");
    }
    if (errors.isEmpty()) {
      return;
    }
    body.append("<h2 id=\"errors\">Errors</h2>\n<dl class=\"options\">\n");
    errors.forEach(
        (error, cause) ->
            body.append("<div><dt>")
                .append(Html.code(error))
                .append("</dt><dd>")
                .append(cause.startsWith("a key") ? Html.escape(cause) : Html.code(cause))
                .append("</dd></div>\n"));
    body.append("</dl>\n");
  }

  /** The C functions that the command's class answers to. */
  private String inC(Command command, String path) {
    var target = sources.target(command.getClass());
    var file = target == null ? null : sources.file(target.replaceFirst("\\.html(#.*)?$", ""));
    if (target == null || file == null) {
      return "";
    }
    int hash = target.indexOf("#L");
    int line = hash < 0 ? 0 : Integer.parseInt(target.substring(hash + 2));
    var links = new TreeSet<String>();
    for (var answer : CIndex.answers(file.text())) {
      // A class in a file of several: the comment that ends right above it. Else the file's first.
      boolean own = line == 0 ? links.isEmpty() : answer.line() == line - 1;
      if (own) {
        for (var anchor : answer.anchors()) {
          links.add(
              c.find(anchor) == null
                  ? Html.code(anchor.title())
                  : Html.link(
                      Html.relative(path, ReferencePages.C_PAGE + "#" + anchor.id()),
                      Html.code(anchor.title())));
        }
      }
    }
    return String.join(", ", links);
  }

  /** The days that read the command's class, or else the week that brings it. */
  private String days(Command command, String path) {
    var target = sources.target(command.getClass());
    if (target == null) {
      return "";
    }
    var chips =
        readings.getOrDefault(target.replaceFirst("\\.html(#.*)?$", ""), List.of()).stream()
            .map(SourcePage.Reading::day)
            .distinct()
            .map(day -> course.chip(path, day))
            .toList();
    var week = target.replaceFirst(".*/week(\\d)/.*", "$1");
    return chips.isEmpty() ? "week " + week : String.join(" ", chips);
  }

  private static void fact(StringBuilder body, String name, String html) {
    if (!html.isEmpty()) {
      body.append("<div><dt>")
          .append(name)
          .append("</dt><dd>")
          .append(html)
          .append("</dd></div>\n");
    }
  }

  /** As the command declares its arguments, or its comment begins, or as far as the arity tells. */
  private String syntax(Command command) {
    var title = title(command);
    var written = meanings.get(title + " =");
    if (written != null) {
      return written.replace("\\n", "\n");
    }
    var usage = ArgumentSyntax.usage(command.spec());
    if (!usage.isEmpty()) {
      return title + " " + usage;
    }
    var sentence = comment(command.getClass()).replaceFirst("\\.(\\s.*)?$", "");
    if (sentence.startsWith(title + " ")) {
      return sentence;
    }
    int words = Math.abs(command.spec().arity()) - (title.contains(" ") ? 2 : 1);
    if (command instanceof ContainerCommand) {
      return title + (words > 0 ? " subcommand [argument ...]" : "");
    }
    return title
        + " argument".repeat(Math.max(0, words))
        + (command.spec().arity() < 0 ? " [argument ...]" : "");
  }

  /** Returns the documentation comment of a class in plain words; empty if it has none. */
  private String comment(Class<?> type) {
    var target = sources.target(type);
    int hash = target == null ? -1 : target.indexOf("#L");
    var file = target == null ? null : sources.file(target.replaceFirst("\\.html(#.*)?$", ""));
    if (target == null || file == null) {
      return "";
    }
    if (hash < 0) {
      return SourceIndex.comment(file);
    }
    int line = Integer.parseInt(target.substring(hash + 2));
    var text = file.text();
    var numbers = new LineNumbers(text);
    for (var token : JavaLexer.tokens(text)) {
      if (token.kind() == JavaLexer.Kind.DOC && numbers.of(token.end() - 1) == line - 1) {
        return JavadocHtml.plain(text.substring(token.start(), token.end()));
      }
    }
    return "";
  }

  private String history(Command command) {
    var items = new StringBuilder();
    for (var change : history.of(command.fullName())) {
      items
          .append("<li>")
          .append(Html.escape(change.since() + ": " + change.text()))
          .append("</li>");
    }
    var deprecation = history.deprecation(command.fullName());
    if (deprecation != null) {
      items
          .append("<li>deprecated since ")
          .append(Html.escape(deprecation.since() + ": " + deprecation.text()))
          .append("</li>");
    }
    return items.isEmpty() ? "" : "<ul>" + items + "</ul>";
  }

  private static String arity(CommandSpec spec) {
    int words = Math.abs(spec.arity());
    return (spec.arity() < 0 ? "at least " : "exactly ")
        + words
        + (words == 1 ? " word" : " words");
  }

  /** Returns a constant as the server writes it to clients. */
  static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String words(List<String> words) {
    return words.stream().map(Html::code).collect(Collectors.joining(" "));
  }

  private static String keys(CommandSpec spec) {
    if (spec.keys().isEmpty()) {
      return "";
    }
    var items = KeySpec.of(spec).stream().map(k -> "<li>" + key(k) + "</li>");
    return "<ul>" + items.collect(Collectors.joining()) + "</ul>";
  }

  private static String key(KeySpec key) {
    var begin =
        switch (key.begin()) {
          case KeySpec.Begin.Index index -> "from word " + index.position();
          case KeySpec.Begin.Keyword word ->
              "behind " + Html.code(word.keyword()) + ", looked for from word " + word.from();
          case KeySpec.Begin.Unknown() -> "at no fixed place";
        };
    var find =
        switch (key.find()) {
          case KeySpec.Find.Range range -> range(range);
          case KeySpec.Find.KeyCount count ->
              "as many as the word " + count.countAt() + " further on says" + step(count.step());
          case KeySpec.Find.Unknown() -> "not to be told from positions";
        };
    var uses = words(key.uses().stream().map(CommandPages::use).toList());
    var notes = key.notes();
    return begin
        + ", "
        + find
        + (uses.isEmpty() ? "" : ": " + uses)
        + (notes == null ? "" : " <span class=\"quiet\">" + Html.escape(notes) + "</span>");
  }

  private static String range(KeySpec.Find.Range range) {
    if (range.last() == 0) {
      return "one key";
    }
    if (range.last() > 0) {
      return "to " + range.last() + " words further on" + step(range.step());
    }
    if (range.limit() > 1) {
      return "the first "
          + (range.limit() == 2 ? "half" : "1/" + range.limit())
          + " of the words"
          + step(range.step());
    }
    return (range.last() == -1 ? "to the last word" : "to word " + range.last() + " from the end")
        + step(range.step());
  }

  private static String step(int step) {
    return step == 1 ? "" : ", every " + step + " words";
  }

  private static String use(KeySpec.Use use) {
    return switch (use) {
      case RO, RW, OW, RM -> use.name();
      default -> wire(use);
    };
  }

  private String implementation(Command command, String page) {
    var target = sources.target(command.getClass());
    var name = command.getClass().getName().replaceFirst("^.*\\.", "").replace('$', '.');
    return target == null
        ? Html.code(name)
        : Html.link(Html.relative(page, target), Html.code(name));
  }
}
