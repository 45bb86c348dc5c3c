package eightweeks.study.measure;

import java.util.List;

/** Something that is counted or timed, for Java's way and for Redis's. */
interface Measurement {
  /** Returns the number of elements (bytes, keys, members) that are used if none is asked for. */
  int count();

  /**
   * Measures.
   *
   * @param count the number of elements, at least 1
   * @return what came out, to be printed in this order
   */
  List<Chart> measure(int count);
}
