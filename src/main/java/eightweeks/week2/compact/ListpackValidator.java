package eightweeks.week2.compact;

import eightweeks.week2.bytes.LittleEndian;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether bytes from outside are a listpack.
 *
 * <p>Answers to {@code listpack.c: lpValidateIntegrity()}, {@code lpValidateNext()}. It is safe for
 * any bytes: it never reads behind their end.
 */
public final class ListpackValidator {
  private ListpackValidator() {}

  /** A check that the caller adds for each entry, for example "fields must not repeat". */
  @FunctionalInterface
  public interface EntryCheck {
    /**
     * @param list the blob as a list; the entries up to this one are sound
     * @param position the position of the entry
     * @param storedCount the number of entries in the header ({@link Listpack#MANY}: not known)
     * @return whether the entry is sound
     */
    boolean isSound(Listpack list, int position, int storedCount);
  }

  /**
   * Returns whether bytes are a listpack.
   *
   * @param deep whether to check the entries, or only header and end mark
   * @param check a further check for each entry, if deep
   */
  public static boolean validate(byte[] blob, boolean deep, @Nullable EntryCheck check) {
    if (!hasSoundFrame(blob)) {
      return false;
    }
    return !deep || hasSoundEntries(blob, check);
  }

  /** Returns whether the header has the blob's length and the end mark is in its place. */
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

  /** Returns where the entry at p ends; negative if it is no entry, or its two lengths differ. */
  private static int behindSoundEntry(byte[] blob, int p, int end) {
    int shortLength = ListpackFormat.shortLength(blob[p] & 0xff);
    int backLength = p + shortLength;
    if (shortLength > 0 && backLength < end && blob[backLength] == shortLength) {
      return backLength + 1;
    }
    try {
      int encoded = ListpackFormat.encodedLength(blob, p, end);
      int behind = p + ListpackFormat.entryLength(blob, p, end);
      return ListpackFormat.readBackLength(blob, behind) == encoded ? behind : -1;
    } catch (CorruptBlobException _) {
      return -1;
    }
  }
}
