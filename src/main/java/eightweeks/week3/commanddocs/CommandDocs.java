package eightweeks.week3.commanddocs;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the reply of COMMAND DOCS about a command: for people, and for the hints of redis-cli.
 *
 * <p>Answers to {@code server.c: addReplyCommandDocs()}, {@code addReplyCommandArgList()}.
 */
final class CommandDocs {
  private final Reply reply;
  private final Map<CommandSpec, List<Argument>> parsed;
  private final CommandHistory history;

  /**
   * @param parsed a cache of the arguments that were parsed before, by command
   */
  CommandDocs(Reply reply, Map<CommandSpec, List<Argument>> parsed, CommandHistory history) {
    this.reply = reply;
    this.parsed = parsed;
    this.history = history;
  }

  /** Writes the map of a command, as an element of a larger one. */
  void write(Command command) {
    var spec = command.spec();
    var deprecation = history.deprecation(command.fullName());
    var changes = history.of(command.fullName());
    var flags = new ArrayList<String>();
    if (deprecation != null) {
      flags.add("deprecated");
    }
    if (spec.isInternal()) {
      flags.add("syscmd");
    }
    var subcommands =
        command instanceof ContainerCommand container
            ? List.copyOf(container.subcommands())
            : List.<Command>of();
    int fields =
        1
            + one(!spec.summary().isEmpty())
            + one(!spec.since().isEmpty())
            + one(!spec.complexity().isEmpty())
            + one(!flags.isEmpty())
            + (deprecation == null ? 0 : 2)
            + one(!changes.isEmpty())
            + one(!spec.arguments().isEmpty())
            + one(!subcommands.isEmpty());
    reply.map(fields);
    text("summary", spec.summary());
    text("since", spec.since());
    text("group", spec.group().wireName());
    text("complexity", spec.complexity());
    if (!flags.isEmpty()) {
      reply.bulk("doc_flags");
      statuses(flags);
    }
    if (deprecation != null) {
      text("deprecated_since", deprecation.since());
      text("replaced_by", deprecation.text());
    }
    if (!changes.isEmpty()) {
      reply.bulk("history");
      reply.set(changes.size());
      for (var change : changes) {
        reply.array(2);
        reply.bulk(change.since());
        reply.bulk(change.text());
      }
    }
    if (!spec.arguments().isEmpty()) {
      reply.bulk("arguments");
      arguments(parsed.computeIfAbsent(spec, _ -> ArgumentSyntax.parse(spec.arguments())));
    }
    if (!subcommands.isEmpty()) {
      reply.bulk("subcommands");
      reply.map(subcommands.size());
      for (var subcommand : subcommands) {
        reply.bulk(subcommand.fullName());
        write(subcommand);
      }
    }
  }

  private void arguments(List<Argument> arguments) {
    reply.array(arguments.size());
    arguments.forEach(this::argument);
  }

  private void argument(Argument argument) {
    var flags = flags(argument);
    boolean group = argument.kind().isGroup();
    int fields =
        3
            + one(argument.key() >= 0)
            + one(argument.token() != null)
            + one(argument.since() != null)
            + one(argument.deprecated() != null)
            + one(!flags.isEmpty());
    reply.map(fields);
    reply.bulk("name");
    reply.bulk(argument.name());
    reply.bulk("type");
    reply.bulk(argument.kind().wireName);
    if (!group) {
      reply.bulk("display_text");
      reply.bulk(argument.display());
    }
    if (argument.key() >= 0) {
      reply.bulk("key_spec_index");
      reply.integer(argument.key());
    }
    var token = argument.token();
    if (token != null) {
      reply.bulk("token");
      reply.bulk(token);
    }
    var since = argument.since();
    if (since != null) {
      reply.bulk("since");
      reply.bulk(since);
    }
    var deprecated = argument.deprecated();
    if (deprecated != null) {
      reply.bulk("deprecated_since");
      reply.bulk(deprecated);
    }
    if (!flags.isEmpty()) {
      reply.bulk("flags");
      statuses(flags);
    }
    if (group) {
      reply.bulk("arguments");
      arguments(argument.parts());
    }
  }

  private static List<String> flags(Argument argument) {
    var flags = new ArrayList<String>();
    if (argument.optional()) {
      flags.add("optional");
    }
    if (argument.multiple()) {
      flags.add("multiple");
    }
    if (argument.multipleToken()) {
      flags.add("multiple_token");
    }
    return flags;
  }

  private void text(String field, String text) {
    if (!text.isEmpty()) {
      reply.bulk(field);
      reply.bulk(text);
    }
  }

  private void statuses(List<String> words) {
    reply.set(words.size());
    words.forEach(reply::simple);
  }

  private static int one(boolean there) {
    return there ? 1 : 0;
  }
}
