package eightweeks.week6.tls;

import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.Phase;
import java.util.ArrayDeque;

/**
 * The connections of one loop that hold received bytes which no event will announce: they were read
 * from the socket, and their reader has not taken them.
 *
 * <p>Answers to {@code tls.c: pending_list}, {@code tlsProcessPendingData()}, {@code
 * tlsHasPendingData()}. Their readers are called in the phase PENDING_READS of every turn, and the
 * loop does not sleep while there is such a connection.
 */
final class PendingReads {
  private final EventLoop loop;
  private final ArrayDeque<TlsConnection> pending = new ArrayDeque<>();

  PendingReads(EventLoop loop) {
    this.loop = loop;
    loop.at(Phase.PENDING_READS, this::read);
  }

  /** Adds a connection whose reader is called in the next phase. */
  void add(TlsConnection connection) {
    pending.add(connection);
    loop.dontSleep();
  }

  /** Calls the readers of those that are there now; one that is added meanwhile waits. */
  private void read() {
    for (int count = pending.size(); count > 0; count--) {
      var connection = pending.poll();
      if (connection == null) {
        return; // a turn inside this one has read the others
      }
      connection.readPending();
    }
  }
}
