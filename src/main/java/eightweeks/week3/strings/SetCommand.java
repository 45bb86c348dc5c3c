package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;
import static eightweeks.week3.commandkeys.KeySpec.Use.VARIABLE_FLAGS;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.CommandKeys;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.commandkeys.MovableKeys;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | EXAT seconds | PXAT milliseconds |
 * KEEPTTL].
 *
 * <p>Answers to {@code t_string.c: setGenericCommand()}, {@code
 * parseExtendedStringArgumentsOrReply()}.
 */
final class SetCommand extends Command implements MovableKeys {
  private static final CommandError BAD_TIME = Expiration.badTime("set");

  private static final KeySpec READS_AND_WRITES =
      KeySpec.at(1)
          .means(RW, ACCESS, UPDATE, VARIABLE_FLAGS)
          .note("RW and ACCESS due to the optional `GET` argument");
  private static final KeySpec READS = KeySpec.at(1).means(RW, ACCESS, UPDATE);
  private static final KeySpec WRITES = KeySpec.at(1).means(OW, UPDATE);

  private final StringKeys context;

  SetCommand(StringKeys context) {
    super(
        StringsFeature.declare("set", -3, "1.0.0")
            .summary("Sets a string, whatever type the key had before.")
            .flags(WRITE, DENYOOM)
            .keys(READS_AND_WRITES)
            .arguments(
                "key value [condition(NX:token | XX:token)@2.6.12] [GET:token@6.2.0] [expiration(EX"
                    + " seconds:integer@2.6.12 | PX milliseconds:integer@2.6.12 | EXAT"
                    + " unix-time-seconds:unix-time@6.2.0 | PXAT"
                    + " unix-time-milliseconds:unix-time@6.2.0 | KEEPTTL:token@6.0.0)]"));
    this.context = context;
  }

  /** Adds the key, which is written, and also read if there is the option GET (setGetKeys). */
  @Override
  public boolean findKeys(Args args, CommandKeys keys) {
    boolean get = false;
    for (int i = 3; i < args.count(); i++) {
      get |= args.is(i, "get");
    }
    keys.add(1, get ? READS : WRITES);
    return true;
  }

  // tag::run[]
  @Override
  public void run(Client client, Args args) {
    if (args.count() == 3) {
      var database = context.keyspace.of(client);
      var old = database.lookupWrite(client, args, 1);
      database.setString(old, args, 1, 2, ExpiringEntry.NEVER);
      client.reply().ok();
      context.events.modified(client, args, 1, EventClass.STRING, "set");
    } else {
      runWithOptions(client, args);
    }
  }

  // end::run[]

  /** The options after the value. */
  private static final class Options {
    private boolean nx;
    private boolean xx;
    private boolean get;
    private boolean keepTtl;
    private @Nullable Expiration expiration;

    /** Index of the argument that is the time. */
    private int time;
  }

  private static Options options(Args args) {
    var options = new Options();
    for (int i = 3; i < args.count(); i++) {
      var expiration = Expiration.named(args, i);
      boolean another = options.expiration != null && options.expiration != expiration;
      if (expiration != null && !another && !options.keepTtl && i + 1 < args.count()) {
        options.expiration = expiration;
        options.time = ++i;
      } else if (args.is(i, "nx") && !options.xx) {
        options.nx = true;
      } else if (args.is(i, "xx") && !options.nx) {
        options.xx = true;
      } else if (args.is(i, "get")) {
        options.get = true;
      } else if (args.is(i, "keepttl") && options.expiration == null) {
        options.keepTtl = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    return options;
  }

  private void runWithOptions(Client client, Args args) {
    var options = options(args);
    var expiration = options.expiration;
    long at =
        expiration == null
            ? ExpiringEntry.NEVER
            : expiration.at(args, options.time, context.time.millis(), BAD_TIME);
    if (options.get) {
      replyOld(client, context.read(client, args, 1));
    }
    var database = context.keyspace.of(client);
    var old = database.lookupWrite(client, args, 1);
    if (options.nx ? old != null : options.xx && old == null) {
      if (!options.get) {
        client.reply().nullBulk();
      }
      return;
    }
    long expiry = options.keepTtl ? expiryOf(old) : at;
    database.setString(old, args, 1, 2, expiry);
    if (!options.get) {
      client.reply().ok();
    }
    propagate(args, options, at);
    context.events.modified(client, args, 1, EventClass.STRING, "set");
    if (expiration != null) {
      context.events.notify(EventClass.GENERIC, "expire", client, args, 1);
    }
  }

  private static void replyOld(Client client, @Nullable Object old) {
    if (old == null) {
      client.reply().nullBulk();
    } else {
      Strings.reply(client.reply(), old);
    }
  }

  private static long expiryOf(@Nullable Entry entry) {
    return entry == null ? ExpiringEntry.NEVER : entry.expiresAt();
  }

  // tag::propagate[]
  /** Propagates an expiry as PXAT, and leaves out GET; a command with PXAT is propagated as is. */
  private void propagate(Args args, Options options, long at) {
    if (!context.effects.wanted()) {
      return;
    }
    if (options.expiration != null && options.expiration != Expiration.PXAT) {
      context.effects.rewrite("SET", args.bytes(1), args.bytes(2), "PXAT", at);
    } else if (options.expiration == null && options.get) {
      var command = new ArrayList<Object>();
      for (int i = 0; i < args.count(); i++) {
        if (i < 3 || !args.is(i, "get")) {
          command.add(args.bytes(i));
        }
      }
      context.effects.rewrite(command.toArray());
    }
  }

  // end::propagate[]
}
