package eightweeks.week5.heap;

import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.shutdown.Shutdown;
import eightweeks.week5.machine.MachineMemory;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Memory that is held only to be given back when the heap is full, so that the server can report
 * that and save.
 *
 * <p>Why does the server not go on, as after other failures? The error comes wherever memory was
 * asked for, also inside of the structures that hold the data. A table may have a new element and
 * not its new count. What is written to disk is read element by element, and is better than
 * nothing; to go on answering clients from such a table is not.
 */
final class HeapReserve {
  private static final long MAX_HEAP = Long.MAX_VALUE / 16;
  private static final int SHARE = 64;

  /** The JVM writes zeros into it, so an idle server is larger by it. */
  private static final int MAX_BYTES = 2 << 20;

  private final ServerBuilder server;

  @SuppressWarnings("UnusedVariable") // that it is there is its use
  private byte @Nullable [] reserve;

  HeapReserve(ServerBuilder server) {
    this.server = server;
  }

  /** Takes the memory at start. */
  void take() {
    long heap = MachineMemory.of(server.world().system()).maxHeap();
    if (heap < MAX_HEAP) { // a server in a test has no heap of its own
      reserve = new byte[(int) Math.min(heap / SHARE, MAX_BYTES)];
    }
  }

  /** Gives the memory back, reports the failure, and saves as the configuration says. */
  void release(OutOfMemoryError failure) {
    reserve = null;
    server.crashReport().failed(failure, null);
    var options = Set.of(Shutdown.Option.NOW);
    if (server.need(Shutdown.SERVICE).begin(options) != Shutdown.Answer.READY) {
      server.log().warning("The data could not be saved.");
    }
  }
}
