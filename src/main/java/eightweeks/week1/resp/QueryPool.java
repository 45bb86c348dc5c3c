package eightweeks.week1.resp;

import java.util.ArrayDeque;

/**
 * Query buffers that are not in use. A pool belongs to one thread.
 *
 * <p>A loop usually needs one: it serves one client after the other, and a client whose commands
 * are all complete gives it back at once. Ten thousand idle clients hold none. A turn of the loop
 * inside a command takes another one, so the arguments of the outer command stay where they are.
 */
public final class QueryPool {
  private static final int MAX_KEPT = 64;
  private final LargeArrays largeArrays = new LargeArrays();
  private final ArrayDeque<Query> idle = new ArrayDeque<>();

  /** Limits the bytes that are allocated for large arguments before they arrive. */
  public void limit(long bytes) {
    largeArrays.limit(bytes);
  }

  // tag::lend[]
  /** Returns an empty query. */
  public Query take() {
    var query = idle.poll();
    return query == null ? new Query(largeArrays) : query;
  }

  /** Takes a query back and clears it. */
  public void give(Query query) {
    query.clear();
    if (query.isOrdinary() && idle.size() < MAX_KEPT) {
      idle.push(query);
    }
  }
  // end::lend[]
}
