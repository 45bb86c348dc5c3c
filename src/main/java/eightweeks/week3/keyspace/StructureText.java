package eightweeks.week3.keyspace;

import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week2.compact.Quicklist;
import eightweeks.week2.compact.QuicklistNode;
import java.util.Locale;

/**
 * What a compact structure looks like inside, as text for people.
 *
 * <p>Answers to {@code listpack.c: lpRepr()} and {@code quicklist.c: quicklistRepr()}.
 */
final class StructureText {
  private final StringBuilder text = new StringBuilder();

  private StructureText() {}

  /** A listpack, an entry a line. */
  static String of(Listpack list) {
    var structure = new StructureText();
    structure.add(list);
    return structure.text.toString();
  }

  /**
   * A quicklist, a node a line.
   *
   * @param full whether to show what is in the nodes
   */
  static String of(Quicklist list, boolean full) {
    var structure = new StructureText();
    structure.add("{count : %d}\n{len : %d}\n", list.count(), list.nodeCount());
    structure.add("{fill : %d}\n{compress : %d}\n", list.fill(), list.compressDepth());
    int number = 0;
    for (var node = list.head(); node != null; node = node.next()) {
      structure.add(node, number++, full);
    }
    return structure.text.toString();
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values));
  }

  private void add(QuicklistNode node, int number, boolean full) {
    add(
        "{quicklist node(%d)\n{container : %s, encoding: %s, size: %d, count: %d}\n",
        number,
        node.isPlain() ? "PLAIN" : "PACKED",
        node.isCompressed() ? "LZF" : "RAW",
        node.size(),
        node.count());
    // A compressed node stays closed: looking at it must not change it.
    if (full && !node.isPlain() && !node.isCompressed()) {
      add(node.list());
    }
  }

  private void add(Listpack list) {
    add("{total bytes %d} {num entries %d}\n", list.totalBytes(), list.count());
    var entry = new ListpackEntry();
    int end = list.totalBytes() - 1;
    int index = 0;
    for (int p = list.first(); p != Listpack.NONE; ) {
      int next = list.next(p);
      list.read(p, entry);
      add("{index: %d, offset: %d, bytes: ", index++, p);
      for (int i = p; i < (next == Listpack.NONE ? end : next); i++) {
        add("%02x|", list.array()[i]);
      }
      add(entry.isInteger() ? ", value: %s}\n" : ", value: \"%s\"}\n", entry);
      p = next;
    }
    add("{end}\n");
  }
}
