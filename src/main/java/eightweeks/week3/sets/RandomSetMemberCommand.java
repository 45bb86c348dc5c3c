package eightweeks.week3.sets;

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
import eightweeks.week2.values.SetValue;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * SRANDMEMBER key [count]: returns members at random and removes none.
 *
 * <p>Answers to {@code t_set.c: srandmemberCommand()}, {@code srandmemberWithCountCommand()}. A
 * positive count asks for that number of different members. A negative count asks for that number
 * of draws, in which a member may come more than once.
 */
final class RandomSetMemberCommand extends Command {
  /** Minimum ratio of members to wanted ones at which drawing until all differ is fast. */
  private static final int DRAWING_PAYS = 3;

  private static final CommandError OUT_OF_RANGE =
      new CommandError(
          "ERR value is out of range, value must between "
              + -Long.MAX_VALUE
              + " and "
              + Long.MAX_VALUE);

  private final Sets sets;
  private final Element member = new Element();

  RandomSetMemberCommand(Sets sets) {
    super(
        SetsFeature.declare("srandmember", -2, "1.0.0")
            .complexity(
                "Without the count argument O(1), otherwise O(N) where N is the absolute value of"
                    + " the passed count.")
            .summary("Returns members of a set by chance.")
            .flags(READONLY)
            .keys(KeySpec.at(1).means(RO, ACCESS))
            .tips("nondeterministic_output")
            .arguments("key [count:integer@2.6.0]"));
    this.sets = sets;
  }

  @Override
  public void run(Client client, Args args) {
    if (args.count() > 3) {
      throw CommandError.SYNTAX;
    } else if (args.count() == 3) {
      several(client, args);
      return;
    }
    var set = sets.read(client, args, 1);
    if (set == null) {
      client.reply().nullBulk();
    } else {
      set.random(member);
      member.reply(client.reply());
    }
  }

  private void several(Client client, Args args) {
    long count = args.integer(2);
    if (count == Long.MIN_VALUE) {
      throw OUT_OF_RANGE;
    }
    var set = sets.read(client, args, 1);
    var reply = client.reply();
    if (set == null || count == 0) {
      reply.array(0);
    } else if (count < 0 || count == 1) {
      draws(client, set, Math.abs(count));
    } else {
      reply.array(Math.min(count, set.size()));
      if (set.encoding() == Encoding.HT && count <= set.size() / DRAWING_PAYS) {
        differentDraws(reply, set, count);
      } else {
        set.sample(count, one -> one.reply(reply));
      }
    }
  }

  private void draws(Client client, SetValue set, long count) {
    client.reply().array(count);
    for (long i = 0; i < count && !client.has(Client.CLOSE_ASAP); i++) {
      set.random(member);
      member.reply(client.reply());
    }
  }

  private void differentDraws(Reply reply, SetValue set, long count) {
    var drawn = sets.emptyListpack();
    drawn.beforeAdding(count);
    while (drawn.size() < count) {
      set.random(member);
      if (drawn.add(member)) {
        member.reply(reply);
      }
    }
    sets.release(drawn);
  }
}
