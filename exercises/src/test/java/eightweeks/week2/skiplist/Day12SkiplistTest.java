package eightweeks.week2.skiplist;

import eightweeks.study.lesson.Lesson;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.skiplist.SkipListNode.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Day 12: a node with a tower of a given height is linked in. Levels are written as {@code head -1-
 * b -2- d -0- end}: the number is the span of the link.
 */
final class Day12SkiplistTest {
  private static final String CHAPTER = "weeks/week2/day12-skiplist.adoc, ";
  private static final String TOWER = CHAPTER + "\"A tower of levels\"";
  private static final String SEARCH = CHAPTER + "\"A search, and what it counts\"";
  private static final String LOWEST = CHAPTER + "\"Into the lowest list\"";
  private static final String BUILD = CHAPTER + "\"Build\"";
  private static final int ENOUGH = 2000;

  /** What was inserted, and how high its tower is; the order of elements is that of the names. */
  private final TreeMap<String, Integer> model = new TreeMap<>();

  private SkipList list = new SkipList(new RandomStream(0));

  @Test
  void lowElement_makesTheLinksAboveItLonger() {
    empty(1, 0, 0);
    insert("b", "a", "c");
    level(
        1,
        Lesson.because(
                "a link that passes the new element, or has it behind it, was not made longer",
                "a level was taken for an element that has no tower")
            .when(
                "head -1- b -0- end",
                "the links above the tower of a new element have kept their spans")
            .when(
                "head -2- b -0- end",
                "the last link of a level, which leads nowhere, spans the elements that follow; it"
                    + " has kept its span")
            .readAgain(LOWEST));
  }

  @Test
  void elementAsHighAsTheList_splitsTheLink() {
    empty(1, 1, 1);
    insert("b", "d", "c");
    level(
        1,
        Lesson.because(
                "the new level was not put between the two that the search has found",
                "one of the two spans is wrong: the first ends at the new element and counts it")
            .when("head -1- b -2- d -0- end", "no level was linked into the list")
            .when(
                "head -1- b -0- c -1- d -1- end",
                "the new element counts for the link that ends at it, not for the one behind it")
            .when(
                "head -1- b -2- c -1- d -(-1)- end",
                "the number of elements passed before b was taken for the way from b to c")
            .when(
                "head -1- b -1- c -1- c -1- c -1- c -1- c -1- c -1- c -1- c - ... and so on,"
                    + " without an end",
                "the new level leads to itself: the old link was overwritten before it was read")
            .readAgain(SEARCH));
  }

  @Test
  void elementsBetween_belongToOneOfTheTwoLinks() {
    empty(1, 0, 0, 0, 1, 1);
    insert("a", "b", "c", "e", "f", "d");
    level(
        1,
        Lesson.because(
                "the elements between the place where the level was left and the new element are"
                    + " the difference of two ranks",
                "the two spans together are not one more than the old one")
            .when(
                "head -1- a -2- d -3- f -0- end",
                "the new element counts for the link that ends at it, not for the one behind it")
            .when(
                "head -1- a -2- d -2- f -1- end",
                "the new element counts for the link that ends at it, not for the one behind it")
            .when(
                "head -1- a -2- d -1- f -2- end",
                "the number of elements passed before a was taken for the way from a to d")
            .readAgain(SEARCH));
  }

  @Test
  void elementOfMiddleHeight_splitsBelowAndLengthensAbove() {
    empty(2, 0, 2, 1, 0);
    insert("b", "c", "e", "d", "a");
    level(
        2,
        Lesson.because(
                "the levels above the tower of a new element were left as they are",
                "the new element was linked into a level above its tower")
            .readAgain(LOWEST));
    level(
        1,
        Lesson.because(
                "a level of the tower was not linked in",
                "the number of elements passed is that of another level")
            .readAgain(SEARCH));
  }

  @Test
  void levelsOfATower_standOnEachOther() {
    empty(1, 3, 2, 2);
    insert("a", "c", "b", "d");
    for (var name : List.of("b", "c", "d")) {
      tower(name);
    }
  }

  @Test
  void ranks_areRightForManyElements() {
    var random = new RandomStream(12);
    list = new SkipList(new RandomStream(7));
    for (int i = 0; i < 1000; i++) {
      var name = "%04d".formatted(random.nextInt(9000));
      if (model.put(name, 0) == null) {
        insert(name);
      }
    }
    ranks("after " + model.size() + " elements were inserted");
    for (int i = 0; i < 1000; i++) {
      var name = "%04d".formatted(random.nextInt(9000));
      if (model.remove(name) != null) {
        list.delete(0, Ascii.bytes(name));
      }
    }
    ranks("after most of them were deleted");
  }

  private void ranks(String when) {
    var lesson =
        Lesson.because(
                "the spans of some level do not add up: one was not changed, or by too much",
                "a link leads to the wrong element")
            .readAgain(SEARCH);
    var names = List.copyOf(model.keySet());
    var ranks =
        lesson.calling(
            "the rank of each element",
            () -> names.stream().map(name -> list.rank(0, Ascii.bytes(name))).toList());
    for (int i = 0; i < names.size(); i++) {
      lesson.same("the rank of " + names.get(i) + " " + when, i, ranks.get(i));
    }
    var found =
        lesson.calling(
            "the element at each rank",
            () -> IntStream.range(0, names.size()).mapToObj(this::nameAt).toList());
    for (int i = 0; i < names.size(); i++) {
      lesson.same("the element at rank " + i + " " + when, names.get(i), found.get(i));
    }
  }

  private String nameAt(int rank) {
    var node = list.byRank(rank);
    return node == null ? "none" : Ascii.text(node.key());
  }

  // The list under test.

  /** Begins a list whose elements get towers of these heights, in the order of insertion. */
  private void empty(int... heights) {
    for (int seed = 0; ; seed++) {
      var random = new RandomStream(seed);
      boolean fits = true;
      for (int height : heights) {
        int drawn = 0;
        while (random.nextInt(4) == 0) {
          drawn++;
        }
        fits &= drawn == height;
      }
      if (fits) {
        list = new SkipList(new RandomStream(seed));
        coming.clear();
        for (int height : heights) {
          coming.add(height);
        }
        return;
      }
    }
  }

  private final List<Integer> coming = new ArrayList<>();

  private void insert(String... names) {
    for (var name : names) {
      if (!coming.isEmpty()) {
        model.put(name, coming.removeFirst());
      }
      Lesson.because(
              "a level that the search left at path.levels[i] was taken for something else",
              "a link leads back to where it begins")
          .history(this::picture)
          .readAgain(BUILD)
          .calling("inserting " + name, () -> list.insert(0, Ascii.bytes(name)));
    }
  }

  private void level(int number, Lesson lesson) {
    lesson.history(this::heights).same("level " + number, expected(number), drawn(top(number)));
  }

  private void tower(String name) {
    int height = model.getOrDefault(name, 0);
    var level = top(height);
    while (level != null && !Ascii.text(level.node.key()).equals(name)) {
      level = level.forward;
    }
    int standing = 0;
    for (; level != null && Ascii.text(level.node.key()).equals(name); level = level.below) {
      standing++;
    }
    Lesson.because(
            "each level of a tower refers to the one below it, which was taken just before",
            "what was returned is not the highest level of the new tower")
        .when(0, "the highest level of the tower is not in the list of its level")
        .history(this::heights)
        .readAgain(TOWER)
        .same("levels in the tower of " + name + ", from the highest down", height, standing);
  }

  /** Returns the level of the head's tower with a number; null if the list is not so high. */
  private @Nullable Level top(int number) {
    var level = list.top();
    for (int i = list.levels() - 1; level != null && i > number; i--) {
      level = level.below;
    }
    return level;
  }

  /** A level as it should be, from the heights of all towers. */
  private String expected(int number) {
    var text = new StringBuilder("head");
    int span = 0;
    for (var element : model.entrySet()) {
      span++;
      if (element.getValue() >= number) {
        text.append(" -").append(span).append("- ").append(element.getKey());
        span = 0;
      }
    }
    return text.append(" -").append(span).append("- end").toString();
  }

  /** A level as it is. */
  private static String drawn(@Nullable Level first) {
    var text = new StringBuilder("head");
    int n = 0;
    for (var level = first; level != null; level = level.forward) {
      text.append(level.span < 0 ? " -(" + level.span + ")- " : " -" + level.span + "- ");
      text.append(level.forward == null ? "end" : Ascii.text(level.forward.node.key()));
      if (++n == ENOUGH) {
        return text.substring(0, 60) + " ... and so on, without an end";
      }
    }
    return text.toString();
  }

  private String heights() {
    return "towers by name: " + model;
  }

  private String picture() {
    var text = new StringBuilder();
    for (int i = list.levels() - 1; i > 0; i--) {
      var level = drawn(top(i));
      if (level.length() <= 80) {
        text.append("level ").append(i).append(": ").append(level).append('\n');
      }
    }
    return text.toString();
  }
}
