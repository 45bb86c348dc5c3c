package eightweeks.week5.memoryinfo;

import eightweeks.week1.info.Info;
import eightweeks.week2.doubles.FixedDecimals;
import eightweeks.week2.memory.HumanBytes;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The section Memory of INFO.
 *
 * <p>Answers to {@code server.c: genRedisInfoString()}. The fields about Lua, replication and the
 * append-only file belong to their weeks.
 */
final class MemoryInfo {
  private final MemoryNumbers numbers;
  private final LongSupplier maxMemory;
  private final Supplier<String> policy;

  MemoryInfo(MemoryNumbers numbers, LongSupplier maxMemory, Supplier<String> policy) {
    this.numbers = numbers;
    this.maxMemory = maxMemory;
    this.policy = policy;
  }

  void write(Info.Writer info) {
    var used = numbers.used();
    long total = used.total();
    long resident = numbers.resident(); // once: the system is asked each time
    used(info, total, resident);
    info.field("used_memory_overhead", numbers.overhead())
        .field("used_memory_startup", used.startup())
        .field("used_memory_dataset", numbers.dataSet())
        .field("used_memory_dataset_perc", percent(numbers.dataSetPercent()))
        .field("allocator_allocated", numbers.allocated())
        .field("allocator_active", numbers.active())
        .field("allocator_resident", numbers.activeResident(resident));
    both(info, "total_system_memory", numbers.machine());
    both(info, "maxmemory", maxMemory.getAsLong());
    info.field("maxmemory_policy", policy.get());
    ratios(info, total, resident);
    info.field("mem_not_counted_for_evict", used.notCounted())
        .field("mem_total_replication_buffers", numbers.replicationBuffer())
        .field("mem_replication_backlog", numbers.backlog())
        .field("mem_clients_slaves", numbers.replicas())
        .field("mem_clients_normal", numbers.normalClients())
        .field("mem_aof_buffer", numbers.aofBuffer())
        .field("mem_allocator", "jvm");
  }

  private void used(Info.Writer info, long total, long resident) {
    var used = numbers.used();
    both(info, "used_memory", total);
    both(info, "used_memory_rss", resident);
    both(info, "used_memory_peak", used.peak());
    info.field("used_memory_peak_perc", percent(numbers.peakPercent()));
  }

  private void ratios(Info.Writer info, long total, long resident) {
    long active = numbers.active();
    long activeResident = numbers.activeResident(resident);
    ratio(info, "allocator_frag", active, numbers.allocated());
    ratio(info, "allocator_rss", activeResident, active);
    ratio(info, "rss_overhead", resident, activeResident);
    ratio(info, "mem_fragmentation", resident, total);
  }

  /** Writes how many times one number is another one, and the difference. */
  private static void ratio(Info.Writer info, String name, long of, long to) {
    info.field(name + "_ratio", FixedDecimals.text(MemoryNumbers.ratio(of, to)))
        .field(name + "_bytes", of - to);
  }

  private static void both(Info.Writer info, String name, long bytes) {
    info.field(name, bytes).field(name + "_human", HumanBytes.text(bytes));
  }

  private static String percent(double percent) {
    return FixedDecimals.text(percent, 2) + "%";
  }
}
