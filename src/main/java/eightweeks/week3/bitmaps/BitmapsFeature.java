package eightweeks.week3.bitmaps;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings the commands on bitmaps. */
public final class BitmapsFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var bitmaps = new Bitmaps(server);
    server.command(new BitCommands.Assign(bitmaps));
    server.command(new BitCommands.Get(bitmaps));
    server.command(new BitRangeCommands.Count(bitmaps));
    server.command(new BitRangeCommands.Position(bitmaps));
    server.command(new BitOpCommand(bitmaps));
    server.command(BitfieldCommand.bitfield(bitmaps));
    server.command(BitfieldCommand.bitfieldRo(bitmaps));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity).group(Group.BITMAP).since(since).categories(Category.BITMAP);
  }
}
