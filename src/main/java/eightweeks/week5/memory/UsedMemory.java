package eightweeks.week5.memory;

import eightweeks.week1.extension.Service;
import eightweeks.week2.object.Allocator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Adds up the memory that the server uses: the data set and its clients.
 *
 * <p>Answers to {@code zmalloc.c: zmalloc_used_memory()} and {@code evict.c:
 * freeMemoryGetNotCountedMemory()}. Redis asks its allocator, which knows every block. A JVM only
 * knows how full the heap is, garbage included, and that number says nothing about the data. So the
 * server accounts what it stores: the {@link Allocator} keys and values, {@link ClientsMemory} the
 * buffers of clients. Classes, code and the collector's own structures are not part of the sum; the
 * launcher leaves room for them.
 *
 * <p>Not all of it counts when keys are evicted. The output buffers of replicas and the buffer of
 * the append-only file grow because keys are deleted: if they counted, each eviction would cause
 * the next one, until the data set were empty. Their owners register them here.
 */
public final class UsedMemory {
  public static final Service<UsedMemory> SERVICE = new Service<>("used memory", UsedMemory.class);

  private final Allocator allocator;
  private final ClientsMemory clients;
  private final List<LongSupplier> overheads = new ArrayList<>();
  private final List<LongSupplier> notCounted = new ArrayList<>();
  private long peak;
  private long startup;

  UsedMemory(Allocator allocator, ClientsMemory clients) {
    this.allocator = allocator;
    this.clients = clients;
  }

  /** Returns the bytes of the data set and of all clients (used_memory). */
  public long total() {
    long total = allocator.total() + clients.total();
    for (int i = 0; i < overheads.size(); i++) {
      total += overheads.get(i).getAsLong();
    }
    return total;
  }

  /** Returns the bytes that are compared with maxmemory. */
  public long counted() {
    return total() - notCounted();
  }

  /** Returns the bytes that do not count when keys are evicted (mem_not_counted_for_evict). */
  public long notCounted() {
    long sum = 0;
    for (int i = 0; i < notCounted.size(); i++) {
      sum += notCounted.get(i).getAsLong();
    }
    return sum;
  }

  /**
   * Adds memory that is neither data nor a client's: the replication backlog, the buffer of the
   * append-only file.
   *
   * @param counts whether it counts when keys are evicted
   */
  public void add(LongSupplier bytes, boolean counts) {
    overheads.add(bytes);
    if (!counts) {
      notCounted.add(bytes);
    }
  }

  /** Excludes memory from what counts that is part of {@link #total}: the buffers of replicas. */
  public void exclude(LongSupplier bytes) {
    notCounted.add(bytes);
  }

  /** Notes the memory of a server without keys; called once, at the start. */
  void started() {
    startup = total();
    peak = startup;
  }

  /** Notes a new peak. */
  void observe() {
    peak = Math.max(peak, total());
  }

  /** Returns the maximum of {@link #total} so far, now included. */
  public long peak() {
    observe();
    return peak;
  }

  /** Sets the peak to the present memory (CONFIG RESETSTAT does not; a test does). */
  void resetPeak() {
    peak = total();
  }

  /** Returns the bytes that the server used before it had any key. */
  public long startup() {
    return startup;
  }

  /** Returns the bytes of keys, values and the keyspace's tables. */
  public long dataSet() {
    return allocator.total();
  }

  /** Returns the bytes of the keyspace's own tables, which are overhead. */
  public long tables() {
    return allocator.tables();
  }

  /** Returns what the clients use. */
  public ClientsMemory clients() {
    return clients;
  }
}
