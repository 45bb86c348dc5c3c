package eightweeks.week5.memoryinfo;

import eightweeks.week1.networking.ClientType;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week3.keyspace.Database;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week5.heap.HeapSteering;
import eightweeks.week5.machine.MachineMemory;
import eightweeks.week5.memory.UsedMemory;
import java.util.function.LongSupplier;

/**
 * The numbers behind INFO, MEMORY STATS and MEMORY DOCTOR, as they are now.
 *
 * <p>Answers to {@code object.c: getMemoryOverheadData()}. What Redis's allocator calls by other
 * names on a JVM:
 *
 * <table>
 *   <caption>Memory of a process, from the inside out</caption>
 *   <tr><th>Redis</th><th>here</th></tr>
 *   <tr><td>used_memory</td><td>keys, values and clients, as the server accounts them</td></tr>
 *   <tr><td>allocator_allocated</td><td>the heap in use: the above, garbage, the server's own
 *       objects</td></tr>
 *   <tr><td>allocator_active</td><td>the heap that the JVM has from the system</td></tr>
 *   <tr><td>allocator_resident</td><td>of that, what can be in memory at most</td></tr>
 *   <tr><td>used_memory_rss</td><td>the whole process: also code, classes, threads, and what the
 *       collector needs</td></tr>
 * </table>
 *
 * <p>So the fragmentation ratio is not about fragments: most of it is garbage that the collector
 * has not looked for yet, and heap that it has not given back.
 */
final class MemoryNumbers {
  private static final double PERCENT = 100;

  private final UsedMemory used;
  private final Keyspace keyspace;
  private final ServerBuilder server;
  private final MachineMemory system;
  private final HeapSteering steering;
  private final Aof aof;
  private final ReplicationHistory history;
  private final LongSupplier backlogSize;

  MemoryNumbers(ServerBuilder server) {
    this.server = server;
    used = server.need(UsedMemory.SERVICE);
    keyspace = server.need(Keyspace.SERVICE);
    system = MachineMemory.of(server.world().system());
    steering = server.need(HeapSteering.SERVICE);
    aof = server.need(Aof.SERVICE);
    history = server.need(ReplicationHistory.SERVICE);
    backlogSize = server.need(ReplicationDirectives.SERVICE).backlogSize::value;
  }

  UsedMemory used() {
    return used;
  }

  /** Returns the bytes that wait to be written to the append-only file. */
  long aofBuffer() {
    return aof.buffered();
  }

  Database[] databases() {
    return keyspace.all();
  }

  /** Returns the bytes that are not data: buffers, tables, entries. */
  long overhead() {
    long sum = used.startup() + used.clients().total();
    for (var database : keyspace.all()) {
      if (database.size() > 0) {
        sum += database.tableMemory() + database.expiringMemory();
      }
    }
    return sum;
  }

  long keys() {
    long keys = 0;
    for (var database : keyspace.all()) {
      keys += database.size();
    }
    return keys;
  }

  /** Returns the bytes of keys and values alone. */
  long dataSet() {
    return Math.max(0, used.total() - overhead());
  }

  /** Returns the share of keys and values in what has come since the start. */
  double dataSetPercent() {
    long net = used.total() - used.startup();
    return net <= 0 ? 0 : Math.min(PERCENT, PERCENT * dataSet() / net);
  }

  double peakPercent() {
    return used.peak() == 0 ? 0 : PERCENT * used.total() / used.peak();
  }

  long bytesPerKey() {
    return keys() == 0 ? 0 : Math.max(0, used.total() - used.startup()) / keys();
  }

  long normalClients() {
    return used.clients().of(ClientType.NORMAL) + used.clients().of(ClientType.PUBSUB);
  }

  long replicas() {
    return used.clients().of(ClientType.REPLICA) + replicationBuffer() - backlog();
  }

  /** Returns the bytes of the replication stream that are kept for the backlog and for replicas. */
  long replicationBuffer() {
    return history.memory();
  }

  /** Returns the part of them that is kept without a replica, too: without one it is all. */
  long backlog() {
    boolean hasReplicas = used.clients().of(ClientType.REPLICA) > 0;
    return hasReplicas
        ? Math.min(replicationBuffer(), backlogSize.getAsLong())
        : replicationBuffer();
  }

  int clientCount() {
    return server.clients().count();
  }

  // The process.

  long resident() {
    return system.residentMemory();
  }

  long allocated() {
    return system.usedHeap();
  }

  long active() {
    return system.committedHeap();
  }

  /**
   * Returns how much of the heap can be in memory at most.
   *
   * @param resident of the whole process, in bytes
   */
  long activeResident(long resident) {
    return Math.min(active(), resident);
  }

  long maxHeap() {
    return system.maxHeap();
  }

  long machine() {
    return system.totalMemory();
  }

  void purge() {
    steering.collect();
  }

  static double ratio(long of, long to) {
    return to == 0 ? 0 : (double) of / to;
  }
}
