package eightweeks.week5.memoryinfo;

import eightweeks.week1.config.MemoryUnits;

/**
 * The text of MEMORY MALLOC-STATS. Redis prints tables of jemalloc there; a JVM has a heap instead.
 */
final class HeapReport {
  private HeapReport() {}

  static String text(MemoryNumbers numbers) {
    return """
    The heap of the Java virtual machine, in bytes:
      accounted   %d (%s), keys, values and clients
      in use      %d (%s), with garbage
      committed   %d (%s), taken from the system
      maximum     %d (%s)
    The process:
      resident    %d (%s)
    """
        .formatted(
            numbers.used().total(),
            MemoryUnits.human(numbers.used().total()),
            numbers.allocated(),
            MemoryUnits.human(numbers.allocated()),
            numbers.active(),
            MemoryUnits.human(numbers.active()),
            numbers.maxHeap(),
            MemoryUnits.human(numbers.maxHeap()),
            numbers.resident(),
            MemoryUnits.human(numbers.resident()));
  }
}
