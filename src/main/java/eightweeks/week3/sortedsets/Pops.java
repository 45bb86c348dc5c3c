package eightweeks.week3.sortedsets;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.Entry;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.command.EventClass;

/**
 * Removes members from a side of a sorted set and replies with them.
 *
 * <p>Answers to {@code t_zset.c: genericZpopCommand()}.
 */
final class Pops {
  private final SortedSets sets;

  Pops(SortedSets sets) {
    this.sets = sets;
  }

  /**
   * Replies with members from a side, outermost first, removes them, and signals that.
   *
   * @param i index of the argument that is the key
   * @param count number of members, at most the size of the set
   * @param nested whether a member and its score are an array of their own
   */
  void pop(
      Client client,
      Args args,
      int i,
      Entry entry,
      SortedSetValue set,
      Side side,
      long count,
      boolean nested) {
    var reply = client.reply();
    for (var walk = set.range(0, count - 1, side == Side.MAX); walk.next(); ) {
      if (nested) {
        reply.array(2);
      }
      walk.member().reply(reply);
      SortedSets.replyScore(reply, walk.score());
    }
    long first = side == Side.MIN ? 0 : set.size() - count;
    set.deleteRange(first, first + count - 1);
    boolean isGone = sets.removeIfEmpty(client, entry, set);
    sets.events.dirty(count);
    sets.events.notify(EventClass.ZSET, side.event, client, args, i);
    sets.events.signalModified(client, args, i);
    if (isGone) {
      sets.events.notify(EventClass.GENERIC, "del", client, args, i);
    }
  }
}
