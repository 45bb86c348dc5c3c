package eightweeks.week3.lists;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.values.ListValue;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * LPUSH, RPUSH, LPUSHX and RPUSHX key element [element …].
 *
 * <p>Answers to {@code t_list.c: pushGenericCommand()}. A client that is blocked for an element
 * ({@link BlockingListPopCommand}) is served after the command. All elements are in the list by
 * then, and the reply says how many there were.
 */
final class PushCommand extends Command {
  private final Lists lists;
  private final ListValue view;
  private final End end;

  /** Whether a missing list is created: not by LPUSHX and RPUSHX. */
  private final boolean creates;

  private PushCommand(Lists lists, End end, boolean creates, CommandSpec spec) {
    super(
        spec.complexity(
                "O(1) for each element added, so O(N) to add N elements when the command is called"
                    + " with multiple arguments.")
            .flags(WRITE, DENYOOM, FAST)
            .keys(KeySpec.at(1).means(RW, INSERT))
            .arguments("key element..."));
    this.lists = lists;
    view = lists.values.listView();
    this.end = end;
    this.creates = creates;
  }

  static PushCommand lpush(Lists lists) {
    return new PushCommand(
        lists,
        End.HEAD,
        true,
        ListsFeature.declare("lpush", -3, "1.0.0")
            .summary("Puts elements in front of a list, which comes into being with the first."));
  }

  static PushCommand rpush(Lists lists) {
    return new PushCommand(
        lists,
        End.TAIL,
        true,
        ListsFeature.declare("rpush", -3, "1.0.0")
            .summary("Puts elements behind a list, which comes into being with the first."));
  }

  static PushCommand lpushx(Lists lists) {
    return new PushCommand(
        lists,
        End.HEAD,
        false,
        ListsFeature.declare("lpushx", -3, "2.2.0")
            .summary("Puts elements in front of a list, but only if it is there."));
  }

  static PushCommand rpushx(Lists lists) {
    return new PushCommand(
        lists,
        End.TAIL,
        false,
        ListsFeature.declare("rpushx", -3, "2.2.0")
            .summary("Puts elements behind a list, but only if it is there."));
  }

  @Override
  public void run(Client client, Args args) {
    var database = lists.keyspace.of(client);
    var entry = database.lookupWrite(client, args, 1);
    if (entry != null) {
      push(client, args, view.of(entry));
      view.hide();
    } else if (creates) {
      var list = lists.create();
      push(client, args, list);
      database.add(args, 1, list);
    } else {
      client.reply().integer(0);
      return;
    }
    lists.events.dirty(args.count() - 2);
    lists.events.signalModified(client, args, 1);
    lists.events.notify(EventClass.LIST, end.pushEvent, client, args, 1);
  }

  /** Pushes the elements, and replies how many there are now. */
  private void push(Client client, Args args, ListValue list) {
    list.beforeAdding(args, 2, args.count() - 1);
    list.reserve(args, 2, args.count() - 1);
    for (int i = 2; i < args.count(); i++) {
      end.push(list, args.array(i), args.offset(i), args.length(i));
    }
    client.reply().integer(list.size());
  }
}
