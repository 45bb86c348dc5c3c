package eightweeks.week3.keyspace;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.ServerBuilder;

/**
 * The commands about keys of any type.
 *
 * <p>Answers to {@code db.c} and {@code expire.c}.
 */
final class KeyCommands {
  private KeyCommands() {}

  static void addTo(ServerBuilder server, Surroundings room) {
    server.command(RemoveCommands.Delete.del(room));
    server.command(RemoveCommands.Delete.unlink(room));
    server.command(RemoveCommands.Flush.flushall(room));
    server.command(RemoveCommands.Flush.flushdb(room));
    server.command(new KeyReads.Exists(room));
    server.command(new KeyReads.Touch(room));
    server.command(new KeyReads.Type(room));
    server.command(new KeyReads.DbSize(room));
    server.command(new KeyReads.RandomKey(room));
    server.command(new KeyWalks.Keys(room));
    server.command(new KeyWalks.Scan(room));
    server.command(ExpireCommand.expire(room));
    server.command(ExpireCommand.expireat(room));
    server.command(ExpireCommand.pexpire(room));
    server.command(ExpireCommand.pexpireat(room));
    server.command(new PersistCommand(room));
    server.command(TtlCommand.ttl(room));
    server.command(TtlCommand.pttl(room));
    server.command(TtlCommand.expiretime(room));
    server.command(TtlCommand.pexpiretime(room));
    server.command(RenameCommand.rename(room));
    server.command(RenameCommand.renamenx(room));
    server.command(new CopyCommand(room));
    server.command(new MoveCommands.Move(room));
    server.command(new MoveCommands.SwapDb(room));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.GENERIC)
        .since(since)
        .complexity("O(1)")
        .categories(Category.KEYSPACE);
  }

  /** Of a command that is about a whole database. */
  static CommandSpec declareForServer(String name, int arity, String since) {
    return declare(name, arity, since).group(Group.SERVER);
  }
}
