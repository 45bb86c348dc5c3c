package eightweeks.week3.sets;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.values.SetValue;
import eightweeks.week3.commandkeys.KeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Commands on several sets: SINTER, SINTERCARD, SUNION, SDIFF, and the three that store the result.
 *
 * <p>Answers to the functions of {@code t_set.c} from {@code sinterCommand()} to {@code
 * sdiffstoreCommand()}. The result is computed before the destination is changed, because that may
 * be one of the sets.
 */
final class SetAlgebraCommands {
  private static final String INTERSECTING =
      "O(N*M) worst case where N is the cardinality of the smallest set and M is the number of"
          + " sets.";
  private static final String ADDING =
      "O(N) where N is the total number of elements in all given sets.";

  private SetAlgebraCommands() {}

  static void addTo(ServerBuilder server, Sets sets) {
    var algebra = new SetAlgebra(sets);
    server.command(new Intersection(sets));
    server.command(new IntersectionCardinality(sets));
    server.command(new IntersectionStore(sets, algebra));
    server.command(
        new Combination(
            sets,
            algebra::union,
            reading("sunion", ADDING).summary("Returns what is a member of any of the sets.")));
    server.command(
        new CombinationStore(
            sets,
            algebra::union,
            storing("sunionstore", ADDING, OW)
                .summary("Stores what is a member of any of the sets.")));
    server.command(
        new Combination(
            sets,
            algebra::difference,
            reading("sdiff", ADDING)
                .summary("Returns what is a member of the first set and of no other.")));
    server.command(
        new CombinationStore(
            sets,
            algebra::difference,
            storing("sdiffstore", ADDING, OW)
                .summary("Stores what is a member of the first set and of no other.")));
  }

  private static CommandSpec reading(String name, String complexity) {
    return SetsFeature.declare(name, -2, "1.0.0")
        .complexity(complexity)
        .flags(READONLY)
        .keys(KeySpec.at(1).to(-1, 1).means(RO, ACCESS))
        .tips("nondeterministic_output_order")
        .arguments("key...");
  }

  private static CommandSpec storing(String name, String complexity, KeySpec.Use destination) {
    return SetsFeature.declare(name, -3, "1.0.0")
        .complexity(complexity)
        .flags(WRITE, DENYOOM)
        .keys(KeySpec.at(1).means(destination, UPDATE), KeySpec.at(2).to(-1, 1).means(RO, ACCESS))
        .arguments("destination:key key#1...");
  }

  /** Returns the sets of several keys, from argument {@code first} on; null for a missing key. */
  private static @Nullable SetValue[] read(
      Sets sets, Client client, Args args, int first, int count) {
    var given = new @Nullable SetValue[count];
    for (int i = 0; i < count; i++) {
      given[i] = sets.read(client, args, first + i);
    }
    return given;
  }

  /** SINTER key [key …]. */
  private static final class Intersection extends Command {
    private final Sets sets;

    Intersection(Sets sets) {
      super(
          reading("sinter", INTERSECTING).summary("Returns what is a member of all of the sets."));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var given = SetAlgebra.ifNoneIsEmpty(read(sets, client, args, 1, args.count() - 1));
      var reply = client.reply();
      if (given == null) {
        reply.set(0);
        return;
      }
      reply.defer();
      var members = new Counter(0);
      SetAlgebra.intersect(
          given,
          member -> {
            member.reply(reply);
            return members.count();
          });
      reply.closeSet(members.counted);
    }
  }

  /** A counter with a limit; 0 for no limit. */
  private static final class Counter {
    private final long limit;
    private long counted;

    Counter(long limit) {
      this.limit = limit;
    }

    /** Counts one more; returns whether the limit is not reached. */
    boolean count() {
      return ++counted != limit;
    }
  }

  /** SINTERCARD numkeys key [key …] [LIMIT limit]. */
  private static final class IntersectionCardinality extends Command {
    private static final CommandError NO_KEYS =
        new CommandError("ERR numkeys should be greater than 0");
    private static final CommandError TOO_MANY_KEYS =
        new CommandError("ERR Number of keys can't be greater than number of args");
    private static final CommandError NEGATIVE_LIMIT =
        new CommandError("ERR LIMIT can't be negative");

    private final Sets sets;

    IntersectionCardinality(Sets sets) {
      super(
          SetsFeature.declare("sintercard", -3, "7.0.0")
              .complexity(INTERSECTING)
              .summary("Counts what is a member of all of the sets.")
              .flags(READONLY)
              .keys(KeySpec.at(1).counted(0, 1, 1).means(RO, ACCESS))
              .arguments("numkeys:integer key... [LIMIT limit:integer]"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      long keys = args.integer(1, NO_KEYS);
      if (keys < 1) {
        throw NO_KEYS;
      } else if (keys > args.count() - 2) {
        throw TOO_MANY_KEYS;
      }
      var members = new Counter(limit(args, 2 + (int) keys));
      var given = SetAlgebra.ifNoneIsEmpty(read(sets, client, args, 2, (int) keys));
      if (given != null) {
        SetAlgebra.intersect(given, _ -> members.count());
      }
      client.reply().integer(members.counted);
    }

    /** Returns the maximum number to count to; 0 for no limit. */
    private static long limit(Args args, int first) {
      long limit = 0;
      for (int i = first; i < args.count(); i += 2) {
        if (!args.is(i, "limit") || i + 1 == args.count()) {
          throw CommandError.SYNTAX;
        }
        limit = args.integer(i + 1, NEGATIVE_LIMIT);
        if (limit < 0) {
          throw NEGATIVE_LIMIT;
        }
      }
      return limit;
    }
  }

  /** SINTERSTORE destination key [key …]. */
  private static final class IntersectionStore extends Command {
    private final Sets sets;
    private final SetAlgebra algebra;

    IntersectionStore(Sets sets, SetAlgebra algebra) {
      super(
          storing("sinterstore", INTERSECTING, RW)
              .summary("Stores what is a member of all of the sets."));
      this.sets = sets;
      this.algebra = algebra;
    }

    @Override
    public void run(Client client, Args args) {
      var given = SetAlgebra.ifNoneIsEmpty(read(sets, client, args, 2, args.count() - 2));
      var result = given == null ? null : algebra.intersection(given);
      storeOrDelete(sets, client, args, result, spec().name());
    }
  }

  /** Combines the sets. */
  @FunctionalInterface
  private interface Operation {
    SetValue of(@Nullable SetValue[] given);
  }

  /** SUNION or SDIFF key [key …]. */
  private static final class Combination extends Command {
    private final Sets sets;
    private final Operation operation;

    Combination(Sets sets, Operation operation, CommandSpec spec) {
      super(spec);
      this.sets = sets;
      this.operation = operation;
    }

    @Override
    public void run(Client client, Args args) {
      var result = operation.of(read(sets, client, args, 1, args.count() - 1));
      SetAlgebra.reply(client.reply(), result);
      sets.release(result);
    }
  }

  /** SUNIONSTORE or SDIFFSTORE destination key [key …]. */
  private static final class CombinationStore extends Command {
    private final Sets sets;
    private final Operation operation;

    CombinationStore(Sets sets, Operation operation, CommandSpec spec) {
      super(spec);
      this.sets = sets;
      this.operation = operation;
    }

    @Override
    public void run(Client client, Args args) {
      var result = operation.of(read(sets, client, args, 2, args.count() - 2));
      storeOrDelete(sets, client, args, result, spec().name());
    }
  }

  /** Stores a set; an empty one deletes the destination instead. */
  private static void storeOrDelete(
      Sets sets, Client client, Args args, @Nullable SetValue result, String event) {
    long size = result == null ? 0 : result.size();
    client.reply().integer(size);
    if (result != null && size > 0) {
      sets.store(client, args, 1, result, event);
      return;
    }
    if (result != null) {
      sets.release(result);
    }
    sets.delete(client, args, 1);
  }
}
