package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.doubles.DoubleReader;
import eightweeks.week2.doubles.Doubles;
import eightweeks.week2.skiplist.SkipList;
import eightweeks.week2.skiplist.SkipListNode;
import eightweeks.week2.skiplist.SkipListSearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A skip list: the path of a search, and what an insert does to the spans. */
final class SkipListFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(new Field("Member", "kim", true), new Field("Score", "45", false)),
          List.of(
              new Action("insert", "Insert"),
              new Action("rank", "Rank of the member"),
              new Action("delete", "Delete the member")));

  private static final int MAX_ELEMENTS = 12;
  private static final int MAX_LENGTH = 64;

  private static final String[] NAMES = {"ann", "bob", "cat", "dan", "eve", "fay", "gus"};

  /** Gives one tower of three levels, two of two, and two levels to the first that is inserted. */
  private static final int SEED = 191;

  private final SkipList list = new SkipList(new RandomStream(SEED));

  SkipListFigure() {
    for (int i = 0; i < NAMES.length; i++) {
      list.insert(10 * (i + 1), Ascii.bytes(NAMES[i]));
    }
  }

  /** A link: its level, the index of the element that it starts from (0 is the head), its span. */
  private record Link(int level, int from, int to, int span) {}

  private record Element(String member, String score) {}

  /** The list as it is now; index 0 of the links is the head, 1 the first element. */
  private record Shape(List<Element> elements, int levels, List<Link> links) {}

  private Shape shape() {
    var elements = new ArrayList<Element>();
    Map<Object, Integer> index = new HashMap<>();
    for (var node = list.first(); node != null; node = node.next()) {
      elements.add(new Element(Ascii.text(node.key()), Doubles.format(node.score())));
      index.put(node, elements.size());
    }
    var links = new ArrayList<Link>();
    for (int i = 0; i < elements.size(); i++) {
      links.add(new Link(0, i, i + 1, 1));
    }
    int level = list.levels() - 1;
    for (var top = Private.read(list, "top"); top != null; top = Private.read(top, "below")) {
      int from = 0;
      for (var at = top; ; ) {
        var forward = Private.read(at, "forward");
        int span = Private.number(at, "span");
        int to = -1;
        if (forward != null) {
          to = index.getOrDefault(Private.read(forward, "node"), -1);
        }
        links.add(new Link(level, from, to, span));
        if (forward == null) {
          break;
        }
        at = forward;
        from = to;
      }
      level--;
    }
    return new Shape(elements, list.levels(), links);
  }

  @Override
  public Scene begin() {
    return scene(
        "7 members in the order of their scores. A number on a link is its span.",
        List.of(),
        Walk.NONE,
        -1,
        List.of());
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    var member = input.get(0);
    var node = find(member);
    return switch (action) {
      case "insert" -> insert(member, input.get(1), node);
      case "rank" -> node == null ? notThere(member) : rank(node);
      case "delete" -> node == null ? notThere(member) : delete(node);
      default -> throw new IllegalArgumentException(action);
    };
  }

  private List<Scene> same(String why) {
    return List.of(scene(why, List.of(), Walk.NONE, -1, List.of()));
  }

  private List<Scene> notThere(String member) {
    return same("There is no member " + Words.shown(member, 20) + ".");
  }

  private @Nullable SkipListNode find(String member) {
    for (var node = list.first(); node != null; node = node.next()) {
      if (Ascii.text(node.key()).equals(member)) {
        return node;
      }
    }
    return null;
  }

  private List<Scene> insert(String member, String scoreText, @Nullable SkipListNode there) {
    var bytes = Ascii.bytes(scoreText.strip());
    if (!DoubleReader.isNumber(bytes, 0, bytes.length)
        || Double.isNaN(DoubleReader.parse(bytes, 0, bytes.length))) {
      return same("The score is a number, such as 45, -1.5 or inf.");
    }
    double score = DoubleReader.parse(bytes, 0, bytes.length);
    if (there != null) {
      return same(
          Words.shown(member, 20)
              + " is there already. ZADD would give it the new score: it deletes and inserts.");
    }
    if (list.size() == MAX_ELEMENTS || member.length() > MAX_LENGTH) {
      return same(
          "This figure has room for "
              + MAX_ELEMENTS
              + " members of up to "
              + MAX_LENGTH
              + " bytes.");
    }
    var key = Ascii.bytes(member);
    var scenes = new ArrayList<Scene>();
    var walk = search(score, key, scenes);
    var before = shape();
    list.insert(score, key);
    scenes.add(linked(before, walk, member));
    return scenes;
  }

  /** Says what the insert changed: the spans before and after. */
  private Scene linked(Shape before, Walk walk, String member) {
    var after = shape();
    int rank = walk.rank;
    int at = rank + 1;
    var changed = new ArrayList<Link>();
    var said = new StringBuilder();
    int towers = 0;
    for (var link : after.links) {
      if (link.level > 0 && link.from < at && (link.to >= at || link.to < 0)) {
        changed.add(link);
        towers = Math.max(towers, link.to == at ? link.level : 0);
      } else if (link.from == at) {
        changed.add(link);
      }
    }
    said.append(Words.shown(member, 20)).append(" gets rank ").append(rank);
    said.append(
        towers == 0
            ? " and no level above the lowest."
            : towers == 1
                ? " and one level above the lowest."
                : " and " + towers + " levels above the lowest.");
    for (int level = after.levels - 1; level > 0; level--) {
      said.append(spans(before, changed, level, at));
    }
    return scene(
        said.toString(),
        List.of("linkLevels(path, node, newHeight)", "level.span = left.span - until"),
        new Walk(walk.links, at, 0, rank),
        at,
        changed);
  }

  private static String spans(Shape before, List<Link> changed, int level, int at) {
    int old = -1;
    for (var link : before.links) {
      if (link.level == level && link.from < at && (link.to >= at || link.to < 0)) {
        old = link.span;
      }
    }
    int into = -1;
    int out = -1;
    int over = -1;
    for (var link : changed) {
      if (link.level == level) {
        into = link.to == at ? link.span : into;
        out = link.from == at ? link.span : out;
        over = link.from < at && link.to != at ? link.span : over;
      }
    }
    if (over >= 0) {
      return " Level " + level + ": span " + old + " becomes " + over + ".";
    }
    return old < 0
        ? " Level " + level + " is new: spans " + into + " and " + out + "."
        : " Level " + level + ": span " + old + " becomes " + into + " and " + out + ".";
  }

  private List<Scene> rank(SkipListNode node) {
    var scenes = new ArrayList<Scene>();
    var walk = search(node.score(), node.key(), scenes);
    int rank = list.rank(node.score(), node.key());
    scenes.add(
        scene(
            "The next element is "
                + Words.shown(node.key(), 20)
                + ": rank "
                + rank
                + ", the sum of the spans on the path.",
            List.of("found ? path.rank"),
            walk,
            rank + 1,
            List.of()));
    return scenes;
  }

  private List<Scene> delete(SkipListNode node) {
    var name = Words.shown(node.key(), 20);
    list.delete(node.score(), node.key());
    return List.of(
        scene(
            name
                + " is gone. A link that led to it has its span as well now; each link over it"
                + " has one less.",
            List.of("left.span += level.span - 1", "left.span--"),
            Walk.NONE,
            -1,
            List.of()));
  }

  /**
   * The path of a search.
   *
   * @param links those that it went along
   * @param at the index of the element where it is; 0 for the head
   */
  private record Walk(Set<Long> links, int at, int level, int rank) {
    static final Walk NONE = new Walk(Set.of(), -1, -1, -1);

    static long key(int level, int from) {
      return (long) level << 32 | from;
    }

    boolean goesAlong(Link link) {
      return links.contains(key(link.level, link.from));
    }
  }

  /** Adds a scene for each step of a search, and returns the whole path. */
  private Walk search(double score, byte[] key, List<Scene> scenes) {
    var search = new SkipListSearch(list, score, key);
    Set<Long> links = new HashSet<>();
    var walk = new Walk(Set.of(), 0, search.level(), 0);
    scenes.add(
        scene(
            "The search begins at the head, on level " + search.level() + ".",
            List.of("var level = top"),
            walk,
            -1,
            List.of()));
    while (true) {
      int level = search.level();
      int rank = search.rank();
      if (!search.step()) {
        return walk;
      }
      boolean isForward = search.rank() > rank;
      if (isForward) {
        links.add(Walk.key(level, rank));
      }
      walk = new Walk(Set.copyOf(links), search.rank(), search.level(), search.rank());
      var node = search.node();
      scenes.add(
          isForward && node != null
              ? scene(
                  Words.shown(node.key(), 20)
                      + " ("
                      + Doubles.format(node.score())
                      + ") is before the score and member: forward. Passed: "
                      + search.rank()
                      + ".",
                  level == 0
                      ? List.of("path.rank++")
                      : List.of("path.rank += level.span", "rank += from.span"),
                  walk,
                  -1,
                  List.of())
              : scene(
                  "The next element on level "
                      + level
                      + " is not before the score and member: down to level "
                      + search.level()
                      + ".",
                  List.of("level = level.below", "current = from.below"),
                  walk,
                  -1,
                  List.of()));
    }
  }

  // ---- The scene.

  /**
   * @param element the index of the element that the step is about; -1 for none
   * @param changed links whose span has changed
   */
  private Scene scene(String said, List<String> code, Walk walk, int element, List<Link> changed) {
    var shape = shape();
    var facts =
        List.of(
            Fact.of("members", shape.elements.size()),
            Fact.of("levels", shape.levels),
            new Fact("level", walk.level < 0 ? "-" : Integer.toString(walk.level)),
            new Fact("rank", walk.rank < 0 ? "-" : Integer.toString(walk.rank)));
    var state = new StringBuilder();
    for (int level = shape.levels - 1; level >= 0; level--) {
      state.append("Level ").append(level).append(": head");
      for (var link : shape.links) {
        if (link.level == level) {
          state.append(" -").append(link.span).append("-> ");
          state.append(
              link.to < 0 ? "end" : Words.shown(shape.elements.get(link.to - 1).member, 20));
        }
      }
      state.append(". ");
    }
    if (walk.at >= 0) {
      state
          .append("At ")
          .append(
              walk.at == 0 ? "the head" : Words.shown(shape.elements.get(walk.at - 1).member, 20));
      state.append(", level ").append(walk.level);
    }
    var picture = new Picture(shape, walk, element, changed);
    return new Scene(said, code, facts, state.toString().strip(), picture::draw);
  }

  private record Picture(Shape shape, Walk walk, int element, List<Link> changed) {
    private static final int COLUMN = 54;
    private static final int NODE = 36;
    private static final int LEVEL = 32;
    private static final int BOX = 18;

    void draw(Drawing to) {
      int count = shape.elements.size() + 1;
      int column = Math.min(76, (to.width() - 26) / count);
      if (column >= COLUMN) {
        across(to, column);
      } else {
        down(to);
      }
    }

    private boolean isOn(int level, int index) {
      for (var link : shape.links) {
        if (link.level == level && (link.from == index || link.to == index)) {
          return true;
        }
      }
      return index == 0;
    }

    private Ink ink(Link link) {
      return changed.contains(link) || walk.goesAlong(link) ? Ink.ACCENT : Ink.LINE;
    }

    private Ink ground(int level, int index) {
      return index == element || (index == walk.at && level == walk.level) ? Ink.SOFT : Ink.BOX;
    }

    private Ink edge(int level, int index) {
      return index == element || (index == walk.at && level == walk.level) ? Ink.ACCENT : Ink.LINE;
    }

    private static String span(Link link) {
      return Integer.toString(link.span);
    }

    /** The head on the left, the highest level at the top. */
    private void across(Drawing to, int column) {
      int end = column * (shape.elements.size() + 1) + 4;
      for (var link : shape.links) {
        int y = 8 + (shape.levels - 1 - link.level) * LEVEL + BOX / 2 + 4;
        int x1 = link.from * column + NODE;
        int x2 = link.to < 0 ? end : link.to * column;
        var ink = ink(link);
        to.line(x1, y, x2 - 2, y, ink);
        if (link.to >= 0) {
          to.headRight(x2, y, ink);
        } else {
          to.text(end + 1, y + 4, "end", 9, Ink.QUIET);
        }
        if (link.level > 0) {
          to.middle(
              (x1 + x2) / 2, y - 4, span(link), Drawing.SMALL, ink == Ink.ACCENT ? ink : Ink.INK);
        }
      }
      int bottom = 8 + shape.levels * LEVEL;
      for (int i = 0; i <= shape.elements.size(); i++) {
        int x = i * column;
        for (int level = 0; level < shape.levels; level++) {
          if (isOn(level, i)) {
            int y = 8 + (shape.levels - 1 - level) * LEVEL + 4;
            to.box(x + 1, y, NODE - 2, BOX, ground(level, i), edge(level, i), false);
            to.middle(x + NODE / 2, y + 13, "L" + level, Drawing.SMALL, Ink.QUIET);
          }
        }
        var ink = i == element ? Ink.ACCENT : Ink.INK;
        to.middle(x + NODE / 2, bottom + 12, member(i, 6), Drawing.SMALL, ink);
        to.middle(x + NODE / 2, bottom + 26, score(i, 6), Drawing.SMALL, Ink.QUIET);
      }
    }

    /** The head at the top, the lowest level on the left: for narrow pages and long lists. */
    private void down(Drawing to) {
      int lane = 34;
      int row = 30;
      int right = Math.max(60, to.width() - shape.levels * lane - 20);
      for (var link : shape.links) {
        int x = right + link.level * lane + 13;
        int y1 = link.from * row + BOX + 4;
        int y2 = link.to < 0 ? (shape.elements.size() + 1) * row : link.to * row + 4;
        var ink = ink(link);
        to.line(x, y1, x, y2 - 1, ink);
        if (link.to >= 0) {
          to.headDown(x, y2, ink);
        }
        if (link.level > 0) {
          int y = link.span < 2 ? y1 + 10 : (y1 + y2) / 2 + 4;
          to.text(x + 4, y, span(link), Drawing.SMALL, ink == Ink.ACCENT ? ink : Ink.INK);
        }
      }
      for (int i = 0; i <= shape.elements.size(); i++) {
        int y = i * row + 4;
        var ink = i == element ? Ink.ACCENT : Ink.INK;
        int room = Math.max(3, (right - 4) * 100 / (61 * Drawing.SMALL) - 7);
        to.text(0, y + 13, score(i, 6), Drawing.SMALL, Ink.QUIET);
        to.text(48, y + 13, member(i, room), Drawing.SMALL, ink);
        for (int level = 0; level < shape.levels; level++) {
          if (isOn(level, i)) {
            int x = right + level * lane;
            to.box(x, y, 26, BOX, ground(level, i), edge(level, i), false);
            to.middle(x + 13, y + 13, "L" + level, Drawing.SMALL, Ink.QUIET);
          }
        }
      }
    }

    private String member(int index, int most) {
      return index == 0 ? "head" : Words.shown(shape.elements.get(index - 1).member, most);
    }

    private String score(int index, int most) {
      return index == 0 ? "" : Words.shown(shape.elements.get(index - 1).score, most);
    }
  }
}
