package eightweeks.week3.lists;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings the commands on lists. */
public final class ListsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var lists = new Lists(server);
    server.command(PushCommand.lpush(lists));
    server.command(PushCommand.rpush(lists));
    server.command(PushCommand.lpushx(lists));
    server.command(PushCommand.rpushx(lists));
    server.command(ListPopCommand.lpop(lists));
    server.command(ListPopCommand.rpop(lists));
    server.command(new ListReads.Length(lists));
    server.command(new ListReads.Range(lists));
    server.command(new ListReads.At(lists));
    server.command(new PositionCommand(lists));
    server.command(new ListEdits.Replace(lists));
    server.command(new ListEdits.Insert(lists));
    server.command(new ListEdits.Remove(lists));
    server.command(new ListEdits.Trim(lists));
    server.command(MoveCommand.lmove(lists));
    server.command(MoveCommand.rpoplpush(lists));
    server.command(MoveCommand.blmove(lists));
    server.command(MoveCommand.brpoplpush(lists));
    server.command(BlockingListPopCommand.blpop(lists));
    server.command(BlockingListPopCommand.brpop(lists));
    server.command(ListMultiPopCommand.lmpop(lists));
    server.command(ListMultiPopCommand.blmpop(lists));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.LIST)
        .since(since)
        .complexity("O(1)")
        .categories(Category.LIST);
  }
}
