package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.LOADING;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.STALE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.ContainerCommand;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.object.Strings;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.keyspace.LookupFlags;

/**
 * OBJECT ENCODING, FREQ, IDLETIME, REFCOUNT and HELP: show the layout of a value, and its use.
 *
 * <p>Answers to {@code object.c: objectCommand()}. No subcommand counts as a use of the key.
 */
final class ObjectCommand {
  private static final CommandError NO_IDLE_TIME =
      new CommandError(
          "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when "
              + "switching between policies at runtime LRU and LFU data will take some time to "
              + "adjust.");
  private static final CommandError NO_FREQUENCY =
      new CommandError(
          "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note "
              + "that when switching between policies at runtime LRU and LFU data will take some "
              + "time to adjust.");

  private ObjectCommand() {}

  /** Returns the command with its subcommands. */
  static ContainerCommand create(Keyspace keyspace, LruLfu lruLfu) {
    var container =
        CommandSpec.of("object", -2)
            .group(Group.GENERIC)
            .since("2.2.3")
            .complexity("Depends on subcommand.")
            .summary("A container for commands about how values are kept.");
    var help =
        CommandSpec.of("help", 2)
            .group(Group.GENERIC)
            .since("6.2.0")
            .complexity("O(1)")
            .summary("Lists the subcommands.")
            .flags(LOADING, STALE)
            .categories(Category.KEYSPACE);
    return new ContainerCommand(container, help)
        .add(
            new About(
                keyspace,
                declare("encoding", "2.2.3", "Returns how the value of a key is laid out."),
                (reply, entry) -> reply.bulk(entry.encoding().text())),
            "ENCODING <key>",
            "    Return the kind of internal representation used in order to store the value",
            "    associated with a <key>.")
        .add(
            new About(
                keyspace,
                declare("freq", "4.0.0", "Returns how often a key is used, on a log scale."),
                (reply, entry) -> frequency(lruLfu, reply, entry)),
            "FREQ <key>",
            "    Return the access frequency index of the <key>. The returned integer is",
            "    proportional to the logarithm of the recent access frequency of the key.")
        .add(
            new About(
                keyspace,
                declare("idletime", "2.2.3", "Returns how many seconds ago a key was used."),
                (reply, entry) -> idleTime(lruLfu, reply, entry)),
            "IDLETIME <key>",
            "    Return the idle time of the <key>, that is the approximated number of",
            "    seconds elapsed since the last access to the key.")
        .add(
            new About(
                keyspace,
                declare("refcount", "2.2.3", "Returns how many refer to the value of a key."),
                (reply, entry) -> reply.integer(Strings.referenceCount(entry))),
            "REFCOUNT <key>",
            "    Return the number of references of the value associated with the specified",
            "    <key>.");
  }

  private static CommandSpec declare(String name, String since, String summary) {
    return CommandSpec.of(name, 3)
        .group(Group.GENERIC)
        .since(since)
        .complexity("O(1)")
        .summary(summary)
        .flags(READONLY)
        .categories(Category.KEYSPACE)
        .keys(KeySpec.at(2).means(RO))
        .arguments("key")
        .tips("nondeterministic_output");
  }

  private static void frequency(LruLfu lruLfu, Reply reply, Entry entry) {
    if (!lruLfu.policy.value().isLfu()) {
      throw NO_FREQUENCY;
    }
    reply.integer(lruLfu.frequency(entry));
  }

  private static void idleTime(LruLfu lruLfu, Reply reply, Entry entry) {
    if (lruLfu.policy.value().isLfu()) {
      throw NO_IDLE_TIME;
    }
    reply.integer(lruLfu.idleMillis(entry) / 1000);
  }

  /** The reply of a subcommand about an entry. */
  @FunctionalInterface
  private interface Answer {
    void reply(Reply reply, Entry entry);
  }

  /** OBJECT subcommand key: replies null if there is no such key. */
  private static final class About extends Command {
    private final Keyspace keyspace;
    private final Answer answer;

    About(Keyspace keyspace, CommandSpec spec, Answer answer) {
      super(spec);
      this.keyspace = keyspace;
      this.answer = answer;
    }

    @Override
    public void run(Client client, Args args) {
      var entry =
          keyspace.of(client).lookup(client, args, 2, LookupFlags.NOTOUCH | LookupFlags.NONOTIFY);
      if (entry == null) {
        client.reply().nullBulk();
      } else {
        answer.reply(client.reply(), entry);
      }
    }
  }
}
