package eightweeks.week7.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The way from one host of a {@link MemoryNetwork} to another: how long bytes take on it, and
 * whether they arrive at all. The way back is another link.
 *
 * <p>At first a link is perfect: what is written is there at once. Bytes of one connection never
 * overtake each other. A link that is silent keeps what is sent, as TCP does when it repeats what
 * is not acknowledged; it arrives when the silence is over. A link that cuts breaks the connection
 * behind a given byte: both ends get an error, and the rest is lost.
 */
public final class MemoryLink {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Draws how long bytes take; not used while all take the same time. */
  private final Random random;

  private long minDelayNanos;
  private long maxDelayNanos;
  private long bytesPerSecond;
  private boolean silent;

  /** The bytes that pass before the connection that carries the next one is cut; -1 for all. */
  private long bytesBeforeCut = -1;

  /** What waits for the end of the silence, in its order. */
  private final List<Runnable> held = new ArrayList<>();

  /** The pipes of the connections that are open over this link. */
  private final Set<MemoryPipe> pipes = new LinkedHashSet<>();

  MemoryLink(Random random) {
    this.random = random;
  }

  /** Sets how long bytes take from now on, in milliseconds: each piece a random time between. */
  public void delay(long minMillis, long maxMillis) {
    if (minMillis < 0 || maxMillis < minMillis) {
      throw new IllegalArgumentException("no such delay: " + minMillis + " to " + maxMillis);
    }
    minDelayNanos = minMillis * NANOS_PER_MILLI;
    maxDelayNanos = maxMillis * NANOS_PER_MILLI;
  }

  /** Sets how many bytes of a connection pass in a second; 0 for no limit. */
  public void rate(long bytes) {
    bytesPerSecond = bytes;
  }

  /** Sets whether the link keeps what is sent. When it ends to do so, all of it arrives. */
  public void silent(boolean on) {
    silent = on;
    if (!on) {
      var arriving = List.copyOf(held);
      held.clear();
      arriving.forEach(Runnable::run);
    }
  }

  /** Cuts the connection that sends the byte after this number of bytes. Later ones work. */
  public void cutAfter(long bytes) {
    bytesBeforeCut = bytes;
  }

  /** Breaks all connections that are open over this link; what is on its way is lost. */
  public void cut() {
    List.copyOf(pipes).forEach(MemoryPipe::cut);
  }

  /** Makes the link perfect again. */
  public void heal() {
    minDelayNanos = 0;
    maxDelayNanos = 0;
    bytesPerSecond = 0;
    bytesBeforeCut = -1;
    silent(false);
  }

  boolean isSilent() {
    return silent;
  }

  /** Returns whether what is sent now is there at once. */
  boolean isInstant() {
    return !silent && maxDelayNanos == 0 && bytesPerSecond == 0;
  }

  /** Returns how long the next piece is on its way, in nanoseconds. */
  long delayNanos() {
    return maxDelayNanos == minDelayNanos
        ? minDelayNanos
        : random.nextLong(minDelayNanos, maxDelayNanos + 1);
  }

  /** Returns how long this number of bytes occupies the link, in nanoseconds. */
  long occupiedNanos(int bytes) {
    return bytesPerSecond == 0 ? 0 : bytes * NANOS_PER_SECOND / bytesPerSecond;
  }

  /** Runs an arrival when the silence is over. */
  void hold(Runnable arrival) {
    held.add(arrival);
  }

  /** Returns how many of these bytes pass before the cut; -1 if all do. */
  int bytesUntilCut(int sent) {
    if (bytesBeforeCut < 0 || sent <= bytesBeforeCut) {
      bytesBeforeCut = Math.max(-1, bytesBeforeCut - sent);
      return -1;
    }
    int passing = (int) bytesBeforeCut;
    bytesBeforeCut = -1;
    return passing;
  }

  void opened(MemoryPipe pipe) {
    pipes.add(pipe);
  }

  void closed(MemoryPipe pipe) {
    pipes.remove(pipe);
  }
}
