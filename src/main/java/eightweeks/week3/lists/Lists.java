package eightweeks.week3.lists;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week2.values.ListCursor;
import eightweeks.week2.values.ListValue;
import eightweeks.week3.blocking.Blocking;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.keyspace.CommandContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Helpers that the commands on lists share: lookups, and the steps after elements were removed.
 *
 * <p>Answers to {@code t_list.c: listElementsRemoved()}, {@code addListRangeReply()}.
 */
final class Lists extends CommandContext {
  final Blocking blocking;

  /** The walk of LRANGE, which runs often: made once. */
  private final ListCursor walk = new ListCursor();

  Lists(ServerBuilder server) {
    super(server);
    blocking = server.need(Blocking.SERVICE);
  }

  /**
   * Returns the list that an entry has; null if there is no entry.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  @Nullable ListValue of(@Nullable Entry entry) {
    return values.list(entry);
  }

  /**
   * Returns the list of the key in argument i, for reading; null if there is none.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  @Nullable ListValue read(Client client, Args args, int i) {
    return of(keyspace.of(client).lookupRead(client, args, i));
  }

  /** Returns an empty list, to be stored with its first element. */
  ListValue create() {
    return values.list();
  }

  // tag::popped[]
  /** Removes an element from an end of the list of the key in argument i, signals, returns it. */
  byte[] pop(Client client, Args args, int i, Entry entry, ListValue list, End end) {
    var element = Objects.requireNonNull(end.pop(list), "a stored list has elements");
    boolean gone = shrunk(client, entry, list);
    tellPopped(client, args, i, end, 1, gone);
    return element;
  }

  /**
   * Replies with elements from an end of the list of the key in argument i, outermost first,
   * removes them, and signals that.
   *
   * @param most maximum number of elements, greater than 0
   * @return the number of elements taken
   */
  long popSome(Client client, Args args, int i, Entry entry, ListValue list, End end, long most) {
    long count = Math.min(most, list.size());
    boolean fromHead = end == End.HEAD;
    replyRange(client.reply(), list, fromHead ? 0 : -1, count, fromHead);
    list.deleteRange(fromHead ? 0 : -count, count);
    boolean gone = shrunk(client, entry, list);
    tellPopped(client, args, i, end, count, gone);
    return count;
  }

  /**
   * Converts a list that has become small, and deletes the key if the list is empty. Callers call
   * this after they have removed elements, and before they signal. Returns whether the key was
   * deleted.
   */
  boolean shrunk(Client client, Entry entry, ListValue list) {
    boolean empty = list.size() == 0;
    if (empty) {
      keyspace.of(client).remove(entry);
    } else {
      list.afterRemoving();
    }
    return empty;
  }

  /** Signals that elements were taken from an end. */
  void tellPopped(Client client, Args args, int i, End end, long count, boolean gone) {
    events.notify(EventClass.LIST, end.popEvent, client, args, i);
    if (gone) {
      events.notify(EventClass.GENERIC, "del", client, args, i);
    }
    events.signalModified(client, args, i);
    events.dirty(count);
  }

  // end::popped[]

  /** Replies with {@code count} existing elements, from an index on; -1 is the last element. */
  void replyRange(Reply reply, ListValue list, long index, long count, boolean forward) {
    reply.array(count);
    try (var cursor = walk.begin(list, index, forward)) {
      for (long left = count; left > 0 && cursor.next(); left--) {
        cursor.reply(reply);
      }
    }
  }
}
