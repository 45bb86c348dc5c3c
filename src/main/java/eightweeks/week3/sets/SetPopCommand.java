package eightweeks.week3.sets;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.values.SetValue;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import java.util.ArrayList;
import java.util.List;

/**
 * SPOP key [count]: removes members at random and returns them.
 *
 * <p>Answers to {@code t_set.c: spopCommand()}, {@code spopWithCountCommand()}. A replica would
 * draw other members. So the outcome is propagated: SREM of the members that were removed, or DEL
 * if these were all.
 */
final class SetPopCommand extends Command {
  /** Minimum ratio of removed to remaining members at which the remaining ones are drawn. */
  private static final int DRAWING_PAYS = 5;

  /** Maximum number of members in one propagated SREM. */
  private static final int BATCH = 1024;

  private final Sets sets;
  private final Element member = new Element();

  SetPopCommand(Sets sets) {
    super(
        SetsFeature.declare("spop", -2, "1.0.0")
            .complexity(
                "Without the count argument O(1), otherwise O(N) where N is the value of the"
                    + " passed count.")
            .summary("Takes members out of a set by chance and returns them.")
            .flags(WRITE, FAST)
            .keys(KeySpec.at(1).means(RW, ACCESS, DELETE))
            .tips("nondeterministic_output")
            .arguments("key [count:integer@3.2.0]"));
    this.sets = sets;
  }

  @Override
  public void run(Client client, Args args) {
    if (args.count() > 3) {
      throw CommandError.SYNTAX;
    }
    long count = args.count() == 3 ? args.integer(2, CommandError.NOT_POSITIVE) : 1;
    if (count < 0) {
      throw CommandError.NOT_POSITIVE;
    }
    var entry = sets.keyspace.of(client).lookupWrite(client, args, 1);
    var set = sets.of(entry);
    if (entry == null || set == null) {
      nothing(client, args);
    } else if (args.count() == 2) {
      popOne(client, args, entry, set);
    } else if (count == 0) {
      client.reply().set(0);
    } else if (count >= set.size()) {
      popAll(client, args, entry, set);
    } else {
      popSome(client, args, entry, set, count);
    }
  }

  private static void nothing(Client client, Args args) {
    if (args.count() == 2) {
      client.reply().nullBulk();
    } else {
      client.reply().set(0);
    }
  }

  // tag::one[]
  private void popOne(Client client, Args args, Entry entry, SetValue set) {
    set.random(member);
    member.reply(client.reply());
    if (sets.effects.wanted()) {
      sets.effects.rewrite("SREM", args.bytes(1), member.toBytes());
    }
    set.remove(member.array(), member.offset(), member.length());
    boolean isEmpty = set.size() == 0;
    if (isEmpty) {
      sets.keyspace.of(client).remove(entry);
    }
    tell(client, args, 1, isEmpty);
  }

  // end::one[]

  private void popAll(Client client, Args args, Entry entry, SetValue set) {
    long size = set.size();
    SetAlgebra.reply(client.reply(), set);
    sets.keyspace.of(client).remove(entry);
    if (sets.effects.wanted()) {
      sets.effects.rewrite(sets.deleteCommand(), args.bytes(1));
    }
    tell(client, args, size, true);
  }

  private void tell(Client client, Args args, long popped, boolean isEmpty) {
    sets.events.notify(EventClass.SET, "spop", client, args, 1);
    if (isEmpty) {
      sets.events.notify(EventClass.GENERIC, "del", client, args, 1);
    }
    sets.events.signalModified(client, args, 1);
    sets.events.dirty(popped);
  }

  // tag::some[]
  private void popSome(Client client, Args args, Entry entry, SetValue set, long count) {
    long stay = set.size() - count;
    var batch = new Batch(client, args);
    client.reply().set(count);
    if (stay * DRAWING_PAYS <= count) {
      popAllButSome(client, entry, set, stay, batch);
    } else if (set.encoding() == Encoding.LISTPACK) {
      // Each draw would walk the listpack, so all members are chosen in a single walk.
      var chosen = new ArrayList<byte[]>();
      set.sample(count, one -> chosen.add(one.toBytes()));
      for (var one : chosen) {
        client.reply().bulk(one);
        batch.add(one);
        set.remove(one, 0, one.length);
      }
    } else {
      for (long i = 0; i < count; i++) {
        set.random(member);
        member.reply(client.reply());
        batch.add(member);
        set.remove(member.array(), member.offset(), member.length());
      }
    }
    batch.flush();
    sets.effects.prevent();
    tell(client, args, count, false);
  }

  /** Draws the members that stay, for a new set; replies with the rest of the old one. */
  private void popAllButSome(Client client, Entry entry, SetValue set, long stay, Batch batch) {
    var rest = set.encoding() == Encoding.INTSET ? sets.emptyIntSet() : sets.emptyListpack();
    set.sample(stay, rest::add);
    try (var all = set.cursor()) {
      while (all.next()) {
        var one = all.element();
        if (!rest.contains(one)) {
          one.reply(client.reply());
          batch.add(one);
        }
      }
    }
    sets.keyspace.of(client).set(entry, rest);
  }

  // end::some[]

  /** Collects removed members, and propagates them to replicas and the AOF as SREM commands. */
  private final class Batch {
    private final boolean wanted = sets.effects.wanted();
    private final List<Object> words = new ArrayList<>();
    private final int database;
    private final byte[] key;

    Batch(Client client, Args args) {
      database = client.database;
      key = args.bytes(1);
    }

    void add(Element popped) {
      if (wanted) {
        add(popped.toBytes());
      }
    }

    void add(byte[] popped) {
      if (!wanted) {
        return;
      }
      words.add(popped);
      if (words.size() == BATCH) {
        flush();
      }
    }

    void flush() {
      if (!words.isEmpty()) {
        words.add(0, "SREM");
        words.add(1, key);
        sets.effects.alsoPropagate(database, words.toArray());
        words.clear();
      }
    }
  }
}
