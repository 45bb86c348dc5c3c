package eightweeks.week3.keys;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.TOUCHES_ARBITRARY_KEYS;

import eightweeks.week1.dispatch.Category;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Element;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.scan.KeyPattern;
import eightweeks.week3.scan.ScanRequest;

/**
 * Commands that walk over all keys: KEYS, SCAN.
 *
 * <p>Answers to {@code db.c: keysCommand()}, {@code scanCommand()}.
 */
final class KeyWalks {
  private KeyWalks() {}

  /** KEYS pattern: blocks the server until it has visited all keys. SCAN does not. */
  static final class Keys extends Command {
    private final KeyContext context;
    private final Element key = new Element();
    private long found;

    Keys(KeyContext context) {
      super(
          KeyCommands.declare("keys", 2, "1.0.0")
              .complexity(
                  "O(N) with N being the number of keys in the database, under the assumption"
                      + " that the key names in the database and the given pattern have limited"
                      + " length.")
              .summary("Returns all keys that match a pattern.")
              .flags(READONLY)
              .categories(Category.DANGEROUS)
              .arguments("pattern:pattern")
              .tips("request_policy:all_shards", "nondeterministic_output_order"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      var database = context.keyspace.of(client);
      var reply = client.reply();
      reply.defer();
      boolean all = args.length(1) == 1 && args.array(1)[args.offset(1)] == '*';
      var glob = new KeyPattern(args.array(1), args.offset(1), args.length(1));
      found = 0;
      database.forEach(
          entry -> {
            entry.showKey(key);
            // The pattern * also matches the empty key, which the glob matcher does not.
            boolean matches = all || glob.matches(key.array(), key.offset(), key.length());
            if (matches && !database.isExpired(entry)) {
              key.reply(reply);
              found++;
            }
          });
      reply.closeArray(found);
    }
  }

  /** SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]. */
  static final class Scan extends Command {
    private final KeyContext context;
    private final Element key = new Element();

    Scan(KeyContext context) {
      super(
          KeyCommands.declare("scan", -2, "2.8.0")
              .complexity(
                  "O(1) for every call. O(N) for a complete iteration, including enough command"
                      + " calls for the cursor to return back to 0. N is the number of elements"
                      + " inside the collection.")
              .summary("Walks over the keys of the database, some at a time.")
              .flags(READONLY, TOUCHES_ARBITRARY_KEYS)
              .arguments(
                  "cursor:integer [MATCH pattern:pattern] [COUNT count:integer] [TYPE type@6.0.0]")
              .tips(
                  "nondeterministic_output", "request_policy:special", "response_policy:special"));
      this.context = context;
    }

    @Override
    public void run(Client client, Args args) {
      long cursor = ScanRequest.cursor(args, 1);
      var request = ScanRequest.optionsWithType(args, 2);
      var database = context.keyspace.of(client);
      long next =
          request.walk(
              cursor,
              at ->
                  database.scan(
                      at,
                      entry -> {
                        request.saw();
                        entry.showKey(key);
                        if (request.wants(key)) {
                          request.found(key);
                        }
                      }));
      // Expired keys are deleted only now, because no key may be deleted during the step.
      request.keepIf(found -> isWanted(client, request, database, found));
      request.reply(client.reply(), next);
    }

    private static boolean isWanted(
        Client client, ScanRequest request, Database database, byte[] key) {
      var entry = database.lookup(client, key);
      return entry != null && request.wantsType(entry.typeName());
    }
  }
}
