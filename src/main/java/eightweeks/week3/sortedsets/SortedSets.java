package eightweeks.week3.sortedsets;

import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.doubles.DoubleReader;
import eightweeks.week2.doubles.Doubles;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week3.blocking.Blocking;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.keyspace.CommandContext;
import org.jspecify.annotations.Nullable;

/**
 * Helpers that the commands on sorted sets share: they look sets up, store them, and read and write
 * scores.
 */
public final class SortedSets extends CommandContext {
  /** A whole double with an absolute value below this is written like an integer. */
  private static final double WHOLE = 0x1p53;

  final Blocking blocking;

  public SortedSets(ServerBuilder server) {
    super(server);
    blocking = server.need(Blocking.SERVICE);
  }

  /**
   * Returns the sorted set that an entry has; null if there is no entry.
   *
   * @throws CommandError WRONGTYPE
   */
  @Nullable SortedSetValue of(@Nullable Entry entry) {
    return values.sortedSet(entry);
  }

  /**
   * Returns the sorted set of the key in argument i, for reading; null if there is none.
   *
   * @throws CommandError WRONGTYPE
   */
  public @Nullable SortedSetValue read(Client client, Args args, int i) {
    return of(keyspace.of(client).lookupRead(client, args, i));
  }

  // ---- Results that are stored.

  /** Returns an empty sorted set for a result. */
  public ResultSet result() {
    return new ResultSet(values);
  }

  /**
   * Makes a sorted set the value of the key in argument i, whatever it was before (setKey).
   *
   * @param dirt number of changes that this counts as
   */
  public void store(Client client, Args args, int i, SortedSetValue set, String event, long dirt) {
    var database = keyspace.of(client);
    var entry = database.lookupWrite(client, args, i);
    database.setKey(entry, args, i, set, ExpiringEntry.NEVER);
    events.signalModified(client, args, i);
    events.notify(EventClass.ZSET, event, client, args, i);
    events.dirty(dirt);
  }

  /** Deletes a key if its sorted set has no member left; returns whether it was deleted. */
  boolean removeIfEmpty(Client client, Entry entry, SortedSetValue set) {
    boolean isEmpty = set.size() == 0;
    if (isEmpty) {
      keyspace.of(client).remove(entry);
    }
    return isEmpty;
  }

  // ---- Scores.

  /**
   * Returns argument i as a number, perhaps an infinite one.
   *
   * @throws CommandError the given error, if it is not a number
   */
  public static double number(Args args, int i, CommandError error) {
    double number = DoubleReader.parse(args.array(i), args.offset(i), args.length(i));
    if (Double.isNaN(number)) {
      throw error;
    }
    return number;
  }

  /** Replies with a score. Most scores are whole, and RESP2 writes these like integers. */
  static void replyScore(Reply reply, double score) {
    if (reply.protocol() == 2 && Math.abs(score) < WHOLE && isWhole(score)) {
      reply.bulk((long) score);
    } else {
      reply.number(Doubles.format(score));
    }
  }

  private static boolean isWhole(double score) {
    return Double.doubleToRawLongBits((double) (long) score) == Double.doubleToRawLongBits(score);
  }

  /**
   * Replies with a member, perhaps with its score: two elements of a flat array in RESP2, an array
   * of two in RESP3.
   */
  public static void replyMember(Reply reply, Element member, double score, boolean withScore) {
    if (withScore && reply.protocol() > 2) {
      reply.array(2);
    }
    member.reply(reply);
    if (withScore) {
      replyScore(reply, score);
    }
  }

  /**
   * Returns the number of elements in the reply for a number of members: see {@link #replyMember}.
   */
  public static long elements(Reply reply, long members, boolean withScores) {
    return withScores && reply.protocol() == 2 ? 2 * members : members;
  }
}
