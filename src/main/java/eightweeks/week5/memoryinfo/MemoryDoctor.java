package eightweeks.week5.memoryinfo;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of MEMORY DOCTOR: what is unusual about the memory of the server, and what to do.
 *
 * <p>Answers to {@code object.c: getMemoryDoctorReport()}.
 */
final class MemoryDoctor {
  /** Below this a server is too small for its ratios to mean anything. */
  private static final long SMALL = 5L << 20;

  private static final double HIGH_PEAK = 1.5;
  private static final double HIGH_RESIDENT = 3;
  private static final long MUCH_FOR_CLIENTS = 200 * 1024;
  private static final double FULL_HEAP = 0.75;

  private MemoryDoctor() {}

  static String report(MemoryNumbers numbers) {
    if (numbers.used().total() < SMALL) {
      return "The server is empty or nearly so: there is nothing to say about its memory.\n";
    }
    var findings = findings(numbers);
    if (findings.isEmpty()) {
      return "Nothing is unusual about the memory of this server.\n";
    }
    return "This is unusual about the memory of this server:\n\n" + String.join("\n", findings);
  }

  private static List<String> findings(MemoryNumbers numbers) {
    var findings = new ArrayList<String>();
    var used = numbers.used();
    if (used.peak() > used.total() * HIGH_PEAK) {
      findings.add(
          """
          * Peak memory: at some time the server used more than one and a half times as much memory
            as now. The heap has grown for it. It is given back to the system by and by; MEMORY PURGE
            asks for it now.
          """);
    }
    if (numbers.resident() > used.total() * HIGH_RESIDENT) {
      findings.add(
          """
          * Resident memory: the process takes more than three times as much as keys, values and
            clients. Garbage waits for the collector, or the heap is larger than the data needs.
            MEMORY PURGE frees garbage; a smaller maxmemory has the launcher start with a smaller
            heap.
          """);
    }
    if (used.total() > numbers.maxHeap() * FULL_HEAP) {
      findings.add(
          """
          * Full heap: the data takes most of the heap, so the collector has much to do, and writes
            will be rejected. Set maxmemory in the configuration file: the launcher then starts with
            a heap that is large enough for it.
          """);
    }
    int clients = numbers.clientCount();
    if (clients > 0 && numbers.normalClients() / clients > MUCH_FOR_CLIENTS) {
      findings.add(
          """
          * Clients: the average client takes more than 200 KB. Some may ask for large replies and
            not read them, or send large pipelines. CLIENT LIST shows their memory (tot-mem);
            maxmemory-clients limits it.
          """);
    }
    if (numbers.replicas() / Math.max(1, clients) > 10 * MUCH_FOR_CLIENTS) {
      findings.add(
          """
          * Replicas: output for them waits in buffers. A replica or its link may be too slow.
          """);
    }
    return findings;
  }
}
