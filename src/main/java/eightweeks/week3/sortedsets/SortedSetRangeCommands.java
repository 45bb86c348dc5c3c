package eightweeks.week3.sortedsets;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.OW;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.UPDATE;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.sortedsets.RangeRequest.By;
import eightweeks.week3.sortedsets.RangeRequest.Form;

/**
 * Members in order, between two bounds: ZRANGE, ZRANGESTORE, and the five older commands that
 * ZRANGE replaces.
 *
 * <p>Answers to {@code t_zset.c: zrangeGenericCommand()} and the seven commands that call it.
 */
final class SortedSetRangeCommands {
  private static final String COMPLEXITY =
      "O(log(N)+M) with N being the number of elements in the sorted set and M the number of"
          + " elements returned.";
  private static final String LIMITED_COMPLEXITY =
      "O(log(N)+M) with N being the number of elements in the sorted set and M the number of"
          + " elements being returned. If M is constant (e.g. always asking for the first 10"
          + " elements with LIMIT), you can consider it O(log(N)).";
  private static final String LIMIT = "[LIMIT limit{offset:integer count:integer}]";

  private SortedSetRangeCommands() {}

  static void addTo(ServerBuilder server, SortedSets sets) {
    server.command(new Range(sets, new Form(1, false, null, false), zrange()));
    server.command(new Range(sets, new Form(1, false, By.RANK, true), zrevrange()));
    server.command(new Range(sets, new Form(1, false, By.SCORE, false), zrangebyscore()));
    server.command(new Range(sets, new Form(1, false, By.SCORE, true), zrevrangebyscore()));
    server.command(new Range(sets, new Form(1, false, By.LEX, false), zrangebylex()));
    server.command(new Range(sets, new Form(1, false, By.LEX, true), zrevrangebylex()));
    server.command(new RangeStore(sets));
  }

  private static CommandSpec zrange() {
    return SortedSetsFeature.declare("zrange", -4, "1.2.0")
        .complexity(COMPLEXITY)
        .summary("Returns members between two ranks, scores or members, in order.")
        .arguments(
            "key start stop [sortby(BYSCORE:token | BYLEX:token)@6.2.0] [REV:token@6.2.0]"
                + " [LIMIT limit{offset:integer count:integer}@6.2.0] [WITHSCORES:token]");
  }

  private static CommandSpec zrevrange() {
    return SortedSetsFeature.declare("zrevrange", -4, "1.2.0")
        .complexity(COMPLEXITY)
        .summary("Returns members between two ranks, from the greatest down.")
        .arguments("key start:integer stop:integer [WITHSCORES:token]");
  }

  private static CommandSpec zrangebyscore() {
    return SortedSetsFeature.declare("zrangebyscore", -4, "1.0.5")
        .complexity(LIMITED_COMPLEXITY)
        .summary("Returns members with scores in a range, in order.")
        .arguments("key min:double max:double [WITHSCORES:token@2.0.0] " + LIMIT);
  }

  private static CommandSpec zrevrangebyscore() {
    return SortedSetsFeature.declare("zrevrangebyscore", -4, "2.2.0")
        .complexity(LIMITED_COMPLEXITY)
        .summary("Returns members with scores in a range, from the greatest down.")
        .arguments("key max:double min:double [WITHSCORES:token] " + LIMIT);
  }

  private static CommandSpec zrangebylex() {
    return SortedSetsFeature.declare("zrangebylex", -4, "2.8.9")
        .complexity(LIMITED_COMPLEXITY)
        .summary("Returns the members between two others, by their bytes, in order.")
        .arguments("key min max " + LIMIT);
  }

  private static CommandSpec zrevrangebylex() {
    return SortedSetsFeature.declare("zrevrangebylex", -4, "2.8.9")
        .complexity(LIMITED_COMPLEXITY)
        .summary("Returns the members between two others, by their bytes, from the last back.")
        .arguments("key max min " + LIMIT);
  }

  /** ZRANGE and the older commands. */
  private static final class Range extends Command {
    private final SortedSets sets;
    private final Form form;

    Range(SortedSets sets, Form form, CommandSpec spec) {
      super(spec.flags(READONLY).keys(KeySpec.at(1).means(RO, ACCESS)));
      this.sets = sets;
      this.form = form;
    }

    @Override
    public void run(Client client, Args args) {
      var request = RangeRequest.read(args, form);
      var set = sets.read(client, args, 1);
      if (set == null) {
        client.reply().array(0);
        return;
      }
      long length = request.length(set);
      if (length >= 0) {
        client.reply().array(SortedSets.elements(client.reply(), length, request.isWithScores()));
        reply(client, request, set);
      } else {
        client.reply().defer();
        long members = reply(client, request, set);
        client
            .reply()
            .closeArray(SortedSets.elements(client.reply(), members, request.isWithScores()));
      }
    }

    private static long reply(Client client, RangeRequest request, SortedSetValue set) {
      var walk = request.walk(set);
      var reply = client.reply();
      boolean withScores = request.isWithScores();
      long most = request.most();
      long count = 0;
      for (; count < most && walk != null && walk.next(); count++) {
        SortedSets.replyMember(reply, walk.member(), walk.score(), withScores);
      }
      return count;
    }
  }

  /** ZRANGESTORE dst src min max [BYSCORE | BYLEX] [REV] [LIMIT offset count]. */
  private static final class RangeStore extends Command {
    private static final Form FORM = new Form(2, true, null, false);

    private final SortedSets sets;

    RangeStore(SortedSets sets) {
      super(
          SortedSetsFeature.declare("zrangestore", -5, "6.2.0")
              .complexity(
                  "O(log(N)+M) with N being the number of elements in the sorted set and M the"
                      + " number of elements stored into the destination key.")
              .summary("Stores members between two ranks, scores or members in another key.")
              .flags(WRITE, DENYOOM)
              .keys(KeySpec.at(1).means(OW, UPDATE), KeySpec.at(2).means(RO, ACCESS))
              .arguments(
                  "dst:key src:key#1 min max [sortby(BYSCORE:token | BYLEX:token)] [REV:token] "
                      + LIMIT));
      this.sets = sets;
    }

    @Override
    public void run(Client client, Args args) {
      var request = RangeRequest.read(args, FORM);
      var set = sets.read(client, args, 2);
      var result = set == null ? null : copy(request, set);
      client.reply().integer(result == null ? 0 : result.size());
      if (result == null) {
        sets.delete(client, args, 1);
      } else if (result.size() == 0) {
        sets.values.release(result);
        sets.delete(client, args, 1);
      } else {
        sets.store(client, args, 1, result, "zrangestore", 1);
      }
    }

    private SortedSetValue copy(RangeRequest request, SortedSetValue set) {
      var result = sets.values.sortedSet(Math.max(0, request.length(set)), 0);
      var walk = request.walk(set);
      long most = request.most();
      for (long count = 0; count < most && walk != null && walk.next(); count++) {
        var member = walk.member();
        result.set(walk.score(), member.array(), member.offset(), member.length());
      }
      return result;
    }
  }
}
