package eightweeks.week3.sets;

import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.resp.Reply;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.values.SetValue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Intersection, union and difference of sets.
 *
 * <p>Answers to {@code t_set.c: sinterGenericCommand()}, {@code sunionDiffGenericCommand()}. A set
 * that is null is empty. The same set may be given more than once; none is changed.
 */
final class SetAlgebra {
  private static final Comparator<@Nullable SetValue> BY_SIZE =
      Comparator.comparingLong(set -> set == null ? 0 : set.size());

  private final Sets sets;

  SetAlgebra(Sets sets) {
    this.sets = sets;
  }

  /** Replies with all members of a set. */
  static void reply(Reply reply, SetValue set) {
    reply.set(set.size());
    try (var all = set.cursor()) {
      while (all.next()) {
        all.element().reply(reply);
      }
    }
  }

  // tag::intersection[]
  /**
   * Passes each member that all sets have to {@code goesOn}, until that returns false.
   *
   * <p>The smallest set is walked, and its members are looked up in the others, smaller ones first,
   * because a member is most likely missing there.
   *
   * @param given the sets, none of them null; this sorts them by size
   * @param goesOn called with each member; returns whether the walk goes on
   */
  static void intersect(SetValue[] given, Predicate<Element> goesOn) {
    Arrays.sort(given, BY_SIZE);
    try (var all = given[0].cursor()) {
      boolean on = true;
      while (on && all.next()) {
        if (isInOthers(given, all.element())) {
          on = goesOn.test(all.element());
        }
      }
    }
  }

  private static boolean isInOthers(SetValue[] given, Element member) {
    for (int i = 1; i < given.length; i++) {
      if (!given[i].isSameAs(given[0]) && !given[i].contains(member)) {
        return false;
      }
    }
    return true;
  }

  // end::intersection[]

  /** Returns the intersection as a set of its own, perhaps an empty one. */
  SetValue intersection(SetValue[] given) {
    Arrays.sort(given, BY_SIZE);
    boolean integers = given[0].encoding() == Encoding.INTSET;
    var result = integers ? sets.emptyIntSet() : sets.emptyListpack();
    var onlyIntegers = new OnlyIntegers(given[0].encoding() == Encoding.HT);
    intersect(
        given,
        member -> {
          onlyIntegers.see(member);
          result.add(member);
          return true;
        });
    if (onlyIntegers.holds && result.size() > 0) {
      result.compactIfIntegers();
    }
    return result;
  }

  /** Notes whether all members so far are integers, even if they are kept as text. */
  private static final class OnlyIntegers {
    private final boolean textMayBeOne;
    private boolean holds = true;

    OnlyIntegers(boolean textMayBeOne) {
      this.textMayBeOne = textMayBeOne;
    }

    void see(Element member) {
      holds =
          holds
              && (member.isInteger()
                  || (textMayBeOne
                      && Numbers.isInteger(member.array(), member.offset(), member.length())));
    }
  }

  /** Returns the union as a set of its own. */
  SetValue union(@Nullable SetValue[] given) {
    var result = sets.emptyIntSet();
    for (var set : given) {
      if (set != null) {
        result.addAll(set);
      }
    }
    return result;
  }

  // tag::difference[]
  /**
   * Returns a new set of the members that only the first set has.
   *
   * <p>There are two algorithms. The first looks for each member of the first set in all others.
   * Its steps are the members of the first set times the number of sets, but it stops at the first
   * hit. The second removes all members of the others from a copy of the first set. Its steps are
   * the members of all sets. The shorter one is used, where a step of the first algorithm counts
   * half.
   */
  SetValue difference(@Nullable SetValue[] given) {
    var result = sets.emptyIntSet();
    var first = given[0];
    if (first == null) {
      return result;
    }
    for (int i = 1; i < given.length; i++) {
      if (first.isSameAs(given[i])) {
        return result;
      }
    }
    var second = given.length == 2 ? given[1] : null;
    if (second != null && result.addDifference(first, second)) {
      return result;
    }
    long looking = 0;
    long removing = 0;
    for (var set : given) {
      looking += set == null ? 0 : first.size();
      removing += set == null ? 0 : set.size();
    }
    if (looking / 2 <= removing) {
      addUnlessInOthers(result, first, given);
    } else {
      result.addAll(first);
      for (int i = 1; i < given.length && result.size() > 0; i++) {
        removeAll(result, given[i]);
      }
    }
    return result;
  }

  private static void addUnlessInOthers(
      SetValue result, SetValue first, @Nullable SetValue[] given) {
    // Larger sets come first, because they most likely have the member.
    Arrays.sort(given, 1, given.length, BY_SIZE.reversed());
    try (var all = first.cursor()) {
      while (all.next()) {
        var member = all.element();
        boolean isInOthers = false;
        for (int i = 1; i < given.length && !isInOthers; i++) {
          var other = given[i];
          isInOthers = other != null && other.contains(member);
        }
        if (!isInOthers) {
          result.add(member);
        }
      }
    }
  }

  // end::difference[]

  private static void removeAll(SetValue result, @Nullable SetValue set) {
    if (set == null) {
      return;
    }
    try (var all = set.cursor()) {
      while (all.next()) {
        var member = all.element();
        result.remove(member.array(), member.offset(), member.length());
      }
    }
  }

  /** Returns the same sets; null if one of them is empty. */
  static SetValue @Nullable [] ifNoneIsEmpty(@Nullable SetValue[] given) {
    var all = new SetValue[given.length];
    for (int i = 0; i < given.length; i++) {
      if (given[i] == null) {
        return null;
      }
      all[i] = Objects.requireNonNull(given[i]);
    }
    return all;
  }
}
