package eightweeks.robustness;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client that does nothing wrong: it says PING fifty times a second, while others misbehave, and
 * remembers how long it had to wait for a reply at most.
 */
final class Pulse implements AutoCloseable {
  /** What counts as prompt, in milliseconds. Machines that run tests are busy with other things. */
  private static final long PROMPT = 2_000;

  private final Wire wire;
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong beats = new AtomicLong();
  private final AtomicLong longestNanos = new AtomicLong();
  private volatile @Nullable IOException failure;

  private Pulse(Wire wire) {
    this.wire = wire;
  }

  static Pulse of(ChildServer server) throws IOException {
    var pulse = new Pulse(server.connect());
    var _ = pulse.executor.scheduleWithFixedDelay(pulse::beat, 0, 20, TimeUnit.MILLISECONDS);
    return pulse;
  }

  private void beat() {
    if (failure != null) {
      return;
    }
    long start = System.nanoTime();
    try {
      var reply = wire.ask("PING");
      if (!reply.equals("+PONG")) {
        throw new IOException("PING was answered with " + reply);
      }
      longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
      beats.incrementAndGet();
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Fails unless every PING until now was answered, and promptly. */
  void assertWasPrompt() {
    long millis = TimeUnit.NANOSECONDS.toMillis(longestNanos.get());
    if (failure != null) {
      throw new AssertionError("the client that did nothing wrong got no PONG", failure);
    }
    if (beats.get() == 0 || millis > PROMPT) {
      throw new AssertionError(beats + " PONGs; the longest wait took " + millis + " ms");
    }
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    wire.close();
  }
}
