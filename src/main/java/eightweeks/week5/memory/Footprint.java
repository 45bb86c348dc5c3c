package eightweeks.week5.memory;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Value;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.transactions.EffectiveCommands;
import java.util.Set;

/**
 * Estimates how much memory a command needs while it runs, beside what is there already.
 *
 * <p>Most commands need little, and the reserve of the heap is meant for them. Two kinds can need
 * more than the reserve:
 *
 * <ul>
 *   <li>commands with very many arguments: each becomes an element with a header of its own;
 *   <li>commands that copy or combine whole values: SORT, SUNIONSTORE, COPY.
 * </ul>
 *
 * <p>The estimate is an upper bound from what is known before the command runs: the number of its
 * arguments, and the memory of the values that its keys have. Redis has no such check: there the
 * system gives memory until it kills the process.
 */
final class Footprint {
  /** A command that stores its arguments although it has no flag DENYOOM. */
  static final String USERS = "acl|setuser";

  /** Bytes of an object for one element, with its array and its place in a table. */
  private static final long PER_ELEMENT = 80;

  /** Fewer arguments than this need no estimate. */
  private static final int MANY_ARGUMENTS = 1024;

  /** A result may be kept twice for a moment: in the form of a table and in a compact one. */
  private static final int COPIES = 2;

  private static final Set<String> COPYING =
      Set.of(
          "sort",
          "sort_ro",
          "copy",
          "dump",
          "lcs",
          "bitop",
          "sunion",
          "sunionstore",
          "sdiff",
          "sdiffstore",
          "sinter",
          "sinterstore",
          "zunion",
          "zunionstore",
          "zinter",
          "zinterstore",
          "zdiff",
          "zdiffstore",
          "zrangestore",
          "geosearchstore",
          "georadius",
          "georadiusbymember");

  private final MemoryLimit limit;
  private final Keyspace keyspace;
  private final EffectiveCommands commands;
  private final Values values;

  Footprint(MemoryLimit limit, Keyspace keyspace, EffectiveCommands commands, Values values) {
    this.values = values;
    this.limit = limit;
    this.keyspace = keyspace;
    this.commands = commands;
  }

  /** Returns whether the memory that a command needs fits into the heap. */
  boolean fits(Client client, Command command, Args args) {
    long bytes = 0;
    boolean stores = command.is(CommandFlag.DENYOOM) || USERS.equals(command.fullName());
    if (args.count() >= MANY_ARGUMENTS && stores) {
      bytes += PER_ELEMENT * args.count() + args.size();
    }
    if (COPYING.contains(command.fullName())) {
      bytes += copies(client, command, args);
    }
    return bytes == 0 || limit.hasRoom(bytes);
  }

  private long copies(Client client, Command command, Args args) {
    var database = keyspace.of(client);
    var sum = new long[1];
    commands.forEachKey(
        client,
        command,
        args,
        (_, its, position, _) -> {
          var entry = database.lookupRaw(its, position);
          if (entry != null) {
            sum[0] += COPIES * entry.accounted() + PER_ELEMENT * elements(entry);
          }
        });
    return sum[0];
  }

  private long elements(Entry entry) {
    return values.of(entry) instanceof Value collection ? collection.size() : 1;
  }
}
