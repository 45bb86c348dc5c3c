package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.sds.Sds;
import java.util.Arrays;
import java.util.List;

/** An SDS that grows: its length, what is free behind it, and when it gets another array. */
final class SdsFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(new Field("Text", "hello", true), new Field("Times", "1", false)),
          List.of(
              new Action("append", "Append"),
              new Action("cut", "Cut to nothing"),
              new Action("trim", "Free the space behind")));

  /** The most that a reader can make of it, in bytes. */
  private static final int MAX_BYTES = 16 << 20;

  private static final int MAX_TIMES = 4_000_000;

  /** Up to here each byte is drawn. */
  private static final int MAX_CELLS = 120;

  private static final int CELL = 22;
  private static final int BAR = 26;

  private final Sds sds = new Sds();
  private int arrays;
  private long copied;

  @Override
  public Scene begin() {
    return scene("An empty string: nothing is allocated.", List.of(), 0);
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    return switch (action) {
      case "append" -> append(input.get(0), Words.number(input.get(1), 1, MAX_TIMES, 0));
      case "cut" -> List.of(cut());
      case "trim" -> List.of(trim());
      default -> throw new IllegalArgumentException(action);
    };
  }

  private List<Scene> append(String text, int times) {
    var bytes = Ascii.bytes(text);
    if (times == 0) {
      return same("Times is a whole number from 1 to " + Words.grouped(MAX_TIMES) + ".");
    }
    if (bytes.length == 0) {
      return same("No text, nothing to append.");
    }
    if ((long) bytes.length * times > MAX_BYTES - sds.length()) {
      return same("This figure stops at " + Words.count(MAX_BYTES, "byte") + ".");
    }
    return times == 1 ? appendOnce(bytes) : List.of(appendOften(bytes, times));
  }

  private List<Scene> same(String why) {
    return List.of(scene(why, List.of(), 0));
  }

  /** The room is made first, so that the reader sees the new array before the bytes are in it. */
  private List<Scene> appendOnce(byte[] bytes) {
    int free = sds.available();
    if (free >= bytes.length) {
      sds.append(bytes, 0, bytes.length);
      var said =
          count(bytes.length)
              + (bytes.length == 1 ? " fits" : " fit")
              + " into the "
              + free
              + " that "
              + (free == 1 ? "is" : "are")
              + " free: nothing is allocated.";
      return List.of(scene(said, List.of("available() >= count", "arraycopy(from"), bytes.length));
    }
    int needed = sds.length() + bytes.length;
    int before = sds.length();
    ensure(bytes.length);
    int spare = sds.array().length - needed;
    var policy =
        spare == needed ? "the same again is added" : "1 MiB is added, the most (MAX_PREALLOC)";
    var grown =
        scene(
            count(bytes.length)
                + " to append, "
                + free
                + " free. The string needs "
                + Words.grouped(needed)
                + "; "
                + policy
                + ". "
                + count(sds.array().length)
                + " are allocated, and "
                + Words.grouped(before)
                + " copied.",
            List.of("MAX_PREALLOC)", "reallocate((int)", "ensureAvailable(count)"),
            0);
    sds.append(bytes, 0, bytes.length);
    var appended =
        scene(
            count(bytes.length)
                + (bytes.length == 1 ? " is" : " are")
                + " put behind the string; "
                + Words.grouped(sds.available())
                + " stay free.",
            List.of("arraycopy(from", "length += count"),
            bytes.length);
    return List.of(grown, appended);
  }

  private Scene appendOften(byte[] bytes, int times) {
    int before = arrays;
    long copiedBefore = copied;
    for (int i = 0; i < times; i++) {
      ensure(bytes.length);
      sds.append(bytes, 0, bytes.length);
    }
    int added = bytes.length * times;
    return scene(
        Words.grouped(times)
            + " times "
            + count(bytes.length)
            + ": "
            + Words.count(arrays - before, "new array")
            + ", and "
            + count(copied - copiedBefore)
            + " copied to them. That is "
            + perByte(copied - copiedBefore, added)
            + " for each byte appended.",
        List.of("ensureAvailable(count)", "MAX_PREALLOC)"),
        added);
  }

  /** Returns a quotient with one digit behind the point. */
  private static String perByte(long copiedBytes, long added) {
    long tenths = (copiedBytes * 10 + added / 2) / added;
    return tenths / 10 + "." + tenths % 10;
  }

  private void ensure(int count) {
    var old = sds.array();
    sds.ensureAvailable(count);
    if (sds.array() != old) {
      arrays++;
      copied += sds.length();
    }
  }

  private Scene cut() {
    sds.truncate(0);
    return scene(
        "The length is 0. The array stays, so the next bytes need no other one.",
        List.of("length = newLength"),
        0);
  }

  private Scene trim() {
    int free = sds.available();
    if (free == 0) {
      return scene("Nothing is free behind the string.", List.of("available() > 0"), 0);
    }
    sds.removeFreeSpace();
    arrays++;
    copied += sds.length();
    return scene(
        count(free) + " freed: the string is copied to an array that it fills.",
        List.of("reallocate(length)"),
        0);
  }

  private static String count(long bytes) {
    return Words.count(bytes, "byte");
  }

  /**
   * @param added how many bytes at the end this step has put there
   */
  private Scene scene(String said, List<String> code, int added) {
    int length = sds.length();
    int allocated = sds.array().length;
    var facts =
        List.of(
            Fact.of("len", length),
            Fact.of("free", sds.available()),
            Fact.of("alloc", allocated),
            Fact.of("arrays so far", arrays),
            Fact.of("bytes copied", copied));
    var first = Arrays.copyOf(sds.array(), Math.min(length, MAX_CELLS));
    var state =
        "len "
            + length
            + ", free "
            + sds.available()
            + ", alloc "
            + allocated
            + ": "
            + (length == 0 ? "empty" : Words.shown(first, MAX_CELLS));
    return new Scene(
        said, code, facts, state, drawing -> draw(drawing, first, length, allocated, added));
  }

  private static void draw(Drawing to, byte[] first, int length, int allocated, int added) {
    if (allocated == 0) {
      to.text(0, 16, "no array", Drawing.TEXT, Ink.QUIET);
    } else if (allocated <= MAX_CELLS) {
      drawCells(to, first, length, allocated, added);
    } else {
      drawBar(to, length, allocated, added);
    }
  }

  private static void drawCells(Drawing to, byte[] first, int length, int allocated, int added) {
    int inRow = Math.max(1, (to.width() - 2) / CELL);
    for (int i = 0; i < allocated; i++) {
      int x = 1 + i % inRow * CELL;
      int y = 1 + i / inRow * (CELL + 4);
      if (i < length) {
        boolean isNew = i >= length - added;
        to.byteBox(
            x, y, CELL, first[i] & 0xff, isNew ? Ink.SOFT : Ink.BOX, isNew ? Ink.ACCENT : Ink.LINE);
      } else {
        to.box(x, y, CELL, CELL, Ink.PAPER, Ink.QUIET, true);
      }
    }
  }

  /** A bar to scale, where there are too many bytes for a box each. */
  private static void drawBar(Drawing to, int length, int allocated, int added) {
    int whole = to.width() - 2;
    int used = (int) ((long) whole * length / allocated);
    int old = (int) ((long) whole * (length - added) / allocated);
    to.box(1, 1, whole, BAR, Ink.PAPER, Ink.QUIET, true);
    if (old > 0) {
      to.box(1, 1, old, BAR, Ink.BOX, Ink.LINE, false);
    }
    if (added > 0) {
      to.box(1 + old, 1, Math.max(used - old, 2), BAR, Ink.SOFT, Ink.ACCENT, false);
    }
    var inUse = Words.grouped(length) + " in use";
    to.text(1, BAR + 17, inUse, Drawing.SMALL, Ink.INK);
    var free = Words.grouped(allocated - length) + " free";
    to.text(whole - Drawing.widthOf(free, Drawing.SMALL), BAR + 17, free, Drawing.SMALL, Ink.QUIET);
  }
}
