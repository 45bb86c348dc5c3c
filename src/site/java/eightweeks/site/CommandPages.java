package eightweeks.site;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.dispatch.KeySpec;
import eightweeks.week3.commanddocs.ArgumentSyntax;
import eightweeks.week3.commandkeys.KeyRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The command reference, made from the server's own command table. */
final class CommandPages {
  static final String INDEX = "reference/commands/index.html";

  private final CommandTable table;
  private final SourceTree sources;

  CommandPages(CommandTable table, SourceTree sources) {
    this.table = table;
    this.sources = sources;
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
        .append("</code></pre>\n<dl class=\"facts-list\">\n");
    fact(body, "Since", spec.since().isEmpty() ? "" : "Redis " + Html.escape(spec.since()));
    fact(body, "History", history(spec));
    fact(body, "Complexity", Html.escape(spec.complexity()));
    fact(body, "Arity", spec.arity() + " <span class=\"quiet\">(" + arity(spec) + ")</span>");
    fact(body, "Flags", words(KeyRange.flagsOf(spec).stream().map(CommandPages::wire).toList()));
    fact(
        body, "ACL categories", words(spec.categories().stream().map(c -> "@" + wire(c)).toList()));
    fact(body, "Tips", words(spec.tips()));
    fact(body, "Keys", keys(spec));
    fact(body, "Implemented by", implementation(command, path));
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

  private static String history(CommandSpec spec) {
    var items = new StringBuilder();
    for (var change : spec.history()) {
      items
          .append("<li>")
          .append(Html.escape(change.since() + ": " + change.text()))
          .append("</li>");
    }
    var deprecation = spec.deprecation();
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
    var items = spec.keys().stream().map(k -> "<li>" + key(k) + "</li>");
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
