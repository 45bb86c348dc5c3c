package eightweeks.week7.debugging;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.sds.Sds;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.ExpireCycle;
import eightweeks.week3.keyspace.Keyspace;
import java.util.Arrays;

/**
 * DEBUG POPULATE, DIGEST, DIGEST-VALUE and SET-ACTIVE-EXPIRE.
 *
 * <p>Answers to {@code debug.c: debugCommand()}.
 */
final class KeyspaceDebug {
  private final Keyspace keyspace;
  private final Values values;
  private final ExpireCycle cycle;
  private final DigestTable digests;

  private KeyspaceDebug(Keyspace keyspace, Values values, ExpireCycle cycle, DigestTable digests) {
    this.keyspace = keyspace;
    this.values = values;
    this.cycle = cycle;
    this.digests = digests;
  }

  static void addTo(ServerBuilder server) {
    var keyspace = server.need(Keyspace.SERVICE);
    var cycle = server.need(ExpireCycle.SERVICE);
    var digests = new DigestTable();
    server.provide(DigestTable.SERVICE, digests);
    var ours = new KeyspaceDebug(keyspace, server.need(Values.SERVICE), cycle, digests);
    var debug = server.need(DebugCommand.SERVICE);
    debug.add(
        "digest",
        ours::digest,
        "DIGEST",
        "    Output a hex signature representing the current DB content.");
    debug.add(
        "digest-value",
        ours::digestOfValues,
        "DIGEST-VALUE <key> [<key> ...]",
        "    Output a hex signature of the values of all the specified keys.");
    debug.add(
        "populate",
        ours::populate,
        "POPULATE <count> [<prefix>] [<size>]",
        "    Create <count> string keys named key:<num>. If <prefix> is specified then",
        "    it is used instead of the 'key' prefix. These are not propagated to",
        "    replicas. Cluster slots are not respected so keys not belonging to the",
        "    current node can be created in cluster mode.");
    debug.add(
        "set-active-expire",
        ours::setActiveExpire,
        "SET-ACTIVE-EXPIRE <0|1>",
        "    Setting it to 0 disables expiring keys in background when they are not",
        "    accessed (otherwise the Redis behavior). Setting it to 1 reenables back the",
        "    default.");
  }

  private void digest(Client client, Args args) {
    if (args.count() != 2) {
      throw DebugCommand.unknown(args);
    }
    client.reply().simple(Digest.of(digests, values, keyspace));
  }

  /** Replies the digests of the values of keys, also of expired ones. */
  private void digestOfValues(Client client, Args args) {
    var database = keyspace.of(client);
    client.reply().array(args.count() - 2L);
    for (int i = 2; i < args.count(); i++) {
      var entry = database.lookupRaw(args, i);
      client
          .reply()
          .simple(entry == null ? Digest.NOTHING : Digest.ofValue(digests, values, entry));
    }
  }

  private void setActiveExpire(Client client, Args args) {
    if (args.count() != 3) {
      throw DebugCommand.unknown(args);
    }
    cycle.enable(!args.is(2, "0"));
    client.reply().ok();
  }

  private void populate(Client client, Args args) {
    if (args.count() < 3 || args.count() > 5) {
      throw DebugCommand.unknown(args);
    }
    int count = positive(args, 2);
    String prefix = args.count() > 3 ? args.text(3) : "key";
    int size = args.count() > 4 ? positive(args, 4) : 0;
    var database = keyspace.of(client);
    for (int i = 0; i < count; i++) {
      var key = new Sds().append(prefix).append(":").append(i).toBytes();
      var value = new Sds().append("value:").append(i).toBytes();
      if (database.lookup(client, key) == null) {
        database.add(key, values.strings().raw(size == 0 ? value : Arrays.copyOf(value, size)));
      }
    }
    client.reply().ok();
  }

  private static int positive(Args args, int i) {
    long number = args.integer(i, CommandError.NOT_POSITIVE);
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw CommandError.NOT_POSITIVE;
    }
    return (int) number;
  }
}
