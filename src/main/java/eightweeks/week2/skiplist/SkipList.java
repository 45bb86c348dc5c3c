package eightweeks.week2.skiplist;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.skiplist.SkipListNode.Level;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sorted linked list with express lanes: finding, inserting and deleting take about log n steps.
 *
 * <p>Answers to {@code t_zset.c}: {@code zslInsert()}, {@code zslDelete()}, {@code
 * zslUpdateScore()}, {@code zslGetRank()}, {@code zslGetElementByRank()}, {@code
 * zslFirstInRange()}, {@code zslLastInRange()}, {@code zslFirstInLexRange()}, {@code
 * zslDeleteRangeByScore()} and so on. Source: W. Pugh, "Skip Lists: A Probabilistic Alternative to
 * Balanced Trees", 1990.
 *
 * <p>How does it work? All elements are in the lowest list. One of four is in the list above as
 * well, one of four of those in the next, at most {@value #MAX_LEVELS} high. A search begins at the
 * top, goes ahead while the next element is still too small, and goes down a storey where it is
 * not. On each storey it takes a few steps; there are about log4(n) of them.
 *
 * <p>Why not a balanced tree? It would be as quick, but has to be balanced: rotations at insert and
 * delete. Here chance does that, and a range is read by following the lowest list.
 *
 * <p>Why spans? "Who is at rank 1000" and "what is your rank" are questions about counting. Each
 * link knows how many elements it goes ahead; a search adds up what it has passed over, so both
 * answers cost one search.
 *
 * <p>Where Redis has an array of levels in each node, here a tower is a chain of {@link Level}s
 * from top to bottom, and links lead from storey to storey of equal height: a search never needs to
 * ask a node how high it is, and the lowest storey, whose span is always one, needs no object.
 *
 * <p>Invariants: elements ascend by score, then by bytes of the key, and no two are equal in both;
 * every storey's list is a part of the one below; the spans of each storey add up to the size.
 */
public final class SkipList {
  /** The most storeys, enough for 2^64 elements (ZSKIPLIST_MAXLEVEL). */
  public static final int MAX_LEVELS = 32;

  /** This object and the head with its empty key. */
  private static final int OBJECTS = 40 + SkipListNode.OBJECT + 16;

  private final RandomStream random;

  /** Stands before the first element; is none itself. */
  private final SkipListNode head = new SkipListNode(new byte[0], Double.NEGATIVE_INFINITY);

  /** The highest storey of the head's tower; null while there is only the lowest list. */
  private @Nullable Level top;

  /** Storeys above the lowest list. */
  private int height;

  private @Nullable SkipListNode tail;
  private int size;

  /** The storeys of all towers, the head's among them. */
  private final LevelPool storeys = new LevelPool(head);

  /** The way of the last search. */
  private final Path lastPath = new Path(head);

  /**
   * @param random where the heights of towers come from
   */
  public SkipList(RandomStream random) {
    this.random = random;
  }

  /** How many elements there are. */
  public int size() {
    return size;
  }

  /** The smallest element, or null. */
  public @Nullable SkipListNode first() {
    return head.forward;
  }

  /** The largest element, or null. */
  public @Nullable SkipListNode last() {
    return tail;
  }

  /** Bytes that the list takes, its nodes and their keys apart. */
  public long memory() {
    return OBJECTS + storeys.memory() + lastPath.memory();
  }

  /** Storeys in use, the lowest list being the first. */
  public int levels() {
    return height + 1;
  }

  // ---- Searching.

  // tag::search[]
  /** Goes along one storey while a test says that the next element is too small. */
  private static Level alongLevel(Level from, Path path, Predicate<SkipListNode> isTooSmall) {
    var level = from;
    while (level.forward != null && isTooSmall.test(level.forward.node)) {
      path.rank += level.span;
      level = level.forward;
    }
    return level;
  }

  /** Goes from the top to the last element that a test finds too small, or to the head. */
  private Path search(Predicate<SkipListNode> isTooSmall, Path path) {
    var level = top;
    for (int i = height - 1; level != null; i--) {
      level = alongLevel(level, path, isTooSmall);
      path.leave(i, level);
      level = level.below;
    }
    var node = path.node;
    while (node.forward != null && isTooSmall.test(node.forward)) {
      path.rank++;
      node = node.forward;
    }
    path.node = node;
    return path;
  }

  /** The same for who only asks. */
  private Path search(Predicate<SkipListNode> isTooSmall) {
    return search(isTooSmall, lastPath.forAsking());
  }

  /**
   * Goes to the last element before a score and key: the search that everything but ranges needs.
   * It is the one above with the test written into it, because a test that is a parameter costs a
   * call at every step, and because here the lanes know the scores.
   */
  private Path search(double score, byte[] key, Path path) {
    var level = top;
    for (int i = height - 1; level != null; i--) {
      var next = level.forward;
      while (next != null && next.isBefore(score, key)) {
        path.rank += level.span;
        level = next;
        next = level.forward;
      }
      path.leave(i, level);
      level = level.below;
    }
    var node = path.node;
    while (node.forward != null && node.forward.isBefore(score, key)) {
      path.rank++;
      node = node.forward;
    }
    path.node = node;
    return path;
  }

  private Path pathTo(double score, byte[] key) {
    return search(score, key, lastPath.forChanging(height));
  }

  // end::search[]

  // ---- Changing.

  /** Adds a member that is not there yet, and returns its node (zslInsert). */
  public SkipListNode insert(double score, byte[] member) {
    var node = new SkipListNode(member, score);
    insert(node);
    return node;
  }

  /** Adds a node that is in no list; an element equal to it must not be there. */
  public void insert(SkipListNode node) {
    if (Double.isNaN(node.score())) {
      throw new IllegalArgumentException("not a number has no place in an order");
    }
    insertAt(pathTo(node.score(), node.key()), node);
  }

  // tag::insert[]
  private void insertAt(Path path, SkipListNode node) {
    var before = path.node;
    node.forward = before.forward;
    node.backward = before == head ? null : before;
    before.forward = node;
    if (node.forward == null) {
      tail = node;
    } else {
      node.forward.backward = node;
    }
    int floors = randomHeight();
    @Nullable Level below = null;
    for (int i = 0; i < height; i++) {
      var left = path.levels[i];
      if (i >= floors) {
        left.span++; // this link now passes over one element more
        continue;
      }
      // The link from left is cut in two: so far before the new element, the rest behind it.
      var level = storeys.take(node, below);
      int until = path.rank - path.passed[i];
      level.forward = left.forward;
      level.span = left.span - until;
      left.forward = level;
      left.span = until + 1;
      below = level;
    }
    size++;
    for (; height < floors; height++) {
      below = raiseTop(node, below, path.rank);
    }
  }

  /** Puts a storey on the head's tower, and one on a node's that is the only one as high. */
  private Level raiseTop(SkipListNode node, @Nullable Level below, int rank) {
    var level = storeys.take(node, below);
    level.span = size - rank - 1;
    var newTop = storeys.take(head, top);
    newTop.forward = level;
    newTop.span = rank + 1;
    top = newTop;
    return level;
  }

  /** Storeys above the lowest: each with a probability of a quarter, if the one below is there. */
  private int randomHeight() {
    int floors = 0;
    while (floors < MAX_LEVELS - 1 && random.nextInt(4) == 0) {
      floors++;
    }
    return floors;
  }

  // end::insert[]

  /**
   * Takes the element with that score and member out (zslDelete).
   *
   * @return its node, or null if there is none
   */
  public @Nullable SkipListNode delete(double score, byte[] member) {
    var path = pathTo(score, member);
    var node = path.node.forward;
    if (node == null || node.score() != score || LexRange.compare(node.key(), member) != 0) {
      return null;
    }
    deleteAt(path, node);
    return node;
  }

  /** Takes out the element behind a path (zslDeleteNode). */
  private void deleteAt(Path path, SkipListNode node) {
    for (int i = 0; i < height; i++) {
      var left = path.levels[i];
      var level = left.forward;
      if (level != null && level.node == node) {
        left.span += level.span - 1;
        left.forward = level.forward;
        storeys.giveBack(level);
      } else {
        left.span--;
      }
    }
    path.node.forward = node.forward;
    if (node.forward == null) {
      tail = node.backward;
    } else {
      node.forward.backward = node.backward;
    }
    node.forward = null;
    node.backward = null;
    size--;
    while (top != null && top.forward == null) {
      var empty = top;
      top = empty.below;
      height--;
      storeys.giveBack(empty);
    }
  }

  /**
   * Gives an element of this list another score; the node stays the same (zslUpdateScore).
   *
   * <p>If it keeps its place, nothing is moved: counters that grow a little are common.
   *
   * @throws IllegalArgumentException if the node is not in this list
   */
  public void updateScore(SkipListNode node, double newScore) {
    var path = pathTo(node.score(), node.key());
    if (path.node.forward != node) {
      throw new IllegalArgumentException("the node is not in this list");
    }
    if (keepsItsPlace(node, newScore)) {
      for (int i = 0; i < height; i++) {
        var left = path.levels[i];
        if (left.forward != null && left.forward.node == node) {
          left.forward.score = newScore;
        }
      }
      node.score(newScore);
      return;
    }
    deleteAt(path, node);
    node.score(newScore);
    insert(node);
  }

  private static boolean keepsItsPlace(SkipListNode node, double newScore) {
    var before = node.backward;
    var behind = node.forward;
    return (before == null || before.isBefore(newScore, node.key()))
        && (behind == null || !behind.isBefore(newScore, node.key()));
  }

  // ---- Ranks, counted from 0.

  /** The rank of an element, or -1 if it is not there (zslGetRank). */
  public int rank(double score, byte[] member) {
    var path = search(score, member, lastPath.forAsking());
    var node = path.node.forward;
    boolean found =
        node != null && node.score() == score && LexRange.compare(node.key(), member) == 0;
    return found ? path.rank : -1;
  }

  /** The element at a rank, or null (zslGetElementByRank). */
  public @Nullable SkipListNode byRank(int rank) {
    return rank < 0 || rank >= size ? null : pathToRank(rank, lastPath.forAsking()).node.forward;
  }

  /** Goes to the element in front of the one at a rank: the search counts instead of comparing. */
  private Path pathToRank(int rank, Path path) {
    var level = top;
    for (int i = height - 1; level != null; i--) {
      while (level.forward != null && path.rank + level.span <= rank) {
        path.rank += level.span;
        level = level.forward;
      }
      path.leave(i, level);
      level = level.below;
    }
    for (; path.rank < rank && path.node.forward != null; path.rank++) {
      path.node = path.node.forward;
    }
    return path;
  }

  // ---- Ranges.

  /** The smallest element in a range, or null (zslFirstInRange, zslFirstInLexRange). */
  public @Nullable SkipListNode firstInRange(Range range) {
    if (isOutside(range)) {
      return null;
    }
    var node = search(each -> !range.isAboveMin(each)).node.forward;
    return node != null && range.isBelowMax(node) ? node : null;
  }

  /** The largest element in a range, or null (zslLastInRange, zslLastInLexRange). */
  public @Nullable SkipListNode lastInRange(Range range) {
    if (isOutside(range)) {
      return null;
    }
    var node = search(range::isBelowMax).node;
    return node != head && range.isAboveMin(node) ? node : null;
  }

  /** Whether the whole list lies outside a range (zslIsInRange, zslIsInLexRange). */
  private boolean isOutside(Range range) {
    var first = head.forward;
    return range.isEmpty()
        || first == null
        || tail == null
        || !range.isAboveMin(tail)
        || !range.isBelowMax(first);
  }

  /** How many elements are in a range: two searches, however many there are. */
  public int count(Range range) {
    if (isOutside(range)) {
      return 0;
    }
    int notTooLarge = search(range::isBelowMax).rank;
    int tooSmall = search(each -> !range.isAboveMin(each)).rank;
    return Math.max(0, notTooLarge - tooSmall); // below zero only by bytes among unequal scores
  }

  /**
   * Takes the elements of a range out, the smallest first (zslDeleteRangeByScore,
   * zslDeleteRangeByLex).
   *
   * @param removed is told each of them, to take it out of the dict too
   * @return how many there were
   */
  public int deleteRange(Range range, Consumer<SkipListNode> removed) {
    var path = search(each -> !range.isAboveMin(each), lastPath.forChanging(height));
    int deleted = 0;
    for (var node = path.node.forward; node != null && range.isBelowMax(node); deleted++) {
      deleteNext(path, removed);
      node = path.node.forward;
    }
    return deleted;
  }

  /** Takes the elements from one rank to another out, both included (zslDeleteRangeByRank). */
  public int deleteRange(int fromRank, int toRank, Consumer<SkipListNode> removed) {
    int from = Math.max(fromRank, 0);
    int until = Math.min(toRank, size - 1);
    int deleted = 0;
    if (from <= until) {
      var path = pathToRank(from, lastPath.forChanging(height));
      for (; deleted <= until - from; deleted++) {
        deleteNext(path, removed);
      }
    }
    return deleted;
  }

  /** The path stays good: it holds what is in front of the element only. */
  private void deleteNext(Path path, Consumer<SkipListNode> removed) {
    var node = path.node.forward;
    if (node != null) {
      deleteAt(path, node);
      removed.accept(node);
    }
  }

  /** The highest storey of the head's tower: where a search, and a picture of one, begins. */
  @Nullable Level top() {
    return top;
  }

  /** Stands before the first element. */
  SkipListNode head() {
    return head;
  }
}
