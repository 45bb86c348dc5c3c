package eightweeks.week3.strings;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.Strings;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.ExpiryPolicy;
import eightweeks.week3.keyspace.KeyspaceDirectives;
import org.jspecify.annotations.Nullable;

/**
 * GETEX key [EX seconds | PX milliseconds | EXAT seconds | PXAT milliseconds | PERSIST]: returns a
 * string and changes the expiry of its key.
 *
 * <p>Answers to {@code t_string.c: getexCommand()}. Only the change of the expiry is propagated:
 * PEXPIREAT, PERSIST, or, if the time has passed, DEL (UNLINK with {@code lazyfree-lazy-expire}).
 */
final class GetAndExpireCommand extends Command {
  private static final CommandError BAD_TIME = Expiration.badTime("getex");

  private final StringKeys context;
  private final KeyspaceDirectives directives;
  private final ExpiryPolicy policy;

  GetAndExpireCommand(StringKeys context, KeyspaceDirectives directives, ExpiryPolicy policy) {
    super(
        StringsFeature.declare("getex", -2, "6.2.0")
            .summary("Returns the value of a string and changes its time to live.")
            .flags(WRITE, FAST)
            .keys(
                KeySpec.at(1)
                    .means(RW, ACCESS, UPDATE)
                    .note("RW and UPDATE because it changes the TTL"))
            .arguments(
                "key [expiration(EX seconds:integer | PX milliseconds:integer | EXAT"
                    + " unix-time-seconds:unix-time | PXAT unix-time-milliseconds:unix-time |"
                    + " PERSIST:token)]"));
    this.context = context;
    this.directives = directives;
    this.policy = policy;
  }

  @Override
  public void run(Client client, Args args) {
    @Nullable Expiration expiration = null;
    boolean persist = false;
    int timeArgument = 0;
    for (int i = 2; i < args.count(); i++) {
      var named = Expiration.named(args, i);
      boolean another = expiration != null && expiration != named;
      if (named != null && !another && !persist && i + 1 < args.count()) {
        expiration = named;
        timeArgument = ++i;
      } else if (args.is(i, "persist") && expiration == null) {
        persist = true;
      } else {
        throw CommandError.SYNTAX;
      }
    }
    var database = context.keyspace.of(client);
    var entry = database.lookupRead(client, args, 1);
    if (entry == null) {
      client.reply().nullBulk();
      return;
    }
    var value = Strings.of(entry);
    long now = context.time.millis();
    long at = expiration == null ? 0 : expiration.at(args, timeArgument, now, BAD_TIME);
    Strings.reply(client.reply(), value);
    if (expiration != null && !expiration.relative && policy.deletesAtOnce(at)) {
      database.remove(entry);
      propagate(directives.expireCommand(), args);
      context.events.modified(client, args, 1, EventClass.GENERIC, "del");
    } else if (expiration != null) {
      database.expireAt(entry, at);
      propagate("PEXPIREAT", args, at);
      context.events.modified(client, args, 1, EventClass.GENERIC, "expire");
    } else if (persist && entry.expiresAt() != ExpiringEntry.NEVER) {
      database.expireAt(entry, ExpiringEntry.NEVER);
      propagate("PERSIST", args);
      context.events.modified(client, args, 1, EventClass.GENERIC, "persist");
    }
  }

  private void propagate(String command, Args args) {
    if (context.effects.wanted()) {
      context.effects.rewrite(command, args.bytes(1));
    }
  }

  private void propagate(String command, Args args, long at) {
    if (context.effects.wanted()) {
      context.effects.rewrite(command, args.bytes(1), at);
    }
  }
}
