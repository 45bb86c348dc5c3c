package eightweeks.week3.transactions;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.resp.Args;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands that a client has queued since MULTI, and the keys that it watches.
 *
 * <p>Answers to {@code server.h: multiState}.
 */
final class Transaction {
  private static final int BYTES_PER_ARGUMENT = 8;

  /** Estimated memory of a queued command, without the bytes of its arguments: four objects. */
  private static final int BYTES_PER_COMMAND = 152;

  private static final int BYTES_PER_WATCH = 72;

  /** A command and a copy of its arguments, because the query buffer is used for the next ones. */
  record Queued(Command command, Args args) {}

  final List<Queued> queue = new ArrayList<>();

  /** The watches by their key. */
  final Map<WatchedKey, Watch> watches = new LinkedHashMap<>();

  private long bytes;

  /** The bytes of the watched keys whose memory counts to this client. */
  private long keyBytes;

  void queue(Command command, Args args) {
    var own = args.own();
    queue.add(new Queued(command, own));
    bytes += own.size() + (long) BYTES_PER_ARGUMENT * own.count();
  }

  void clear() {
    queue.clear();
    bytes = 0;
  }

  /** Returns the memory of the queued arguments, in bytes. */
  long queuedBytes() {
    return bytes;
  }

  /** Returns an estimate of the memory of the queue and of the watches, in bytes. */
  long memory() {
    return bytes
        + (long) BYTES_PER_COMMAND * queue.size()
        + (long) BYTES_PER_WATCH * watches.size()
        + keyBytes;
  }

  /** Notes that the memory of a watched key counts to this client from now on. */
  void pay(WatchedKey key) {
    key.payer = this;
    keyBytes += key.memory();
  }

  /** Notes that the memory of a watched key counts to this client no longer. */
  void endPaying(WatchedKey key) {
    key.payer = null;
    keyBytes -= key.memory();
  }
}
