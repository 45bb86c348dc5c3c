package eightweeks.harness;

import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.Simulation;
import eightweeks.week7.simulation.VirtualClock;

/** A clock and a network in memory, for one server or several. */
public final class TestWorld {
  /** 2026-11-22 16:21:04.123456 UTC: no round number, so that a wrong unit is seen. */
  public static final long START_MICROS = 1_795_364_464_123_456L;

  final VirtualClock clock = new VirtualClock(START_MICROS);
  final MemoryNetwork network;
  final Simulation simulation = new Simulation(clock);

  /** Seeds of the servers: no two of them may have the same ids. */
  private long lastSeed;

  public TestWorld() {
    network = new MemoryNetwork(clock);
  }

  /**
   * @param capacity how many bytes a connection holds in one direction
   */
  public TestWorld(int capacity) {
    network = new MemoryNetwork(clock, capacity);
  }

  /** Returns the seed of the next server; the first one has 1. */
  long nextSeed() {
    return ++lastSeed;
  }

  /** Returns the network that all servers of this world share. */
  public MemoryNetwork network() {
    return network;
  }

  /** Returns what drives the loops of all servers of this world. */
  public Simulation simulation() {
    return simulation;
  }

  public VirtualClock clock() {
    return clock;
  }

  /** Sets the wall clock forward or back, in milliseconds. Timers do not notice. */
  public void jumpClock(long millis) {
    clock.setWallMicros(clock.wallMicros() + millis * 1000);
  }

  /** Lets virtual time pass. */
  public void runFor(long millis) {
    simulation.runFor(millis);
  }
}
