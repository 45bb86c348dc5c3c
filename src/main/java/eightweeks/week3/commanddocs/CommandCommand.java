package eightweeks.week3.commanddocs;

import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Glob;
import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.CommandTable;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week3.commandkeys.CommandKeys;
import eightweeks.week3.commandkeys.KeyRange;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * COMMAND and its subcommands: describe the command table to clients.
 *
 * <p>Answers to {@code server.c: commandCommand()}, {@code commandCountCommand()}, {@code
 * commandListCommand()}, {@code commandInfoCommand()}, {@code commandDocsCommand()}, {@code
 * getKeysSubcommandImpl()}, {@code addReplyCommandInfo()}.
 */
public final class CommandCommand extends ContainerCommand {
  private static final int FIELDS = 10;

  private final CommandTable table;

  public CommandCommand(CommandTable table) {
    super(
        declare("command", -1, "2.8.13")
            .complexity("O(N) where N is the total number of Redis commands")
            .summary("Describes all commands.")
            .tips("nondeterministic_output_order"),
        declare("help", 2, "5.0.0").complexity("O(1)").summary("Lists the subcommands."));
    this.table = table;
    add(
        new Count(),
        "(no subcommand)",
        "    Return details about all Redis commands.",
        "COUNT",
        "    Return the total number of commands in this Redis server.");
    add(new Listing(), "LIST", "    Return a list of all commands in this Redis server.");
    add(
        new Info(),
        "INFO [<command-name> ...]",
        "    Return details about multiple Redis commands.",
        "    If no command names are given, documentation details for all",
        "    commands are returned.");
    add(
        new Docs(),
        "DOCS [<command-name> ...]",
        "    Return documentation details about multiple Redis commands.",
        "    If no command names are given, documentation details for all",
        "    commands are returned.");
    add(
        new GetKeys(false),
        "GETKEYS <full-command>",
        "    Return the keys from a full Redis command.");
    add(
        new GetKeys(true),
        "GETKEYSANDFLAGS <full-command>",
        "    Return the keys and the access flags from a full Redis command.");
  }

  private static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.SERVER)
        .since(since)
        .categories(Category.CONNECTION)
        .flags(LOADING, STALE, SENTINEL);
  }

  @Override
  protected boolean runsAlone() {
    return true;
  }

  @Override
  public void run(Client client, Args args) {
    var reply = client.reply();
    reply.array(table.size());
    table.all().forEach(command -> describe(command, reply));
  }

  /** COMMAND COUNT. */
  private final class Count extends Command {
    Count() {
      super(
          declare("count", 2, "2.8.13")
              .complexity("O(1)")
              .summary("Returns how many commands there are."));
    }

    @Override
    public void run(Client client, Args args) {
      client.reply().integer(table.size());
    }
  }

  /** COMMAND INFO [name …]. */
  private final class Info extends Command {
    Info() {
      super(
          declare("info", -2, "2.8.13")
              .complexity("O(N) where N is the number of commands to look up")
              .summary("Describes one, several or all commands.")
              .arguments("[command-name...]")
              .tips("nondeterministic_output_order"));
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() == 2) {
        CommandCommand.this.run(client, args);
        return;
      }
      var reply = client.reply();
      reply.array(args.count() - 2L);
      for (int i = 2; i < args.count(); i++) {
        var command = table.findByFullName(args.text(i));
        if (command == null) {
          reply.nullBulk();
        } else {
          describe(command, reply);
        }
      }
    }
  }

  /** COMMAND DOCS [name …]. */
  private final class Docs extends Command {
    private final Map<CommandSpec, List<Argument>> parsed = new WeakHashMap<>();
    private final CommandHistory history = new CommandHistory();

    Docs() {
      super(
          declare("docs", -2, "7.0.0")
              .complexity("O(N) where N is the number of commands to look up")
              .summary("Explains one, several or all commands.")
              .tips("nondeterministic_output_order")
              .arguments("[command-name...]"));
    }

    @Override
    public void run(Client client, Args args) {
      var found = new ArrayList<Command>();
      if (args.count() == 2) {
        found.addAll(table.all());
      }
      for (int i = 2; i < args.count(); i++) {
        var command = table.findByFullName(args.text(i));
        if (command != null) {
          found.add(command);
        }
      }
      var reply = client.reply();
      reply.map(found.size());
      for (var command : found) {
        reply.bulk(command.fullName());
        new CommandDocs(reply, parsed, history).write(command);
      }
    }
  }

  /** COMMAND LIST [FILTERBY …]: the names of all commands and subcommands, or of some. */
  private final class Listing extends Command {
    Listing() {
      super(
          declare("list", -2, "7.0.0")
              .complexity("O(N) where N is the total number of Redis commands")
              .summary("Returns the names of all commands, or of those that a filter lets through.")
              .tips("nondeterministic_output_order")
              .arguments(
                  "[FILTERBY filterby(MODULE module-name | ACLCAT category | PATTERN"
                      + " pattern:pattern)]"));
    }

    @Override
    public void run(Client client, Args args) {
      Predicate<Command> wanted = args.count() == 2 ? _ -> true : filter(args);
      var names = new ArrayList<String>();
      for (var command : table.all()) {
        if (wanted.test(command)) {
          names.add(command.fullName());
        }
        if (command instanceof ContainerCommand container) {
          container.subcommands().stream()
              .filter(wanted)
              .forEach(subcommand -> names.add(subcommand.fullName()));
        }
      }
      var reply = client.reply();
      reply.array(names.size());
      names.forEach(reply::bulk);
    }

    private static Predicate<Command> filter(Args args) {
      if (args.count() != 5 || !args.is(2, "filterby")) {
        throw CommandError.SYNTAX;
      }
      String by = args.text(4);
      if (args.is(3, "module")) {
        return _ -> false; // modules come in week 6
      }
      if (args.is(3, "aclcat")) {
        return command ->
            Categories.of(command.spec()).stream()
                .anyMatch(category -> category.wireName.equalsIgnoreCase("@" + by));
      }
      if (args.is(3, "pattern")) {
        var pattern = Ascii.bytes(by);
        return command -> Glob.matchesIgnoreCase(pattern, Ascii.bytes(command.fullName()));
      }
      throw CommandError.SYNTAX;
    }
  }

  /** COMMAND GETKEYS and GETKEYSANDFLAGS: reply the arguments of a command that are keys. */
  private final class GetKeys extends Command {
    private final boolean withFlags;

    GetKeys(boolean withFlags) {
      super(
          declare(withFlags ? "getkeysandflags" : "getkeys", -3, withFlags ? "7.0.0" : "2.8.13")
              .complexity("O(N) where N is the number of arguments to the command")
              .summary(
                  withFlags
                      ? "Returns the keys of a command, and what it does with each."
                      : "Returns the keys of a command.")
              .arguments("command [arg...]"));
      this.withFlags = withFlags;
    }

    @Override
    public void run(Client client, Args args) {
      var words = new byte[args.count() - 2][];
      for (int i = 0; i < words.length; i++) {
        words[i] = args.bytes(i + 2);
      }
      var inner = Args.of(words);
      var command = table.find(inner);
      if (command == null || (command instanceof ContainerCommand && inner.count() > 1)) {
        throw new CommandError("ERR Invalid command specified");
      }
      if (!CommandKeys.hasKeys(command)) {
        throw new CommandError("ERR The command has no key arguments");
      }
      if (!command.takes(inner.count())) {
        throw new CommandError("ERR Invalid number of arguments specified for command");
      }
      var keys = CommandKeys.of(command, inner);
      if (keys == null && !command.is(CommandFlag.NO_MANDATORY_KEYS)) {
        throw new CommandError("ERR Invalid arguments specified for command");
      }
      reply(client.reply(), inner, keys == null ? new CommandKeys() : keys);
    }

    private void reply(Reply reply, Args words, CommandKeys keys) {
      reply.array(keys.count());
      for (int i = 0; i < keys.count(); i++) {
        if (withFlags) {
          reply.array(2);
        }
        reply.bulk(words.bytes(keys.position(i)));
        if (withFlags) {
          words(keys.uses(i).stream().map(use -> use.wireName).toList(), reply);
        }
      }
    }
  }

  private static void describe(Command command, Reply reply) {
    var spec = command.spec();
    var range = KeyRange.of(spec);
    reply.array(FIELDS);
    reply.bulk(command.fullName());
    reply.integer(spec.arity());
    var flags =
        KeyRange.flagsOf(spec).stream().filter(f -> !f.isHidden()).map(f -> f.wireName).toList();
    words(flags, reply);
    reply.integer(range.first());
    reply.integer(range.last());
    reply.integer(range.step());
    words(Categories.of(spec).stream().map(c -> c.wireName).toList(), reply);
    reply.set(spec.tips().size());
    spec.tips().forEach(tip -> reply.bulk(Ascii.bytes(tip)));
    reply.set(spec.keys().size());
    KeySpec.of(spec).forEach(key -> describe(key, reply));
    if (command instanceof ContainerCommand container) {
      reply.array(container.subcommands().size());
      container.subcommands().forEach(subcommand -> describe(subcommand, reply));
    } else {
      reply.set(0);
    }
  }

  private static void words(List<String> words, Reply reply) {
    reply.set(words.size());
    words.forEach(reply::simple);
  }

  private static void describe(KeySpec key, Reply reply) {
    String notes = key.notes();
    reply.map(notes == null ? 3 : 4);
    if (notes != null) {
      reply.bulk("notes");
      reply.bulk(notes);
    }
    reply.bulk("flags");
    words(key.uses().stream().map(use -> use.wireName).toList(), reply);
    reply.bulk("begin_search");
    switch (key.begin()) {
      case KeySpec.Begin.Index index -> fields(reply, "index", "index", index.position());
      case KeySpec.Begin.Keyword keyword ->
          fields(reply, "keyword", "keyword", keyword.keyword(), "startfrom", keyword.from());
      case KeySpec.Begin.Unknown() -> fields(reply, "unknown");
    }
    reply.bulk("find_keys");
    switch (key.find()) {
      case KeySpec.Find.Range range ->
          fields(
              reply,
              "range",
              "lastkey",
              range.last(),
              "keystep",
              range.step(),
              "limit",
              range.limit());
      case KeySpec.Find.KeyCount count ->
          fields(
              reply,
              "keynum",
              "keynumidx",
              count.countAt(),
              "firstkey",
              count.first(),
              "keystep",
              count.step());
      case KeySpec.Find.Unknown() -> fields(reply, "unknown");
    }
  }

  /** Writes a map of {@code type}, and of {@code spec} with the names and values that follow. */
  private static void fields(Reply reply, String type, @Nullable Object... namesAndValues) {
    reply.map(2);
    reply.bulk("type");
    reply.bulk(type);
    reply.bulk("spec");
    reply.map(namesAndValues.length / 2);
    for (var word : namesAndValues) {
      if (word instanceof Integer number) {
        reply.integer(number);
      } else {
        reply.bulk(String.valueOf(word));
      }
    }
  }
}
