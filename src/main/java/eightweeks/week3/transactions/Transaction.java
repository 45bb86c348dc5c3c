package eightweeks.week3.transactions;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client has queued since MULTI, and the keys that it watches (which it may before).
 *
 * <p>Answers to {@code server.h: multiState}.
 */
final class Transaction {
  private static final int BYTES_PER_WORD = 8;
  private static final int BYTES_PER_COMMAND = 24;
  private static final int BYTES_PER_WATCH = 72;

  /** A command and its words, copied when it was queued: the query buffer goes on being used. */
  record Queued(Command command, Args args) {}

  final List<Queued> queue = new ArrayList<>();

  /** By the key that is watched. */
  final Map<WatchedKey, Watch> watches = new LinkedHashMap<>();

  private long bytes;

  void queue(Command command, Args args) {
    var own = args.own();
    queue.add(new Queued(command, own));
    bytes += own.size() + (long) BYTES_PER_WORD * own.count();
  }

  void clear() {
    queue.clear();
    bytes = 0;
  }

  /** Bytes of the words that are queued. */
  long queuedBytes() {
    return bytes;
  }

  /** Bytes of everything here. */
  long memory() {
    return bytes
        + (long) BYTES_PER_COMMAND * queue.size()
        + (long) BYTES_PER_WATCH * watches.size();
  }
}
