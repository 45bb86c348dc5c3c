package eightweeks.week2.sortedset;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.object.Element;
import eightweeks.week2.skiplist.LexRange;
import eightweeks.week2.skiplist.ScoreRange;

/**
 * The members of a small sorted set: a listpack in which members and scores alternate, in order.
 *
 * <p>Answers to {@code t_zset.c}: {@code zzlFind()}, {@code zzlInsert()}, {@code zzlDelete()},
 * {@code zzlFirstInRange()}, {@code zzlLastInRange()}, {@code zzlNext()}. A position is that of a
 * member; its score is the next entry.
 */
final class ListpackSortedSet {
  private final Listpack list;
  private final Element element = new Element();

  ListpackSortedSet(Listpack list) {
    this.list = list;
  }

  Listpack list() {
    return list;
  }

  int size() {
    return list.count() / 2;
  }

  int find(byte[] member, int offset, int length) {
    return list.find(list.first(), member, offset, length, 1);
  }

  double score(int position) {
    element.read(list, list.next(position));
    return Scores.of(element);
  }

  int next(int position) {
    return list.next(list.next(position));
  }

  int previous(int position) {
    int score = list.previous(position);
    return score == Listpack.NONE ? Listpack.NONE : list.previous(score);
  }

  int atRank(long rank) {
    return rank < 0 || rank >= size() ? Listpack.NONE : list.seek(2 * (int) rank);
  }

  int rankOf(int position) {
    int rank = 0;
    for (int p = list.first(); p != position; p = next(p)) {
      rank++;
    }
    return rank;
  }

  // tag::insert[]
  /** Inserts a member, which is not in the set, at its place in the order. */
  void insert(double score, byte[] member, int offset, int length) {
    int p = list.first();
    while (p != Listpack.NONE && isBefore(p, score, member, offset, length)) {
      p = next(p);
    }
    if (p == Listpack.NONE) {
      list.append(member, offset, length);
      p = list.last();
    } else {
      p = list.insertBefore(p, member, offset, length);
    }
    Scores.insertAfter(list, p, score);
  }

  private boolean isBefore(int p, double score, byte[] member, int offset, int length) {
    double own = score(p);
    if (own != score) {
      return own < score;
    }
    element.read(list, p);
    return element.compareTo(member, offset, length) < 0;
  }

  // end::insert[]

  void delete(int position, int members) {
    list.deleteRangeAt(position, 2 * members);
  }

  // ---- Ranges.

  /**
   * Returns the position of the first member that satisfies the lower bound or, if {@code reverse},
   * of the last one that satisfies the upper bound; NONE if none does. The walk checks the other.
   */
  int begin(ScoreRange range, boolean reverse) {
    int p = reverse ? atRank(size() - 1L) : list.first();
    while (p != Listpack.NONE
        && !(reverse ? range.isBelowMax(score(p)) : range.isAboveMin(score(p)))) {
      p = reverse ? previous(p) : next(p);
    }
    return p;
  }

  /** Returns the same for a range of members; NONE too if all are outside it (zzlIsInLexRange). */
  int begin(LexRange range, boolean reverse) {
    int last = atRank(size() - 1L);
    if (last == Listpack.NONE
        || !range.isAboveMin(list.get(last))
        || !range.isBelowMax(list.get(list.first()))) {
      return Listpack.NONE;
    }
    int p = reverse ? last : list.first();
    while (p != Listpack.NONE
        && !(reverse ? range.isBelowMax(list.get(p)) : range.isAboveMin(list.get(p)))) {
      p = reverse ? previous(p) : next(p);
    }
    return p;
  }
}
