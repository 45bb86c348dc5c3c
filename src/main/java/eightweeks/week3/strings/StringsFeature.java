package eightweeks.week3.strings;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.keyspace.KeyspaceDirectives;

/** Brings the commands on strings. */
public final class StringsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var room = new StringKeys(server);
    server.command(new StringReads.Get(room));
    server.command(new SetCommand(room));
    server.command(new OldSetters.IfNew(room));
    server.command(OldSetters.WithTime.setex(room));
    server.command(OldSetters.WithTime.psetex(room));
    server.command(new OldSetters.Exchange(room));
    server.command(new StringReads.GetAndDelete(room));
    server.command(new GetAndExpireCommand(room, server.need(KeyspaceDirectives.SERVICE)));
    server.command(new StringReads.Length(room));
    server.command(StringReads.Range.getrange(room));
    server.command(StringReads.Range.substr(room));
    server.command(new StringEdits.Append(room));
    server.command(new StringEdits.SetRange(room));
    server.command(Counters.Increment.incr(room));
    server.command(Counters.Increment.decr(room));
    server.command(Counters.Increment.incrby(room));
    server.command(Counters.Increment.decrby(room));
    server.command(new Counters.IncrementFloat(room));
    server.command(new SeveralStrings.Get(room));
    server.command(SeveralStrings.Set.mset(room));
    server.command(SeveralStrings.Set.msetnx(room));
    server.command(new LcsCommand(room));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.STRING)
        .since(since)
        .complexity("O(1)")
        .categories(Category.STRING);
  }
}
