package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.commandkeys.KeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads of single members: ZSCORE, ZMSCORE, ZRANK, ZREVRANK.
 *
 * <p>Answers to {@code t_zset.c: zscoreCommand()}, {@code zmscoreCommand()}, {@code
 * zrankGenericCommand()}. A missing key is read as an empty set.
 */
final class MemberReads {
  private MemberReads() {}

  private static void replyScoreOf(Reply reply, @Nullable SortedSetValue set, Args args, int i) {
    double score =
        set == null ? Double.NaN : set.score(args.array(i), args.offset(i), args.length(i));
    if (Double.isNaN(score)) {
      reply.nullBulk();
    } else {
      SortedSets.replyScore(reply, score);
    }
  }

  /** ZSCORE key member. */
  static final class Score extends Command {
    private final SortedSets sets;

    Score(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zscore", 3, "1.2.0")
              .complexity("O(1)")
              .summary("Returns the score of a member.")
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key member"));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      replyScoreOf(client.reply(), sets.read(client, args, 1), args, 2);
    }
  }

  /** ZMSCORE key member [member …]. */
  static final class Scores extends Command {
    private final SortedSets sets;

    Scores(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zmscore", -3, "6.2.0")
              .complexity("O(N) where N is the number of members being requested.")
              .summary("Returns the scores of several members.")
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
        replyScoreOf(client.reply(), set, args, i);
      }
    }
  }

  /** ZRANK and ZREVRANK key member [WITHSCORE]. */
  static final class Rank extends Command {
    private final SortedSets sets;
    private final boolean reverse;

    private Rank(SortedSets sets, boolean reverse, String name, String summary) {
      super(
          SortedSetsFeature.declare(name, -3, "2.0.0")
              .complexity("O(log(N))")
              .summary(summary)
              .flags(READONLY, FAST)
              .keys(KeySpec.at(1).means(RO, ACCESS))
              .arguments("key member [WITHSCORE:token]"));
      this.sets = sets;
      this.reverse = reverse;
    }

    static Rank zrank(SortedSets sets) {
      return new Rank(
          sets, false, "zrank", "Returns how many members come before a member in order.");
    }

    static Rank zrevrank(SortedSets sets) {
      return new Rank(
          sets, true, "zrevrank", "Returns how many members come behind a member in order.");
    }

    @Override
    public void run(Client client, Args args) {
      boolean withScore = args.count() > 3;
      if (args.count() > 4) {
        throw new CommandError("ERR wrong number of arguments for '" + spec().name() + "' command");
      }
      if (withScore && !args.is(3, "withscore")) {
        throw CommandError.SYNTAX;
      }
      var set = sets.read(client, args, 1);
      var member = args.array(2);
      int offset = args.offset(2);
      int length = args.length(2);
      long rank = set == null ? -1 : set.rank(member, offset, length, reverse);
      var reply = client.reply();
      if (set == null || rank < 0) {
        replyNothing(reply, withScore);
        return;
      }
      if (withScore) {
        reply.array(2);
      }
      reply.integer(rank);
      if (withScore) {
        SortedSets.replyScore(reply, set.score(member, offset, length));
      }
    }

    private static void replyNothing(Reply reply, boolean withScore) {
      if (withScore) {
        reply.nullArray();
      } else {
        reply.nullBulk();
      }
    }
  }
}
