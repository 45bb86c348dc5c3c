package eightweeks.week7.debugging;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week2.quicklist.Quicklist;
import eightweeks.week2.quicklist.QuicklistNode;

/**
 * Shows the inside of compact structures as text.
 *
 * <p>Answers to {@code listpack.c: lpRepr()} and {@code quicklist.c: quicklistRepr()}.
 */
final class StructureText {
  private final StringBuilder text = new StringBuilder();

  private StructureText() {}

  /** Returns a listpack, an entry a line. */
  static String of(Listpack list) {
    var structure = new StructureText();
    structure.add(list);
    return structure.text.toString();
  }

  /**
   * Returns a quicklist, a node a line.
   *
   * @param full whether to show what is in the nodes
   */
  static String of(Quicklist list, boolean full) {
    var structure = new StructureText();
    structure
        .text
        .append("{count : " + list.count() + "}\n{len : " + list.nodeCount() + "}\n")
        .append("{fill : " + list.fill() + "}\n{compress : " + list.compressDepth() + "}\n");
    int number = 0;
    for (var node = list.head(); node != null; node = node.next()) {
      structure.add(node, number++, full);
    }
    return structure.text.toString();
  }

  private void add(QuicklistNode node, int number, boolean full) {
    text.append("{quicklist node(" + number + ")\n")
        .append("{container : " + (node.isPlain() ? "PLAIN" : "PACKED"))
        .append(", encoding: " + (node.isCompressed() ? "LZF" : "RAW"))
        .append(", size: " + node.size() + ", count: " + node.count() + "}\n");
    // A compressed node stays closed: looking at it must not change it.
    if (full && !node.isPlain() && !node.isCompressed()) {
      add(node.list());
    }
  }

  private void add(Listpack list) {
    text.append("{total bytes " + list.totalBytes() + "} {num entries " + list.count() + "}\n");
    var entry = new ListpackEntry();
    int end = list.totalBytes() - 1;
    int index = 0;
    for (int p = list.first(); p != Listpack.NONE; ) {
      int next = list.next(p);
      list.read(p, entry);
      text.append("{index: " + index++ + ", offset: " + p + ", bytes: ");
      for (int i = p; i < (next == Listpack.NONE ? end : next); i++) {
        int b = list.array()[i] & 0xff;
        text.append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
        text.append('|');
      }
      var quote = entry.isInteger() ? "" : "\"";
      text.append(", value: " + quote + entry + quote + "}\n");
      p = next;
    }
    text.append("{end}\n");
  }
}
