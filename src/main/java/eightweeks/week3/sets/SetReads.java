package eightweeks.week3.sets;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.scan.ScanRequest;

/**
 * Reads of one set: SISMEMBER, SMISMEMBER, SCARD, SMEMBERS, SSCAN.
 *
 * <p>Answers to {@code t_set.c: sismemberCommand()}, {@code smismemberCommand()}, {@code
 * scardCommand()}, {@code sinterCommand()} of a single key, {@code sscanCommand()}. A missing key
 * is read as an empty set.
 */
final class SetReads {
  private SetReads() {}

  /** SISMEMBER key member. */
  static final class IsMember extends Command {
    private final Sets sets;

    IsMember(Sets sets) {
      super(
          SetsFeature.declare("sismember", 3, "1.0.0")
              .summary("Says whether something is a member of a set.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key member"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var set = sets.read(client, args, 1);
      boolean is = set != null && set.contains(args.array(2), args.offset(2), args.length(2));
      client.reply().integer(is ? 1 : 0);
    }
  }

  /** SMISMEMBER key member [member …]. */
  static final class AreMembers extends Command {
    private final Sets sets;

    AreMembers(Sets sets) {
      super(
          SetsFeature.declare("smismember", -3, "6.2.0")
              .complexity("O(N) where N is the number of elements being checked for membership")
              .summary("Says of several things which of them are members of a set.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key member..."));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var set = sets.read(client, args, 1);
      client.reply().array(args.count() - 2);
      for (int i = 2; i < args.count(); i++) {
        if (set != null) {
          set.prefetch(args, 2, i);
        }
        boolean is = set != null && set.contains(args.array(i), args.offset(i), args.length(i));
        client.reply().integer(is ? 1 : 0);
      }
    }
  }

  /** SCARD key. */
  static final class Cardinality extends Command {
    private final Sets sets;

    Cardinality(Sets sets) {
      super(
          SetsFeature.declare("scard", 2, "1.0.0")
              .summary("Counts the members of a set.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO))
              .arguments("key"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var set = sets.read(client, args, 1);
      client.reply().integer(set == null ? 0 : set.size());
    }
  }

  /** SMEMBERS key. */
  static final class Members extends Command {
    private final Sets sets;

    Members(Sets sets) {
      super(
          SetsFeature.declare("smembers", 2, "1.0.0")
              .complexity("O(N) where N is the set cardinality.")
              .summary("Returns all members of a set.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .tips("nondeterministic_output_order")
              .arguments("key"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var set = sets.read(client, args, 1);
      if (set == null) {
        client.reply().set(0);
      } else {
        SetAlgebra.reply(client.reply(), set);
      }
    }
  }

  /** SSCAN key cursor [MATCH pattern] [COUNT count]. */
  static final class Scan extends Command {
    private final Sets sets;

    Scan(Sets sets) {
      super(
          SetsFeature.declare("sscan", -3, "2.8.0")
              .complexity(
                  "O(1) for every call. O(N) for a complete iteration, including enough command"
                      + " calls for the cursor to return back to 0. N is the number of elements"
                      + " inside the collection.")
              .summary("Walks over the members of a set, some at a time.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .tips("nondeterministic_output")
              .arguments("key cursor:integer [MATCH pattern:pattern] [COUNT count:integer]"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      long cursor = ScanRequest.cursor(args, 2);
      var set = sets.read(client, args, 1);
      if (set == null) {
        ScanRequest.replyNothing(client.reply()); // the options are not parsed
        return;
      }
      var request = ScanRequest.options(args, 3);
      long next =
          request.walk(
              cursor,
              at ->
                  set.scan(
                      at,
                      member -> {
                        request.saw();
                        if (request.wants(member)) {
                          request.found(member);
                        }
                      }));
      request.reply(client.reply(), next);
    }
  }
}
