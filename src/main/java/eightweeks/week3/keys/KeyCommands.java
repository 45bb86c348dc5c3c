package eightweeks.week3.keys;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.ServerBuilder;

/**
 * Adds the commands on keys of any type, except OBJECT.
 *
 * <p>Answers to {@code db.c} and {@code expire.c}.
 */
final class KeyCommands {
  private KeyCommands() {}

  static void addTo(ServerBuilder server, KeyContext context) {
    server.command(RemoveCommands.Delete.del(context));
    server.command(RemoveCommands.Delete.unlink(context));
    server.command(RemoveCommands.Flush.flushall(context));
    server.command(RemoveCommands.Flush.flushdb(context));
    server.command(new KeyReads.Exists(context));
    server.command(new KeyReads.Touch(context));
    server.command(new KeyReads.Type(context));
    server.command(new KeyReads.DbSize(context));
    server.command(new KeyReads.RandomKey(context));
    server.command(new KeyWalks.Keys(context));
    server.command(new KeyWalks.Scan(context));
    server.command(ExpireCommand.expire(context));
    server.command(ExpireCommand.expireat(context));
    server.command(ExpireCommand.pexpire(context));
    server.command(ExpireCommand.pexpireat(context));
    server.command(new PersistCommand(context));
    server.command(TtlCommand.ttl(context));
    server.command(TtlCommand.pttl(context));
    server.command(TtlCommand.expiretime(context));
    server.command(TtlCommand.pexpiretime(context));
    server.command(RenameCommand.rename(context));
    server.command(RenameCommand.renamenx(context));
    server.command(new CopyCommand(context));
    server.command(new MoveCommands.Move(context));
    server.command(new MoveCommands.SwapDb(context));
  }

  static CommandSpec declare(String name, int arity, String since) {
    return CommandSpec.of(name, arity)
        .group(Group.GENERIC)
        .since(since)
        .complexity("O(1)")
        .categories(Category.KEYSPACE);
  }

  /** Declares a command that works on a whole database. */
  static CommandSpec declareForServer(String name, int arity, String since) {
    return declare(name, arity, since).group(Group.SERVER);
  }
}
