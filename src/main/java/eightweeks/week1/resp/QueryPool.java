package eightweeks.week1.resp;

import java.util.ArrayDeque;

/**
 * Query buffers that nobody uses at the moment.
 *
 * <p>A loop usually needs one: it serves one client after the other, and a client whose commands
 * are all complete gives it back at once. Ten thousand idle clients hold none. A turn of the loop
 * inside a command takes another one, so the words of the outer command stay where they are.
 */
public final class QueryPool {
  private static final int KEPT = 64;
  private final ArrayDeque<Query> idle = new ArrayDeque<>();

  // tag::lend[]
  /** An empty query. */
  public Query take() {
    var query = idle.poll();
    return query == null ? new Query() : query;
  }

  /** Takes a query back; what is in it is forgotten. */
  public void give(Query query) {
    if (query.isOrdinary() && idle.size() < KEPT) {
      query.clear();
      idle.push(query);
    }
  }
  // end::lend[]
}
