package eightweeks.week3.hashes;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;

/** Brings the commands on hashes. */
public final class HashesFeature implements Feature {
  @Override
  public void install(ServerBuilder server) {
    var hashes = new Hashes(server);
    server.command(HashWrites.Assign.hset(hashes));
    server.command(HashWrites.Assign.hmset(hashes));
    server.command(new HashWrites.AssignNew(hashes));
    server.command(new HashWrites.Delete(hashes));
    server.command(new HashCounters.Increment(hashes));
    server.command(new HashCounters.IncrementFloat(hashes));
    server.command(new HashReads.Get(hashes));
    server.command(new HashReads.GetSeveral(hashes));
    server.command(new HashReads.Length(hashes));
    server.command(new HashReads.ValueLength(hashes));
    server.command(new HashReads.Exists(hashes));
    server.command(HashWalks.All.hkeys(hashes));
    server.command(HashWalks.All.hvals(hashes));
    server.command(HashWalks.All.hgetall(hashes));
    server.command(new HashWalks.Scan(hashes));
    server.command(new RandomFieldCommand(hashes));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.HASH)
        .since(since)
        .complexity("O(1)")
        .categories(Category.HASH);
  }
}
