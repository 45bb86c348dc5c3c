package eightweeks.week3.sortedsets;

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
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * ZRANDMEMBER key [count [WITHSCORES]]: returns members at random and removes none.
 *
 * <p>Answers to {@code t_zset.c: zrandmemberCommand()}, {@code zrandmemberWithCountCommand()}. A
 * positive count asks for that number of different members. A negative count asks for that number
 * of draws, in which a member may come more than once.
 */
final class RandomSortedSetMemberCommand extends Command {
  /** Minimum ratio of members to wanted ones at which drawing until all differ is fast. */
  private static final int DRAWING_PAYS = 3;

  private static final byte[] NOTHING = {};

  private static final CommandError NO_COUNT =
      new CommandError(
          "ERR value is out of range, value must between "
              + -Long.MAX_VALUE
              + " and "
              + Long.MAX_VALUE);
  private static final CommandError OUT_OF_RANGE = new CommandError("ERR value is out of range");

  private final SortedSets sets;
  private final Element member = new Element();

  RandomSortedSetMemberCommand(SortedSets sets) {
    super(
        SortedSetsFeature.declare("zrandmember", -2, "6.2.0")
            .complexity("O(N) where N is the number of members returned")
            .summary("Returns members of a sorted set by chance.")
            .flags(READONLY)
            .keys(KeySpec.at(1).means(RO, ACCESS))
            .tips("nondeterministic_output")
            .arguments("key [options{count:integer [WITHSCORES:token]}]"));
    this.sets = sets;
  }

  @Override
  public void run(Client client, Args args) {
    if (args.count() > 2) {
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
      throw NO_COUNT;
    }
    boolean withScores = args.count() == 4 && args.is(3, "withscores");
    if (args.count() > 4 || (args.count() == 4 && !withScores)) {
      throw CommandError.SYNTAX;
    }
    if (withScores && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw OUT_OF_RANGE; // the reply would have two elements for each member
    }
    var set = sets.read(client, args, 1);
    var reply = client.reply();
    if (set == null || count == 0) {
      reply.array(0);
    } else if (count < 0 || count == 1) {
      draws(client, set, Math.abs(count), withScores);
    } else {
      reply.array(SortedSets.elements(reply, Math.min(count, set.size()), withScores));
      if (count >= set.size()) {
        all(reply, set, withScores);
      } else if (set.encoding() == Encoding.SKIPLIST && count <= set.size() / DRAWING_PAYS) {
        differentDraws(reply, set, count, withScores);
      } else {
        set.sample(count, (one, score) -> SortedSets.replyMember(reply, one, score, withScores));
      }
    }
  }

  /** Replies with all members, from the greatest down, as Redis does. */
  private static void all(Reply reply, SortedSetValue set, boolean withScores) {
    for (var all = set.range(0, set.size() - 1, true); all.next(); ) {
      SortedSets.replyMember(reply, all.member(), all.score(), withScores);
    }
  }

  private void draws(Client client, SortedSetValue set, long count, boolean withScores) {
    var reply = client.reply();
    reply.array(SortedSets.elements(reply, count, withScores));
    for (long i = 0; i < count && !client.has(Client.CLOSE_ASAP); i++) {
      double score = set.random(member);
      SortedSets.replyMember(reply, member, score, withScores);
    }
  }

  private void differentDraws(Reply reply, SortedSetValue set, long count, boolean withScores) {
    var drawn = sets.values.set(NOTHING, 0, 0, count);
    while (drawn.size() < count) {
      double score = set.random(member);
      if (drawn.add(member)) {
        SortedSets.replyMember(reply, member, score, withScores);
      }
    }
    sets.values.release(drawn);
  }
}
