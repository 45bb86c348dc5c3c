package eightweeks.tocome;

import eightweeks.week1.config.LongDirective;
import eightweeks.week1.info.Info;
import eightweeks.week1.info.Info.Section;
import eightweeks.week1.startup.ServerBuilder;

/**
 * INFO fields of weeks that are not there: not written yet, or not installed.
 *
 * <p>Many programs look at INFO before they trust a server: is it a master, does it load, is it
 * part of a cluster. So the server tells what is plainly true of one that cannot do these things:
 * it has no replicas, saves nothing, evicts nothing. Where only the week itself could say the truth
 * (how much memory something takes, the id of a replication history) nothing is said.
 *
 * <p>These fields stand behind all others, and a field that a week tells itself is not told again:
 * a week that is written adds its own and need not look here. The lines remain for a server that
 * runs without that week. {@code config.DirectivesToCome} does the same for the configuration.
 */
public final class InfoToCome {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final String OK = "ok";

  private InfoToCome() {}

  public static void addTo(ServerBuilder server) {
    var info = server.info();
    long started = server.loop().time().micros() / MICROS_PER_SECOND;
    info.add(Section.PERSISTENCE, writer -> snapshots(writer, started));
    info.add(Section.STATS, InfoToCome::snapshotStatistics);
    info.add(Section.PERSISTENCE, InfoToCome::appendOnlyFile);
    info.add(Section.DEBUG, writer -> writer.field("eventloop_duration_aof_sum", 0));
    info.add(Section.REPLICATION, writer -> replication(writer, backlogSize(server)));
    info.add(Section.STATS, InfoToCome::replicationStatistics);
    info.add(Section.MEMORY, InfoToCome::memory);
    info.add(Section.STATS, InfoToCome::memoryStatistics);
    info.add(Section.CLUSTER, writer -> writer.field("cluster_enabled", 0));
    info.add(Section.STATS, writer -> writer.field("migrate_cached_sockets", 0));
    info.add(Section.PERSISTENCE, InfoToCome::modules);
    info.add(Section.MODULES, _ -> {}); // there are none; the title is there nevertheless
    info.add(Section.MEMORY, InfoToCome::scripts);
    info.add(Section.CLIENTS, writer -> writer.field("tracking_clients", 0));
    info.add(Section.STATS, InfoToCome::trackingStatistics);
  }

  // Week 3: snapshots.

  private static void snapshots(Info.Writer writer, long started) {
    writer
        .field("loading", 0)
        .field("async_loading", 0)
        .field("current_cow_peak", 0)
        .field("current_cow_size", 0)
        .field("current_cow_size_age", 0)
        .decimal("current_fork_perc", 0)
        .field("current_save_keys_processed", 0)
        .field("current_save_keys_total", 0)
        .field("rdb_bgsave_in_progress", 0)
        .field("rdb_last_save_time", started)
        .field("rdb_last_bgsave_status", OK)
        .field("rdb_last_bgsave_time_sec", -1)
        .field("rdb_current_bgsave_time_sec", -1)
        .field("rdb_saves", 0)
        .field("rdb_last_cow_size", 0)
        .field("rdb_last_load_keys_expired", 0)
        .field("rdb_last_load_keys_loaded", 0);
  }

  private static void snapshotStatistics(Info.Writer writer) {
    writer
        .field("latest_fork_usec", 0)
        .field("total_forks", 0)
        .field("dump_payload_sanitizations", 0);
  }

  // Week 4: the append-only file, replication.

  private static void appendOnlyFile(Info.Writer writer) {
    writer
        .field("aof_enabled", 0)
        .field("aof_rewrite_in_progress", 0)
        .field("aof_rewrite_scheduled", 0)
        .field("aof_last_rewrite_time_sec", -1)
        .field("aof_current_rewrite_time_sec", -1)
        .field("aof_last_bgrewrite_status", OK)
        .field("aof_rewrites", 0)
        .field("aof_rewrites_consecutive_failures", 0)
        .field("aof_last_write_status", OK)
        .field("aof_last_cow_size", 0);
  }

  private static void replication(Info.Writer writer, long backlogSize) {
    writer
        .field("role", "master")
        .field("connected_slaves", 0)
        .field("master_failover_state", "no-failover")
        .field("master_replid2", "0".repeat(40))
        .field("master_repl_offset", 0)
        .field("second_repl_offset", -1)
        .field("repl_backlog_active", 0)
        .field("repl_backlog_size", backlogSize)
        .field("repl_backlog_first_byte_offset", 0)
        .field("repl_backlog_histlen", 0);
  }

  private static long backlogSize(ServerBuilder server) {
    return server.config().find("repl-backlog-size") instanceof LongDirective size
        ? size.value()
        : 0;
  }

  private static void replicationStatistics(Info.Writer writer) {
    writer
        .field("total_net_repl_input_bytes", 0)
        .field("total_net_repl_output_bytes", 0)
        .decimal("instantaneous_input_repl_kbps", 0)
        .decimal("instantaneous_output_repl_kbps", 0)
        .field("sync_full", 0)
        .field("sync_partial_ok", 0)
        .field("sync_partial_err", 0)
        .field("slave_expires_tracked_keys", 0);
  }

  // Week 5: memory, threads.

  private static void memory(Info.Writer writer) {
    writer
        .field("active_defrag_running", 0)
        .field("lazyfree_pending_objects", 0)
        .field("lazyfreed_objects", 0);
  }

  private static void memoryStatistics(Info.Writer writer) {
    writer
        .field("client_output_buffer_limit_disconnections", 0)
        .field("evicted_keys", 0)
        .field("evicted_clients", 0)
        .field("total_eviction_exceeded_time", 0)
        .field("current_eviction_exceeded_time", 0)
        .field("active_defrag_hits", 0)
        .field("active_defrag_misses", 0)
        .field("active_defrag_key_hits", 0)
        .field("active_defrag_key_misses", 0)
        .field("total_active_defrag_time", 0)
        .field("current_active_defrag_time", 0)
        .field("io_threaded_reads_processed", 0)
        .field("io_threaded_writes_processed", 0);
  }

  // Week 6: modules, scripts, tracking.

  private static void modules(Info.Writer writer) {
    writer.field("module_fork_in_progress", 0).field("module_fork_last_cow_size", 0);
  }

  private static void scripts(Info.Writer writer) {
    writer
        .field("number_of_cached_scripts", 0)
        .field("number_of_functions", 0)
        .field("number_of_libraries", 0);
  }

  private static void trackingStatistics(Info.Writer writer) {
    writer
        .field("tracking_total_keys", 0)
        .field("tracking_total_items", 0)
        .field("tracking_total_prefixes", 0);
  }
}
