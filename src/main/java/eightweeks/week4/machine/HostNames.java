package eightweeks.week4.machine;

import eightweeks.week1.world.OperatingSystem;
import org.jspecify.annotations.Nullable;

/** The names of hosts. */
@FunctionalInterface
public interface HostNames {
  /** Returns the names that a system knows: its own, if it is a simulated one. */
  static HostNames of(OperatingSystem system) {
    return system instanceof HostNames own ? own : new MachineHostNames();
  }

  /** Returns the numeric address of a host, after a search that may block; null for none. */
  @Nullable String resolve(String host);
}
