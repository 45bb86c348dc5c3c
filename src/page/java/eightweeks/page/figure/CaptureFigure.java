package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.dict.Capture;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.Node;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week7.simulation.ForkedPages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A save by capture before change, and beside it the pages that a fork would have copied, under the
 * same writes.
 */
final class CaptureFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(new Field("Keys, with blanks between", "c", true)),
          List.of(
              new Action("write", "Write"),
              new Action("read", "Read"),
              new Action("delete", "Delete"),
              new Action("step", "Move the cursor"),
              new Action("save", "Begin a new save")));

  private static final int MAX_KEYS = 16;
  private static final int MAX_LENGTH = 64;
  private static final int MAX_WORDS = 32;

  /** Bytes that a key takes in the memory of the process that forks. */
  private static final int PLACE = 64;

  private static final int PLACES_A_PAGE = 4;
  private static final int PAGES = MAX_KEYS / PLACES_A_PAGE;

  private final Dict<Versioned> dict = new Dict<>(new SipHash(7, 11));

  /** The keys that there are, each with its element. */
  private final TreeMap<String, Versioned> keys = new TreeMap<>();

  /** The memory of the process that forks: each key has a place. */
  private final @Nullable Versioned[] memory = new Versioned[MAX_KEYS];

  // The save that began last.

  private Capture<Versioned> capture;
  private ForkedPages pages;

  /** What each place held at the fork. */
  private final String[] atFork = new String[MAX_KEYS];

  /** What was handed over, in its order. */
  private final List<String> file = new ArrayList<>();

  /** How many of these were handed over by writes, and not by the cursor. */
  private int byWrites;

  // What the scene is about.

  private int group = -1;
  private int page = -1;
  private int newInFile;

  /** A key whose value is a number that grows with each write. */
  private static final class Versioned extends Node {
    private int version = 1;

    Versioned(byte[] key) {
      super(key);
    }

    String text() {
      return Words.shown(key(), 4) + "=" + version;
    }
  }

  CaptureFigure() {
    for (char key = 'a'; key <= 'h'; key++) {
      put(String.valueOf(key));
    }
    while (dict.isRehashing()) {
      dict.rehash(1);
    }
    pages = new ForkedPages(PAGES, PLACES_A_PAGE * PLACE);
    capture = dict.capture(this::take);
    remember();
  }

  private void put(String key) {
    var element = new Versioned(Ascii.bytes(key));
    dict.add(element);
    keys.put(key, element);
    memory[placeOf(null)] = element;
  }

  /** Returns where an element lies; for null, the first place that is free. */
  private int placeOf(@Nullable Versioned element) {
    return Arrays.asList(memory).indexOf(element);
  }

  private void take(Versioned element) {
    file.add(element.text());
    newInFile++;
  }

  private void remember() {
    for (int i = 0; i < MAX_KEYS; i++) {
      var element = memory[i];
      atFork[i] = element == null ? "" : element.text();
    }
  }

  @Override
  public Scene begin() {
    return scene(
        "A save has begun, by capture and by fork. "
            + Words.count(keys.size(), "key")
            + " in "
            + Words.count(capture.groups(), "group")
            + " are to be saved. Write some.",
        List.of());
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    var words = Words.split(input.getFirst(), MAX_WORDS);
    var scenes = new ArrayList<Scene>();
    switch (action) {
      case "write", "read", "delete" -> {
        for (var key : words) {
          scenes.add(one(action, key));
        }
      }
      case "step" -> scenes.add(fresh().step());
      case "save" -> scenes.add(fresh().save());
      default -> throw new IllegalArgumentException(action);
    }
    if (scenes.isEmpty()) {
      scenes.add(fresh().scene("No key.", List.of()));
    }
    return scenes;
  }

  /** Forgets what the scene before was about. */
  private CaptureFigure fresh() {
    group = -1;
    page = -1;
    newInFile = 0;
    return this;
  }

  private Scene one(String action, String key) {
    fresh();
    var element = keys.get(key);
    if (element == null && !action.equals("write")) {
      return scene("There is no key " + name(key) + ".", List.of());
    }
    if (element == null && (keys.size() == MAX_KEYS || key.length() > MAX_LENGTH)) {
      return scene(
          "This figure has room for " + MAX_KEYS + " keys of up to " + MAX_LENGTH + " bytes.",
          List.of());
    }
    var bytes = Ascii.bytes(key);
    if (action.equals("read")) {
      dict.find(bytes);
      return scene(
          name(key) + " is read. Nothing changes: nothing is handed over, no page is copied.",
          List.of());
    }
    boolean isDone = capture.isDone();
    boolean wasHandedOver = isDone || capture.isHandedOver(bytes);
    group = isDone ? -1 : dict.hashOfKey(bytes) & (capture.groups() - 1);
    int place = placeOf(element);
    page = isDone ? -1 : place / PLACES_A_PAGE;
    var change = change(action, key, element);
    byWrites += newInFile;
    return scene(
        isDone
            ? change + " No save is running: nothing is copied."
            : captured(wasHandedOver) + change + copied(place),
        wasHandedOver
            ? List.of("group >= cursor && mark(group)")
            : List.of("handOver(group);", "group >= cursor && mark(group)"));
  }

  /** Changes a key; the dict hands its group over first. Returns what has changed. */
  private String change(String action, String key, @Nullable Versioned element) {
    if (element == null) {
      put(key);
      return name(key) + " is added.";
    }
    if (action.equals("delete")) {
      dict.remove(element);
      keys.remove(key);
      memory[placeOf(element)] = null;
      return name(key) + " is deleted.";
    }
    dict.beforeChange(element);
    element.version++;
    return name(key) + " becomes " + element.version + ".";
  }

  private String captured(boolean wasHandedOver) {
    var said = "Group " + group;
    if (wasHandedOver) {
      return said + " is done already: nothing is handed over. ";
    }
    return said
        + " is handed over first: "
        + (newInFile == 0 ? "it has no key. " : String.join(", ", last()) + ". ");
  }

  private String copied(int place) {
    int now = pages.write(place * PLACE, PLACE);
    return now > 0
        ? " With fork, page " + page + " is copied first, all " + PLACES_A_PAGE + " places of it."
        : " With fork, page " + page + " has been copied already.";
  }

  private List<String> last() {
    return file.subList(file.size() - newInFile, file.size());
  }

  private Scene step() {
    if (capture.isDone()) {
      return scene("The save is complete. Begin a new one.", List.of());
    }
    group = capture.cursor();
    boolean isEmpty = groups().get(group).elements.isEmpty();
    capture.step(1);
    var said =
        "The cursor comes to group "
            + group
            + (newInFile > 0
                ? ", and hands over " + String.join(", ", last()) + "."
                : isEmpty ? ". It has no key." : ". It is done already.");
    return scene(
        capture.isDone() ? said + " The save is complete." : said,
        List.of("looked += mark(group) ? handOver(group) : 1"));
  }

  private Scene save() {
    capture.cancel();
    while (dict.isRehashing()) {
      dict.rehash(1);
    }
    file.clear();
    byWrites = 0;
    pages = new ForkedPages(PAGES, PLACES_A_PAGE * PLACE);
    capture = dict.capture(this::take);
    remember();
    return scene(
        "A new save begins. Its file will have the "
            + Words.count(keys.size(), "key")
            + " that there are now.",
        List.of());
  }

  // ---- Texts.

  private static String name(String key) {
    return Words.shown(key, 20);
  }

  private Scene scene(String said, List<String> code) {
    var groups = groups();
    var facts =
        List.of(
            new Fact("cursor", capture.isDone() ? "at the end" : "group " + capture.cursor()),
            new Fact("in the file", file.size() + " of " + capture.size()),
            new Fact("captured by writes", Words.count((long) byWrites * PLACE, "byte")),
            new Fact("pages of fork", pages.copied() + " of " + PAGES),
            new Fact("copied by fork", Words.count(pages.copiedBytes(), "byte")));
    var memoryNow = new ArrayList<String>();
    for (var element : memory) {
      memoryNow.add(element == null ? "" : element.text());
    }
    var copied = new ArrayList<Boolean>();
    for (int i = 0; i < PAGES; i++) {
      copied.add(pages.isCopied(i));
    }
    var picture =
        new Picture(
            groups,
            capture.isDone() ? -1 : capture.cursor(),
            List.copyOf(memoryNow),
            List.of(atFork.clone()),
            copied,
            List.copyOf(file),
            group,
            page,
            newInFile);
    return new Scene(said, code, facts, picture.text(), picture::draw);
  }

  /** A group: its elements as they are now, and whether it was handed over. */
  private record Group(List<String> elements, boolean isDone) {}

  private List<Group> groups() {
    int count = Math.max(1, capture.groups());
    var elements = new ArrayList<List<String>>();
    var done = new boolean[count];
    for (int i = 0; i < count; i++) {
      elements.add(new ArrayList<>());
      done[i] = capture.isDone() || i < capture.cursor();
    }
    for (var element : keys.values()) {
      int at = dict.hashOfKey(element.key()) & (count - 1);
      elements.get(at).add(element.text());
      done[at] = capture.isDone() || capture.isHandedOver(element.key());
    }
    var groups = new ArrayList<Group>();
    for (int i = 0; i < count; i++) {
      groups.add(new Group(List.copyOf(elements.get(i)), done[i]));
    }
    return groups;
  }

  /**
   * What there is to draw.
   *
   * @param cursor the group that the cursor comes to next; -1 at the end
   * @param memory what each place of the parent's memory holds; empty if it is free
   * @param atFork what the child sees there
   * @param file what was handed over
   * @param group the group that the step is about, or -1
   * @param page the page that the step is about, or -1
   * @param fresh how many at the end of the file came in this step
   */
  private record Picture(
      List<Group> groups,
      int cursor,
      List<String> memory,
      List<String> atFork,
      List<Boolean> copied,
      List<String> file,
      int group,
      int page,
      int fresh) {
    private static final int TWO_COLUMNS = 560;
    private static final int ROW = 20;
    private static final int TOP = 22;
    private static final int GAP = 16;
    private static final int TEXT = 12;
    private static final int CELL = 46;
    private static final int LABEL = 50;

    /** The whole state as text. */
    String text() {
      var out = new StringBuilder("Groups:");
      for (int i = 0; i < groups.size(); i++) {
        var each = groups.get(i);
        out.append(i == 0 ? " " : "; ").append(i).append(each.isDone ? " done" : "");
        out.append(i == cursor ? " cursor" : "").append(' ').append(list(each.elements));
      }
      for (int i = 0; i < copied.size(); i++) {
        int from = i * PLACES_A_PAGE;
        out.append(". Page ").append(i).append(copied.get(i) ? " copied: " : " shared: ");
        out.append(list(memory.subList(from, from + PLACES_A_PAGE)));
        if (copied.get(i)) {
          out.append("; for the child: ");
          out.append(list(atFork.subList(from, from + PLACES_A_PAGE)));
        }
      }
      return out.append(". File: ").append(list(file)).toString();
    }

    private static String list(List<String> some) {
      var there = some.stream().filter(each -> !each.isEmpty()).toList();
      return there.isEmpty() ? "nothing" : String.join(" ", there);
    }

    void draw(Drawing to) {
      boolean two = to.width() >= TWO_COLUMNS;
      int left = two ? to.width() * 2 / 5 : to.width();
      int below = drawGroups(to, left);
      int x = two ? left + GAP : 0;
      int width = two ? to.width() - x : to.width();
      int y = drawPages(to, x, two ? 0 : below + GAP);
      drawFile(to, x, y + GAP, width);
    }

    private int drawGroups(Drawing to, int width) {
      to.text(0, 13, "capture: groups", Drawing.SMALL, Ink.QUIET);
      for (int i = 0; i < groups.size(); i++) {
        int y = TOP + i * ROW;
        var each = groups.get(i);
        if (i == cursor) {
          to.headRight(8, y + ROW / 2 - 1, Ink.ACCENT);
        }
        to.text(12, y + 13, String.valueOf(i), Drawing.SMALL, i == group ? Ink.ACCENT : Ink.QUIET);
        var fill = i == group ? Ink.SOFT : each.isDone ? Ink.PAST : Ink.BOX;
        int end = boxes(to, each.elements, 32, y, width - LABEL, fill, i == group);
        if (each.isDone) {
          to.text(end + 4, y + 13, "done", Drawing.SMALL, Ink.QUIET);
        }
      }
      return TOP + groups.size() * ROW;
    }

    /** Draws boxes in a row until its end; returns where they end. */
    private static int boxes(
        Drawing to, List<String> texts, int left, int y, int right, Ink fill, boolean isNow) {
      int x = left;
      for (int i = 0; i < texts.size(); i++) {
        int w = Drawing.widthOf(texts.get(i), TEXT) + 8;
        int rest = texts.size() - i;
        if (x + w > right - (rest > 1 ? 20 : 0)) {
          to.text(x, y + 13, "+" + rest, Drawing.SMALL, Ink.INK);
          return x + 20;
        }
        box(to, x, y, w, texts.get(i), fill, isNow);
        x += w + 3;
      }
      return x;
    }

    private static void box(Drawing to, int x, int y, int w, String text, Ink fill, boolean isNow) {
      to.box(x, y, w, ROW - 3, fill, isNow ? Ink.ACCENT : Ink.LINE, text.isEmpty());
      to.middle(x + w / 2, y + 13, text, TEXT, Ink.INK);
    }

    private int drawPages(Drawing to, int x, int top) {
      to.text(x, top + 13, "fork: pages", Drawing.SMALL, Ink.QUIET);
      int y = top + TOP;
      for (int i = 0; i < copied.size(); i++) {
        boolean isNow = i == page;
        to.text(x, y + 13, "page " + i, Drawing.SMALL, isNow ? Ink.ACCENT : Ink.QUIET);
        row(to, x + LABEL, y, memory, i, isNow ? Ink.SOFT : Ink.BOX, isNow);
        y += ROW;
        if (copied.get(i)) {
          to.text(x, y + 13, " child", Drawing.SMALL, Ink.QUIET);
          row(to, x + LABEL, y, atFork, i, Ink.PAST, false);
          y += ROW;
        }
        y += 4;
      }
      return y;
    }

    private static void row(
        Drawing to, int x, int y, List<String> places, int page, Ink fill, boolean isNow) {
      for (int i = 0; i < PLACES_A_PAGE; i++) {
        box(to, x + i * CELL, y, CELL, places.get(page * PLACES_A_PAGE + i), fill, isNow);
      }
    }

    private void drawFile(Drawing to, int left, int top, int width) {
      to.text(left, top + 13, "the file so far", Drawing.SMALL, Ink.QUIET);
      int x = left;
      int y = top + TOP;
      for (int i = 0; i < file.size(); i++) {
        int w = Drawing.widthOf(file.get(i), TEXT) + 8;
        if (x + w > left + width && x > left) {
          x = left;
          y += ROW;
        }
        boolean isNow = i >= file.size() - fresh;
        box(to, x, y, w, file.get(i), isNow ? Ink.SOFT : Ink.PAST, isNow);
        x += w + 3;
      }
    }
  }
}
