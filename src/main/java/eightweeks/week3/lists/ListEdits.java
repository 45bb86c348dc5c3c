package eightweeks.week3.lists;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.values.ListValue;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Changes in the middle of a list: LSET, LINSERT, LREM, LTRIM.
 *
 * <p>Answers to {@code t_list.c: lsetCommand()}, {@code linsertCommand()}, {@code lremCommand()},
 * {@code ltrimCommand()}.
 */
final class ListEdits {
  private ListEdits() {}

  /** LSET key index element. */
  static final class Replace extends Command {
    private static final CommandError OUT_OF_RANGE = new CommandError("ERR index out of range");

    private final Lists lists;

    Replace(Lists lists) {
      super(
          ListsFeature.declare("lset", 4, "1.0.0")
              .complexity(
                  "O(N) where N is the length of the list. Setting either the first or the last"
                      + " element of the list is O(1).")
              .summary("Puts an element in the place of the one at an index.")
              .flags(WRITE, DENYOOM)
              .keys(KeySpec.at(1).means(RW, UPDATE))
              .arguments("key index:integer element"));
      this.lists = lists;
    }

    @Override
    public void run(Client client, Args args) {
      var list = lists.of(lists.keyspace.of(client).lookupWrite(client, args, 1));
      if (list == null) {
        throw CommandError.NO_SUCH_KEY;
      }
      long index = args.integer(2);
      list.beforeAdding(args, 3, 3); // even if the index proves not to exist, as in Redis
      if (!list.replace(index, args.array(3), args.offset(3), args.length(3))) {
        throw OUT_OF_RANGE;
      }
      list.afterRemoving(); // the new element may be the smaller one
      client.reply().ok();
      lists.events.modified(client, args, 1, EventClass.LIST, "lset");
    }
  }

  /** LINSERT key BEFORE|AFTER pivot element. */
  static final class Insert extends Command {
    private static final long NO_PIVOT = -1;

    private final Lists lists;

    Insert(Lists lists) {
      super(
          ListsFeature.declare("linsert", 5, "2.2.0")
              .complexity(
                  "O(N) where N is the number of elements to traverse before seeing the value"
                      + " pivot. This means that inserting somewhere on the left end on the list"
                      + " (head) can be considered O(1) and inserting somewhere on the right end"
                      + " (tail) is O(N).")
              .summary("Puts an element in front of, or behind, the first one with some value.")
              .flags(WRITE, DENYOOM)
              .keys(KeySpec.at(1).means(RW, INSERT))
              .arguments("key where(BEFORE:token | AFTER:token) pivot element"));
      this.lists = lists;
    }

    @Override
    public void run(Client client, Args args) {
      boolean after = args.is(2, "after");
      if (!after && !args.is(2, "before")) {
        throw CommandError.SYNTAX;
      }
      var list = lists.of(lists.keyspace.of(client).lookupWrite(client, args, 1));
      if (list == null) {
        client.reply().integer(0);
        return;
      }
      list.beforeAdding(args, 4, 4); // before the walk to the pivot, which a conversion would break
      if (!insert(list, args, after)) {
        client.reply().integer(NO_PIVOT);
        return;
      }
      client.reply().integer(list.size());
      lists.events.modified(client, args, 1, EventClass.LIST, "linsert");
    }

    private static boolean insert(ListValue list, Args args, boolean after) {
      try (var cursor = list.cursor(0, true)) {
        while (cursor.next()) {
          if (!cursor.element().isEqualTo(args.array(3), args.offset(3), args.length(3))) {
            continue;
          }
          if (after) {
            cursor.insertAfter(args.array(4), args.offset(4), args.length(4));
          } else {
            cursor.insertBefore(args.array(4), args.offset(4), args.length(4));
          }
          return true;
        }
      }
      return false;
    }
  }

  /** LREM key count element. A negative count removes from the end; 0 removes all. */
  static final class Remove extends Command {
    private final Lists lists;

    Remove(Lists lists) {
      super(
          ListsFeature.declare("lrem", 4, "1.0.0")
              .complexity(
                  "O(N+M) where N is the length of the list and M is the number of elements"
                      + " removed.")
              .summary("Takes out elements that have some value.")
              .flags(WRITE)
              .keys(KeySpec.at(1).means(RW, DELETE))
              .arguments("key count:integer element"));
      this.lists = lists;
    }

    @Override
    public void run(Client client, Args args) {
      long count = args.integer(2);
      var entry = lists.keyspace.of(client).lookupWrite(client, args, 1);
      var list = lists.of(entry);
      long removed = list == null ? 0 : remove(list, args, count);
      client.reply().integer(removed);
      if (entry == null || list == null || removed == 0) {
        return;
      }
      boolean gone = lists.shrunk(client, entry, list);
      lists.events.dirty(removed);
      lists.events.signalModified(client, args, 1);
      lists.events.notify(EventClass.LIST, "lrem", client, args, 1);
      if (gone) {
        lists.events.notify(EventClass.GENERIC, "del", client, args, 1);
      }
    }

    private static long remove(ListValue list, Args args, long count) {
      boolean forward = count >= 0;
      long most = count == 0 || count == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(count);
      long removed = 0;
      try (var cursor = list.cursor(forward ? 0 : -1, forward)) {
        while (removed < most && cursor.next()) {
          if (cursor.element().isEqualTo(args.array(3), args.offset(3), args.length(3))) {
            cursor.delete();
            removed++;
          }
        }
      }
      return removed;
    }
  }

  /** LTRIM key start stop. */
  static final class Trim extends Command {
    private final Lists lists;

    Trim(Lists lists) {
      super(
          ListsFeature.declare("ltrim", 4, "1.0.0")
              .complexity("O(N) where N is the number of elements to be removed by the operation.")
              .summary("Keeps the elements from one index to another, and takes out the others.")
              .flags(WRITE)
              .keys(KeySpec.at(1).means(RW, DELETE))
              .arguments("key start:integer stop:integer"));
      this.lists = lists;
    }

    @Override
    public void run(Client client, Args args) {
      long start = args.integer(2);
      long stop = args.integer(3);
      var entry = lists.keyspace.of(client).lookupWrite(client, args, 1);
      var list = lists.of(entry);
      client.reply().ok();
      if (entry == null || list == null) {
        return;
      }
      long size = list.size();
      keep(list, start, stop);
      long removed = size - list.size();
      boolean gone = lists.shrunk(client, entry, list);
      lists.events.notify(EventClass.LIST, "ltrim", client, args, 1);
      if (gone) {
        lists.events.notify(EventClass.GENERIC, "del", client, args, 1);
      }
      lists.events.signalModified(client, args, 1);
      lists.events.dirty(removed);
    }

    private static void keep(ListValue list, long start, long stop) {
      long size = list.size();
      long first = Math.max(0, start < 0 ? start + size : start);
      long last = Math.min(size - 1, stop < 0 ? stop + size : stop);
      if (first > last) {
        list.deleteRange(0, size);
        return;
      }
      long behind = size - 1 - last;
      if (behind > 0) {
        list.deleteRange(-behind, behind);
      }
      if (first > 0) {
        list.deleteRange(0, first);
      }
    }
  }
}
