package eightweeks.week5.memoryinfo;

import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.STALE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.Keyspace;
import java.util.function.Consumer;

/**
 * MEMORY: how many bytes a key takes, and what the memory of the server is used for.
 *
 * <p>Answers to {@code object.c: memoryCommand()}.
 */
public final class MemoryCommand {
  /** The container, to which later weeks add subcommands. */
  public static final Service<ContainerCommand> SERVICE =
      new Service<>("MEMORY", ContainerCommand.class);

  private static final String[] REPORT = {
    "nondeterministic_output", "request_policy:all_shards", "response_policy:special"
  };

  private MemoryCommand() {}

  static ContainerCommand create(Keyspace keyspace, MemoryNumbers numbers) {
    var container =
        CommandSpec.of("memory", -2)
            .group(Group.SERVER)
            .since("4.0.0")
            .complexity("Depends on subcommand.")
            .summary("A container for commands about memory.");
    var help =
        CommandSpec.of("help", 2)
            .group(Group.SERVER)
            .since("4.0.0")
            .complexity("O(1)")
            .summary("Lists the subcommands.")
            .flags(LOADING, STALE);
    return new ContainerCommand(container, help)
        .add(
            new Report(
                "doctor",
                "Says what is unusual about the memory of the server.",
                reply -> reply.verbatim("txt", Ascii.bytes(MemoryDoctor.report(numbers))),
                REPORT),
            "DOCTOR",
            "    Return memory problems reports.")
        .add(
            new Report(
                "malloc-stats",
                "Shows how the heap is used.",
                reply -> reply.verbatim("txt", Ascii.bytes(HeapReport.text(numbers))),
                REPORT),
            "MALLOC-STATS",
            "    Return internal statistics report from the memory allocator.")
        .add(
            new Report(
                "purge",
                "Has the collector free garbage now.",
                reply -> {
                  numbers.purge();
                  reply.ok();
                },
                "request_policy:all_shards",
                "response_policy:all_succeeded"),
            "PURGE",
            "    Attempt to purge dirty pages for reclamation by the allocator.")
        .add(
            new Report(
                "stats",
                "Returns what the memory of the server is used for.",
                reply -> MemoryStats.write(numbers, reply),
                REPORT),
            "STATS",
            "    Return information about the memory usage of the server.")
        .add(
            new UsageOfKey(keyspace),
            "USAGE <key> [SAMPLES <count>]",
            "    Return memory in bytes used by <key> and its value. Nested values are",
            "    sampled up to <count> times (default: 5, 0 means sample all).");
  }

  /** A subcommand without arguments. */
  private static final class Report extends Command {
    private final Consumer<Reply> content;

    Report(String name, String summary, Consumer<Reply> content, String... tips) {
      super(
          CommandSpec.of(name, 2)
              .group(Group.SERVER)
              .since("4.0.0")
              .complexity("Depends on how much memory is allocated, could be slow")
              .summary(summary)
              .tips(tips));
      this.content = content;
    }

    @Override
    public void run(Client client, Args args) {
      content.accept(client.reply());
    }
  }

  /** MEMORY USAGE key [SAMPLES count]. */
  private static final class UsageOfKey extends Command {
    private static final long DEFAULT_SAMPLES = 5;

    private final Keyspace keyspace;

    UsageOfKey(Keyspace keyspace) {
      super(
          CommandSpec.of("usage", -3)
              .group(Group.SERVER)
              .since("4.0.0")
              .complexity("O(N) where N is the number of samples.")
              .summary("Returns how many bytes a key and its value take.")
              .flags(READONLY)
              .keys(KeySpec.at(2).means(RO))
              .arguments("key [SAMPLES count:integer]"));
      this.keyspace = keyspace;
    }

    @Override
    public void run(Client client, Args args) {
      long samples = DEFAULT_SAMPLES;
      for (int i = 3; i < args.count(); i += 2) {
        if (!args.is(i, "samples") || i + 1 == args.count()) {
          throw CommandError.SYNTAX;
        }
        samples = args.integer(i + 1);
        if (samples < 0) {
          throw CommandError.SYNTAX;
        }
      }
      var entry = keyspace.of(client).lookupRaw(args, 2);
      if (entry == null) {
        client.reply().nullBulk();
        return;
      }
      long most = samples == 0 ? Long.MAX_VALUE : samples;
      client.reply().integer(entry.memory(most));
    }
  }
}
