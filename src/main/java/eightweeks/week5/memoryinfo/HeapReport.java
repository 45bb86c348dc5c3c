package eightweeks.week5.memoryinfo;

import eightweeks.week2.memory.HumanBytes;

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
            HumanBytes.text(numbers.used().total()),
            numbers.allocated(),
            HumanBytes.text(numbers.allocated()),
            numbers.active(),
            HumanBytes.text(numbers.active()),
            numbers.maxHeap(),
            HumanBytes.text(numbers.maxHeap()),
            numbers.resident(),
            HumanBytes.text(numbers.resident()));
  }
}
