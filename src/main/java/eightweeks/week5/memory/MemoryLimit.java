package eightweeks.week5.memory;

import eightweeks.week1.extension.Service;
import eightweeks.week1.networking.Client;

/**
 * Says how much memory may be used, and whether it is too much now.
 *
 * <p>Answers to {@code evict.c: getMaxmemoryState()}, {@code overMaxmemoryAfterAlloc()}. There are
 * two limits. The directive maxmemory is the user's. The other one is the heap's: memory ends where
 * the JVM's heap does, and an OutOfMemoryError in the middle of a change leaves half a change. So
 * the server keeps a reserve, which no client can take:
 *
 * <pre>
 *  0                                    writes limit    clients limit        heap
 *  |------------- data and clients ----------|----------------|---------------|
 *                                 -OOM for writes      clients are closed   OutOfMemoryError
 *                                 (keys are evicted)   (largest first)
 * </pre>
 *
 * <p>Why is the reserve so large? A collector needs free memory to copy live objects, and garbage
 * waits for it; the accounting does not know about classes and pools of buffers. A fifth of the
 * heap and 24 MiB were measured to be enough, from heaps of 64 MiB up.
 */
public final class MemoryLimit {
  public static final Service<MemoryLimit> SERVICE =
      new Service<>("memory limit", MemoryLimit.class);

  /** With less than a third of the heap in use, no command can take the rest at once. */
  private static final int WATCHED_SHARE = 3;

  /** An eighth is left for clients, however large the data is: one of them must send the DEL. */
  private static final int CLIENTS_SHARE = 8;

  private static final int LARGE_CLIENT_SHARE = 4;

  private static final long FIXED_RESERVE = 24L << 20;

  /** A heap that large is none that was measured: that of a server in a test. */
  private static final long UNLIMITED = Long.MAX_VALUE / 16;

  /** Above this number of elements for each bucket a dict grows even if keys must be evicted. */
  private static final double MAX_LOAD = 1.618;

  private final UsedMemory used;
  private final MemoryDirectives directives;
  private long writesLimit = Long.MAX_VALUE;
  private long clientsLimit = Long.MAX_VALUE;

  MemoryLimit(UsedMemory used, MemoryDirectives directives) {
    this.used = used;
    this.directives = directives;
  }

  /**
   * Sets the size of the heap.
   *
   * @param heap its maximum size in bytes; {@link Long#MAX_VALUE} if there is none
   */
  void heap(long heap) {
    boolean unlimited = heap > UNLIMITED;
    writesLimit = unlimited ? Long.MAX_VALUE : Math.max(heap / 4, heap / 10 * 8 - FIXED_RESERVE);
    clientsLimit = unlimited ? Long.MAX_VALUE : Math.max(heap / 3, heap / 10 * 9 - FIXED_RESERVE);
  }

  /** Returns whether the directive maxmemory sets a limit: only then keys are evicted. */
  boolean isConfigured() {
    return directives.maxMemory.value() != 0;
  }

  /** Returns the value of the directive maxmemory, an unsigned number; 0 for no limit. */
  public long configured() {
    return directives.maxMemory.value();
  }

  /** Returns the lower one of the two limits. */
  long bytes() {
    long max = directives.maxMemory.value();
    return max > 0 && max < writesLimit ? max : writesLimit; // negative: above 2^63, unsigned
  }

  /** Returns the limit that the heap sets for data and clients together. */
  long ofHeap() {
    return writesLimit;
  }

  /** Returns whether more memory is used than may be. */
  boolean isExceeded() {
    return used.total() > bytes() && used.counted() > bytes();
  }

  /**
   * Returns whether the heap is too full for more data. What does not count when keys are evicted
   * counts here.
   */
  boolean isHeapFull() {
    return used.total() > writesLimit;
  }

  /** Returns by how many bytes the limit is exceeded; 0 or less if it is not. */
  long excess() {
    return used.counted() - bytes();
  }

  /**
   * Returns whether some more bytes fit into the heap beside all that is there. Commands that need
   * much memory at once ask before.
   */
  public boolean hasRoom(long bytes) {
    return bytes <= clientsLimit - clientsLimit / CLIENTS_SHARE - used.total();
  }

  /**
   * Returns whether a load may go on. It may come nearer to the end of the heap than writes, so
   * that a server can load what one with the same heap has saved.
   */
  boolean allowsLoad() {
    return used.total() <= clientsLimit;
  }

  /**
   * Returns the bytes that normal and subscribed clients together may use (maxmemory-clients); 0
   * for no limit.
   */
  public long ofClients() {
    return directives.clientsLimit();
  }

  /**
   * Returns whether a dict may grow now (dictExpandAllowed, overMaxmemoryAfterAlloc). Its new table
   * would have keys evicted; so it waits, until the chains are too long.
   *
   * @param bytes size of the new table in bytes
   * @param load elements for each bucket of the present table
   */
  boolean allowsTable(long bytes, double load) {
    boolean within = !isConfigured() || load > MAX_LOAD || used.counted() + bytes <= bytes();
    return within && hasRoom(bytes);
  }

  /** Returns the bytes that all clients together may use beside the data. */
  public long leftForClients() {
    return clientsLimit == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : Math.max(clientsLimit - used.dataSet(), clientsLimit / CLIENTS_SHARE);
  }

  /**
   * Returns whether a client uses so much memory that a longer transaction would get it closed. The
   * quarter is half of what all clients may use before the largest one is closed.
   */
  boolean isLarge(Client client) {
    return used.clients().of(client) > leftForClients() / LARGE_CLIENT_SHARE;
  }

  /** Returns whether so much of the heap is used that each command must be checked. */
  boolean mustBeWatched() {
    return used.total() > writesLimit / WATCHED_SHARE;
  }
}
