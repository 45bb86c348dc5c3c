package eightweeks.week1.dispatch;

import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.SENTINEL;
import static eightweeks.week1.dispatch.CommandFlag.STALE;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * COMMAND, COMMAND COUNT and COMMAND INFO: the command table, told to clients.
 *
 * <p>Answers to {@code server.c: commandCommand()}, {@code commandCountCommand()}, {@code
 * commandInfoCommand()}, {@code addReplyCommandInfo()}.
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
    add(new Count(), "COUNT", "    Return the total number of commands in this Redis server.");
    add(
        new Info(),
        "INFO [<command-name> ...]",
        "    Return details about multiple Redis commands.",
        "    If no command names are given, documentation details for all",
        "    commands are returned.");
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

  private static void describe(Command command, Reply reply) {
    var spec = command.spec();
    var range = spec.keyRange();
    reply.array(FIELDS);
    reply.bulk(command.fullName());
    reply.integer(spec.arity());
    var flags = spec.flags().stream().filter(f -> !f.isHidden()).map(f -> f.wireName).toList();
    words(flags, reply);
    reply.integer(range.first());
    reply.integer(range.last());
    reply.integer(range.step());
    words(spec.categories().stream().map(c -> c.wireName).toList(), reply);
    reply.set(spec.tips().size());
    spec.tips().forEach(tip -> reply.bulk(Ascii.bytes(tip)));
    reply.set(spec.keys().size());
    spec.keys().forEach(key -> describe(key, reply));
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

  /** {@code type}, and {@code spec} as a map of the names and values that follow. */
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
