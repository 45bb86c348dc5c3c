package eightweeks.week2.object;

import eightweeks.week2.compact.Quicklist;

/** How much memory a quicklist takes. */
final class QuicklistMemory {
  private static final int LIST = 40;
  private static final int NODE = 32;
  private static final int LISTPACK = 16;

  private QuicklistMemory() {}

  /** Bytes of it and its nodes; those beyond the samples are taken to be like the first ones. */
  static long of(Quicklist list, long samples) {
    long seen = 0;
    long bytes = 0;
    for (var node = list.head(); node != null && seen < samples; node = node.next()) {
      seen++;
      bytes +=
          NODE
              + (node.isPlain() || node.isCompressed()
                  ? HeapSize.ofBytes(node.bytes().length)
                  : LISTPACK + HeapSize.ofBytes(node.list().array().length));
    }
    return seen == 0 ? LIST : LIST + (long) ((double) bytes / seen * list.nodeCount());
  }
}
