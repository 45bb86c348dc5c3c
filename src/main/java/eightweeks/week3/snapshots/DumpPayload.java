package eightweeks.week3.snapshots;

import eightweeks.week2.bytes.LittleEndian;
import eightweeks.week3.rdb.RdbType;
import eightweeks.week3.rdb.RdbTypes;
import eightweeks.week3.rdbencoding.Crc64;
import eightweeks.week3.rdbencoding.RdbReader;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The payload of DUMP and RESTORE: one value as RDB, its version and its checksum.
 *
 * <p>Answers to {@code cluster.c: createDumpPayload(), verifyDumpPayload()}.
 *
 * <pre>
 * +---------+-------+---------------------+--------------------+
 * | type u8 | value | version of RDB, u16 | CRC-64 of all this |      both lowest byte first
 * +---------+-------+---------------------+--------------------+
 * </pre>
 *
 * <p>The version is the oldest that can hold the value, so that an older Redis can take it.
 */
final class DumpPayload {
  private static final int VERSION_BYTES = 2;
  private static final int FOOTER = VERSION_BYTES + Long.BYTES;

  private DumpPayload() {}

  /** Returns the payload of a value. */
  static byte[] of(Object value, RdbTypes types, boolean compress) {
    try {
      int version = types.version(value);
      var out = RdbWriter.toMemory(version, compress);
      types.writeType(value, out);
      types.write(value, out);
      out.writeByte(version & 0xff);
      out.writeByte(version >> 8);
      out.writeLong(out.checksum());
      return out.toBytes();
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written to", e);
    }
  }

  /**
   * Returns whether a range of bytes ends with a version that can be read and with the right
   * checksum.
   *
   * @param skipsChecksum whether any checksum is accepted
   */
  static boolean isSound(byte[] bytes, int offset, int length, boolean skipsChecksum) {
    if (length < FOOTER) {
      return false;
    }
    int footer = offset + length - FOOTER;
    int version = LittleEndian.getShort(bytes, footer) & 0xffff;
    if (version > RdbType.VERSION_11) {
      return false;
    }
    int checksum = footer + VERSION_BYTES;
    return skipsChecksum
        || LittleEndian.getLong(bytes, checksum) == Crc64.of(bytes, offset, checksum - offset);
  }

  /** Returns a reader of the value of a payload that {@link #isSound}. */
  static RdbReader reader(byte[] bytes, int offset, int length, boolean deep) {
    return RdbReader.of(bytes, offset, length - FOOTER, deep);
  }

  /**
   * Returns the value of a payload.
   *
   * @return a value that no key has yet; null if it has no elements
   */
  static @Nullable Object read(RdbReader in, RdbTypes types) throws IOException {
    return types.read(in.readByte(), in);
  }
}
