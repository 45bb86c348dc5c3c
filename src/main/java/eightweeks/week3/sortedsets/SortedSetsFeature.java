package eightweeks.week3.sortedsets;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings the commands on sorted sets. */
public final class SortedSetsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var sets = new SortedSets(server);
    server.command(new AddCommands.Add(sets));
    server.command(new AddCommands.Increment(sets));
    SortedSetRemoveCommands.addTo(server, sets);
    server.command(new CountCommands.Cardinality(sets));
    server.command(new CountCommands.InScores(sets));
    server.command(new CountCommands.InMembers(sets));
    server.command(new MemberReads.Score(sets));
    server.command(new MemberReads.Scores(sets));
    server.command(MemberReads.Rank.zrank(sets));
    server.command(MemberReads.Rank.zrevrank(sets));
    SortedSetRangeCommands.addTo(server, sets);
    server.command(new RandomSortedSetMemberCommand(sets));
    server.command(new ScanCommand(sets));
    server.command(SortedSetPopCommand.zpopmin(sets));
    server.command(SortedSetPopCommand.zpopmax(sets));
    server.command(BlockingSortedSetPopCommand.bzpopmin(sets));
    server.command(BlockingSortedSetPopCommand.bzpopmax(sets));
    server.command(SortedSetMultiPopCommand.zmpop(sets));
    server.command(SortedSetMultiPopCommand.bzmpop(sets));
  }

  /** Returns the declaration of a command on sorted sets. */
  public static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.SORTED_SET)
        .since(since)
        .categories(Category.SORTEDSET);
  }
}
