package eightweeks.week3.lists;

import static eightweeks.week1.dispatch.CommandFlag.BLOCKING;
import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Entry;
import eightweeks.week2.values.ListValue;
import eightweeks.week3.blocking.BlockType;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.Objects;

/**
 * LMOVE and BLMOVE source destination LEFT|RIGHT LEFT|RIGHT [timeout]; RPOPLPUSH and BRPOPLPUSH
 * source destination [timeout].
 *
 * <p>Answers to {@code t_list.c: lmoveGenericCommand()}, {@code blmoveGenericCommand()}, {@code
 * lmoveHandlePush()}. The element is always in one of the lists. So a worker can move its task from
 * one list to another, and no task is lost when the worker fails.
 */
final class MoveCommand extends Command {
  /** Name of the command that does the same without blocking; that command is propagated. */
  private final String plain;

  private final Lists lists;

  /** Whether arguments 3 and 4 name the ends; otherwise elements go from the tail to the head. */
  private final boolean namesEnds;

  /** Index of the argument with the timeout; 0 if the command does not block. */
  private final int timeout;

  private MoveCommand(Lists lists, String plain, boolean namesEnds, int timeout, CommandSpec spec) {
    super(
        spec.flags(WRITE, DENYOOM)
            .keys(KeySpec.at(1).means(RW, ACCESS, DELETE), KeySpec.at(2).means(RW, INSERT)));
    this.plain = plain;
    this.lists = lists;
    this.namesEnds = namesEnds;
    this.timeout = timeout;
  }

  static MoveCommand lmove(Lists lists) {
    return new MoveCommand(
        lists,
        "LMOVE",
        true,
        0,
        ListsFeature.declare("lmove", 5, "6.2.0")
            .summary("Takes an element from an end of one list and puts it at an end of another.")
            .arguments(
                "source:key destination:key#1 wherefrom(LEFT:token | RIGHT:token)"
                    + " whereto(LEFT:token | RIGHT:token)"));
  }

  static MoveCommand rpoplpush(Lists lists) {
    return new MoveCommand(
        lists,
        "RPOPLPUSH",
        false,
        0,
        ListsFeature.declare("rpoplpush", 3, "1.2.0")
            .summary("Takes the last element of one list and puts it in front of another.")
            .arguments("source:key destination:key#1"));
  }

  static MoveCommand blmove(Lists lists) {
    return new MoveCommand(
        lists,
        "LMOVE",
        true,
        5,
        ListsFeature.declare("blmove", 6, "6.2.0")
            .summary("Does what LMOVE does, and waits for an element if there is none.")
            .flags(BLOCKING)
            .arguments(
                "source:key destination:key#1 wherefrom(LEFT:token | RIGHT:token)"
                    + " whereto(LEFT:token | RIGHT:token) timeout:double"));
  }

  static MoveCommand brpoplpush(Lists lists) {
    return new MoveCommand(
        lists,
        "RPOPLPUSH",
        false,
        3,
        ListsFeature.declare("brpoplpush", 4, "2.2.0")
            .summary("Does what RPOPLPUSH does, and waits for an element if there is none.")
            .flags(BLOCKING)
            .arguments("source:key destination:key#1 timeout:double"));
  }

  @Override
  public void run(Client client, Args args) {
    var from = namesEnds ? End.of(args, 3) : End.TAIL;
    var to = namesEnds ? End.of(args, 4) : End.HEAD;
    long deadline = timeout > 0 ? lists.blocking.deadline(args, timeout) : 0;
    var entry = lists.keyspace.of(client).lookupWrite(client, args, 1);
    var source = lists.of(entry);
    if (entry != null && source != null) {
      move(client, args, entry, source, from, to);
    } else if (timeout > 0 && lists.blocking.allowed(client)) {
      lists.blocking.onKeys(client, args, BlockType.LIST, 1, 1, deadline);
    } else {
      client.reply().nullBulk();
    }
  }

  // tag::move[]
  private void move(Client client, Args args, Entry entry, ListValue source, End from, End to) {
    var database = lists.keyspace.of(client);
    var destination = lists.of(database.lookupWrite(client, args, 2));
    var element = Objects.requireNonNull(from.pop(source), "a stored list has elements");
    boolean isNew = destination == null;
    if (destination == null) {
      destination = lists.create();
    }
    destination.beforeAdding(element.length, 1);
    to.push(destination, element, 0, element.length);
    boolean gone = lists.shrunk(client, entry, source); // false if both keys are the same
    if (isNew) {
      database.add(args, 2, destination);
    }
    client.reply().bulk(element);
    propagate(args);
    lists.events.signalModified(client, args, 2);
    lists.events.notify(EventClass.LIST, to.pushEvent, client, args, 2);
    lists.tellPopped(client, args, 1, from, 1, gone);
  }

  // end::move[]

  private void propagate(Args args) {
    if (timeout == 0 || !lists.effects.wanted()) {
      return;
    }
    if (namesEnds) {
      lists.effects.rewrite(plain, args.bytes(1), args.bytes(2), args.bytes(3), args.bytes(4));
    } else {
      lists.effects.rewrite(plain, args.bytes(1), args.bytes(2));
    }
  }
}
