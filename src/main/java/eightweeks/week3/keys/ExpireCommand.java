package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT key time [NX | XX | GT | LT].
 *
 * <p>Answers to {@code expire.c: expireGenericCommand()}. A time in the past deletes the key at
 * once on a master. PEXPIREAT is propagated, because a relative time would start later on a replica
 * or when the AOF is loaded.
 */
final class ExpireCommand extends Command {
  private static final CommandError NX_AND_OTHERS =
      new CommandError("ERR NX and XX, GT or LT options at the same time are not compatible");
  private static final CommandError GT_AND_LT =
      new CommandError("ERR GT and LT options at the same time are not compatible");
  private static final long MILLIS_PER_SECOND = 1000;

  private final KeyContext context;

  /** Milliseconds per unit of the argument. */
  private final long unit;

  /** Whether the argument counts from now; otherwise from 1970. */
  private final boolean relative;

  private final CommandError badTime;

  private ExpireCommand(
      KeyContext context, String name, String since, long unit, boolean relative, String summary) {
    super(
        KeyCommands.declare(name, -3, since)
            .summary(summary)
            .flags(WRITE, FAST)
            .keys(KeySpec.at(1).means(RW, UPDATE))
            .arguments(
                "key "
                    + timeArgument(unit, relative)
                    + " [condition(NX:token | XX:token | GT:token | LT:token)@7.0.0]"));
    this.context = context;
    this.unit = unit;
    this.relative = relative;
    badTime = new CommandError("ERR invalid expire time in '" + name + "' command");
  }

  private static String timeArgument(long unit, boolean relative) {
    String name = unit == 1 ? "milliseconds" : "seconds";
    return relative ? name + ":integer" : "unix-time-" + name + ":unix-time";
  }

  static ExpireCommand expire(KeyContext context) {
    return new ExpireCommand(
        context,
        "expire",
        "1.0.0",
        MILLIS_PER_SECOND,
        true,
        "Gives a key a time to live, in seconds.");
  }

  static ExpireCommand expireat(KeyContext context) {
    return new ExpireCommand(
        context,
        "expireat",
        "1.2.0",
        MILLIS_PER_SECOND,
        false,
        "Lets a key live until a point in time, in seconds since 1970.");
  }

  static ExpireCommand pexpire(KeyContext context) {
    return new ExpireCommand(
        context, "pexpire", "2.6.0", 1, true, "Gives a key a time to live, in milliseconds.");
  }

  static ExpireCommand pexpireat(KeyContext context) {
    return new ExpireCommand(
        context,
        "pexpireat",
        "2.6.0",
        1,
        false,
        "Lets a key live until a point in time, in milliseconds since 1970.");
  }

  @Override
  public void run(Client client, Args args) {
    boolean nx = false;
    boolean xx = false;
    boolean gt = false;
    boolean lt = false;
    for (int i = 3; i < args.count(); i++) {
      if (args.is(i, "nx")) {
        nx = true;
      } else if (args.is(i, "xx")) {
        xx = true;
      } else if (args.is(i, "gt")) {
        gt = true;
      } else if (args.is(i, "lt")) {
        lt = true;
      } else {
        throw new CommandError("ERR Unsupported option " + args.text(i));
      }
    }
    if (nx && (xx || gt || lt)) {
      throw NX_AND_OTHERS;
    }
    if (gt && lt) {
      throw GT_AND_LT;
    }
    long now = context.time.millis();
    long at = pointInTime(args.integer(2), relative ? now : 0);
    var database = context.keyspace.of(client);
    var entry = database.lookupWrite(client, args, 1);
    if (entry == null || !allows(entry.expiresAt(), at, nx, xx, gt, lt)) {
      client.reply().integer(0);
      return;
    }
    client.reply().integer(1);
    expireAt(client, args, entry, at);
  }

  /**
   * Gives the key its expiry, or deletes the key if that has passed, and propagates what was done.
   * The event is one of {@link EventClass#GENERIC}.
   *
   * @param entry of the key, which is argument 1
   * @param at in milliseconds since 1970
   */
  private void expireAt(Client client, Args args, Entry entry, long at) {
    // tag::day22-hole[]
    if (context.policy.deletesAtOnce(at)) {
      context.keyspace.of(client).remove(entry);
      if (context.effects.wanted()) {
        context.effects.rewrite(context.directives.expireCommand(), args.bytes(1));
      }
      context.events.modified(client, args, 1, EventClass.GENERIC, "del");
      return;
    }
    context.keyspace.of(client).expireAt(entry, at);
    if (context.effects.wanted() && (relative || unit != 1)) {
      var command = new Object[args.count()];
      for (int i = 0; i < command.length; i++) {
        command[i] = args.bytes(i);
      }
      command[0] = "PEXPIREAT";
      command[2] = at;
      context.effects.rewrite(command);
    }
    context.events.modified(client, args, 1, EventClass.GENERIC, "expire");
    // end::day22-hole[]
  }

  private long pointInTime(long number, long start) {
    if (number > Long.MAX_VALUE / unit || number < Long.MIN_VALUE / unit) {
      throw badTime;
    }
    long millis = number * unit;
    if (millis > Long.MAX_VALUE - start) {
      throw badTime;
    }
    return millis + start;
  }

  /** Returns whether the conditions allow the new expiry. No expiry counts as the latest one. */
  private static boolean allows(
      long current, long at, boolean nx, boolean xx, boolean gt, boolean lt) {
    boolean never = current == ExpiringEntry.NEVER;
    return !(nx && !never)
        && !(xx && never)
        && !(gt && (never || at <= current))
        && !(lt && !never && at >= current);
  }
}
