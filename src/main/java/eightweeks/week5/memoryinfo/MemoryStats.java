package eightweeks.week5.memoryinfo;

import eightweeks.week1.resp.Reply;
import eightweeks.week2.doubles.Doubles;

/** The reply of MEMORY STATS: names and numbers, a map for each database that has keys. */
final class MemoryStats {
  private static final int FIELDS = 27;

  private final MemoryNumbers numbers;
  private final Reply reply;

  private MemoryStats(MemoryNumbers numbers, Reply reply) {
    this.numbers = numbers;
    this.reply = reply;
  }

  static void write(MemoryNumbers numbers, Reply reply) {
    new MemoryStats(numbers, reply).write();
  }

  private void write() {
    int databases = 0;
    for (var database : numbers.databases()) {
      databases += database.size() > 0 ? 1 : 0;
    }
    reply.map(FIELDS + databases);
    server();
    databases();
    dataSet();
    process();
  }

  private void server() {
    var used = numbers.used();
    field("peak.allocated", used.peak());
    field("total.allocated", used.total());
    field("startup.allocated", used.startup());
    field("replication.backlog", numbers.backlog());
    field("clients.slaves", numbers.replicas());
    field("clients.normal", numbers.normalClients());
    field("cluster.links", 0);
    field("aof.buffer", 0);
    field("lua.caches", 0);
    field("functions.caches", 0);
  }

  private void databases() {
    for (var database : numbers.databases()) {
      if (database.size() > 0) {
        reply.bulk("db." + database.number());
        reply.map(3);
        field("overhead.hashtable.main", database.tableMemory());
        field("overhead.hashtable.expires", database.expiringMemory());
        field("overhead.hashtable.slot-to-keys", 0);
      }
    }
  }

  private void dataSet() {
    field("overhead.total", numbers.overhead());
    field("keys.count", numbers.keys());
    field("keys.bytes-per-key", numbers.bytesPerKey());
    field("dataset.bytes", numbers.dataSet());
    field("dataset.percentage", numbers.dataSetPercent());
    field("peak.percentage", numbers.peakPercent());
  }

  private void process() {
    long resident = numbers.resident();
    long used = numbers.used().total();
    field("allocator.allocated", numbers.allocated());
    field("allocator.active", numbers.active());
    field("allocator.resident", numbers.activeResident(resident));
    field("allocator-fragmentation.ratio", ratio(numbers.active(), numbers.allocated()));
    field("allocator-fragmentation.bytes", numbers.active() - numbers.allocated());
    field("allocator-rss.ratio", ratio(numbers.activeResident(resident), numbers.active()));
    field("allocator-rss.bytes", numbers.activeResident(resident) - numbers.active());
    field("rss-overhead.ratio", ratio(resident, numbers.activeResident(resident)));
    field("rss-overhead.bytes", resident - numbers.activeResident(resident));
    field("fragmentation", ratio(resident, used));
    field("fragmentation.bytes", resident - used);
  }

  private static double ratio(long of, long to) {
    return MemoryNumbers.ratio(of, to);
  }

  private void field(String name, long value) {
    reply.bulk(name);
    reply.integer(value);
  }

  private void field(String name, double value) {
    reply.bulk(name);
    reply.number(Doubles.format(value));
  }
}
