package eightweeks.week2.object;

import eightweeks.week2.compact.Quicklist;
import eightweeks.week2.memory.ObjectSize;

/**
 * How much memory keys and values take, as {@link ObjectSize} reckons. A test compares the numbers
 * with JOL.
 */
public final class HeapSize {
  /** A {@link Long} that is not shared. */
  static final int LONG = 16;

  /** An {@link Entry}. */
  static final int ENTRY = 24;

  /** An {@link ExpiringEntry}. */
  static final int EXPIRING_ENTRY = 40;

  private HeapSize() {}

  /** A byte array of a length. */
  public static long ofBytes(int length) {
    return ObjectSize.ofBytes(length);
  }

  /** An entry with its key, without its value. */
  public static long of(Entry entry) {
    return ofBytes(entry.key().length) + (entry instanceof ExpiringEntry ? EXPIRING_ENTRY : ENTRY);
  }

  /** The content of an entry, whatever it is: a string, a compact blob, a structure. */
  static long ofContent(Object content) {
    return switch (content) {
      case byte[] bytes -> ofBytes(bytes.length);
      case ElementTable table -> table.accounted();
      case SkipListSortedSet ranking -> ranking.accounted();
      case Quicklist list -> list.memory();
      case Value value -> value.accounted();
      default -> Strings.memory(content);
    };
  }
}
