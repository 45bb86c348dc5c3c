package eightweeks.week2.sortedset;

import eightweeks.week2.dict.Capture;
import eightweeks.week2.object.Element;
import eightweeks.week2.skiplist.LexRange;
import eightweeks.week2.skiplist.SkipListNode;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Passes on all members of a large sorted set, the greatest first, as they were when the capture
 * began, while the set changes: for a snapshot.
 *
 * <p>A {@link Capture} of the dict would pass the members on in the order of their hashes. A file
 * has them in the order of the set, so that it can be loaded without searching. So this walk goes
 * down the skip list, and the capture of the dict only reports which members a command is about to
 * change. These are copied, and passed on when the walk comes to where they were.
 *
 * <p>Invariants: a member of a group that the dict's capture has handed over is among the copies,
 * was passed on before, or is new; a member of another group is in the skip list where it was at
 * the beginning; the position of the walk only goes down.
 */
public final class SortedSetCapture {
  private final SkipListSortedSet set;
  private final SortedSetValue.Visitor sink;
  private final Capture<SkipListNode> changes;
  private final int size;
  private final Element shown = new Element();

  /** Copies of members below the position of the walk that have changed; the greatest first. */
  private final PriorityQueue<Member> copies = new PriorityQueue<>(Member::compareGreatestFirst);

  private long copied;

  /** The last member that the last step has looked at; null at first. */
  private @Nullable Member position;

  private int passedOn;
  private boolean done;

  private record Member(double score, byte[] bytes) {
    /** Bytes of a copy besides those of the member. */
    private static final long OVERHEAD = 64;

    static Member of(SkipListNode node) {
      return new Member(node.score(), node.key());
    }

    boolean isAbove(double otherScore, byte[] other) {
      return score > otherScore || (score == otherScore && LexRange.compare(bytes, other) > 0);
    }

    static int compareGreatestFirst(Member a, Member b) {
      return a.isAbove(b.score, b.bytes) ? -1 : b.isAbove(a.score, a.bytes) ? 1 : 0;
    }

    long memory() {
      return OVERHEAD + bytes.length;
    }
  }

  SortedSetCapture(SkipListSortedSet set, SortedSetValue.Visitor sink) {
    this.set = set;
    this.sink = sink;
    size = set.size();
    changes = set.dict.capture(this::beforeChange);
  }

  /** Returns the number of members at the beginning, which is the number that is passed on. */
  public int size() {
    return size;
  }

  /** Returns about how many bytes the copies of changed members take. */
  public long copied() {
    return copied;
  }

  private void beforeChange(SkipListNode node) {
    var member = Member.of(node);
    if (position == null || position.isAbove(member.score, member.bytes)) {
      copies.add(member);
      copied += member.memory();
    }
  }

  /**
   * Passes on some more members.
   *
   * @param members the number of members to look at
   * @return whether there are more
   * @throws IllegalStateException if a member changed and there was no memory for its copy
   */
  public boolean step(int members) {
    changes.requireWhole();
    if (done) {
      return false;
    }
    var node =
        position == null ? set.list.last() : set.list.lastBefore(position.score, position.bytes);
    for (int i = 0; i < members && node != null; i++) {
      if (!changes.isHandedOver(node.key())) {
        passOnCopiesAbove(node);
        passOn(node.key(), node.score());
      }
      if (i == members - 1) {
        position = Member.of(node);
      }
      node = node.previous();
    }
    if (node == null) {
      passOnCopiesAbove(null);
      end();
      if (passedOn != size) {
        throw new IllegalStateException(passedOn + " members of " + size + " were captured");
      }
    }
    return !done;
  }

  private void passOnCopiesAbove(@Nullable SkipListNode node) {
    for (var next = copies.peek();
        next != null && (node == null || next.isAbove(node.score(), node.key()));
        next = copies.peek()) {
      copies.poll();
      copied -= next.memory();
      passOn(next.bytes, next.score);
    }
  }

  private void passOn(byte[] member, double score) {
    shown.set(member);
    sink.accept(shown, score);
    passedOn++;
  }

  /** Ends the capture, whether all members were passed on or not. */
  public void end() {
    done = true;
    changes.cancel();
    copies.clear();
    copied = 0;
  }
}
