package eightweeks.week2.sortedset;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.batch.ElementBatch;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.object.Allocator;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.Structure;
import eightweeks.week2.object.ValueContext;
import eightweeks.week2.skiplist.SkipList;
import eightweeks.week2.skiplist.SkipListNode;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The members of a large sorted set: a dict and a skip list over the same nodes.
 *
 * <p>Answers to {@code server.h: zset} and {@code t_zset.c: zsetRemoveFromSkiplist()}. The dict
 * finds the score of a member, the skip list the members of a range and the rank of a member.
 * Invariant: both hold the same nodes.
 */
final class SkipListSortedSet implements LongConsumer, Structure {
  /** Bytes of this object; see HeapSizeTest. */
  private static final int FIXED = 32;

  final Dict<SkipListNode> dict;
  final SkipList list;
  private final Allocator allocator;
  private long accounted;

  /** An empty set whose dict need not grow for {@code capacity} members. */
  SkipListSortedSet(ValueContext values, long capacity) {
    allocator = values.allocator();
    dict = new Dict<>(values.sipHash(), values.resizing(), this);
    list = new SkipList(values.random());
    accept(FIXED + Dict.OBJECT + list.memory());
    dict.expand((int) Math.min(capacity, Integer.MAX_VALUE / 2));
  }

  @Override
  public Dict<SkipListNode> elements() {
    return dict;
  }

  @Override
  public long accounted() {
    return accounted;
  }

  private void account(long members, long memberBytes, long listBefore) {
    accept(members * SkipListNode.OBJECT + memberBytes + list.memory() - listBefore);
  }

  /** Accounts memory that this set or its dict takes, or frees if negative. */
  @Override
  public void accept(long bytes) {
    accounted += bytes;
    allocator.account(bytes);
  }

  int size() {
    return dict.size();
  }

  @Nullable SkipListNode find(byte[] bytes, int offset, int length) {
    return dict.find(bytes, offset, length);
  }

  /** Adds a member that is not there. The set owns the array from now on. */
  void insert(double score, byte[] member) {
    long before = list.memory();
    dict.add(list.insert(score, member));
    account(1, HeapSize.ofBytes(member.length), before);
  }

  /**
   * Adds members, whose arrays the set owns from now on, up to the first that is there already.
   *
   * @return that member; null if all are new
   */
  byte @Nullable [] addAll(ElementBatch batch) {
    batch.prefetch(dict);
    long before = list.memory();
    int sizeBefore = size();
    long bytes = 0;
    byte @Nullable [] duplicate = null;
    for (int i = 0; i < batch.count() && duplicate == null; i++) {
      var member = batch.element(i);
      if (dict.find(batch.hash(i), member, 0, member.length) == null) {
        dict.add(batch.hash(i), list.insert(batch.score(i), member));
        bytes += HeapSize.ofBytes(member.length);
      } else {
        duplicate = member;
      }
    }
    account(size() - sizeBefore, bytes, before);
    return duplicate;
  }

  void updateScore(SkipListNode node, double score) {
    long before = list.memory();
    dict.beforeChange(node);
    list.updateScore(node, score);
    account(0, 0, before);
  }

  /** Removes a member; returns whether it was there. */
  boolean remove(byte[] bytes, int offset, int length) {
    var node = dict.remove(bytes, offset, length);
    if (node == null) {
      return false;
    }
    long before = list.memory();
    list.delete(node.score(), node.key());
    account(-1, -HeapSize.ofBytes(node.key().length), before);
    dict.resizeIfSparse();
    return true;
  }

  /**
   * Removes a range of members.
   *
   * @param delete removes them from the skip list, and passes each one to its argument
   * @return the number of removed members
   */
  int deleteRange(ToIntFunction<Consumer<SkipListNode>> delete) {
    long before = list.memory();
    var bytes = new long[1];
    int deleted =
        delete.applyAsInt(
            node -> {
              var member = node.key();
              dict.remove(member, 0, member.length);
              bytes[0] += HeapSize.ofBytes(member.length);
            });
    account(-deleted, -bytes[0], before);
    dict.resizeIfSparse();
    return deleted;
  }

  SkipListNode random(RandomStream random) {
    var node = dict.fairRandom(random);
    if (node == null) {
      throw new IllegalStateException("nothing to draw from");
    }
    return node;
  }

  /** Copies all members to an empty set, and returns that set. */
  SkipListSortedSet duplicate(SkipListSortedSet empty) {
    // From the greatest to the smallest: each goes to the front of the list, which needs no search.
    for (var node = list.last(); node != null; node = node.previous()) {
      empty.insert(node.score(), node.key().clone());
    }
    return empty;
  }
}
