package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.Node;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A rehash bucket by bucket, and a scan beside it, which may go on at any point of the rehash. */
final class RehashFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(new Field("Keys, with blanks between", "e", true)),
          List.of(
              new Action("add", "Add"),
              new Action("delete", "Delete"),
              new Action("rehash", "Move a bucket"),
              new Action("scan", "Scan a step"),
              new Action("rescan", "New scan"),
              new Action("shrink", "Shrink")));

  private static final int MAX_KEYS = 32;
  private static final int MAX_LENGTH = 64;
  private static final int MAX_WORDS = 32;

  private static final int ROW = 20;
  private static final int TOP = 22;
  private static final int GAP = 12;
  private static final int KEY = 12;

  private final Dict<Node> dict = new Dict<>(new SipHash(7, 11));
  private final TreeSet<String> keys = new TreeSet<>();

  /** How often the scan has shown each key. */
  private final Map<String, Integer> came = new LinkedHashMap<>();

  private long cursor;
  private boolean isScanning;
  private boolean isComplete;

  /** What the scene is about: keys, and buckets as table and number. */
  private List<String> now = List.of();

  private List<Place> places = List.of();

  /** A bucket. */
  private record Place(int table, int bucket) {}

  /** The tables as they are now. */
  private record Tables(List<List<List<String>>> tables, int index) {
    int buckets(int table) {
      return tables.get(table).size();
    }

    int used(int table) {
      return tables.get(table).stream().mapToInt(List::size).sum();
    }
  }

  RehashFigure() {
    for (char key = 'a'; key <= 'd'; key++) {
      put(String.valueOf(key));
    }
    while (dict.isRehashing()) {
      dict.rehash(1);
    }
  }

  private void put(String key) {
    dict.add(new Node(Ascii.bytes(key)));
    keys.add(key);
  }

  private Tables tables() {
    var both = new ArrayList<List<List<String>>>();
    for (int table = 0; table < 2; table++) {
      var buckets = new ArrayList<List<String>>();
      for (int i = 0; i < dict.buckets(table); i++) {
        var chain = new ArrayList<String>();
        dict.showBucket(table, i, node -> chain.add(Ascii.text(node.key())));
        buckets.add(chain);
      }
      both.add(buckets);
    }
    return new Tables(both, dict.rehashIndex());
  }

  @Override
  public Scene begin() {
    return scene("4 keys in 4 buckets. The next key makes the dict grow.", List.of());
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    now = List.of();
    places = List.of();
    return switch (action) {
      case "add" -> each(input.getFirst(), true);
      case "delete" -> each(input.getFirst(), false);
      case "rehash" -> List.of(rehash());
      case "scan" -> List.of(scan());
      case "rescan" -> List.of(rescan());
      case "shrink" -> List.of(shrink());
      default -> throw new IllegalArgumentException(action);
    };
  }

  private List<Scene> each(String text, boolean isAdded) {
    var scenes = new ArrayList<Scene>();
    for (var key : Words.split(text, MAX_WORDS)) {
      now = List.of();
      places = List.of();
      scenes.add(isAdded ? add(key) : delete(key));
    }
    if (scenes.isEmpty()) {
      scenes.add(scene("No key.", List.of()));
    }
    return scenes;
  }

  private Scene add(String key) {
    if (keys.contains(key)) {
      return scene(name(key) + " is there already.", List.of());
    }
    if (keys.size() == MAX_KEYS || key.length() > MAX_LENGTH) {
      return scene(
          "This figure has room for " + MAX_KEYS + " keys of up to " + MAX_LENGTH + " bytes.",
          List.of());
    }
    var before = tables();
    put(key);
    var after = tables();
    now = List.of(key);
    int table = dict.isRehashing() ? 1 : 0;
    var said = moved(before, after);
    if (before.index < 0 && after.index >= 0) {
      said +=
          "Table 0 is full: "
              + before.used(0)
              + " keys in "
              + before.buckets(0)
              + " buckets. Table 1"
              + " with "
              + after.buckets(1)
              + " buckets is made, and the rehash begins. ";
    }
    var bucket = bucketOf(after, table, key);
    return scene(
        said
            + name(key)
            + " goes to bucket "
            + bits(bucket, after.buckets(table))
            + " of table "
            + table
            + ".",
        List.of("isRehashing() ? target : main", "put(table", "rehashStep()"));
  }

  private Scene delete(String key) {
    if (!keys.remove(key)) {
      return scene("There is no key " + name(key) + ".", List.of());
    }
    var before = tables();
    var bytes = Ascii.bytes(key);
    dict.remove(bytes, 0, bytes.length);
    return scene(moved(before, tables()) + name(key) + " is deleted.", List.of("rehashStep()"));
  }

  private Scene rehash() {
    var before = tables();
    if (before.index < 0) {
      return scene("Nothing to move: there is no rehash. Add a key to a full table.", List.of());
    }
    dict.rehash(1);
    var after = tables();
    return scene(
        moved(before, after),
        after.index < 0
            ? List.of("main = target")
            : List.of("moveBuckets(buckets)", "moveBucket(rehashIndex)"));
  }

  /** Says what a step of the rehash did; empty if there was none. */
  private String moved(Tables before, Tables after) {
    if (before.index < 0 || before.index == after.index) {
      return "";
    }
    int bucket = before.index;
    while (bucket < before.buckets(0) && before.tables.get(0).get(bucket).isEmpty()) {
      bucket++;
    }
    var said = new StringBuilder();
    if (bucket > before.index) {
      int empty = bucket - before.index;
      said.append(
          empty == 1 ? "1 empty bucket is passed. " : empty + " empty buckets are passed. ");
    }
    var chain = before.tables.get(0).get(bucket);
    now = List.copyOf(chain);
    said.append("Bucket ").append(bits(bucket, before.buckets(0))).append(" moves to table 1: ");
    said.append(list(chain)).append(". ");
    if (after.index < 0) {
      said.append("Table 0 is empty: table 1 takes its place. ");
    }
    return said.toString();
  }

  private Scene scan() {
    if (isComplete) {
      return scene("The scan is complete. Begin a new one.", List.of());
    }
    var tables = tables();
    var shown = new ArrayList<String>();
    places = places(tables);
    long from = cursor;
    cursor = dict.scan(cursor, node -> shown.add(Ascii.text(node.key())));
    isScanning = true;
    isComplete = cursor == 0;
    now = shown;
    var again = new ArrayList<String>();
    for (var key : shown) {
      if (came.merge(key, 1, Integer::sum) > 1) {
        again.add(key);
      }
    }
    int size = Math.max(tables.buckets(0), tables.buckets(1));
    var said =
        "Cursor "
            + bits((int) (from & (size - 1)), size)
            + " shows "
            + (places.size() == 1 ? "a bucket: " : places.size() + " buckets: ")
            + list(shown)
            + (shown.size() == 1 ? " comes. " : " come. ");
    if (!again.isEmpty()) {
      said += (again.size() == shown.size() ? "Again: " : "Of these again: ") + list(again) + ". ";
    }
    said += isComplete ? "The scan is complete." : "Next: " + bits(next(size), size) + ".";
    return scene(
        said,
        tables.index < 0
            ? List.of("Long.reverse(Long.reverse", "showBucket(dict, dict.main")
            : List.of("showBucket(dict, larger"));
  }

  /** Returns the buckets that the next step of the scan shows. */
  private List<Place> places(Tables tables) {
    int other = tables.index < 0 || tables.buckets(0) < tables.buckets(1) ? 0 : 1;
    int small = tables.buckets(other);
    var all = new ArrayList<Place>();
    all.add(new Place(other, (int) (cursor & (small - 1))));
    if (tables.index >= 0) {
      int large = tables.buckets(1 - other);
      for (int i = (int) (cursor & (small - 1)); i < large; i += small) {
        all.add(new Place(1 - other, i));
      }
    }
    return all;
  }

  private int next(int size) {
    return (int) (cursor & (size - 1));
  }

  private Scene rescan() {
    cursor = 0;
    came.clear();
    isScanning = true;
    isComplete = false;
    return scene("A new scan begins at cursor 0.", List.of());
  }

  private Scene shrink() {
    var before = tables();
    if (dict.isRehashing()) {
      return scene("There is a rehash already. Let it end first.", List.of());
    }
    int buckets = before.buckets(0);
    var sparse =
        dict.resizeIfSparse()
            ? "Fewer than a tenth of " + buckets + " buckets are used, so"
            : dict.expand(Math.max(dict.size(), 4))
                ? "A server waits until fewer than a tenth of the buckets are used. Here"
                : "";
    return sparse.isEmpty()
        ? scene(keys.size() + " keys need " + buckets + " buckets.", List.of("isSparse("))
        : scene(
            sparse + " a table of " + dict.buckets(1) + " buckets is made, and the rehash begins.",
            List.of("isSparse(", "expand(Math.max(size()"));
  }

  // ---- Texts.

  private static String name(String key) {
    return Words.shown(key, 20);
  }

  private static String list(List<String> some) {
    return some.isEmpty()
        ? "nothing"
        : String.join(", ", some.stream().map(RehashFigure::name).toList());
  }

  /** Returns a bucket's number in as many bits as the table has. */
  private static String bits(int number, int buckets) {
    var out = new StringBuilder();
    for (int bit = buckets >> 1; bit > 0; bit >>= 1) {
      out.append((number & bit) == 0 ? '0' : '1');
    }
    return out.toString();
  }

  private static int bucketOf(Tables tables, int table, String key) {
    for (int i = 0; i < tables.buckets(table); i++) {
      if (tables.tables.get(table).get(i).contains(key)) {
        return i;
      }
    }
    throw new IllegalStateException(key);
  }

  private Scene scene(String said, List<String> code) {
    var tables = tables();
    int size = Math.max(tables.buckets(0), tables.buckets(1));
    var facts =
        List.of(
            Fact.of("rehashidx", tables.index),
            new Fact("table 0", tables.used(0) + " of " + tables.buckets(0)),
            new Fact(
                "table 1", tables.index < 0 ? "none" : tables.used(1) + " of " + tables.buckets(1)),
            new Fact(
                "cursor", isComplete ? "0: end" : isScanning ? bits(next(size), size) : "none"),
            new Fact(
                "came",
                came.keySet().stream().filter(keys::contains).count() + " of " + keys.size()));
    var state = new StringBuilder("rehashidx ").append(tables.index);
    for (int table = 0; table < 2; table++) {
      for (int i = 0; i < tables.buckets(table); i++) {
        state.append(i == 0 ? ". Table " + table + ":" : ";").append(' ');
        state.append(bits(i, tables.buckets(table))).append(' ');
        state.append(list(tables.tables.get(table).get(i)));
      }
    }
    if (isScanning) {
      state.append(". Cursor ").append(isComplete ? "0, the end" : bits(next(size), size));
      state.append(". Came:");
      came.forEach(
          (key, times) ->
              state.append(' ').append(name(key)).append(times > 1 ? " x" + times : ""));
    }
    var picture =
        new Picture(
            tables,
            Map.copyOf(came),
            List.copyOf(now),
            List.copyOf(places),
            isScanning && !isComplete ? places(tables) : List.of());
    return new Scene(said.strip(), code, facts, state.toString(), picture::draw);
  }

  /**
   * What there is to draw.
   *
   * @param came how often the scan has shown each key
   * @param now the keys that the step is about
   * @param places the buckets that the step has shown
   * @param next the buckets that the scan shows next
   */
  private record Picture(
      Tables tables,
      Map<String, Integer> came,
      List<String> now,
      List<Place> places,
      List<Place> next) {
    void draw(Drawing to) {
      boolean two = tables.index >= 0;
      int width = two ? (to.width() - GAP) / 2 : Math.min(to.width(), 420);
      table(to, 0, 0, width);
      if (two) {
        table(to, 1, width + GAP, width);
      }
    }

    private void table(Drawing to, int table, int x, int width) {
      to.text(x, 13, "table " + table, Drawing.SMALL, Ink.QUIET);
      int buckets = tables.buckets(table);
      int bits = Drawing.widthOf(bits(0, buckets), Drawing.SMALL);
      for (int i = 0; i < buckets; i++) {
        int y = TOP + i * ROW;
        var place = new Place(table, i);
        if (places.contains(place)) {
          to.box(x + 9, y, width - 10, ROW - 2, Ink.SOFT, Ink.SOFT, false);
        }
        if (next.contains(place)) {
          to.headRight(x + 8, y + ROW / 2 - 1, Ink.ACCENT);
        }
        boolean isMoved = table == 0 && i < tables.index;
        boolean isIndex = table == 0 && i == tables.index;
        to.text(x + 11, y + 13, bits(i, buckets), Drawing.SMALL, isIndex ? Ink.ACCENT : Ink.QUIET);
        int left = x + 11 + bits + 6;
        if (isMoved) {
          to.text(left, y + 13, "moved", Drawing.SMALL, Ink.QUIET);
        } else {
          chain(to, tables.tables.get(table).get(i), left, y, x + width);
        }
      }
    }

    private void chain(Drawing to, List<String> chain, int left, int y, int right) {
      int x = left;
      for (int i = 0; i < chain.size(); i++) {
        var key = chain.get(i);
        int rest = chain.size() - i;
        var text = Words.shown(key, 6);
        int times = came.getOrDefault(key, 0);
        var label = times > 1 ? text + " x" + times : text;
        int w = Drawing.widthOf(label, KEY) + 8;
        if (x + w > right - (rest > 1 ? 20 : 0)) {
          to.text(x, y + 13, "+" + rest, Drawing.SMALL, Ink.INK);
          return;
        }
        boolean isNow = now.contains(key);
        var fill = isNow ? Ink.SOFT : times > 0 ? Ink.PAST : Ink.BOX;
        to.box(x, y, w, ROW - 3, fill, isNow ? Ink.ACCENT : Ink.LINE, false);
        to.middle(x + w / 2, y + 13, label, KEY, Ink.INK);
        x += w;
        if (rest > 1) {
          to.line(x, y + 8, x + 6, y + 8, Ink.LINE);
          x += 6;
        }
      }
    }
  }
}
