package eightweeks.week3.sort;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week2.values.ListValue;
import eightweeks.week2.values.SetValue;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.commandkeys.CommandKeys;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.commandkeys.MovableKeys;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SORT key [BY pattern] [LIMIT offset count] [GET pattern …] [ASC | DESC] [ALPHA] [STORE
 * destination], and SORT_RO, which cannot store.
 *
 * <p>Answers to {@code sort.c: sortCommandGeneric()}. Texts are compared byte by byte, which is the
 * order of the locale C. For ALPHA without STORE, Redis takes the locale of its environment (or
 * that of {@code locale-collate}), and compares only up to a zero byte.
 */
final class SortCommand extends Command implements MovableKeys {
  private static final CommandError NO_SCORE =
      new CommandError("ERR One or more scores can't be converted into double");

  private static final KeySpec SORTED = KeySpec.at(1).means(RO, ACCESS);
  private static final KeySpec LOOKED_UP =
      KeySpec.unknown()
          .means(RO, ACCESS)
          .note(
              "For the optional BY/GET keyword. It is marked 'unknown' because the key names derive"
                  + " from the content of the key we sort");
  private static final KeySpec STORED =
      KeySpec.unknown()
          .means(OW, UPDATE)
          .note(
              "For the optional STORE keyword. It is marked 'unknown' because the keyword can"
                  + " appear anywhere in the argument array");

  private static final String OPTIONS =
      "key [BY by-pattern:pattern#1~pattern] [LIMIT limit{offset:integer count:integer}] [GET"
          + " get-pattern:pattern#1~pattern....] [order(ASC:token | DESC:token)] [sorting=ALPHA]";

  /** Bytes of a text that GET has found, beside the text itself. */
  private static final long PER_TEXT = 24;

  /** After this number of bytes that GET has found, the heap must have room for them. */
  private static final long BETWEEN_ANNOUNCEMENTS = 1 << 20;

  private final Keyspace keyspace;
  private final Values values;
  private final KeyspaceEvents events;
  private final SortPermissions permissions;
  private final boolean readOnly;

  private SortCommand(CommandSpec spec, ServerBuilder server, boolean readOnly) {
    super(
        spec.group(Group.GENERIC)
            .complexity(
                "O(N+M*log(M)) where N is the number of elements in the list or set to sort, and M"
                    + " the number of returned elements. When the elements are not sorted,"
                    + " complexity is O(N).")
            .categories(Category.SET, Category.SORTEDSET, Category.LIST, Category.DANGEROUS));
    this.readOnly = readOnly;
    keyspace = server.need(Keyspace.SERVICE);
    values = server.need(Values.SERVICE);
    events = server.need(KeyspaceEvents.SERVICE);
    permissions = server.need(SortPermissions.SERVICE);
  }

  static SortCommand sort(ServerBuilder server) {
    var spec =
        CommandSpec.of("sort", -2)
            .since("1.0.0")
            .summary("Sorts a list, a set or a sorted set; replies or stores the outcome.")
            .flags(WRITE, DENYOOM)
            .keys(SORTED, LOOKED_UP, STORED)
            .arguments(OPTIONS + " [STORE destination:key#2]");
    return new SortCommand(spec, server, false);
  }

  static SortCommand sortRo(ServerBuilder server) {
    var spec =
        CommandSpec.of("sort_ro", -2)
            .since("7.0.0")
            .summary("Returns the elements of a list, a set or a sorted set in order.")
            .flags(READONLY)
            .keys(SORTED, LOOKED_UP)
            .arguments(OPTIONS);
    return new SortCommand(spec, server, true);
  }

  /** Adds the key, and the destination of the last STORE (sortGetKeys). */
  @Override
  public boolean findKeys(Args args, CommandKeys keys) {
    keys.add(1, SORTED);
    int store = 0;
    for (int i = 2; !readOnly && i < args.count(); i++) {
      if (args.is(i, "limit")) {
        i += 2;
      } else if (args.is(i, "get") || args.is(i, "by")) {
        i++;
      } else if (args.is(i, "store") && i + 1 < args.count()) {
        store = ++i;
      }
    }
    if (store > 0) {
      keys.add(store, STORED);
    }
    return true;
  }

  // tag::run[]
  @Override
  public void run(Client client, Args args) {
    var request =
        SortRequest.of(args, readOnly, () -> permissions.mayReadEveryKey(client, this, args));
    var database = keyspace.of(client);
    var entry = database.lookupRead(client, args, 1);
    if (request.unsorted && request.store > 0 && entry != null && isSet(entry)) {
      request.sortAnyway();
    }
    var elements = elements(database, request, entry);
    if (!request.unsorted) {
      weigh(client, database, request, elements);
      SortOrder.sort(elements, request.alpha, request.descending);
      int size = elements.length;
      elements = Arrays.copyOfRange(elements, request.first(size), request.end(size));
    }
    if (request.store > 0) {
      store(client, args, request.store, outcome(client, database, request, elements));
    } else {
      reply(client, database, request, elements);
    }
  }

  // end::run[]

  private static boolean isSet(Entry entry) {
    return entry.type() == ValueType.SET;
  }

  // tag::elements[]
  /**
   * Returns the elements of a value. Without sorting, only those that LIMIT asks for are read, with
   * DESC from the end of a list or sorted set, so that the first ten cost only ten reads.
   */
  private SortElement[] elements(Database database, SortRequest request, @Nullable Entry entry) {
    if (entry == null) {
      return new SortElement[0];
    }
    return switch (values.of(entry)) {
      case ListValue list -> ofList(request, list);
      case SetValue set -> ofSet(request, set);
      case SortedSetValue sorted -> {
        database.beforeChange(entry);
        sorted.toSkiplist();
        yield ofSortedSet(request, sorted);
      }
      default -> throw CommandError.WRONG_TYPE;
    };
  }

  private static SortElement[] ofList(SortRequest request, ListValue list) {
    int size = (int) list.size();
    int first = request.firstToRead(size);
    var elements = new SortElement[request.endToRead(size) - first];
    if (elements.length > 0) {
      boolean backward = request.unsorted && request.descending;
      try (var cursor = list.cursor(backward ? size - 1 - first : first, !backward)) {
        for (int i = 0; i < elements.length && cursor.next(); i++) {
          elements[i] = new SortElement(cursor.element().toBytes());
        }
      }
    }
    return elements;
  }

  private static SortElement[] ofSet(SortRequest request, SetValue set) {
    int size = (int) set.size();
    int first = request.firstToRead(size);
    var elements = new SortElement[request.endToRead(size) - first];
    try (var cursor = set.cursor()) {
      for (int i = -first; i < elements.length && cursor.next(); i++) {
        if (i >= 0) {
          elements[i] = new SortElement(cursor.element().toBytes());
        }
      }
    }
    return elements;
  }

  private static SortElement[] ofSortedSet(SortRequest request, SortedSetValue set) {
    int size = (int) set.size();
    int first = request.firstToRead(size);
    var elements = new SortElement[request.endToRead(size) - first];
    boolean backward = request.unsorted && request.descending;
    var cursor = set.range(first, first + elements.length - 1L, backward);
    for (int i = 0; i < elements.length && cursor.next(); i++) {
      elements[i] = new SortElement(cursor.member().toBytes());
    }
    return elements;
  }

  // end::elements[]

  /** Sets the weights of elements, which are texts with ALPHA, otherwise scores. */
  private void weigh(
      Client client, Database database, SortRequest request, SortElement[] elements) {
    boolean allNumbers = true;
    for (var element : elements) {
      var by =
          request.by == null
              ? element.text
              : request.by.lookUp(client, values, database, element.text);
      if (request.alpha) {
        element.weight = by;
      } else if (by != null) {
        allNumbers &= element.score(by);
      }
    }
    if (!allNumbers) {
      throw NO_SCORE;
    }
  }

  /** Returns the texts to store for elements; null where a pattern finds nothing. */
  private List<byte @Nullable []> outcome(
      Client client, Database database, SortRequest request, SortElement[] elements) {
    var outcome = new ArrayList<byte @Nullable []>();
    long bytes = 0;
    long announced = 0;
    for (var element : elements) {
      if (request.get.isEmpty()) {
        outcome.add(element.text);
      }
      for (var pattern : request.get) {
        var text = pattern.lookUp(client, values, database, element.text);
        outcome.add(text);
        bytes += PER_TEXT + 2L * (text == null ? 0 : text.length); // here, and in the list
      }
      if (bytes - announced > BETWEEN_ANNOUNCEMENTS) {
        values.allocator().requireRoom(bytes);
        announced = bytes;
      }
    }
    return outcome;
  }

  private void reply(
      Client client, Database database, SortRequest request, SortElement[] elements) {
    var reply = client.reply();
    reply.array(request.outcomes(elements.length));
    for (var element : elements) {
      if (request.get.isEmpty()) {
        reply.bulk(element.text);
      }
      for (var pattern : request.get) {
        var text = pattern.lookUp(client, values, database, element.text);
        if (text == null) {
          reply.nullBulk();
        } else {
          reply.bulk(text);
        }
      }
    }
  }

  private void store(Client client, Args args, int key, List<byte @Nullable []> outcome) {
    var database = keyspace.of(client);
    var old = database.lookupWrite(client, args, key);
    if (!outcome.isEmpty()) {
      var list = list(outcome);
      if (old == null) {
        database.add(args, key, list);
      } else {
        database.set(database.expireAt(old, ExpiringEntry.NEVER), list);
      }
      events.signalModified(client, args, key);
      events.notify(EventClass.LIST, "sortstore", client, args, key);
      events.dirty(outcome.size());
    } else if (old != null) {
      database.remove(old);
      events.modified(client, args, key, EventClass.GENERIC, "del");
    }
    client.reply().integer(outcome.size());
  }

  /** Returns a list of the outcome, with an empty text where a pattern found nothing. */
  private ListValue list(List<byte @Nullable []> outcome) {
    var list = values.list();
    long bytes = 0;
    for (var text : outcome) {
      bytes += text == null ? 0 : text.length;
    }
    list.beforeAdding(bytes, outcome.size());
    for (var text : outcome) {
      if (text == null) {
        list.pushTail(new byte[0], 0, 0);
      } else {
        list.pushTail(text, 0, text.length);
      }
    }
    return list;
  }
}
