package eightweeks.week3.lists;

import static eightweeks.week1.dispatch.CommandFlag.BLOCKING;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.blocking.BlockType;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * BLPOP and BRPOP key [key …] timeout: takes an element from the first of these lists that exists.
 * If none does, the client waits until one does, or it times out.
 *
 * <p>Answers to {@code t_list.c: blockingPopGenericCommand()}. This class does not wake clients.
 * When one of the keys is created, the same {@link #run} is called again. It may find that another
 * client has taken the element. An LPOP or RPOP is propagated, because replicas and the AOF must
 * not wait.
 */
final class BlockingListPopCommand extends Command {
  private final Lists lists;
  private final End end;

  private BlockingListPopCommand(Lists lists, End end, CommandSpec spec) {
    super(
        spec.complexity("O(N) where N is the number of provided keys.")
            .flags(WRITE, BLOCKING)
            .keys(KeySpec.at(1).to(-2, 1).means(RW, ACCESS, DELETE))
            .arguments("key... timeout:double"));
    this.lists = lists;
    this.end = end;
  }

  static BlockingListPopCommand blpop(Lists lists) {
    return new BlockingListPopCommand(
        lists,
        End.HEAD,
        ListsFeature.declare("blpop", -3, "2.0.0")
            .summary(
                "Takes the first element of one of several lists, and waits if all are empty."));
  }

  static BlockingListPopCommand brpop(Lists lists) {
    return new BlockingListPopCommand(
        lists,
        End.TAIL,
        ListsFeature.declare("brpop", -3, "2.0.0")
            .summary(
                "Takes the last element of one of several lists, and waits if all are empty."));
  }

  // tag::run[]
  @Override
  public void run(Client client, Args args) {
    int last = args.count() - 1;
    long deadline = lists.blocking.deadline(args, last);
    for (int i = 1; i < last; i++) {
      var entry = lists.keyspace.of(client).lookupWrite(client, args, i);
      var list = lists.of(entry);
      if (entry != null && list != null) {
        var element = lists.pop(client, args, i, entry, list, end);
        client.reply().array(2);
        client.reply().bulk(args.array(i), args.offset(i), args.length(i));
        client.reply().bulk(element);
        if (lists.effects.wanted()) {
          lists.effects.rewrite(end.popCommand, args.bytes(i));
        }
        return;
      }
    }
    if (lists.blocking.allowed(client)) {
      lists.blocking.onKeys(client, args, BlockType.LIST, 1, last - 1, deadline);
    } else {
      client.reply().nullArray();
    }
  }
  // end::run[]
}
