package eightweeks.week3.rdb;

import eightweeks.week2.object.Element;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole data set in some form: {@link RdbFileWriter} in that of RDB; the append-only file
 * brings another one, which writes commands.
 *
 * <p>The calls come in this order: {@link #begin}, facts and functions, then for each key its
 * database if that has changed, what is known of the key, and the key itself, at last {@link #end}.
 */
public interface DataSetWriter {
  /** A form in which a data set can be written. */
  @FunctionalInterface
  interface Format {
    /** Returns a writer whose bytes go to {@code out}. */
    DataSetWriter writer(RdbWriter out);
  }

  /** Begins the file. */
  void begin() throws IOException;

  /** Writes a fact about the file. */
  void fact(String name, String value) throws IOException;

  /** Writes a fact that is a number. */
  default void fact(String name, long value) throws IOException {
    fact(name, Long.toString(value));
  }

  /** Writes the source of a library of functions. */
  void function(byte[] source) throws IOException;

  /** Begins a database: the keys that follow belong to it. */
  void database(int number, long keys, long expiring) throws IOException;

  /**
   * Continues with the keys of a database: a file may change between databases at any key. The
   * database of the keys before is not known: another writer may have written them.
   */
  void select(int number) throws IOException;

  /** Writes the idle time of the next key, in seconds. */
  void idle(long seconds) throws IOException;

  /** Writes the LFU frequency of the next key: 0 to 255, see {@code LruLfu}. */
  void frequency(int count) throws IOException;

  /** Writes the expiry of the next key, in milliseconds since 1970; nothing if it has none. */
  void expiry(long at) throws IOException;

  /** Writes a key and its value. */
  void key(Element key, Object value) throws IOException;

  /**
   * Begins to write a key and its large value, captured as it is now while commands change it.
   *
   * @param out where the bytes of this writer go
   * @return null if this value is written as a whole, with {@link #key}
   */
  @Nullable ValueCapture capture(Element key, Object value, CapturingWriter out) throws IOException;

  /** Ends the file. */
  void end() throws IOException;
}
