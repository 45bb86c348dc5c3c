package eightweeks.week3.rdb;

import eightweeks.week3.rdbencoding.RdbException;
import eightweeks.week3.rdbencoding.RdbReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one layout.
 *
 * <p>Answers to the branches of {@code rdb.c: rdbLoadObject()}. It checks everything that a later
 * command relies on.
 */
@FunctionalInterface
public interface ValueDecoder {
  /**
   * Reads a value.
   *
   * @return a value that no key has yet; null if it has no elements
   * @throws RdbException if the input is corrupt
   */
  @Nullable Object read(RdbReader in) throws IOException;
}
