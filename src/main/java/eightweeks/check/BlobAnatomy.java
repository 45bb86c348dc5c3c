package eightweeks.check;

import eightweeks.check.Piece.Kind;
import eightweeks.check.RdbCursor.Text;
import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week3.rdbencoding.RdbException;
import java.util.Arrays;

/**
 * Takes compact values to pieces: listpacks, intsets, and the ziplists and zipmaps of old versions.
 *
 * <p>What an entry of a listpack or intset holds is read by the classes of week 2. A value that is
 * not sound may give wrong pieces, up to where its bytes end; the decoder of the server, which is
 * asked as well, names the error.
 */
final class BlobAnatomy {
  private static final int END_MARK = 0xff;
  private static final int LONG = 254;

  private final RdbCursor at;

  BlobAnatomy(RdbCursor at) {
    this.at = at;
  }

  /** Tells a part of the blob; returns where it ends. */
  private int part(Text blob, int from, int to, Kind kind, String meaning) throws RdbException {
    if (from > to || to > blob.bytes().length) {
      throw at.in().corrupt(blob.offset() + from, "beyond the end of the value");
    }
    at.piece(blob, from, to, kind, meaning);
    return to;
  }

  private static int u16(byte[] bytes, int p) {
    return LittleEndian.getShort(bytes, p) & 0xffff;
  }

  private static long u32(byte[] bytes, int p) {
    return Integer.toUnsignedLong(LittleEndian.getInt(bytes, p));
  }

  private void require(Text blob, int bytes) throws RdbException {
    if (blob.bytes().length < bytes) {
      throw at.in().corrupt(blob.offset(), "the value is shorter than its header");
    }
  }

  void listpack(Text blob) throws RdbException {
    require(blob, Listpack.EMPTY_BYTES);
    at.deeper();
    var bytes = blob.bytes();
    int p = part(blob, 0, 4, Kind.LENGTH, "listpack of " + u32(bytes, 0) + " bytes");
    p = part(blob, p, p + 2, Kind.LENGTH, "number of entries: " + u16(bytes, p));
    try {
      var list = new Listpack(bytes);
      var entry = new ListpackEntry();
      for (p = list.first(); p != Listpack.NONE; p = list.next(p)) {
        list.read(p, entry);
        int end = list.next(p) == Listpack.NONE ? bytes.length - 1 : list.next(p);
        if (end <= p) {
          break; // not sound
        }
        listpackEntry(blob, p, end, entry);
      }
    } catch (RuntimeException e) {
      // The blob is not sound: CorruptBlobException, or an index beyond its end.
      throw at.in().corrupt(blob.offset(), "a listpack that is not sound");
    }
    part(blob, bytes.length - 1, bytes.length, Kind.MARK, "end of the listpack");
    at.higher();
  }

  private void listpackEntry(Text blob, int p, int end, ListpackEntry entry) throws RdbException {
    int back = end - backLengthBytes(end - p);
    if (entry.isInteger()) {
      part(blob, p, back, Kind.DATA, "integer " + entry.integer());
    } else {
      int data = part(blob, p, entry.offset(), Kind.LENGTH, "string of " + entry.length());
      if (entry.length() > 0) {
        part(blob, data, back, Kind.DATA, new Text(entry.toBytes(), 0, false).shown());
      }
    }
    part(blob, back, end, Kind.LENGTH, "length of the entry, for walking backwards: " + (back - p));
  }

  /** Returns how many of the bytes of an entry are its length: seven bits of it in each. */
  private static int backLengthBytes(int entry) {
    int bytes = 1;
    while (entry - bytes >= 1L << 7 * bytes) {
      bytes++;
    }
    return bytes;
  }

  void intset(Text blob) throws RdbException {
    require(blob, 8);
    at.deeper();
    var bytes = blob.bytes();
    long width = u32(bytes, 0);
    part(blob, 0, 4, Kind.LENGTH, "integers of " + width + " bytes");
    long count = u32(bytes, 4);
    int p = part(blob, 4, 8, Kind.LENGTH, "number of integers: " + count + ", ascending");
    if (!IntSet.validate(bytes, false)) {
      throw at.in().corrupt(blob.offset(), "an intset that is not sound");
    }
    var set = new IntSet(bytes);
    for (int i = 0; i < set.size(); i++) {
      p = part(blob, p, p + (int) width, Kind.DATA, "integer " + set.get(i));
    }
    at.higher();
  }

  void ziplist(Text blob) throws RdbException {
    int header = 10;
    require(blob, header + 1);
    at.deeper();
    var bytes = blob.bytes();
    part(blob, 0, 4, Kind.LENGTH, "ziplist of " + u32(bytes, 0) + " bytes");
    part(blob, 4, 8, Kind.LENGTH, "the last entry begins at byte " + u32(bytes, 4) + " of it");
    int p = part(blob, 8, header, Kind.LENGTH, "number of entries: " + u16(bytes, 8));
    while (p < bytes.length - 1) {
      p = ziplistEntry(blob, p);
    }
    part(blob, p, bytes.length, Kind.MARK, "end of the ziplist");
    at.higher();
  }

  private int ziplistEntry(Text blob, int from) throws RdbException {
    boolean isLong = (blob.bytes()[from] & 0xff) == LONG;
    int p = part(blob, from, from + (isLong ? 5 : 1), Kind.LENGTH, "length of the entry before");
    int encoding = blob.bytes()[p] & 0xff;
    if (encoding >= 0xc0) {
      int data =
          switch (encoding) {
            case 0xfe -> 1;
            case 0xc0 -> 2;
            case 0xf0 -> 3;
            case 0xd0 -> 4;
            case 0xe0 -> 8;
            default -> 0;
          };
      var value =
          data == 0
              ? "integer " + (encoding - 0xf1) + ", in the encoding itself"
              : "integer of " + data + " bytes, lowest byte first";
      return part(blob, p, p + 1 + data, Kind.DATA, value);
    }
    long length;
    int data;
    if (encoding < 0x40) {
      length = encoding;
      data = p + 1;
    } else if (encoding < 0x80) {
      int bits = (encoding & 0x3f) << 8 | (byteAt(blob, p + 1) & 0xff);
      length = bits;
      data = p + 2;
    } else {
      length = 0;
      for (int i = 1; i <= 4; i++) {
        length = length << 8 | (byteAt(blob, p + i) & 0xff);
      }
      data = p + 5;
    }
    part(blob, p, data, Kind.LENGTH, "string of " + length);
    return data(blob, data, length, "");
  }

  private byte byteAt(Text blob, int p) throws RdbException {
    if (p >= blob.bytes().length) {
      throw at.in().corrupt(blob.offset() + p, "beyond the end of the value");
    }
    return blob.bytes()[p];
  }

  private int data(Text blob, int from, long length, String what) throws RdbException {
    if (length > blob.bytes().length - from) {
      throw at.in().corrupt(blob.offset() + from, "beyond the end of the value");
    }
    int to = from + (int) length;
    if (length > 0) {
      var text = new Text(Arrays.copyOfRange(blob.bytes(), from, to), 0, false);
      part(blob, from, to, Kind.DATA, what + text.shown());
    }
    return to;
  }

  void zipmap(Text blob) throws RdbException {
    require(blob, 2);
    at.deeper();
    var bytes = blob.bytes();
    int p = part(blob, 0, 1, Kind.LENGTH, "zipmap, number of fields: " + (bytes[0] & 0xff));
    while (p < bytes.length - 1) {
      p = zipmapString(blob, p, "field ", false);
      p = zipmapString(blob, p, "value ", true);
    }
    part(blob, p, p + 1, Kind.MARK, "end of the zipmap");
    at.higher();
  }

  private int zipmapString(Text blob, int from, String what, boolean hasFree) throws RdbException {
    int first = byteAt(blob, from) & 0xff;
    int p = from + (first == LONG ? 5 : 1);
    byteAt(blob, p);
    long length = first == LONG ? u32(blob.bytes(), from + 1) : first;
    if (first == END_MARK) {
      throw at.in().corrupt(blob.offset() + from, "an end mark before the end");
    }
    part(blob, from, p, Kind.LENGTH, "length " + length);
    int free = 0;
    if (hasFree) {
      free = byteAt(blob, p) & 0xff;
      p = part(blob, p, p + 1, Kind.LENGTH, "unused bytes behind the value: " + free);
    }
    p = data(blob, p, length, what);
    return free == 0 ? p : part(blob, p, p + free, Kind.DATA, "unused");
  }
}
