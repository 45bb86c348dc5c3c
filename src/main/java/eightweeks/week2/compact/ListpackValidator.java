package eightweeks.week2.compact;

import eightweeks.week1.bytes.LittleEndian;
import org.jspecify.annotations.Nullable;

/**
 * The guard at the door: whether bytes from outside are a listpack.
 *
 * <p>Answers to {@code listpack.c: lpValidateIntegrity()}, {@code lpValidateNext()}. It reads any
 * bytes whatsoever without reading a byte too many.
 */
public final class ListpackValidator {
  private ListpackValidator() {}

  /** What a caller has to say about each entry, for example "fields must not repeat". */
  @FunctionalInterface
  public interface EntryCheck {
    /**
     * @param list the blob as a list; entries up to this one have been found to be sound
     * @param position the entry
     * @param storedCount the number of entries that the header names ({@link Listpack#MANY}: none)
     * @return whether to go on
     */
    boolean isSound(Listpack list, int position, int storedCount);
  }

  /**
   * Whether bytes are a listpack.
   *
   * @param deep whether to walk the entries, or to look at the frame alone
   * @param check what else has to hold for each entry, if deep
   */
  public static boolean validate(byte[] blob, boolean deep, @Nullable EntryCheck check) {
    if (!hasSoundFrame(blob)) {
      return false;
    }
    return !deep || hasSoundEntries(blob, check);
  }

  /** Whether the header's total is the blob's length and the end mark is in its place. */
  static boolean hasSoundFrame(byte[] blob) {
    return blob.length > ListpackFormat.HEADER
        && LittleEndian.getInt(blob, 0) == blob.length
        && (blob[blob.length - 1] & 0xff) == ListpackFormat.END;
  }

  private static boolean hasSoundEntries(byte[] blob, @Nullable EntryCheck check) {
    var list = new Listpack(blob);
    int storedCount = LittleEndian.getShort(blob, ListpackFormat.COUNT_AT) & 0xffff;
    int end = blob.length - 1;
    int count = 0;
    for (int p = ListpackFormat.HEADER; p != end; count++) {
      int behind = behindSoundEntry(blob, p, end);
      if (behind < 0 || (check != null && !check.isSound(list, p, storedCount))) {
        return false;
      }
      p = behind;
    }
    return storedCount == Listpack.MANY || storedCount == count;
  }

  /** Where the entry at p ends; below zero if it is none, or its two lengths differ. */
  private static int behindSoundEntry(byte[] blob, int p, int end) {
    try {
      int encoded = ListpackFormat.encodedLength(blob, p, end);
      int behind = p + ListpackFormat.entryLength(blob, p, end);
      return ListpackFormat.readBackLength(blob, behind) == encoded ? behind : -1;
    } catch (CorruptBlobException _) {
      return -1;
    }
  }
}
