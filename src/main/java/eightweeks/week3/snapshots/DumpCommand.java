package eightweeks.week3.snapshots;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.values.Values;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.rdb.RdbTypes;

/**
 * DUMP key: the value as bytes that RESTORE takes.
 *
 * <p>Answers to {@code cluster.c: dumpCommand()}.
 */
final class DumpCommand extends Command {
  private final Keyspace keyspace;
  private final Values values;
  private final RdbTypes types;
  private final SnapshotDirectives directives;

  DumpCommand(Keyspace keyspace, Values values, RdbTypes types, SnapshotDirectives directives) {
    super(
        CommandSpec.of("dump", 2)
            .group(Group.GENERIC)
            .since("2.6.0")
            .complexity(
                "O(1) to access the key and additional O(N*M) to serialize it, where N is the"
                    + " number of Redis objects composing the value and M their average size. For"
                    + " small string values the time complexity is thus O(1)+O(1*M) where M is"
                    + " small, so simply O(1).")
            .summary("Returns the value of a key as bytes that RESTORE takes.")
            .flags(READONLY)
            .categories(Category.KEYSPACE)
            .tips("nondeterministic_output")
            .keys(KeySpec.at(1).means(RO, ACCESS))
            .arguments("key"));
    this.keyspace = keyspace;
    this.values = values;
    this.types = types;
    this.directives = directives;
  }

  @Override
  public void run(Client client, Args args) {
    var entry = keyspace.of(client).lookupRead(client, args, 1);
    if (entry == null) {
      client.reply().nullBulk();
      return;
    }
    client.reply().bulk(DumpPayload.of(values.of(entry), types, directives.compression.value()));
  }
}
