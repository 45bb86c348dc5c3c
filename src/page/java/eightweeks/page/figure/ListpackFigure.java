package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a listpack as they are, each with what it means. */
final class ListpackFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(new Field("Element", "hello", true), new Field("Index", "0", false)),
          List.of(
              new Action("append", "Append"),
              new Action("insert", "Insert at the index"),
              new Action("replace", "Replace"),
              new Action("delete", "Delete"),
              new Action("walk", "Walk from the end")));

  private static final int MAX_ENTRIES = 24;
  private static final int MAX_LENGTH = 10_000;

  /** Up to here the bytes of a part are drawn one by one; of longer ones the ends. */
  private static final int MAX_SHOWN = 12;

  private static final int HEADER = 6;
  private static final int CELL = 22;
  private static final int ROW = 74;

  private final Listpack list = new Listpack();

  /** A run of bytes with one meaning. */
  private record Part(String label, byte[] bytes, boolean isText, int length) {}

  /** The parts of an entry; or of the header, or of the end. */
  private record Group(String title, List<Part> parts) {}

  @Override
  public Scene begin() {
    return scene("An empty listpack: a header of six bytes, and the end mark.", List.of(), -1);
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    var bytes = Ascii.bytes(input.get(0));
    int count = list.count();
    int index = Words.number(input.get(1), 0, Integer.MAX_VALUE, -1);
    if (action.equals("walk")) {
      return walk();
    }
    return List.of(
        switch (action) {
          case "append" -> put(bytes, count, false);
          case "insert" -> index < 0 || index > count ? noIndex() : put(bytes, index, false);
          case "replace" -> index < 0 || index >= count ? noIndex() : put(bytes, index, true);
          case "delete" -> index < 0 || index >= count ? noIndex() : delete(index);
          default -> throw new IllegalArgumentException(action);
        });
  }

  private Scene noIndex() {
    return scene(
        list.count() == 0
            ? "The list is empty."
            : "There is no such index: they go from 0 to " + (list.count() - 1) + ".",
        List.of(),
        -1);
  }

  /** Goes from entry to entry as far as back-lengths lead. */
  private List<Scene> walk() {
    if (list.count() == 0) {
      return List.of(noIndex());
    }
    var scenes = new ArrayList<Scene>();
    int behind = list.totalBytes() - 1;
    int index = list.count() - 1;
    for (int p = list.last(); p != Listpack.NONE; p = list.previous(p)) {
      int back = parts(p).getLast().length;
      scenes.add(
          scene(
              "The back-length before "
                  + behind
                  + " is "
                  + Words.grouped(behind - p - back)
                  + ", and takes "
                  + Words.count(back, "byte")
                  + ": entry "
                  + index
                  + " begins at "
                  + behind
                  + " - "
                  + (behind - p - back)
                  + " - "
                  + back
                  + " = "
                  + p
                  + ".",
              List.of("readBackLength(bytes, p)"),
              index--));
      behind = p;
    }
    scenes.add(
        scene(
            "At " + HEADER + " the entries begin: there is no other one before.",
            List.of("p == HEADER"),
            -1));
    return scenes;
  }

  private Scene put(byte[] bytes, int index, boolean isReplaced) {
    if (bytes.length > MAX_LENGTH || (list.count() == MAX_ENTRIES && !isReplaced)) {
      return scene(
          "This figure has room for "
              + MAX_ENTRIES
              + " elements of up to "
              + Words.count(MAX_LENGTH, "byte")
              + ".",
          List.of(),
          -1);
    }
    int before = list.totalBytes();
    int p = list.seek(index);
    if (isReplaced) {
      list.replace(p, bytes, 0, bytes.length);
    } else if (p == Listpack.NONE) {
      list.append(bytes);
    } else {
      list.insertBefore(p, bytes, 0, bytes.length);
    }
    int at = list.seek(index);
    var said = encoding(at) + " " + backLength(at);
    if (isReplaced) {
      said +=
          " The list takes " + Words.count(list.totalBytes(), "byte") + ", before " + before + ".";
    } else if (index < list.count() - 1) {
      said += " What stood there moves " + Words.count(size(at), "byte") + " to the right.";
    }
    return scene(
        said,
        isInteger(at)
            ? List.of("into[p] = (byte) value", "writeInteger(integer", "splice(from")
            : List.of("STRING_6 | length", "writeString(text", "splice(from"),
        index);
  }

  private Scene delete(int index) {
    int at = list.seek(index);
    int size = size(at);
    boolean isLast = index == list.count() - 1;
    list.delete(at);
    return scene(
        "The entry's "
            + Words.count(size, "byte")
            + (size == 1 ? " is" : " are")
            + " gone. "
            + (isLast
                ? "The end mark moves to its place."
                : "What stood behind moves to the left."),
        List.of("splice(p, behind(p), 0, -1)", "System.arraycopy(bytes, to"),
        -1);
  }

  /** Returns the bytes of the entry at a position, with its back-length. */
  private int size(int at) {
    int next = list.next(at);
    return (next == Listpack.NONE ? list.totalBytes() - 1 : next) - at;
  }

  private boolean isInteger(int at) {
    return read(at).isInteger();
  }

  private ListpackEntry read(int at) {
    var entry = new ListpackEntry();
    list.read(at, entry);
    return entry;
  }

  private String encoding(int at) {
    var entry = read(at);
    int first = list.array()[at] & 0xff;
    if (entry.isInteger()) {
      int bits = first < 0x80 ? 7 : first < 0xe0 ? 13 : new int[] {16, 24, 32, 64}[first - 0xf1];
      return Words.shown(entry.toBytes(), 20)
          + " is an integer of "
          + bits
          + " bits: "
          + Words.count(bits < 14 ? (bits + 3) / 8 : 1 + bits / 8, "byte")
          + ".";
    }
    int most = first < 0xc0 ? 6 : first < 0xf0 ? 12 : 32;
    return "A string of "
        + Words.count(entry.length(), "byte")
        + ", with its length in "
        + most
        + " bits.";
  }

  private String backLength(int at) {
    var parts = parts(at);
    int length = size(at) - parts.getLast().length;
    return "The back-length " + Words.grouped(length) + " counts encoding and data.";
  }

  // ---- Parts.

  private List<Part> parts(int at) {
    var bytes = list.array();
    var entry = read(at);
    int size = size(at);
    var parts = new ArrayList<Part>();
    int data = at + 1;
    int behind;
    if (entry.isInteger()) {
      int first = bytes[at] & 0xff;
      data = first < 0x80 ? at + 1 : first < 0xe0 ? at + 2 : at + 1;
      behind = first < 0xe0 ? data : at + size - 1;
    } else {
      data = entry.offset();
      behind = data + entry.length();
    }
    parts.add(
        part(data < behind || !entry.isInteger() ? "encoding" : "encoding, data", at, data, false));
    if (behind > data) {
      parts.add(part("data", data, behind, !entry.isInteger()));
    }
    parts.add(part("backlen", behind, at + size, false));
    return parts;
  }

  private Part part(String label, int from, int to, boolean isText) {
    return new Part(label, Arrays.copyOfRange(list.array(), from, to), isText, to - from);
  }

  private List<Group> groups() {
    var groups = new ArrayList<Group>();
    groups.add(
        new Group(
            "header", List.of(part("total bytes", 0, 4, false), part("count", 4, HEADER, false))));
    int index = 0;
    for (int p = list.first(); p != Listpack.NONE; p = list.next(p)) {
      groups.add(new Group("entry " + index++ + " at " + p, parts(p)));
    }
    int end = list.totalBytes() - 1;
    groups.add(new Group("", List.of(part("end", end, end + 1, false))));
    return groups;
  }

  /**
   * @param changed the index of the entry that the step is about; -1 for none
   */
  private Scene scene(String said, List<String> code, int changed) {
    var groups = groups();
    var facts =
        List.of(
            Fact.of("total bytes", list.totalBytes()),
            Fact.of("count", list.count()),
            Fact.of("array", list.array().length));
    var state = new StringBuilder();
    for (var group : groups) {
      state.append(state.isEmpty() ? "" : "; ").append(group.title);
      for (var part : group.parts) {
        state.append(state.isEmpty() || group.title.isEmpty() ? "" : ", ").append(part.label);
        for (var b : shown(part)) {
          state.append(' ').append(b);
        }
      }
    }
    return new Scene(
        said, code, facts, state.toString(), drawing -> draw(drawing, groups, changed));
  }

  /** Returns the bytes of a part as hexadecimal digits, a long one with the middle left out. */
  private static List<String> shown(Part part) {
    var all = new ArrayList<String>();
    for (int i = 0; i < part.length; i++) {
      if (part.length > MAX_SHOWN && i == MAX_SHOWN - 4) {
        all.add("..");
        i = part.length - 3;
      }
      all.add(Words.hex(part.bytes[i]));
    }
    return all;
  }

  // ---- Drawing.

  private static int width(Part part) {
    int cells = Math.min(part.length, MAX_SHOWN) * CELL;
    return Math.max(cells, Drawing.widthOf(part.label, Drawing.SMALL) + 4) + 4;
  }

  private static void draw(Drawing to, List<Group> groups, int changed) {
    int x = 1;
    int y = 0;
    for (int g = 0; g < groups.size(); g++) {
      var group = groups.get(g);
      int whole = group.parts.stream().mapToInt(ListpackFigure::width).sum();
      if (x > 1 && x + whole > to.width()) {
        x = 1;
        y += ROW;
      }
      boolean isChanged = g == changed + 1 && changed >= 0;
      to.text(x, y + 12, group.title, Drawing.SMALL, isChanged ? Ink.ACCENT : Ink.INK);
      for (var part : group.parts) {
        if (x > 1 && x + width(part) > to.width()) {
          x = 1;
          y += ROW;
        }
        draw(to, part, x, y, isChanged);
        x += width(part);
      }
      x += 8;
    }
  }

  private static void draw(Drawing to, Part part, int x, int y, boolean isChanged) {
    to.text(x, y + 27, part.label, Drawing.SMALL, Ink.QUIET);
    int at = x;
    for (int i = 0; i < part.length; i++) {
      if (part.length > MAX_SHOWN && i == MAX_SHOWN - 4) {
        to.middle(at + CELL / 2, y + 46, "...", Drawing.SMALL, Ink.QUIET);
        i = part.length - 3;
        at += CELL;
      }
      int b = part.bytes[i] & 0xff;
      to.box(
          at,
          y + 32,
          CELL,
          20,
          Words.hex(b),
          isChanged ? Ink.SOFT : part.isText ? Ink.PAPER : Ink.BOX,
          isChanged ? Ink.ACCENT : Ink.LINE);
      if (part.isText && Words.isPrintable(b)) {
        to.middle(at + CELL / 2, y + 65, String.valueOf((char) b), Drawing.SMALL, Ink.INK);
      }
      at += CELL;
    }
  }
}
