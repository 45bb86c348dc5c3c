package eightweeks.week5.heap;

import eightweeks.week1.eventloop.Clock;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.extension.Service;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week3.machine.MachineThreads;
import eightweeks.week3.machine.Worker;
import eightweeks.week5.machine.MachineMemory;
import eightweeks.week5.memory.UsedMemory;

/**
 * Has garbage collected beside the loop when the {@link HeapPolicy} says so.
 *
 * <p>A collection that the server asks for gives unused memory back to the system at once. The
 * thread that asks waits until it has ended, so a worker asks. Meanwhile the loop serves clients;
 * the collector stops it for less than a millisecond a few times.
 *
 * <p>A JVM whose collector stops all threads is left alone: a stop takes a second for a few
 * gigabytes.
 */
public final class HeapSteering {
  public static final Service<HeapSteering> SERVICE =
      new Service<>("heap steering", HeapSteering.class);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final EventLoop loop;
  private final MachineMemory machine;
  private final UsedMemory memory;
  private final HeapPolicy policy = new HeapPolicy();
  private final Worker worker;
  private boolean collecting;

  HeapSteering(EventLoop loop, OperatingSystem system, UsedMemory memory) {
    this.loop = loop;
    machine = MachineMemory.of(system);
    this.memory = memory;
    worker = MachineThreads.of(system).worker("heap");
  }

  /** Called by the cron. */
  void steer() {
    if (!collecting
        && machine.collectsConcurrently()
        && policy.shouldCollect(millis(), machine.usedHeap(), memory.total())) {
      collect();
    }
  }

  /** Starts a collection, unless one is under way; returns at once. */
  public void collect() {
    if (collecting) {
      return;
    }
    collecting = true;
    long start = millis();
    long before = memory.total();
    worker.submit(
        () -> {
          machine.collectGarbage();
          loop.post(() -> collected(start, before));
        });
  }

  private void collected(long start, long before) {
    collecting = false;
    long now = millis();
    policy.collected(now, now - start, machine.usedHeap(), before, memory.total());
  }

  private long millis() {
    Clock clock = loop.time().clock();
    return clock.nanos() / NANOS_PER_MILLI;
  }
}
