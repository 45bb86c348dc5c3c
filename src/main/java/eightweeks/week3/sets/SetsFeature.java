package eightweeks.week3.sets;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings the commands on sets. */
public final class SetsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var sets = new Sets(server);
    server.command(new SetWrites.Add(sets));
    server.command(new SetWrites.Remove(sets));
    server.command(new SetWrites.Move(sets));
    server.command(new SetReads.IsMember(sets));
    server.command(new SetReads.AreMembers(sets));
    server.command(new SetReads.Cardinality(sets));
    server.command(new SetReads.Members(sets));
    server.command(new SetReads.Scan(sets));
    server.command(new SetPopCommand(sets));
    server.command(new RandomSetMemberCommand(sets));
    SetAlgebraCommands.addTo(server, sets);
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.SET)
        .since(since)
        .complexity("O(1)")
        .categories(Category.SET);
  }
}
