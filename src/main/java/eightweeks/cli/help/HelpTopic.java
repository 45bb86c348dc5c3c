package eightweeks.cli.help;

import eightweeks.cli.resp.ServerReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of one command or subcommand.
 *
 * @param words its name in upper case, one or two words
 * @param arguments null if the server did not tell; then only {@code parameters} is known
 * @param parameters the whole hint, as the help page shows it
 * @param since the version that brought it, or null
 */
record HelpTopic(
    List<String> words,
    String summary,
    @Nullable String since,
    String group,
    @Nullable List<ArgumentHint> arguments,
    String parameters) {

  String name() {
    return String.join(" ", words);
  }

  /** Returns whether the command's words begin with these; case does not matter. */
  boolean startsWith(List<String> typed) {
    return typed.size() <= words.size() && same(typed, words.subList(0, typed.size()));
  }

  /** Returns whether these words begin with the command's. */
  boolean begins(List<String> typed) {
    return words.size() <= typed.size() && same(typed.subList(0, words.size()), words);
  }

  private static boolean same(List<String> typed, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equalsIgnoreCase(typed.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Reads COMMAND DOCS: a table of commands, each with a table of subcommands. */
  static List<HelpTopic> fromDocs(ServerReply docs) {
    var topics = new ArrayList<HelpTopic>();
    List<ServerReply> items = Fields.items(docs);
    for (int i = 0; i + 1 < items.size(); i += 2) {
      if (items.get(i) instanceof ServerReply.Text name) {
        add(topics, List.of(upper(name.text())), items.get(i + 1));
      }
    }
    return topics;
  }

  private static void add(List<HelpTopic> topics, List<String> words, ServerReply docs) {
    String summary = Fields.text(docs, "summary");
    String group = Fields.text(docs, "group");
    ServerReply described = Fields.get(docs, "arguments");
    List<ArgumentHint> arguments = described == null ? null : ArgumentHint.listOf(described);
    topics.add(
        new HelpTopic(
            words,
            summary == null ? "" : summary,
            Fields.text(docs, "since"),
            group == null ? "" : group,
            arguments,
            arguments == null ? "" : HintText.of(arguments, List.of())));
    List<ServerReply> subcommands = Fields.items(Fields.get(docs, "subcommands"));
    for (int i = 0; i + 1 < subcommands.size(); i += 2) {
      if (subcommands.get(i) instanceof ServerReply.Text full) {
        String name = full.text().substring(full.text().indexOf('|') + 1);
        add(topics, List.of(words.getFirst(), upper(name)), subcommands.get(i + 1));
      }
    }
  }

  /** Reads COMMAND, which knows names and how many arguments there are, but not their names. */
  static List<HelpTopic> fromCommandTable(ServerReply table) {
    var topics = new ArrayList<HelpTopic>();
    for (ServerReply row : Fields.items(table)) {
      List<ServerReply> columns = Fields.items(row);
      if (columns.size() < 4
          || !(columns.get(0) instanceof ServerReply.Text name)
          || !(columns.get(1) instanceof ServerReply.Int arity)
          || !(columns.get(3) instanceof ServerReply.Int firstKey)) {
        continue;
      }
      long count = Math.abs(arity.value()) - 1; // the name counts
      var parameters = new StringBuilder();
      if (firstKey.value() == 1) {
        parameters.append("key ");
        count--;
      }
      for (; count > 0; count--) {
        parameters.append("arg ");
      }
      if (arity.value() < 0) {
        parameters.append("...options...");
      }
      topics.add(
          new HelpTopic(
              List.of(upper(name.text())),
              "Help not available",
              "Not known",
              "generic",
              null,
              parameters.toString()));
    }
    return topics;
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
