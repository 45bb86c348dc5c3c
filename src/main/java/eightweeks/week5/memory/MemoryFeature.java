package eightweeks.week5.memory;

import eightweeks.week1.eventloop.Phase;
import eightweeks.week1.info.Info;
import eightweeks.week1.startup.Feature;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.ExecutionUnit;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.Pauses;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week3.loading.Loading;
import eightweeks.week3.snapshots.Snapshots;
import eightweeks.week3.transactions.EffectiveCommands;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.replication.ReplicationDirectives;
import eightweeks.week4.replication.ReplicationHistory;
import eightweeks.week4.replication.ReplicationRole;
import eightweeks.week5.machine.MachineMemory;

/** Brings maxmemory: the accounting, the limits, the gate, and the eviction of keys. */
public final class MemoryFeature implements Feature {
  /** A 32nd of the heap at most holds arrays of large arguments that have not arrived. */
  private static final int ARRAYS_SHARE = 32;

  @Override
  public void install(ServerBuilder server) {
    var directives = new MemoryDirectives(server.config());
    var allocator = server.need(Values.SERVICE).allocator();
    var clients = new ClientsMemory(server.clients());
    var used = new UsedMemory(allocator, clients);
    used.add(server.need(Snapshots.SERVICE)::waiting, false);
    used.add(server.need(Aof.SERVICE)::buffered, false);
    var limit = new MemoryLimit(used, directives);
    var statistics = new EvictionStatistics(server.loop().time());
    var parts =
        new Eviction.Parts(
            server.loop(),
            server.need(Keyspace.SERVICE),
            server.need(LruLfu.SERVICE),
            server.need(ExecutionUnit.SERVICE),
            server.need(LatencyProbe.SERVICE),
            server.random("eviction"));
    var eviction = new Eviction(parts, directives, limit, statistics);
    var pauses = server.need(Pauses.SERVICE);
    var loading = server.need(Loading.SERVICE);
    eviction.unless(() -> pauses.isPaused(Pauses.EVICT));
    eviction.unless(loading::isUnderWay);
    followMaster(server, eviction, used);
    server.need(KeyspaceEvents.SERVICE).onKeys(eviction.pool());
    server.provide(UsedMemory.SERVICE, used);
    server.provide(MemoryLimit.SERVICE, limit);
    server.provide(Eviction.SERVICE, eviction);
    server.provide(EvictionStatistics.SERVICE, statistics);
    server.info().add(Info.Section.STATS, statistics::describe);
    server.statisticsResets().add(statistics::reset);
    var gate =
        new MemoryGate(
            server.dispatcher(),
            server.loop(),
            eviction,
            limit,
            server.need(EffectiveCommands.SERVICE),
            new Footprint(
                limit,
                server.need(Keyspace.SERVICE),
                server.need(EffectiveCommands.SERVICE),
                server.need(Values.SERVICE)));
    gate.install();
    directives.maxMemory.onChange(() -> limitChanged(server, used, directives, gate, eviction));
    server.clients().reads().add((_, query) -> gate.adapt(query));
    allocator.room(limit::hasRoom);
    loading.room(limit::allowsLoad);
    server.need(Values.SERVICE).growth(limit::allowsTable);
    server
        .loop()
        .at(
            Phase.EVICT_CLIENTS,
            () -> {
              clients.endOfTurn();
              used.observe();
              gate.adapt();
            });
    server.onStart(() -> start(server, used, limit, directives));
    server.onStart(gate::adapt);
  }

  /** A replica leaves evictions to its master. The stream's buffer grows because keys go. */
  private static void followMaster(ServerBuilder server, Eviction eviction, UsedMemory used) {
    var role = server.need(ReplicationRole.SERVICE);
    var directives = server.need(ReplicationDirectives.SERVICE);
    var history = server.need(ReplicationHistory.SERVICE);
    eviction.unless(() -> role.isReplica() && directives.ignoresMaxMemory.value());
    used.add(history::memory, true);
    used.exclude(() -> Math.max(0, history.memory() - directives.backlogSize.value()));
  }

  private static void start(
      ServerBuilder server, UsedMemory used, MemoryLimit limit, MemoryDirectives directives) {
    long heap = MachineMemory.of(server.world().system()).maxHeap();
    limit.heap(heap);
    server.clients().limitArrays(heap / ARRAYS_SHARE);
    used.started();
    long max = directives.maxMemory.value();
    if (max < 0 || max > limit.ofHeap()) {
      server
          .log()
          .warning(
              "WARNING: maxmemory is larger than the heap allows. Keys are evicted, or writes are"
                  + " rejected, when used memory reaches "
                  + limit.ofHeap()
                  + " bytes. The launcher sizes the heap for the maxmemory of the configuration"
                  + " file and of the command line.");
    }
  }

  /** Answers to {@code config.c: updateMaxmemory()}. */
  private static void limitChanged(
      ServerBuilder server,
      UsedMemory used,
      MemoryDirectives directives,
      MemoryGate gate,
      Eviction eviction) {
    gate.adapt();
    long max = directives.maxMemory.value();
    if (max == 0) {
      return;
    }
    if (Long.compareUnsigned(used.counted(), max) > 0) {
      server
          .log()
          .warning(
              "WARNING: the new maxmemory value set via CONFIG SET ("
                  + Long.toUnsignedString(max)
                  + ") is smaller than the current memory usage ("
                  + used.counted()
                  + "). This will result in key eviction and/or the inability to accept new write"
                  + " commands depending on the maxmemory-policy.");
    }
    eviction.continueLater();
  }
}
