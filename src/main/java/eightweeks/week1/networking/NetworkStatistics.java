package eightweeks.week1.networking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Counts of network events since the start or the last CONFIG RESETSTAT, for INFO stats.
 *
 * <p>The fields belong to the loop thread. Reads and writes are counted by the thread that does
 * them, in its {@link IoContext}, and added up here.
 */
public final class NetworkStatistics {
  public long connectionsReceived;
  public long connectionsRejected;
  public long errorReplies;
  public long queryLimitDisconnections;

  private final List<IoContext> threads = new ArrayList<>();

  void add(IoContext io) {
    threads.add(io);
  }

  public long reads() {
    return sum(io -> io.reads);
  }

  public long writes() {
    return sum(io -> io.writes);
  }

  public long bytesRead() {
    return sum(io -> io.bytesRead);
  }

  public long bytesWritten() {
    return sum(io -> io.bytesWritten);
  }

  private long sum(ToLongFunction<IoContext> counter) {
    return threads.stream().mapToLong(counter).sum();
  }

  public void reset() {
    connectionsReceived = 0;
    connectionsRejected = 0;
    errorReplies = 0;
    queryLimitDisconnections = 0;
    threads.forEach(IoContext::resetStatistics);
  }
}
