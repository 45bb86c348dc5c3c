package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week1.dispatch.KeySpec.Use.ACCESS;
import static eightweeks.week1.dispatch.KeySpec.Use.RW;
import static eightweeks.week1.dispatch.KeySpec.Use.UPDATE;
import static eightweeks.week1.dispatch.KeySpec.Use.VARIABLE_FLAGS;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.KeySpec;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Strings;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import org.jspecify.annotations.Nullable;

/**
 * SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT seconds | PXAT milliseconds |
 * KEEPTTL].
 *
 * <p>Answers to {@code t_string.c: setGenericCommand()}, {@code
 * parseExtendedStringArgumentsOrReply()}.
 */
final class SetCommand extends Command {
  private static final CommandError BAD_TIME =
      new CommandError("ERR invalid expire time in 'set' command");
  private static final long MILLIS_PER_SECOND = 1000;

  private final Keyspace keyspace;
  private final Strings strings;
  private final LoopTime time;

  SetCommand(Keyspace keyspace, Strings strings, LoopTime time) {
    super(
        StringCommands.declare("set", -3, "1.0.0")
            .summary("Sets a string, whatever type the key had before.")
            .flags(WRITE, DENYOOM)
            .keys(
                KeySpec.at(1)
                    .means(RW, ACCESS, UPDATE, VARIABLE_FLAGS)
                    .note("RW and ACCESS due to the optional `GET` argument")));
    this.keyspace = keyspace;
    this.strings = strings;
    this.time = time;
  }

  @Override
  public void run(Client client, Args args) {
    var database = keyspace.of(client);
    if (args.count() == 3) {
      store(database, database.find(args, 1), args, ExpiringEntry.NEVER);
      client.reply().ok();
    } else {
      runWithOptions(client, database, args);
    }
  }

  private void runWithOptions(Client client, Database database, Args args) {
    boolean nx = false;
    boolean xx = false;
    boolean get = false;
    boolean keepTtl = false;
    int unit = 0; // the word that names how the time is given
    for (int i = 3; i < args.count(); i++) {
      boolean takesTime =
          args.is(i, "ex") || args.is(i, "px") || args.is(i, "exat") || args.is(i, "pxat");
      if (takesTime && unit == 0 && !keepTtl && i + 1 < args.count()) {
        unit = i++;
      } else if (args.is(i, "nx") && !xx) {
        nx = true;
      } else if (args.is(i, "xx") && !nx) {
        xx = true;
      } else if (args.is(i, "get")) {
        get = true;
      } else if (args.is(i, "keepttl") && unit == 0) {
        keepTtl = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    long at = unit == 0 ? ExpiringEntry.NEVER : expiry(args, unit);
    var old = database.find(args, 1);
    var oldValue = !get || old == null ? null : Strings.of(old);
    boolean does = nx ? old == null : !xx || old != null;
    if (does) {
      long kept = keepTtl && old != null ? old.expiresAt() : at;
      store(database, old, args, kept);
    }
    if (oldValue != null) {
      Strings.reply(client.reply(), oldValue);
    } else if (get || !does) {
      client.reply().nullBulk();
    } else {
      client.reply().ok();
    }
  }

  private void store(Database database, @Nullable Entry old, Args args, long at) {
    var value = strings.take(args, 2);
    if (old == null) {
      database.expireAt(database.add(args.take(1), value), at);
    } else {
      database.set(old, value);
      database.expireAt(old, at);
    }
  }

  /** When the key expires, in milliseconds since 1970. */
  private long expiry(Args args, int unit) {
    long number = args.integer(unit + 1);
    boolean seconds = args.is(unit, "ex") || args.is(unit, "exat");
    boolean relative = args.is(unit, "ex") || args.is(unit, "px");
    if (number <= 0 || (seconds && number > Long.MAX_VALUE / MILLIS_PER_SECOND)) {
      throw BAD_TIME;
    }
    long millis = seconds ? number * MILLIS_PER_SECOND : number;
    long now = time.millis();
    if (relative && millis > Long.MAX_VALUE - now) {
      throw BAD_TIME;
    }
    return relative ? now + millis : millis;
  }
}
