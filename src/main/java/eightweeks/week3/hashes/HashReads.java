package eightweeks.week3.hashes;

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
 * Single fields, and their number: HGET, HMGET, HLEN, HSTRLEN, HEXISTS.
 *
 * <p>Answers to {@code t_hash.c: hgetCommand()}, {@code hmgetCommand()}, {@code hlenCommand()},
 * {@code hstrlenCommand()}, {@code hexistsCommand()}. A key that is not there is an empty hash.
 */
final class HashReads {
  private HashReads() {}

  /** HGET key field. */
  static final class Get extends Command {
    private final Hashes hashes;
    private final Element value = new Element();

    Get(Hashes hashes) {
      super(
          HashesFeature.declare("hget", 3, "2.0.0")
              .summary("Returns the value of a field of a hash.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key field"));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      var hash = hashes.read(client, args);
      if (hash != null && hash.get(args.array(2), args.offset(2), args.length(2), value)) {
        value.reply(client.reply());
      } else {
        client.reply().nullBulk();
      }
    }
  }

  /** HMGET key field [field …]. */
  static final class GetSeveral extends Command {
    private final Hashes hashes;
    private final Element value = new Element();

    GetSeveral(Hashes hashes) {
      super(
          HashesFeature.declare("hmget", -3, "2.0.0")
              .complexity("O(N) where N is the number of fields being requested.")
              .summary("Returns the values of several fields of a hash.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key field..."));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      var hash = hashes.read(client, args);
      client.reply().array(args.count() - 2);
      for (int i = 2; i < args.count(); i++) {
        if (hash != null) {
          hash.prefetch(args, 2, i);
        }
        if (hash != null && hash.get(args.array(i), args.offset(i), args.length(i), value)) {
          value.reply(client.reply());
        } else {
          client.reply().nullBulk();
        }
      }
    }
  }

  /** HLEN key. */
  static final class Length extends Command {
    private final Hashes hashes;

    Length(Hashes hashes) {
      super(
          HashesFeature.declare("hlen", 2, "2.0.0")
              .summary("Counts the fields of a hash.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key"));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      var hash = hashes.read(client, args);
      client.reply().integer(hash == null ? 0 : hash.size());
    }
  }

  /** HSTRLEN key field. */
  static final class ValueLength extends Command {
    private final Hashes hashes;
    private final Element value = new Element();

    ValueLength(Hashes hashes) {
      super(
          HashesFeature.declare("hstrlen", 3, "3.2.0")
              .summary("Returns how long the value of a field of a hash is.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key field"));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      var hash = hashes.read(client, args);
      boolean is = hash != null && hash.get(args.array(2), args.offset(2), args.length(2), value);
      client.reply().integer(is ? value.length() : 0);
    }
  }

  /** HEXISTS key field. */
  static final class Exists extends Command {
    private final Hashes hashes;

    Exists(Hashes hashes) {
      super(
          HashesFeature.declare("hexists", 3, "2.0.0")
              .summary("Says whether a hash has a field.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key field"));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      var hash = hashes.read(client, args);
      boolean is = hash != null && hash.contains(args.array(2), args.offset(2), args.length(2));
      client.reply().integer(is ? 1 : 0);
    }
  }
}
