package eightweeks.week3.sets;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.values.SetValue;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands that add and remove members: SADD, SREM, SMOVE.
 *
 * <p>Answers to {@code t_set.c: saddCommand()}, {@code sremCommand()}, {@code smoveCommand()}.
 */
final class SetWrites {
  private SetWrites() {}

  /** SADD key member [member …]. */
  static final class Add extends Command {
    private final Sets sets;
    private final SetValue view;

    Add(Sets sets) {
      super(
          SetsFeature.declare("sadd", -3, "1.0.0")
              .complexity(
                  "O(1) for each element added, so O(N) to add N elements when the command is"
                      + " called with multiple arguments.")
              .summary("Adds members to a set, which comes into being with the first.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, INSERT))
              .arguments("key member..."));
      this.sets = sets;
      view = sets.values.setView();
    }

    @Override
    public void run(Client client, Args args) {
      var database = sets.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      int members = args.count() - 2;
      int added;
      if (entry == null) {
        var set = sets.create(args, 2, members);
        set.reserve(args, 2, args.count() - 1);
        added = addAll(set, args);
        set.freeSpare();
        database.add(args, 1, set);
      } else {
        view.of(entry).beforeAdding(members);
        added = addAll(view, args);
        view.hide();
      }
      client.reply().integer(added);
      if (added > 0) {
        sets.events.signalModified(client, args, 1);
        sets.events.notify(EventClass.SET, "sadd", client, args, 1);
        sets.events.dirty(added);
      }
    }

    private static int addAll(SetValue set, Args args) {
      int added = 0;
      for (int i = 2; i < args.count(); i++) {
        added += set.add(args.array(i), args.offset(i), args.length(i)) ? 1 : 0;
      }
      return added;
    }
  }

  /** SREM key member [member …]. */
  static final class Remove extends Command {
    private final Sets sets;

    Remove(Sets sets) {
      super(
          SetsFeature.declare("srem", -3, "1.0.0")
              .complexity("O(N) where N is the number of members to be removed.")
              .summary("Takes members out of a set; without any left the set is gone.")
              .flags(WRITE, FAST)
              .keys(KeySpec.at(1).means(RW, DELETE))
              .arguments("key member..."));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var database = sets.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      var set = sets.of(entry);
      if (entry == null || set == null) {
        client.reply().integer(0);
        return;
      }
      int removed = 0;
      for (int i = 2; i < args.count() && set.size() > 0; i++) {
        removed += set.remove(args.array(i), args.offset(i), args.length(i)) ? 1 : 0;
      }
      boolean isEmpty = set.size() == 0;
      if (isEmpty) {
        database.remove(entry);
      }
      client.reply().integer(removed);
      if (removed > 0) {
        sets.events.signalModified(client, args, 1);
        sets.events.notify(EventClass.SET, "srem", client, args, 1);
        if (isEmpty) {
          sets.events.notify(EventClass.GENERIC, "del", client, args, 1);
        }
        sets.events.dirty(removed);
      }
    }
  }

  /** SMOVE source destination member. */
  static final class Move extends Command {
    private final Sets sets;

    Move(Sets sets) {
      super(
          SetsFeature.declare("smove", 4, "1.0.0")
              .summary("Takes a member out of one set and puts it into another.")
              .flags(WRITE, FAST)
              .keys(KeySpec.at(1).means(RW, ACCESS, DELETE), KeySpec.at(2).means(RW, INSERT))
              .arguments("source:key destination:key#1 member"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var database = sets.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      var to = database.lookupWrite(client, args, 2);
      var source = sets.of(entry);
      if (entry == null || source == null) {
        client.reply().integer(0); // also if the destination has another type
        return;
      }
      var member = args.array(3);
      int offset = args.offset(3);
      int length = args.length(3);
      if (source.isSameAs(sets.of(to))) {
        client.reply().integer(source.contains(member, offset, length) ? 1 : 0);
        return;
      }
      if (!source.remove(member, offset, length)) {
        client.reply().integer(0);
        return;
      }
      boolean isEmpty = source.size() == 0;
      if (isEmpty) {
        database.remove(entry);
      }
      client.reply().integer(1);
      sets.events.notify(EventClass.SET, "srem", client, args, 1);
      if (isEmpty) {
        sets.events.notify(EventClass.GENERIC, "del", client, args, 1);
      }
      boolean added = addToDestination(client, args);
      sets.events.signalModified(client, args, 1);
      sets.events.dirty(1);
      if (added) {
        sets.events.dirty(1);
        sets.events.signalModified(client, args, 2);
        sets.events.notify(EventClass.SET, "sadd", client, args, 2);
      }
    }

    /** Adds the member to the destination; returns whether it was new there. */
    private boolean addToDestination(Client client, Args args) {
      // A listener of the removal may have written to the destination, so it is looked up again.
      var database = sets.keyspace.of(client);
      var set = sets.of(database.lookupWrite(client, args, 2));
      if (set != null) {
        return set.add(args.array(3), args.offset(3), args.length(3));
      }
      set = sets.create(args, 3, 1);
      set.add(args.array(3), args.offset(3), args.length(3));
      database.add(args, 2, set);
      return true;
    }
  }
}
