package eightweeks.week3.sortedsets;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.sortedset.ScoreUpdate;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.command.EventClass;
import java.util.Arrays;

/**
 * Members with scores that a command adds to the sorted set of its first key: ZADD, ZINCRBY,
 * GEOADD.
 *
 * <p>Answers to {@code t_zset.c: zaddGenericCommand()} after it has read the options. First the
 * command notes all members, so that any error in its arguments is found before a change. Then
 * {@link #apply} adds them all. A command reuses one Addition.
 */
public final class Addition {
  private static final CommandError NOT_A_NUMBER =
      new CommandError("ERR resulting score is not a number (NaN)");

  private final SortedSets sets;

  /** How each member is added; the score is set for one member after the other. */
  final ScoreUpdate update = new ScoreUpdate();

  /** Whether changed members are counted in the reply, and not only new ones (CH). */
  private boolean countsChanged;

  private double[] scores = new double[4];
  private int[] words = new int[4];
  private int count;

  private int added;
  private int updated;
  private int refused;

  public Addition(SortedSets sets) {
    this.sets = sets;
  }

  /** Resets the options and forgets the members, for the next command. */
  public void clear() {
    update.nx = false;
    update.xx = false;
    update.gt = false;
    update.lt = false;
    update.increment = false;
    countsChanged = false;
    count = 0;
  }

  /** Restricts the command to new members (NX). */
  public void onlyNew() {
    update.nx = true;
  }

  /** Restricts the command to existing members (XX). */
  public void onlyThere() {
    update.xx = true;
  }

  /** Makes the reply count changed members as well as new ones (CH). */
  public void countChanged() {
    countsChanged = true;
  }

  /** Notes one more member, argument i, with its score or increment. */
  public void add(double score, int i) {
    if (count == words.length) {
      scores = Arrays.copyOf(scores, 2 * count);
      words = Arrays.copyOf(words, 2 * count);
    }
    scores[count] = score;
    words[count++] = i;
  }

  // tag::apply[]
  /** Adds the members, replies, and signals the change. */
  public void apply(Client client, Args args) {
    added = 0;
    updated = 0;
    refused = 0;
    var database = sets.keyspace.of(client);
    var set = sets.of(database.lookupWrite(client, args, 1));
    if (set != null) {
      set.beforeAdding(count);
      addAll(args, set);
    } else if (update.xx) {
      refused = count;
    } else {
      set = sets.values.sortedSet(count, args.length(words[0]));
      set.reserve(args, words[0] - 1, words[count - 1]); // each score is the argument before
      addAll(args, set);
      set.freeSpare();
      database.add(args, 1, set);
    }
    reply(client);
    if (added + updated > 0) {
      sets.events.signalModified(client, args, 1);
      String event = update.increment ? "zincr" : "zadd";
      sets.events.notify(EventClass.ZSET, event, client, args, 1);
      sets.events.dirty((long) added + updated);
    }
  }

  private void addAll(Args args, SortedSetValue set) {
    for (int i = 0; i < count; i++) {
      int word = words[i];
      update.score = scores[i];
      switch (set.add(update, args.array(word), args.offset(word), args.length(word))) {
        case ADDED -> added++;
        case UPDATED -> updated++;
        case REFUSED -> refused++;
        case SAME -> {}
        case NAN -> throw NOT_A_NUMBER; // an increment, and so the only one
      }
    }
  }

  // end::apply[]

  private void reply(Client client) {
    if (!update.increment) {
      client.reply().integer(countsChanged ? added + updated : added);
    } else if (refused > 0) {
      client.reply().nullBulk();
    } else {
      SortedSets.replyScore(client.reply(), update.result);
    }
  }
}
