package eightweeks.week2.skiplist;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.skiplist.SkipListNode.Level;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A sorted linked list with further lists above it that skip elements: finding, inserting and
 * deleting take about log n steps.
 *
 * <p>Answers to {@code t_zset.c}: {@code zslInsert()}, {@code zslDelete()}, {@code
 * zslUpdateScore()}, {@code zslGetRank()}, {@code zslGetElementByRank()}, {@code
 * zslFirstInRange()}, {@code zslLastInRange()}, {@code zslFirstInLexRange()}, {@code
 * zslDeleteRangeByScore()} and so on. Source: W. Pugh, "Skip Lists: A Probabilistic Alternative to
 * Balanced Trees", 1990.
 *
 * <p>How does it work? All elements are in the lowest list. One of four is also in the list above,
 * one of four of those in the next one, and so on, on at most {@value #MAX_LEVELS} levels. A search
 * begins on the highest level. It goes forward while the next element is still too small, and
 * otherwise down one level. There are about log4(n) levels, and it takes a few steps on each.
 *
 * <p>Why not a balanced tree? It would be as quick, but needs rotations at insert and delete to
 * stay balanced. Here random heights do that, and a range is read along the lowest list.
 *
 * <p>Why spans? Ranks need counting: "which element has rank 1000", "which rank has this element".
 * Each link has a span, the number of elements that it goes forward. A search adds up the spans of
 * its links, so each of these questions costs one search.
 *
 * <p>Redis has an array of levels in each node. Here the levels of a node form its tower, a chain
 * of {@link Level}s from the highest to the lowest. A level refers to the same level of the next
 * tower that reaches it, so a search need not know the height of a node. The lowest level, whose
 * spans are always one, is in the nodes themselves and needs no object.
 *
 * <p>Invariants: elements ascend by score, then by bytes of the key, and no two are equal in both;
 * the list of every level is a part of the one below; the spans of each level add up to the size.
 */
public final class SkipList {
  /** Maximum number of levels, enough for 2^64 elements (ZSKIPLIST_MAXLEVEL). */
  public static final int MAX_LEVELS = 32;

  /** Bytes of this object and of the head with its empty key. */
  private static final int OBJECTS = 40 + SkipListNode.OBJECT + 16;

  private final RandomStream random;

  /** The node before the first element, which is not an element itself. */
  private final SkipListNode head = new SkipListNode(new byte[0], Double.NEGATIVE_INFINITY);

  /** The highest level of the head's tower; null while there is only the lowest list. */
  private @Nullable Level top;

  /** Number of levels above the lowest list. */
  private int height;

  private @Nullable SkipListNode tail;
  private int size;

  /** Allocates the levels of all towers, also those of the head. */
  private final LevelPool levelPool = new LevelPool(head);

  /** The path of the last search. */
  private final Path lastPath = new Path(head);

  /**
   * @param random for the heights of towers
   */
  public SkipList(RandomStream random) {
    this.random = random;
  }

  /** Returns the number of elements. */
  public int size() {
    return size;
  }

  /** Returns the smallest element, or null. */
  public @Nullable SkipListNode first() {
    return head.forward;
  }

  /** Returns the largest element, or null. */
  public @Nullable SkipListNode last() {
    return tail;
  }

  /** Returns the bytes that the list takes, without its nodes and their keys. */
  public long memory() {
    return OBJECTS + levelPool.memory() + lastPath.memory();
  }

  /** Returns the number of levels in use, with the lowest list. */
  public int levels() {
    return height + 1;
  }

  // ---- Searching.

  /** Goes forward while a test calls the next element too small; returns the level reached. */
  private static Level alongLevel(Level from, Path path, Predicate<SkipListNode> isTooSmall) {
    var level = from;
    while (level.forward != null && isTooSmall.test(level.forward.node)) {
      path.rank += level.span;
      level = level.forward;
    }
    return level;
  }

  /** Goes from the top to the last element that a test calls too small, or to the head. */
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

  /** Searches for a read-only operation. */
  private Path search(Predicate<SkipListNode> isTooSmall) {
    return search(isTooSmall, lastPath.forReading());
  }

  /**
   * Goes to the last element before a score and key, or to the head. It is the search above with
   * the test written into it, because a test that is a parameter costs a call at every step, and
   * because the levels have the scores.
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

  /** Returns the largest element before a score and member, which may be absent; null if none. */
  public @Nullable SkipListNode lastBefore(double score, byte[] member) {
    var node = search(score, member, lastPath.forReading()).node;
    return node == head ? null : node;
  }

  // ---- Changing.

  /** Inserts a member that is not in the list, and returns its node (zslInsert). */
  public SkipListNode insert(double score, byte[] member) {
    var node = new SkipListNode(member, score);
    insert(node);
    return node;
  }

  /** Inserts a node that is in no list. The list has no equal element, and the score is not NaN. */
  public void insert(SkipListNode node) {
    if (Double.isNaN(node.score())) {
      throw new IllegalArgumentException("NaN has no place in an order");
    }
    insertAt(pathTo(node.score(), node.key()), node);
  }

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
    int newHeight = randomHeight();
    var highest = linkLevels(path, node, newHeight);
    size++;
    for (; height < newHeight; height++) {
      highest = raiseTop(node, highest, path.rank);
    }
  }

  /**
   * Links the tower of a new node into the levels that the list has already, and corrects the spans
   * of all links that pass the node or end at it.
   *
   * @param path to the node, which is in the lowest list already
   * @param newHeight number of levels of the node's tower, which may be more than the list has
   * @return the highest level of the tower so far; null if it has none yet
   */
  private @Nullable Level linkLevels(Path path, SkipListNode node, int newHeight) {
    // Day 12. The search has left a path: level i was left at path.levels[i], when
    // path.passed[i] elements had been passed. In all, path.rank elements come before the node.
    // For each level i below `height`, from 0 upward:
    //
    // 1. If the tower of the node does not have this level (newHeight is i or less), the link of
    //    path.levels[i] passes the new node: one element more.
    // 2. Otherwise take a level for the node: levelPool.take(node, below), where `below` is the
    //    one you took before it (null for the first). Put it into the list, behind
    //    path.levels[i]. The old link becomes two: what is the span of each? The node itself
    //    counts as an element of the link that ends at it.
    //
    // Return the level that you took last; null if there was none.
    return null;
  }

  /** Adds a level to the head's tower and to a node's, and returns the latter. */
  private Level raiseTop(SkipListNode node, @Nullable Level below, int rank) {
    var level = levelPool.take(node, below);
    level.span = size - rank - 1;
    var newTop = levelPool.take(head, top);
    newTop.forward = level;
    newTop.span = rank + 1;
    top = newTop;
    return level;
  }

  /** Returns a random number of levels above the lowest: each further one with probability 1/4. */
  private int randomHeight() {
    int newHeight = 0;
    while (newHeight < MAX_LEVELS - 1 && random.nextInt(4) == 0) {
      newHeight++;
    }
    return newHeight;
  }

  /**
   * Removes the element with a score and member (zslDelete).
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

  /** Removes the element behind the end of a path (zslDeleteNode). */
  private void deleteAt(Path path, SkipListNode node) {
    for (int i = 0; i < height; i++) {
      var left = path.levels[i];
      var level = left.forward;
      if (level != null && level.node == node) {
        left.span += level.span - 1;
        left.forward = level.forward;
        levelPool.giveBack(level);
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
      levelPool.giveBack(empty);
    }
  }

  /**
   * Gives an element of this list another score; its node stays the same (zslUpdateScore).
   *
   * <p>If the element keeps its rank, no link changes. That is common with small increments.
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

  /** Returns the rank of an element, or -1 if it is not there (zslGetRank). */
  public int rank(double score, byte[] member) {
    var path = search(score, member, lastPath.forReading());
    var node = path.node.forward;
    boolean found =
        node != null && node.score() == score && LexRange.compare(node.key(), member) == 0;
    return found ? path.rank : -1;
  }

  /** Returns the element at a rank, or null (zslGetElementByRank). */
  public @Nullable SkipListNode byRank(int rank) {
    return rank < 0 || rank >= size ? null : searchRank(rank, lastPath.forReading()).node.forward;
  }

  /** Goes to the element before the one at a rank: the search counts instead of comparing. */
  private Path searchRank(int rank, Path path) {
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

  /** Returns the smallest element in a range, or null (zslFirstInRange, zslFirstInLexRange). */
  public @Nullable SkipListNode firstInRange(Range range) {
    if (isOutside(range)) {
      return null;
    }
    var node = search(each -> !range.isAboveMin(each)).node.forward;
    return node != null && range.isBelowMax(node) ? node : null;
  }

  /** Returns the largest element in a range, or null (zslLastInRange, zslLastInLexRange). */
  public @Nullable SkipListNode lastInRange(Range range) {
    if (isOutside(range)) {
      return null;
    }
    var node = search(range::isBelowMax).node;
    return node != head && range.isAboveMin(node) ? node : null;
  }

  /** Returns whether the whole list is outside a range (zslIsInRange, zslIsInLexRange). */
  private boolean isOutside(Range range) {
    var first = head.forward;
    return range.isEmpty()
        || first == null
        || tail == null
        || !range.isAboveMin(tail)
        || !range.isBelowMax(first);
  }

  /**
   * Returns the number of elements in a range. It takes two searches, however large the range is.
   */
  public int count(Range range) {
    if (isOutside(range)) {
      return 0;
    }
    int notTooLarge = search(range::isBelowMax).rank;
    int tooSmall = search(each -> !range.isAboveMin(each)).rank;
    return Math.max(0, notTooLarge - tooSmall); // negative only for a LexRange among unequal scores
  }

  /**
   * Removes the elements of a range, the smallest first (zslDeleteRangeByScore,
   * zslDeleteRangeByLex).
   *
   * @param removed gets each removed element, to remove it from the dict too
   * @return the number of removed elements
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

  /** Removes the elements from one rank to another, both included (zslDeleteRangeByRank). */
  public int deleteRange(int fromRank, int toRank, Consumer<SkipListNode> removed) {
    int from = Math.max(fromRank, 0);
    int until = Math.min(toRank, size - 1);
    int deleted = 0;
    if (from <= until) {
      var path = searchRank(from, lastPath.forChanging(height));
      for (; deleted <= until - from; deleted++) {
        deleteNext(path, removed);
      }
    }
    return deleted;
  }

  /** Removes the next element. The path stays valid: it has only elements before that one. */
  private void deleteNext(Path path, Consumer<SkipListNode> removed) {
    var node = path.node.forward;
    if (node != null) {
      deleteAt(path, node);
      removed.accept(node);
    }
  }

  /** Returns the highest level of the head's tower, where each search begins: for figures. */
  @Nullable Level top() {
    return top;
  }

  /** Returns the node before the first element. */
  SkipListNode head() {
    return head;
  }
}
