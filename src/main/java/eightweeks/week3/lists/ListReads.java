package eightweeks.week3.lists;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Element;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Reads of one list: LLEN, LRANGE, LINDEX.
 *
 * <p>Answers to {@code t_list.c: llenCommand()}, {@code lrangeCommand()}, {@code lindexCommand()}.
 * A missing key is read as an empty list. A negative index counts from the end: -1 is the last
 * element.
 */
final class ListReads {
  private ListReads() {}

  /** LLEN key. */
  static final class Length extends Command {
    private final Lists lists;

    Length(Lists lists) {
      super(
          ListsFeature.declare("llen", 2, "1.0.0")
              .summary("Counts the elements of a list.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key"));
      this.lists = lists;
    }

    @Override
    public void run(Client client, Args args) {
      var list = lists.read(client, args, 1);
      client.reply().integer(list == null ? 0 : list.size());
    }
  }

  /** LRANGE key start stop. */
  static final class Range extends Command {
    private final Lists lists;

    Range(Lists lists) {
      super(
          ListsFeature.declare("lrange", 4, "1.0.0")
              .complexity(
                  "O(S+N) where S is the distance of start offset from HEAD for small lists, from"
                      + " nearest end (HEAD or TAIL) for large lists; and N is the number of"
                      + " elements in the specified range.")
              .summary("Returns the elements from one index to another.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key start:integer stop:integer"));
      this.lists = lists;
    }

    @Override
    public void run(Client client, Args args) {
      long start = args.integer(2);
      long stop = args.integer(3);
      var list = lists.read(client, args, 1);
      if (list == null) {
        client.reply().array(0);
        return;
      }
      long size = list.size();
      long first = Math.max(0, start < 0 ? start + size : start);
      long last = Math.min(size - 1, stop < 0 ? stop + size : stop);
      if (first > last) {
        client.reply().array(0);
      } else {
        lists.replyRange(client.reply(), list, first, last - first + 1, true);
      }
    }
  }

  /** LINDEX key index. */
  static final class At extends Command {
    private final Lists lists;
    private final Element element = new Element();

    At(Lists lists) {
      super(
          ListsFeature.declare("lindex", 3, "1.0.0")
              .complexity(
                  "O(N) where N is the number of elements to traverse to get to the element at"
                      + " index. This makes asking for the first or the last element of the list"
                      + " O(1).")
              .summary("Returns the element at an index.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key index:integer"));
      this.lists = lists;
    }

    @Override
    public void run(Client client, Args args) {
      var list = lists.read(client, args, 1);
      if (list != null && list.get(args.integer(2), element)) {
        element.reply(client.reply());
      } else {
        client.reply().nullBulk(); // without a list the index is not parsed
      }
    }
  }
}
