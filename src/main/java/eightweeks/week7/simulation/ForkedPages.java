package eightweeks.week7.simulation;

/**
 * The memory of a process that has forked: a model of what the operating system copies.
 *
 * <p>After a fork, parent and child share all pages. Before one of them writes to a shared page for
 * the first time, the system copies it; later writes to it copy nothing. The child of a save only
 * reads, so the writes here are the parent's.
 *
 * <p>The server does not use this. Day 21 and its figure put it beside the captures of a snapshot.
 */
public final class ForkedPages {
  /** Bytes of a page on most machines. */
  public static final int PAGE = 4096;

  private final int pageSize;
  private final boolean[] copied;

  /**
   * The pages at the moment of the fork, all of them shared.
   *
   * @param pageSize bytes of a page
   */
  public ForkedPages(int pages, int pageSize) {
    this.pageSize = pageSize;
    copied = new boolean[pages];
  }

  /**
   * Writes some bytes that were there at the fork.
   *
   * @param address of the first byte, from 0 on
   * @param length number of bytes, at least 1
   * @return the number of pages that are copied for this write
   */
  public int write(int address, int length) {
    int now = 0;
    for (int page = address / pageSize; page <= (address + length - 1) / pageSize; page++) {
      now += copied[page] ? 0 : 1;
      copied[page] = true;
    }
    return now;
  }

  /** Returns whether a page has been copied. */
  public boolean isCopied(int page) {
    return copied[page];
  }

  /** Returns the number of pages that have been copied. */
  public int copied() {
    int pages = 0;
    for (boolean each : copied) {
      pages += each ? 1 : 0;
    }
    return pages;
  }

  /** Returns the bytes of the pages that have been copied. */
  public long copiedBytes() {
    return (long) copied() * pageSize;
  }
}
