package eightweeks.week2.object;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.dict.Dict;
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
 * answers what score a member has, the skip list who is where in the order. Invariant: both hold
 * the same nodes.
 */
final class SkipListSortedSet implements LongConsumer {
  /** This object; see HeapSizeTest. */
  private static final int FIXED = 32;

  final Dict<SkipListNode> dict;
  final SkipList list;
  private final Allocator allocator;
  private long accounted;

  /** An empty one with room for so many members. */
  SkipListSortedSet(Values values, long room) {
    allocator = values.allocator();
    dict = new Dict<>(values.sipHash(), values.resizing(), this);
    list = new SkipList(values.random());
    accept(FIXED + Dict.OBJECT + list.memory());
    dict.expand((int) Math.min(room, Integer.MAX_VALUE / 2));
  }

  /** Bytes on the books: all that it takes. */
  long accounted() {
    return accounted;
  }

  private void account(long members, long memberBytes, long listBefore) {
    accept(members * SkipListNode.OBJECT + memberBytes + list.memory() - listBefore);
  }

  /** Books what this ranking or its dict takes, or gives back. */
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

  /** Adds a member that is not there; the array is owned from now on. */
  void insert(double score, byte[] member) {
    long before = list.memory();
    dict.add(list.insert(score, member));
    account(1, HeapSize.ofBytes(member.length), before);
  }

  void updateScore(SkipListNode node, double score) {
    long before = list.memory();
    dict.beforeChange(node);
    list.updateScore(node, score);
    account(0, 0, before);
  }

  /** Takes a member out; returns whether it was there. */
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
   * Takes a range of members out.
   *
   * @param delete takes them out of the skip list, and tells each
   * @return how many there were
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

  /** Puts copies of all members into an empty one. */
  SkipListSortedSet duplicate(SkipListSortedSet empty) {
    // From the greatest down: each comes in front of all others, where no search is needed.
    for (var node = list.last(); node != null; node = node.previous()) {
      empty.insert(node.score(), node.key().clone());
    }
    return empty;
  }
}
