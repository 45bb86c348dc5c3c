package eightweeks.week3.snapshots;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.LruLfu;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.CommandContext;
import eightweeks.week3.keyspace.ExpiryPolicy;
import eightweeks.week3.keyspace.KeyspaceDirectives;
import eightweeks.week3.rdb.RdbTypes;
import java.io.IOException;

/**
 * RESTORE key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]: gives a
 * key the value of a payload.
 *
 * <p>Answers to {@code cluster.c: restoreCommand()}. Nothing changes unless the payload is sound:
 * it is read as a whole before the old value goes.
 */
final class RestoreCommand extends Command {
  private static final CommandError BUSY_KEY =
      new CommandError("BUSYKEY Target key name already exists.");
  private static final CommandError BAD_IDLE_TIME =
      new CommandError("ERR Invalid IDLETIME value, must be >= 0");
  private static final CommandError BAD_FREQUENCY =
      new CommandError("ERR Invalid FREQ value, must be >= 0 and <= 255");
  private static final CommandError BAD_TTL =
      new CommandError("ERR Invalid TTL value, must be >= 0");
  private static final CommandError BAD_FOOTER =
      new CommandError("ERR DUMP payload version or checksum are wrong");
  private static final CommandError BAD_FORMAT = new CommandError("ERR Bad data format");

  private static final int TTL = 2;
  private static final int PAYLOAD = 3;
  private static final long UNKNOWN = -1;
  private static final long MAX_FREQUENCY = 255;

  private final CommandContext context;
  private final LruLfu usage;
  private final ExpiryPolicy policy;
  private final KeyspaceDirectives keyspaceDirectives;
  private final RdbTypes types;
  private final SnapshotDirectives directives;
  private final SnapshotStatistics statistics;
  private final Log log;

  /** The options behind the payload. */
  private record Options(boolean replace, boolean absolute, long idleSeconds, long frequency) {}

  RestoreCommand(
      ServerBuilder server,
      RdbTypes types,
      SnapshotDirectives directives,
      SnapshotStatistics statistics) {
    super(
        CommandSpec.of("restore", -4)
            .group(Group.GENERIC)
            .since("2.6.0")
            .complexity(
                "O(1) to create the new key and additional O(N*M) to reconstruct the serialized"
                    + " value, where N is the number of Redis objects composing the value and M"
                    + " their average size. For small string values the time complexity is thus"
                    + " O(1)+O(1*M) where M is small, so simply O(1). However for sorted set values"
                    + " the complexity is O(N*M*log(N)) because inserting values into sorted sets"
                    + " is O(log(N)).")
            .summary("Gives a key the value that DUMP has returned.")
            .flags(WRITE, DENYOOM)
            .categories(Category.KEYSPACE, Category.DANGEROUS)
            .keys(KeySpec.at(1).means(OW, UPDATE))
            .arguments(
                "key ttl:integer serialized-value [REPLACE:token@3.0.0] [ABSTTL:token@5.0.0]"
                    + " [IDLETIME seconds:integer@5.0.0] [FREQ frequency:integer@5.0.0]"));
    context = new CommandContext(server);
    usage = server.need(LruLfu.SERVICE);
    policy = server.need(ExpiryPolicy.SERVICE);
    keyspaceDirectives = server.need(KeyspaceDirectives.SERVICE);
    this.types = types;
    this.directives = directives;
    this.statistics = statistics;
    log = server.log();
  }

  @Override
  public void run(Client client, Args args) {
    var options = options(args);
    var database = context.keyspace.of(client);
    if (!options.replace && database.lookupWrite(client, args, 1) != null) {
      throw BUSY_KEY;
    }
    long ttl = args.integer(TTL);
    if (ttl < 0) {
      throw BAD_TTL;
    }
    var value = read(client, args);

    var old = options.replace ? database.lookupRaw(args, 1) : null;
    if (old != null) {
      database.remove(old);
    }
    long now = context.time.millis();
    long at = ttl == 0 ? ExpiringEntry.NEVER : options.absolute ? ttl : ttl + now;
    client.reply().ok();
    if (ttl != 0 && policy.deletesAtOnce(at)) {
      context.values.release(value); // expired already: only the old value is removed
      if (old != null) {
        if (context.effects.wanted()) {
          context.effects.rewrite(keyspaceDirectives.deleteCommand(), args.bytes(1));
        }
        context.events.modified(client, args, 1, EventClass.GENERIC, "del");
      }
      return;
    }
    var entry = database.add(args, 1, value, at);
    if (options.frequency != UNKNOWN) {
      usage.frequency(entry, (int) options.frequency);
    }
    if (options.idleSeconds != UNKNOWN) {
      usage.idle(entry, options.idleSeconds);
    }
    if (ttl != 0 && !options.absolute) {
      propagateAbsolute(args, at);
    }
    context.events.modified(client, args, 1, EventClass.GENERIC, "restore");
  }

  private static Options options(Args args) {
    boolean replace = false;
    boolean absolute = false;
    long idle = UNKNOWN;
    long frequency = UNKNOWN;
    for (int i = PAYLOAD + 1; i < args.count(); i++) {
      boolean more = i + 1 < args.count();
      if (args.is(i, "replace")) {
        replace = true;
      } else if (args.is(i, "absttl")) {
        absolute = true;
      } else if (args.is(i, "idletime") && more && frequency == UNKNOWN) {
        idle = args.integer(++i);
        if (idle < 0) {
          throw BAD_IDLE_TIME;
        }
      } else if (args.is(i, "freq") && more && idle == UNKNOWN) {
        frequency = args.integer(++i);
        if (frequency < 0 || frequency > MAX_FREQUENCY) {
          throw BAD_FREQUENCY;
        }
      } else {
        throw CommandError.SYNTAX;
      }
    }
    return new Options(replace, absolute, idle, frequency);
  }

  /** Returns the value of the payload. */
  private Object read(Client client, Args args) {
    var bytes = args.array(PAYLOAD);
    int offset = args.offset(PAYLOAD);
    int length = args.length(PAYLOAD);
    if (!DumpPayload.isSound(bytes, offset, length, directives.skipsChecksums)) {
      throw BAD_FOOTER;
    }
    boolean deep = directives.sanitizePayload.value().checksPayloadsOf(client);
    var in = DumpPayload.reader(bytes, offset, length, deep);
    in.key(args.bytes(1));
    in.room(context.values.allocator()::requireRoom);
    try {
      var value = DumpPayload.read(in, types);
      if (value == null) {
        throw in.corrupt("a value without elements");
      }
      return value;
    } catch (IOException e) {
      log.verbose("RESTORE refuses a payload: " + e.getMessage());
      throw BAD_FORMAT;
    } finally {
      statistics.sanitizations += in.sanitizations();
    }
  }

  /** Propagates the command with an absolute expiry, because replicas and the AOF run it later. */
  private void propagateAbsolute(Args args, long at) {
    if (context.effects.wanted()) {
      var words = new Object[args.count() + 1];
      for (int i = 0; i < args.count(); i++) {
        words[i] = args.bytes(i);
      }
      words[TTL] = at;
      words[args.count()] = "ABSTTL";
      context.effects.rewrite(words);
    }
  }
}
