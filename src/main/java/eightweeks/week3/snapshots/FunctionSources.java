package eightweeks.week3.snapshots;

import java.util.ArrayList;
import java.util.List;

/**
 * The libraries of functions that a loaded file holds. This server cannot run them without week 6;
 * it keeps them, so that the next save does not lose them.
 */
final class FunctionSources {
  private final List<byte[]> sources = new ArrayList<>();

  void add(byte[] source) {
    sources.add(source);
  }

  void clear() {
    sources.clear();
  }

  List<byte[]> all() {
    return sources;
  }
}
