package eightweeks.week3.hashes;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.Reply;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.scan.ScanRequest;

/**
 * All fields: HKEYS, HVALS, HGETALL, HSCAN.
 *
 * <p>Answers to {@code t_hash.c: genericHgetallCommand()}, {@code hscanCommand()}.
 */
final class HashWalks {
  private HashWalks() {}

  /** HKEYS, HVALS or HGETALL key. */
  static final class All extends Command {
    private final Hashes hashes;
    private final boolean fields;
    private final boolean values;

    static All hkeys(Hashes hashes) {
      return new All(hashes, true, false, declare("hkeys", "Returns all fields of a hash."));
    }

    static All hvals(Hashes hashes) {
      return new All(hashes, false, true, declare("hvals", "Returns all values of a hash."));
    }

    static All hgetall(Hashes hashes) {
      return new All(
          hashes,
          true,
          true,
          declare("hgetall", "Returns all fields of a hash with their values."));
    }

    private static CommandSpec declare(String name, String summary) {
      return HashesFeature.declare(name, 2, "2.0.0").summary(summary);
    }

    private All(Hashes hashes, boolean fields, boolean values, CommandSpec spec) {
      super(
          spec.complexity("O(N) where N is the size of the hash.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .tips("nondeterministic_output_order")
              .arguments("key"));
      this.hashes = hashes;
      this.fields = fields;
      this.values = values;
    }

    @Override
    public void run(Client client, Args args) {
      var hash = hashes.read(client, args);
      var reply = client.reply();
      header(reply, hash == null ? 0 : hash.size());
      if (hash == null) {
        return;
      }
      try (var all = hash.cursor()) {
        while (all.next()) {
          if (fields) {
            all.field().reply(reply);
          }
          if (values) {
            all.value().reply(reply);
          }
        }
      }
    }

    private void header(Reply reply, long size) {
      if (fields && values) {
        reply.map(size);
      } else {
        reply.array(size);
      }
    }
  }

  /** HSCAN key cursor [MATCH pattern] [COUNT count]. The pattern is for fields, not for values. */
  static final class Scan extends Command {
    private final Hashes hashes;

    Scan(Hashes hashes) {
      super(
          HashesFeature.declare("hscan", -3, "2.8.0")
              .complexity(
                  "O(1) for every call. O(N) for a complete iteration, including enough command"
                      + " calls for the cursor to return back to 0. N is the number of elements"
                      + " inside the collection.")
              .summary("Walks over the fields of a hash and their values, some at a time.")
              .flags(READONLY)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .tips("nondeterministic_output")
              .arguments("key cursor:integer [MATCH pattern:pattern] [COUNT count:integer]"));
      this.hashes = hashes;
    }

    @Override
    public void run(Client client, Args args) {
      long cursor = ScanRequest.cursor(args, 2);
      var hash = hashes.read(client, args);
      if (hash == null) {
        ScanRequest.replyNothing(client.reply()); // the options are not parsed
        return;
      }
      var request = ScanRequest.options(args, 3);
      long next =
          request.walk(
              cursor,
              at ->
                  hash.scan(
                      at,
                      (field, value) -> {
                        request.saw();
                        if (request.wants(field)) {
                          request.found(field);
                          request.found(value);
                        }
                      }));
      request.reply(client.reply(), next);
    }
  }
}
