package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.DELETE;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * Commands that remove members: ZREM, ZREMRANGEBYRANK, ZREMRANGEBYSCORE, ZREMRANGEBYLEX.
 *
 * <p>Answers to {@code t_zset.c: zremCommand()}, {@code zremrangeGenericCommand()}.
 */
final class SortedSetRemoveCommands {
  private static final String RANGE_COMPLEXITY =
      "O(log(N)+M) with N being the number of elements in the sorted set and M the number of"
          + " elements removed by the operation.";

  private SortedSetRemoveCommands() {}

  static void addTo(ServerBuilder server, SortedSets sets) {
    server.command(new Remove(sets));
    server.command(
        new RemoveRange(
            sets,
            "zremrangebyrank",
            "2.0.0",
            "key start:integer stop:integer",
            "Takes the members between two ranks out of a sorted set.",
            SortedSetRemoveCommands::betweenRanks));
    server.command(
        new RemoveRange(
            sets,
            "zremrangebyscore",
            "1.2.0",
            "key min:double max:double",
            "Takes the members with scores in a range out of a sorted set.",
            args -> {
              var range = Ranges.ofScores(args, 2, 3);
              return set -> set.deleteRange(range);
            }));
    server.command(
        new RemoveRange(
            sets,
            "zremrangebylex",
            "2.8.9",
            "key min max",
            "Takes the members between two others, by their bytes, out of a sorted set.",
            args -> {
              var range = Ranges.ofMembers(args, 2, 3);
              return set -> set.deleteRange(range);
            }));
  }

  /** ZREM key member [member …]. */
  private static final class Remove extends Command {
    private final SortedSets sets;

    Remove(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zrem", -3, "1.2.0")
              .complexity(
                  "O(M*log(N)) with N being the number of elements in the sorted set and M the"
                      + " number of elements to be removed.")
              .summary("Takes members out of a sorted set; without any left the set is gone.")
              .flags(WRITE, FAST)
              .keys(KeySpec.at(1).means(RW, DELETE))
              .arguments("key member..."));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var entry = sets.keyspace.of(client).lookupWrite(client, args, 1);
      var set = sets.of(entry);
      if (entry == null || set == null) {
        client.reply().integer(0);
        return;
      }
      int removed = 0;
      for (int i = 2; i < args.count() && set.size() > 0; i++) {
        removed += set.remove(args.array(i), args.offset(i), args.length(i)) ? 1 : 0;
      }
      boolean isGone = sets.removeIfEmpty(client, entry, set);
      client.reply().integer(removed);
      if (removed > 0) {
        sets.events.notify(EventClass.ZSET, "zrem", client, args, 1);
        if (isGone) {
          sets.events.notify(EventClass.GENERIC, "del", client, args, 1);
        }
        sets.events.signalModified(client, args, 1);
        sets.events.dirty(removed);
      }
    }
  }

  /** Reads the range of a command, before the key is looked up. */
  @FunctionalInterface
  private interface RangeReader {
    Deletion read(Args args);
  }

  /** Deletes a range of members; returns the number of deleted members. */
  @FunctionalInterface
  private interface Deletion {
    long in(SortedSetValue set);
  }

  private static Deletion betweenRanks(Args args) {
    long start = args.integer(2);
    long stop = args.integer(3);
    return set -> {
      long size = set.size();
      long first = start < 0 ? Math.max(0, start + size) : start;
      long last = Math.min(stop < 0 ? stop + size : stop, size - 1);
      return first > last ? 0 : set.deleteRange(first, last);
    };
  }

  /** ZREMRANGEBY… key min max. */
  private static final class RemoveRange extends Command {
    private final SortedSets sets;
    private final RangeReader reader;

    RemoveRange(
        SortedSets sets,
        String name,
        String since,
        String arguments,
        String summary,
        RangeReader reader) {
      super(
          SortedSetsFeature.declare(name, 4, since)
              .complexity(RANGE_COMPLEXITY)
              .summary(summary)
              .flags(WRITE)
              .keys(KeySpec.at(1).means(RW, DELETE))
              .arguments(arguments));
      this.sets = sets;
      this.reader = reader;
    }

    @Override
    public void run(Client client, Args args) {
      var deletion = reader.read(args);
      var entry = sets.keyspace.of(client).lookupWrite(client, args, 1);
      var set = sets.of(entry);
      if (entry == null || set == null) {
        client.reply().integer(0);
        return;
      }
      long removed = deletion.in(set);
      boolean isGone = sets.removeIfEmpty(client, entry, set);
      client.reply().integer(removed);
      if (removed > 0) {
        sets.events.signalModified(client, args, 1);
        sets.events.notify(EventClass.ZSET, spec().name(), client, args, 1);
        if (isGone) {
          sets.events.notify(EventClass.GENERIC, "del", client, args, 1);
        }
        sets.events.dirty(removed);
      }
    }
  }
}
