package eightweeks.week3.hashes;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.values.HashValue;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Setting and deleting fields: HSET, HMSET, HSETNX, HDEL.
 *
 * <p>Answers to {@code t_hash.c: hsetCommand()}, {@code hsetnxCommand()}, {@code hdelCommand()}.
 */
final class HashWrites {
  private HashWrites() {}

  /** HSET and HMSET key field value [field value …], which differ in what they reply. */
  static final class Assign extends Command {
    private final Hashes hashes;
    private final HashValue view;
    private final boolean repliesOk;
    private final CommandError odd;

    static Assign hset(Hashes hashes) {
      return new Assign(
          hashes,
          false,
          HashesFeature.declare("hset", -4, "2.0.0")
              .complexity(
                  "O(1) for each field/value pair added, so O(N) to add N field/value pairs when"
                      + " the command is called with multiple field/value pairs.")
              .summary("Sets fields of a hash, whether they are there or not."));
    }

    static Assign hmset(Hashes hashes) {
      return new Assign(
          hashes,
          true,
          HashesFeature.declare("hmset", -4, "2.0.0")
              .complexity("O(N) where N is the number of fields being set.")
              .summary("Sets fields of a hash and replies OK."));
    }

    private Assign(Hashes hashes, boolean repliesOk, CommandSpec spec) {
      super(
          spec.flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, UPDATE))
              .arguments("key data{field value}..."));
      this.hashes = hashes;
      view = hashes.values.hashView();
      this.repliesOk = repliesOk;
      odd = new CommandError("ERR wrong number of arguments for '" + spec.name() + "' command");
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() % 2 != 0) {
        throw odd;
      }
      var entry = hashes.keyspace.of(client).lookupWrite(client, args, 1);
      view.of(entry).beforeAdding(args, 2, args.count() - 1);
      int created = view.setAll(args, 2, args.count() - 1);
      if (entry == null) {
        hashes.add(client, args, view);
      }
      view.hide();
      if (repliesOk) {
        client.reply().ok();
      } else {
        client.reply().integer(created);
      }
      hashes.events.signalModified(client, args, 1);
      hashes.events.notify(EventClass.HASH, "hset", client, args, 1);
      hashes.events.dirty((args.count() - 2) / 2);
    }
  }

  /** HSETNX key field value. */
  static final class AssignNew extends Command {
    private final Hashes hashes;

    AssignNew(Hashes hashes) {
      super(
          HashesFeature.declare("hsetnx", 4, "2.0.0")
              .summary("Sets a field of a hash unless it is there.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, INSERT))
              .arguments("key field value"));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      var hash = hashes.find(client, args);
      boolean isNew = hash == null;
      if (hash == null) {
        hash = hashes.create();
      } else if (hash.contains(args.array(2), args.offset(2), args.length(2))) {
        client.reply().integer(0);
        return;
      }
      hash.beforeAdding(args, 2, 3);
      hash.set(args, 2, 3);
      if (isNew) {
        hashes.add(client, args, hash);
      }
      client.reply().integer(1);
      hashes.events.modified(client, args, 1, EventClass.HASH, "hset");
    }
  }

  /** HDEL key field [field …]. */
  static final class Delete extends Command {
    private final Hashes hashes;

    Delete(Hashes hashes) {
      super(
          HashesFeature.declare("hdel", -3, "2.0.0")
              .complexity("O(N) where N is the number of fields to be removed.")
              .summary("Takes fields out of a hash; without any left the hash is gone.")
              .flags(WRITE, FAST)
              .keys(KeySpec.at(1).means(RW, DELETE))
              .arguments("key field..."));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      var database = hashes.keyspace.of(client);
      var entry = database.lookupWrite(client, args, 1);
      var hash = hashes.of(entry);
      if (entry == null || hash == null) {
        client.reply().integer(0);
        return;
      }
      int removed = 0;
      for (int i = 2; i < args.count() && hash.size() > 0; i++) {
        removed += hash.remove(args.array(i), args.offset(i), args.length(i)) ? 1 : 0;
      }
      boolean isEmpty = hash.size() == 0;
      if (isEmpty) {
        database.remove(entry);
      }
      client.reply().integer(removed);
      if (removed > 0) {
        hashes.events.signalModified(client, args, 1);
        hashes.events.notify(EventClass.HASH, "hdel", client, args, 1);
        if (isEmpty) {
          hashes.events.notify(EventClass.GENERIC, "del", client, args, 1);
        }
        hashes.events.dirty(removed);
      }
    }
  }
}
