package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.LookupFlags;

/**
 * TTL, PTTL, EXPIRETIME, PEXPIRETIME key.
 *
 * <p>Answers to {@code expire.c: ttlGenericCommand()}. The lookup does not count as a use of the
 * key.
 */
final class TtlCommand extends Command {
  private static final long NO_KEY = -2;
  private static final long MILLIS_PER_SECOND = 1000;

  private final KeyContext context;
  private final boolean inMillis;

  /** Whether the reply counts from now; otherwise from 1970. */
  private final boolean relative;

  private TtlCommand(CommandSpec spec, KeyContext context, boolean inMillis, boolean relative) {
    super(spec.flags(READONLY, FAST).keys(KeySpec.at(1).means(RO, ACCESS)).arguments("key"));
    this.context = context;
    this.inMillis = inMillis;
    this.relative = relative;
  }

  private static CommandSpec declareTtl(String name, String since) {
    return KeyCommands.declare(name, 2, since).tips("nondeterministic_output");
  }

  static TtlCommand ttl(KeyContext context) {
    var spec =
        declareTtl("ttl", "1.0.0").summary("Returns the time that a key has to live, in seconds.");
    return new TtlCommand(spec, context, false, true);
  }

  static TtlCommand pttl(KeyContext context) {
    var spec =
        declareTtl("pttl", "2.6.0")
            .summary("Returns the time that a key has to live, in milliseconds.");
    return new TtlCommand(spec, context, true, true);
  }

  static TtlCommand expiretime(KeyContext context) {
    var spec =
        KeyCommands.declare("expiretime", 2, "7.0.0")
            .summary("Returns until when a key lives, in seconds since 1970.");
    return new TtlCommand(spec, context, false, false);
  }

  static TtlCommand pexpiretime(KeyContext context) {
    var spec =
        KeyCommands.declare("pexpiretime", 2, "7.0.0")
            .summary("Returns until when a key lives, in milliseconds since 1970.");
    return new TtlCommand(spec, context, true, false);
  }

  @Override
  public void run(Client client, Args args) {
    var entry = context.keyspace.of(client).lookup(client, args, 1, LookupFlags.NOTOUCH);
    if (entry == null) {
      client.reply().integer(NO_KEY);
    } else if (entry.expiresAt() == ExpiringEntry.NEVER) {
      client.reply().integer(ExpiringEntry.NEVER);
    } else {
      long millis = Math.max(0, entry.expiresAt() - (relative ? context.time.millis() : 0));
      client.reply().integer(inMillis ? millis : toSeconds(millis));
    }
  }

  /** Returns the nearest number of seconds; unsigned, since the sum may exceed a long. */
  private static long toSeconds(long millis) {
    return Long.divideUnsigned(millis + MILLIS_PER_SECOND / 2, MILLIS_PER_SECOND);
  }
}
