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
final class Ranking implements LongConsumer {
  /** This object, the skip list, its head with an empty key; see HeapSizeTest. */
  private static final int FIXED = 32 + 40 + 32 + 16;

  private static final int NODE = 32;
  private static final int STOREY = 24;

  final Dict<SkipListNode> dict;
  final SkipList list;
  private final Blob blob;
  private long booked;

  /** An empty one with room for so many members. */
  Ranking(Values values, long room) {
    blob = values.blob();
    dict = new Dict<>(values.sipHash(), values.resizing(), this);
    accept(FIXED + Dict.OBJECT);
    dict.expand((int) Math.min(room, Integer.MAX_VALUE / 2));
    list = new SkipList(values.random());
  }

  /** Bytes on the books: all that it takes. */
  long booked() {
    return booked;
  }

  private void book(long members, long memberBytes, int storeysBefore) {
    accept(members * NODE + memberBytes + (list.storeys() - storeysBefore) * (long) STOREY);
  }

  /** Books what this ranking or its dict takes, or gives back. */
  @Override
  public void accept(long bytes) {
    booked += bytes;
    blob.book(bytes);
  }

  int size() {
    return dict.size();
  }

  @Nullable SkipListNode find(byte[] bytes, int offset, int length) {
    return dict.find(bytes, offset, length);
  }

  /** Adds a member that is not there; the array is owned from now on. */
  void insert(double score, byte[] member) {
    int storeys = list.storeys();
    dict.add(list.insert(score, member));
    book(1, HeapSize.ofBytes(member.length), storeys);
  }

  void updateScore(SkipListNode node, double score) {
    int storeys = list.storeys();
    dict.beforeChange(node);
    list.updateScore(node, score);
    book(0, 0, storeys);
  }

  /** Takes a member out; returns whether it was there. */
  boolean remove(byte[] bytes, int offset, int length) {
    var node = dict.remove(bytes, offset, length);
    if (node == null) {
      return false;
    }
    int storeys = list.storeys();
    list.delete(node.score(), node.key());
    book(-1, -HeapSize.ofBytes(node.key().length), storeys);
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
    int storeys = list.storeys();
    var bytes = new long[1];
    int deleted =
        delete.applyAsInt(
            node -> {
              var member = node.key();
              dict.remove(member, 0, member.length);
              bytes[0] += HeapSize.ofBytes(member.length);
            });
    book(-deleted, -bytes[0], storeys);
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
  Ranking duplicate(Ranking empty) {
    // From the greatest down: each comes in front of all others, where no search is needed.
    for (var node = list.last(); node != null; node = node.previous()) {
      empty.insert(node.score(), node.key().clone());
    }
    return empty;
  }
}
