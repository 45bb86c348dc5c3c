package eightweeks.week3.hashes;

import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.values.HashValue;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * HRANDFIELD key [count [WITHVALUES]]: returns fields at random.
 *
 * <p>Answers to {@code t_hash.c: hrandfieldCommand()}, {@code hrandfieldWithCountCommand()}. A
 * positive count asks for that number of different fields. A negative count asks for that number of
 * draws, in which a field may come more than once.
 */
final class RandomFieldCommand extends Command {
  /** Minimum ratio of fields to wanted ones for repeated draws (HRANDFIELD_SUB_STRATEGY_MUL). */
  private static final int DRAWING_PAYS = 3;

  private static final CommandError OUT_OF_RANGE =
      new CommandError(
          "ERR value is out of range, value must between "
              + -Long.MAX_VALUE
              + " and "
              + Long.MAX_VALUE);
  private static final CommandError TOO_MANY_WITH_VALUES =
      new CommandError("ERR value is out of range");

  private final Hashes hashes;
  private final Element field = new Element();
  private final Element value = new Element();

  RandomFieldCommand(Hashes hashes) {
    super(
        HashesFeature.declare("hrandfield", -2, "6.2.0")
            .complexity("O(N) where N is the number of fields returned")
            .summary("Returns fields of a hash by chance.")
            .flags(READONLY)
            .keys(KeySpec.at(1).means(RO, ACCESS))
            .tips("nondeterministic_output")
            .arguments("key [options{count:integer [WITHVALUES:token]}]"));
    this.hashes = hashes;
  }

  @Override
  public void run(Client client, Args args) {
    if (args.count() > 2) {
      several(client, args);
      return;
    }
    var hash = hashes.read(client, args);
    if (hash == null) {
      client.reply().nullBulk();
    } else {
      hash.random(field, value);
      field.reply(client.reply());
    }
  }

  private void several(Client client, Args args) {
    long count = args.integer(2);
    if (count == Long.MIN_VALUE) {
      throw OUT_OF_RANGE;
    }
    boolean withValues = args.count() == 4 && args.is(3, "withvalues");
    if (args.count() > 3 && !withValues) {
      throw CommandError.SYNTAX;
    }
    if (withValues && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw TOO_MANY_WITH_VALUES;
    }
    var hash = hashes.read(client, args);
    if (hash == null || count == 0) {
      client.reply().array(0);
    } else if (count < 0 || count == 1) {
      draws(client, hash, Math.abs(count), withValues);
    } else {
      different(client.reply(), hash, Math.min(count, hash.size()), withValues);
    }
  }

  private void draws(Client client, HashValue hash, long count, boolean withValues) {
    header(client.reply(), count, withValues);
    for (long i = 0; i < count && !client.has(Client.CLOSE_ASAP); i++) {
      hash.random(field, value);
      pair(client.reply(), field, value, withValues);
    }
  }

  private void different(Reply reply, HashValue hash, long count, boolean withValues) {
    header(reply, count, withValues);
    if (hash.encoding() == Encoding.HT && count <= hash.size() / DRAWING_PAYS) {
      differentDraws(reply, hash, count, withValues);
    } else {
      hash.sample(count, (oneField, oneValue) -> pair(reply, oneField, oneValue, withValues));
    }
  }

  private void differentDraws(Reply reply, HashValue hash, long count, boolean withValues) {
    var drawn = hashes.drawn(count);
    while (drawn.size() < count) {
      hash.random(field, value);
      if (drawn.add(field)) {
        pair(reply, field, value, withValues);
      }
    }
    hashes.release(drawn);
  }

  /** Begins the reply: pairs are arrays of two in RESP3; in RESP2 fields and values alternate. */
  private static void header(Reply reply, long count, boolean withValues) {
    reply.array(withValues && reply.protocol() == 2 ? 2 * count : count);
  }

  private static void pair(Reply reply, Element field, Element value, boolean withValues) {
    if (withValues && reply.protocol() > 2) {
      reply.array(2);
    }
    field.reply(reply);
    if (withValues) {
      value.reply(reply);
    }
  }
}
