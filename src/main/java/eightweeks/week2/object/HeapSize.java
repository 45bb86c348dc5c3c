package eightweeks.week2.object;

import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.quicklist.Quicklist;

/**
 * Computes how much memory keys and values take, by the rules of {@link ObjectSize}. A test
 * compares the numbers with JOL.
 */
public final class HeapSize {
  /** Bytes of a {@link StoredInteger}. */
  static final int STORED_INTEGER = 16;

  /** Bytes of an {@link Entry}, without key and value. */
  static final int ENTRY = 24;

  /** Bytes of an {@link ExpiringEntry}, without key and value. */
  static final int EXPIRING_ENTRY = 40;

  private HeapSize() {}

  /** Returns the bytes of a byte array of a length. */
  public static long ofBytes(int length) {
    return ObjectSize.ofBytes(length);
  }

  /** Returns the bytes of an entry with its key, without its value. */
  public static long of(Entry entry) {
    return ofBytes(entry.key().length) + (entry instanceof ExpiringEntry ? EXPIRING_ENTRY : ENTRY);
  }

  /** Returns the bytes of a number of entries that do not expire, without keys and values. */
  public static long ofEntries(int count) {
    return (long) ENTRY * count;
  }

  /** Returns the bytes of a number of entries that expire, without keys and values. */
  public static long ofExpiring(int count) {
    return (long) EXPIRING_ENTRY * count;
  }

  /** Returns the bytes of the content of an entry: a string, a compact value or a structure. */
  static long ofContent(Object content) {
    return switch (content) {
      case byte[] bytes -> ofBytes(bytes.length);
      case Structure structure -> structure.accounted();
      case Quicklist list -> list.memory();
      case Value value -> value.accounted();
      default -> Strings.memory(content);
    };
  }
}
