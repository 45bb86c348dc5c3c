package eightweeks.week5.machine;

import eightweeks.week1.world.SystemOperatingSystem;
import java.lang.management.ManagementFactory;

/**
 * The memory of the machine on which this JVM runs.
 *
 * <p>Answers to {@code zmalloc.c: zmalloc_get_rss()} and {@code zmalloc_get_memory_size()}.
 */
final class JvmMemory implements MachineMemory {
  private long machine;

  @Override
  public long totalMemory() {
    if (machine == 0) {
      machine = askForTotalMemory();
    }
    return machine;
  }

  private static long askForTotalMemory() {
    var lines = SystemOperatingSystem.read("/proc/meminfo");
    if (lines != null) {
      return kilobytes(lines, "MemTotal:");
    }
    var bean = ManagementFactory.getOperatingSystemMXBean();
    return bean instanceof com.sun.management.OperatingSystemMXBean richer
        ? richer.getTotalMemorySize()
        : 0;
  }

  @Override
  public long residentMemory() {
    // Not statm, which counts in pages: Java does not tell how large a page is.
    var lines = SystemOperatingSystem.read("/proc/self/status");
    return lines == null ? 0 : kilobytes(lines, "VmRSS:");
  }

  /** Returns the number behind a word at the start of a line, in bytes; 0 if there is none. */
  static long kilobytes(String lines, String word) {
    int at = ("\n" + lines).indexOf("\n" + word);
    if (at < 0) {
      return 0;
    }
    int from = at + word.length();
    int to = lines.indexOf('\n', from);
    String number = lines.substring(from, to < 0 ? lines.length() : to);
    return Long.parseLong(number.replace("kB", "").strip()) * 1024;
  }

  @Override
  public long usedHeap() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Override
  public long committedHeap() {
    return Runtime.getRuntime().totalMemory();
  }

  @Override
  public long maxHeap() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  @SuppressWarnings("SystemGc") // that is what it is for
  public void collectGarbage() {
    System.gc();
  }

  @Override
  public boolean collectsConcurrently() {
    return Boolean.getBoolean("eightweeks.concurrent"); // the launcher has chosen the collector
  }
}
