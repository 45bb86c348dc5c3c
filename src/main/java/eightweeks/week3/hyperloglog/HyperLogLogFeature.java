package eightweeks.week3.hyperloglog;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings the commands on HyperLogLogs. */
public final class HyperLogLogFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var sketches = new HyperLogLogs(server);
    server.command(new SketchCommands.Add(sketches));
    server.command(new SketchCommands.Count(sketches));
    server.command(new SketchCommands.Merge(sketches));
    server.command(new PfDebugCommand(sketches));
    server.command(new SelfTestCommand(sketches, server.random("hyperloglog")));
  }

  static CommandSpec declare(String name, int arity) {
    return CommandSpec.of(name, arity)
        .group(Group.HYPERLOGLOG)
        .since("2.8.9")
        .categories(Category.HYPERLOGLOG);
  }
}
