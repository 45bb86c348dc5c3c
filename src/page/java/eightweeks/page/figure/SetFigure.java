package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.config.Config;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week2.values.SetValue;
import eightweeks.week2.values.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The encoding of a set as members come: intset, listpack, hash table. */
final class SetFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(
              new Field("Members, with blanks between", "1 2 3", true),
              new Field("Limits: integers, entries, bytes of a value", "4 6 8", true)),
          List.of(
              new Action("add", "SADD"),
              new Action("remove", "SREM"),
              new Action("limit", "New set with these limits")));

  private static final int MAX_MEMBERS = 600;
  private static final int MAX_WORDS = 64;
  private static final int MAX_LENGTH = 10_000;
  private static final int MAX_DRAWN = 48;
  private static final int ROW = 24;

  private final Values values = new Values(new Config(), new SipHash(7, 11), new RandomStream(1));
  private @Nullable SetValue set;

  SetFigure() {
    limits(4, 6, 8);
  }

  private void limits(long integers, long entries, long value) {
    values.limits().setMaxIntsetEntries.set(integers);
    values.limits().setMaxListpackEntries.set(entries);
    values.limits().setMaxListpackValue.set(value);
  }

  private long maxIntegers() {
    return values.limits().setMaxIntsetEntries.value();
  }

  private long maxEntries() {
    return values.limits().setMaxListpackEntries.value();
  }

  private long maxValue() {
    return values.limits().setMaxListpackValue.value();
  }

  @Override
  public Scene begin() {
    return scene(
        "No set yet. Its limits are small here, so that they are soon reached; Redis's are 512, 128"
            + " and 64.",
        List.of(),
        "");
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    if (action.equals("limit")) {
      return List.of(limit(input.get(1)));
    }
    var scenes = new ArrayList<Scene>();
    for (var member : Words.split(input.get(0), MAX_WORDS)) {
      scenes.add(
          switch (action) {
            case "add" -> add(member);
            case "remove" -> remove(member);
            default -> throw new IllegalArgumentException(action);
          });
    }
    if (scenes.isEmpty()) {
      scenes.add(scene("No member.", List.of(), ""));
    }
    return scenes;
  }

  private Scene limit(String text) {
    var numbers = new ArrayList<Integer>();
    for (var word : Words.split(text, 4)) {
      numbers.add(Words.number(word, 0, 1_000_000, -1));
    }
    if (numbers.size() != 3 || numbers.contains(-1)) {
      return scene("Three whole numbers are needed, such as 512 128 64.", List.of(), "");
    }
    limits(numbers.get(0), numbers.get(1), numbers.get(2));
    set = null;
    return scene("A new set, which is empty. The first member makes it.", List.of(), "");
  }

  private Scene add(String member) {
    if (member.length() > MAX_LENGTH || (set != null && set.size() >= MAX_MEMBERS)) {
      return scene(
          "This figure takes "
              + MAX_MEMBERS
              + " members of up to "
              + Words.count(MAX_LENGTH, "byte")
              + ".",
          List.of(),
          "");
    }
    var bytes = Ascii.bytes(member);
    boolean isInteger = Numbers.isInteger(bytes, 0, bytes.length);
    var before = set == null ? null : set.encoding();
    int width = before == Encoding.INTSET && set != null ? set.integers().width() : 0;
    long size = set == null ? 0 : set.size();
    int longestBefore = longest(members());
    if (set == null) {
      set = values.set(bytes, 0, bytes.length, 1);
    }
    if (!set.add(bytes, 0, bytes.length)) {
      return scene(name(member) + " is there already.", List.of(), member);
    }
    var after = set.encoding();
    var said =
        before == null
            ? name(member)
                + (isInteger ? " is an integer" : " is no integer")
                + ": the set begins as "
                + a(after)
                + "."
            : before == after
                ? stays(member, after, width)
                : name(member)
                    + ": "
                    + why(before, after, isInteger, size, bytes.length, longestBefore)
                    + " The set becomes "
                    + a(after)
                    + ".";
    return scene(said, code(before, after), member);
  }

  private static List<String> code(@Nullable Encoding before, Encoding after) {
    if (before == null) {
      return List.of("Numbers.isInteger(member", "isIntSet()");
    }
    if (before == after) {
      return switch (after) {
        case INTSET -> List.of("set.add(number)", "addToIntSet(Numbers.parse");
        case LISTPACK -> List.of("list.append(text, offset, length)", "addToListpack(text");
        default -> List.of("table().addIfAbsent(text, offset, length)");
      };
    }
    return before == Encoding.INTSET
        ? after == Encoding.HT
            ? List.of("set.size() > maxIntegers()", "toTable(set.size())", "toTable(size + 1L)")
            : List.of("shrinkInto(Encoding.LISTPACK", "leaveIntSet(length)")
        : List.of("toTable(list.count() + 1L)");
  }

  private String stays(String member, Encoding encoding, int width) {
    var set = there();
    if (encoding == Encoding.INTSET && set.integers().width() > width) {
      return name(member)
          + " needs "
          + set.integers().width()
          + " bytes, so every integer takes as"
          + " many from now on.";
    }
    return switch (encoding) {
      case INTSET ->
          name(member)
              + " is an integer, and "
              + set.size()
              + " of "
              + maxIntegers()
              + " are there: it stays an intset.";
      case LISTPACK ->
          name(member)
              + " is one of "
              + set.size()
              + " members, "
              + maxEntries()
              + " may be there: it stays a listpack.";
      default -> name(member) + ": a hash table takes everything.";
    };
  }

  private String why(
      Encoding before,
      Encoding after,
      boolean isInteger,
      long size,
      int length,
      int longestBefore) {
    if (before == Encoding.INTSET && isInteger) {
      return size + 1 + " integers are more than " + maxIntegers() + " (set-max-intset-entries).";
    }
    var noInteger = before == Encoding.INTSET ? "it is no integer. " : "";
    if (after == Encoding.LISTPACK) {
      return noInteger + "Members are few and short enough.";
    }
    if (size >= maxEntries()) {
      return noInteger
          + (size + 1)
          + " members are more than "
          + maxEntries()
          + " (set-max-listpack-entries).";
    }
    int bytes = length > maxValue() ? length : longestBefore;
    return noInteger
        + Words.count(bytes, "byte")
        + (bytes == 1 ? " is" : " are")
        + " more than "
        + maxValue()
        + " (set-max-listpack-value).";
  }

  private Scene remove(String member) {
    var bytes = Ascii.bytes(member);
    if (set == null || !set.remove(bytes, 0, bytes.length)) {
      return scene(name(member) + " is no member.", List.of(), "");
    }
    if (set.size() == 0) {
      set = null;
      return scene(name(member) + " was the last member. The key is deleted.", List.of(), "");
    }
    return scene(
        name(member)
            + " is removed. The set stays "
            + a(set.encoding())
            + ": it never becomes more compact by itself.",
        List.of("set.remove(Numbers.parse", "list.delete(p)"),
        "");
  }

  private SetValue there() {
    if (set == null) {
      throw new IllegalStateException("no set");
    }
    return set;
  }

  private static String name(String member) {
    return Words.shown(member, 20);
  }

  private static String a(Encoding encoding) {
    return switch (encoding) {
      case INTSET -> "an intset";
      case LISTPACK -> "a listpack";
      default -> "a hash table";
    };
  }

  // ---- The scene.

  private Scene scene(String said, List<String> code, String member) {
    var now = set;
    var members = members();
    var encoding = now == null ? "none" : now.encoding().text();
    int width = now != null && now.encoding() == Encoding.INTSET ? now.integers().width() : 0;
    var facts =
        List.of(
            new Fact("encoding", encoding),
            Fact.of("members", members.size()),
            new Fact("bytes", now == null ? "0" : Words.grouped(now.memory(0))),
            new Fact("integer of", width == 0 ? "-" : width + " bytes"));
    var state = new StringBuilder(encoding).append(':');
    members.forEach(each -> state.append(' ').append(name(each)));
    state.append(". Limits ").append(maxIntegers()).append(", ").append(maxEntries());
    state.append(", ").append(maxValue());
    var picture =
        new Picture(
            encoding,
            List.copyOf(members),
            member,
            buckets(now),
            List.of(
                new Limit("integers in an intset", members.size(), maxIntegers(), width > 0),
                new Limit(
                    "members in a listpack",
                    members.size(),
                    maxEntries(),
                    encoding.equals("listpack")),
                new Limit(
                    "bytes of the longest",
                    longest(members),
                    maxValue(),
                    encoding.equals("listpack"))));
    return new Scene(said, code, facts, state.toString(), picture::draw);
  }

  private List<String> members() {
    var members = new ArrayList<String>();
    if (set != null) {
      try (var all = set.cursor()) {
        while (all.next()) {
          members.add(Ascii.text(all.element().toBytes()));
        }
      }
    }
    return members;
  }

  private static int longest(List<String> members) {
    return members.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Returns the chains of a hash table; none for other encodings. */
  private static List<List<String>> buckets(@Nullable SetValue set) {
    var buckets = new ArrayList<List<String>>();
    if (set == null || set.isCompact()) {
      return buckets;
    }
    var dict = set.dict();
    for (int table = 0; table < 2; table++) {
      for (int i = 0; i < dict.buckets(table); i++) {
        var chain = new ArrayList<String>();
        dict.showBucket(table, i, bytes -> chain.add(Ascii.text(bytes)));
        if (table == 0 || !chain.isEmpty()) {
          buckets.add(chain);
        }
      }
    }
    return buckets;
  }

  /** A limit, and whether it counts at the moment. */
  private record Limit(String what, long value, long most, boolean counts) {}

  private record Picture(
      String encoding,
      List<String> members,
      String member,
      List<List<String>> buckets,
      List<Limit> limits) {
    void draw(Drawing to) {
      int y = 0;
      for (var limit : limits) {
        y = draw(to, limit, y);
      }
      y += 8;
      to.text(0, y + 12, encoding.equals("none") ? "no set" : encoding, Drawing.TEXT, Ink.ACCENT);
      y += 20;
      if (buckets.isEmpty()) {
        row(to, members, 1, y, encoding.equals("intset") ? 0 : 4);
      } else {
        table(to, y);
      }
    }

    private static int draw(Drawing to, Limit limit, int y) {
      int bar = Math.min(160, to.width() / 3);
      var ink = limit.counts ? Ink.INK : Ink.QUIET;
      int filled = limit.most == 0 ? bar : (int) Math.min(bar, bar * limit.value / limit.most);
      to.box(1, y + 2, bar, 10, Ink.PAPER, Ink.QUIET, !limit.counts);
      if (limit.counts && filled > 0) {
        boolean full = limit.value >= limit.most;
        to.box(
            1, y + 2, filled, 10, full ? Ink.SOFT : Ink.BOX, full ? Ink.ACCENT : Ink.LINE, false);
      }
      var text =
          limit.counts
              ? limit.value + " of " + limit.most + " " + limit.what
              : limit.what + ": up to " + limit.most;
      to.text(bar + 8, y + 11, text, Drawing.SMALL, ink);
      return y + 17;
    }

    /** Members beside each other; an intset without gaps, because it is one array of integers. */
    private void row(Drawing to, List<String> some, int left, int top, int gap) {
      int x = left;
      int y = top;
      int shown = Math.min(some.size(), MAX_DRAWN);
      int same = 0;
      if (encoding.equals("intset")) {
        for (var each : some) {
          same = Math.max(same, Drawing.widthOf(each, Drawing.TEXT) + 10);
        }
      }
      for (int i = 0; i < shown; i++) {
        var text = Words.shown(some.get(i), 20);
        int w = same > 0 ? same : Drawing.widthOf(text, Drawing.TEXT) + 10;
        if (x > left && x + w > to.width() - 2) {
          x = left;
          y += ROW + 3;
        }
        boolean isNow = some.get(i).equals(member);
        to.box(x, y, w, ROW - 2, text, isNow ? Ink.SOFT : Ink.BOX, isNow ? Ink.ACCENT : Ink.LINE);
        x += w + gap;
      }
      if (some.size() > shown) {
        to.text(
            left, y + ROW + 14, "and " + (some.size() - shown) + " more", Drawing.SMALL, Ink.QUIET);
      }
    }

    private void table(Drawing to, int top) {
      int shown = Math.min(buckets.size(), 16);
      int columns = to.width() < 480 ? 1 : 2;
      int rows = (shown + columns - 1) / columns;
      int width = to.width() / columns;
      for (int i = 0; i < shown; i++) {
        int x = i / rows * width;
        int y = top + i % rows * ROW;
        var number = Integer.toString(i);
        to.text(
            x + 18 - Drawing.widthOf(number, Drawing.SMALL),
            y + 15,
            number,
            Drawing.SMALL,
            Ink.QUIET);
        chain(to, buckets.get(i), x + 24, y, x + width - 6);
      }
      if (buckets.size() > shown) {
        to.text(
            0,
            top + rows * ROW + 14,
            "and " + (buckets.size() - shown) + " more buckets",
            Drawing.SMALL,
            Ink.QUIET);
      }
    }

    private void chain(Drawing to, List<String> chain, int left, int y, int right) {
      int x = left;
      for (int i = 0; i < chain.size(); i++) {
        var text = Words.shown(chain.get(i), 12);
        int w = Drawing.widthOf(text, Drawing.TEXT) + 10;
        if (x + w > right) {
          to.text(x, y + 15, "+" + (chain.size() - i), Drawing.SMALL, Ink.INK);
          return;
        }
        boolean isNow = chain.get(i).equals(member);
        to.box(x, y, w, ROW - 2, text, isNow ? Ink.SOFT : Ink.BOX, isNow ? Ink.ACCENT : Ink.LINE);
        x += w + 6;
      }
    }
  }
}
