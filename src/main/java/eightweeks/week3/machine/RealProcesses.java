package eightweeks.week3.machine;

import eightweeks.week1.world.SystemOperatingSystem;
import java.lang.management.ManagementFactory;

/**
 * The processes of the machine, and the CPU time that this one has used.
 *
 * <p>Answers to {@code getrusage()}. On Linux the times are read from the files under /proc, which
 * takes microseconds; elsewhere from the beans of {@code java.lang.management}.
 */
final class RealProcesses implements MachineProcesses {
  /** Linux counts CPU time for its users in hundredths of a second (USER_HZ), on all machines. */
  private static final long MICROS_PER_TICK = 10_000;

  private static final long NANOS_PER_MICRO = 1_000;

  @Override
  public boolean isRunning(long pid) {
    return ProcessHandle.of(pid).isPresent();
  }

  @Override
  public CpuTime cpuTime() {
    var line = SystemOperatingSystem.read("/proc/self/stat");
    if (line != null) {
      return ticks(line);
    }
    var bean = ManagementFactory.getOperatingSystemMXBean();
    return bean instanceof com.sun.management.OperatingSystemMXBean richer
        ? new CpuTime(richer.getProcessCpuTime() / NANOS_PER_MICRO, 0)
        : new CpuTime(0, 0);
  }

  @Override
  public CpuTime cpuTimeOfThread() {
    var line = SystemOperatingSystem.read("/proc/thread-self/stat");
    if (line != null) {
      return ticks(line);
    }
    var bean = ManagementFactory.getThreadMXBean();
    if (!bean.isCurrentThreadCpuTimeSupported()) {
      return new CpuTime(0, 0);
    }
    long user = bean.getCurrentThreadUserTime();
    return new CpuTime(
        user / NANOS_PER_MICRO, (bean.getCurrentThreadCpuTime() - user) / NANOS_PER_MICRO);
  }

  /**
   * Returns the fields 14 and 15 of a stat file, see proc(5). Field 2 is the program's name in
   * parentheses and may itself have blanks and parentheses, so counting starts after the last ")".
   */
  static CpuTime ticks(String line) {
    var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 15);
    return new CpuTime(
        Long.parseLong(fields[14 - 3]) * MICROS_PER_TICK,
        Long.parseLong(fields[15 - 3]) * MICROS_PER_TICK);
  }
}
