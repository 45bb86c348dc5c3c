package eightweeks.week3.rdb;

import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one type.
 *
 * <p>Answers to the branches of {@code rdb.c: rdbSaveObjectType(), rdbSaveObject()}. An encoder
 * reads the value and writes lengths, strings and numbers; it changes nothing and needs nothing
 * else.
 */
public interface ValueEncoder {
  /**
   * Returns the oldest version of the format that can hold the values of this type, for DUMP, whose
   * payload contains it.
   */
  default int version() {
    return RdbType.VERSION_10;
  }

  /**
   * Returns the number of the layout in which {@link #write} writes a value: see {@link RdbType}.
   */
  int type(Object value, int version);

  /** Writes a value. */
  void write(Object value, RdbWriter out) throws IOException;

  /**
   * Begins to capture a large value as it is now, while commands change it. Type and key have been
   * written.
   *
   * @return null if this value is written as a whole
   */
  default @Nullable ValueCapture capture(Object value, CapturingWriter out) throws IOException {
    return null;
  }
}
