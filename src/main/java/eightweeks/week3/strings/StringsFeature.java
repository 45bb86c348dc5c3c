package eightweeks.week3.strings;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.keyspace.ExpiryPolicy;
import eightweeks.week3.keyspace.KeyspaceDirectives;

/** Brings the commands on strings. */
public final class StringsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var context = new StringKeys(server);
    server.command(new StringReads.Get(context));
    server.command(new SetCommand(context));
    server.command(new OldSetters.IfNew(context));
    server.command(OldSetters.WithTime.setex(context));
    server.command(OldSetters.WithTime.psetex(context));
    server.command(new OldSetters.Exchange(context));
    server.command(new StringReads.GetAndDelete(context));
    server.command(
        new GetAndExpireCommand(
            context, server.need(KeyspaceDirectives.SERVICE), server.need(ExpiryPolicy.SERVICE)));
    server.command(new StringReads.Length(context));
    server.command(StringReads.Range.getrange(context));
    server.command(StringReads.Range.substr(context));
    server.command(new StringEdits.Append(context));
    server.command(new StringEdits.SetRange(context));
    server.command(Counters.Increment.incr(context));
    server.command(Counters.Increment.decr(context));
    server.command(Counters.Increment.incrby(context));
    server.command(Counters.Increment.decrby(context));
    server.command(new Counters.IncrementFloat(context));
    server.command(new SeveralStrings.Get(context));
    server.command(SeveralStrings.Set.mset(context));
    server.command(SeveralStrings.Set.msetnx(context));
    server.command(new LcsCommand(context));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.STRING)
        .since(since)
        .complexity("O(1)")
        .categories(Category.STRING);
  }
}
