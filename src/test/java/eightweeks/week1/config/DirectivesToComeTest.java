package eightweeks.week1.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.tocome.DirectivesToCome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectivesToComeTest {
  /** What {@code CONFIG GET *} of Redis 7.2 says at start, less {@code dir}, sorted. */
  private static final String REDIS =
      """
      acl-pubsub-default resetchannels
      aclfile
      acllog-max-len 128
      active-defrag-cycle-max 25
      active-defrag-cycle-min 1
      active-defrag-ignore-bytes 104857600
      active-defrag-max-scan-fields 1000
      active-defrag-threshold-lower 10
      active-defrag-threshold-upper 100
      active-expire-effort 1
      activedefrag no
      activerehashing yes
      always-show-logo no
      aof-load-truncated yes
      aof-rewrite-incremental-fsync yes
      aof-timestamp-enabled no
      aof-use-rdb-preamble yes
      aof_rewrite_cpulist
      appenddirname appendonlydir
      appendfilename appendonly.aof
      appendfsync everysec
      appendonly no
      auto-aof-rewrite-min-size 67108864
      auto-aof-rewrite-percentage 100
      bgsave_cpulist
      bind * -::*
      bind-source-addr
      bio_cpulist
      busy-reply-threshold 5000
      client-output-buffer-limit normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60
      client-query-buffer-limit 1073741824
      cluster-allow-pubsubshard-when-down yes
      cluster-allow-reads-when-down no
      cluster-allow-replica-migration yes
      cluster-announce-bus-port 0
      cluster-announce-hostname
      cluster-announce-human-nodename
      cluster-announce-ip
      cluster-announce-port 0
      cluster-announce-tls-port 0
      cluster-config-file nodes.conf
      cluster-enabled no
      cluster-link-sendbuf-limit 0
      cluster-migration-barrier 1
      cluster-node-timeout 15000
      cluster-port 0
      cluster-preferred-endpoint-type ip
      cluster-replica-no-failover no
      cluster-replica-validity-factor 10
      cluster-require-full-coverage yes
      cluster-slave-no-failover no
      cluster-slave-validity-factor 10
      crash-log-enabled yes
      crash-memcheck-enabled yes
      daemonize no
      databases 16
      dbfilename dump.rdb
      disable-thp yes
      dynamic-hz yes
      enable-debug-command no
      enable-module-command no
      enable-protected-configs no
      hash-max-listpack-entries 512
      hash-max-listpack-value 64
      hash-max-ziplist-entries 512
      hash-max-ziplist-value 64
      hll-sparse-max-bytes 3000
      hz 10
      ignore-warnings
      io-threads 1
      io-threads-do-reads no
      jemalloc-bg-thread yes
      latency-monitor-threshold 0
      latency-tracking yes
      latency-tracking-info-percentiles 50 99 99.9
      lazyfree-lazy-eviction no
      lazyfree-lazy-expire no
      lazyfree-lazy-server-del no
      lazyfree-lazy-user-del no
      lazyfree-lazy-user-flush no
      lfu-decay-time 1
      lfu-log-factor 10
      list-compress-depth 0
      list-max-listpack-size -2
      list-max-ziplist-size -2
      locale-collate
      logfile
      loglevel notice
      lua-time-limit 5000
      masterauth
      masteruser
      maxclients 10000
      maxmemory 0
      maxmemory-clients 0
      maxmemory-eviction-tenacity 10
      maxmemory-policy noeviction
      maxmemory-samples 5
      min-replicas-max-lag 10
      min-replicas-to-write 0
      min-slaves-max-lag 10
      min-slaves-to-write 0
      no-appendfsync-on-rewrite no
      notify-keyspace-events
      oom-score-adj no
      oom-score-adj-values 0 200 800
      pidfile
      port 6379
      proc-title-template {title} {listen-addr} {server-mode}
      propagation-error-behavior ignore
      protected-mode yes
      proto-max-bulk-len 536870912
      rdb-del-sync-files no
      rdb-save-incremental-fsync yes
      rdbchecksum yes
      rdbcompression yes
      repl-backlog-size 1048576
      repl-backlog-ttl 3600
      repl-disable-tcp-nodelay no
      repl-diskless-load disabled
      repl-diskless-sync yes
      repl-diskless-sync-delay 5
      repl-diskless-sync-max-replicas 0
      repl-ping-replica-period 10
      repl-ping-slave-period 10
      repl-timeout 60
      replica-announce-ip
      replica-announce-port 0
      replica-announced yes
      replica-ignore-disk-write-errors no
      replica-ignore-maxmemory yes
      replica-lazy-flush no
      replica-priority 100
      replica-read-only yes
      replica-serve-stale-data yes
      replicaof
      requirepass
      sanitize-dump-payload no
      save 3600 1 300 100 60 10000
      server_cpulist
      set-max-intset-entries 512
      set-max-listpack-entries 128
      set-max-listpack-value 64
      set-proc-title yes
      shutdown-on-sigint default
      shutdown-on-sigterm default
      shutdown-timeout 10
      slave-announce-ip
      slave-announce-port 0
      slave-ignore-maxmemory yes
      slave-lazy-flush no
      slave-priority 100
      slave-read-only yes
      slave-serve-stale-data yes
      slaveof
      slowlog-log-slower-than 10000
      slowlog-max-len 128
      socket-mark-id 0
      stop-writes-on-bgsave-error yes
      stream-node-max-bytes 4096
      stream-node-max-entries 100
      supervised no
      syslog-enabled no
      syslog-facility local0
      syslog-ident redis
      tcp-backlog 511
      tcp-keepalive 300
      timeout 0
      tls-auth-clients yes
      tls-ca-cert-dir
      tls-ca-cert-file
      tls-cert-file
      tls-ciphers
      tls-ciphersuites
      tls-client-cert-file
      tls-client-key-file
      tls-client-key-file-pass
      tls-cluster no
      tls-dh-params-file
      tls-key-file
      tls-key-file-pass
      tls-port 0
      tls-prefer-server-ciphers no
      tls-protocols
      tls-replication no
      tls-session-cache-size 20480
      tls-session-cache-timeout 300
      tls-session-caching yes
      tracking-table-max-keys 1000000
      unixsocket
      unixsocketperm 0
      zset-max-listpack-entries 128
      zset-max-listpack-value 64
      zset-max-ziplist-entries 128
      zset-max-ziplist-value 64\
      """;

  @TempDir private Path folder;
  private Fixture fixture;

  @BeforeEach
  void declareWeek1() {
    fixture = new Fixture(folder);
    new GeneralDirectives(fixture.config, fixture.disk, fixture.log);
    fixture.declareNetworking();
  }

  @Test
  void everyNameOfRedis_isThere_withItsValueAtStart() {
    DirectivesToCome.addTo(fixture.config);
    var found = new ConfigGet(fixture.config).get(List.of("*"));
    assertThat(found).hasSize(195);
    found.remove("dir");
    found.put( // declared by a stand-in
        "client-output-buffer-limit",
        "normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60");
    var text =
        found.entrySet().stream()
            .map(e -> (e.getKey() + " " + e.getValue()).strip() + "\n")
            .sorted()
            .collect(joining());
    assertThat(text).isEqualTo(sorted(REDIS));
  }

  private static String sorted(String lines) {
    return lines.lines().map(line -> line + "\n").sorted().collect(joining());
  }

  @Test
  void hiddenOnes_areThereToo() {
    DirectivesToCome.addTo(fixture.config);
    for (var name :
        List.of(
            "aof-disable-auto-gc",
            "cluster-ping-interval",
            "key-load-delay",
            "loading-process-events-interval-bytes",
            "rdb-key-save-delay",
            "use-exit-on-panic",
            "watchdog-period")) {
      var directive = Objects.requireNonNull(fixture.config.find(name), name);
      assertThat(directive.is(Flag.HIDDEN)).as(name).isTrue();
    }
  }

  @Test
  void aWeekThatIsThere_keepsItsOwn() throws Exception {
    var appendonly = fixture.config.bool("appendonly", false);
    fixture.config.inFile("user", 1, 9, _ -> {});
    DirectivesToCome.addTo(fixture.config);
    fixture.readFile("appendonly yes\nuser alice on\n");
    assertThat(appendonly.value()).isTrue();
    assertThat(fixture.config.warnings()).isEmpty();
  }

  @Test
  void aValueWithoutEffect_isTold() throws Exception {
    DirectivesToCome.addTo(fixture.config);
    fixture.readFile("appendonly yes\nmaxmemory 0\nslave-priority 5\nsyslog-enabled yes\n");
    assertThat(fixture.config.warnings())
        .containsExactly(
            "directive 'syslog-enabled' has no effect: the log goes to standard output or to a"
                + " file",
            "directive 'appendonly' belongs to week 4, which is not installed: it has no effect",
            "directive 'replica-priority' belongs to week 4, which is not installed: it has no"
                + " effect");
  }

  /** A server that started and ignored its users would be open to everybody. */
  @Test
  void whatAsksForSomethingAtOnce_isRefused() throws IOException {
    DirectivesToCome.addTo(fixture.config);
    assertThat(fixture.refusal("user alice on"))
        .endsWith("directive 'user' belongs to week 6, which is not installed\n");
    assertThat(fixture.refusal("loadmodule x.jar"))
        .endsWith("directive 'loadmodule' belongs to week 6, which is not installed\n");
    assertThat(fixture.refusal("sentinel monitor a b 1 2"))
        .endsWith("sentinel directive while not in sentinel mode\n");
    assertThat(fixture.refusal("sentinel"))
        .endsWith("directive 'sentinel' belongs to week 4, which is not installed\n");
  }

  @Test
  void badValues_areRefusedAsInRedis() throws IOException {
    DirectivesToCome.addTo(fixture.config);
    assertThat(fixture.refusal("dbfilename a/b"))
        .endsWith("\ndbfilename can't be a path, just a filename\n");
    assertThat(fixture.refusal("appendfilename \"\""))
        .endsWith("\nappendfilename can't be empty\n");
    assertThat(fixture.refusal("appenddirname a\\b"))
        .endsWith("\nappenddirname can't be a path, just a dirname\n");
    assertThat(fixture.refusal("notify-keyspace-events Q"))
        .endsWith("\nInvalid event class character. Use 'Ag$lshzxeKEtmdn'.\n");
    assertThat(fixture.refusal("replicaof a")).endsWith("\nwrong number of arguments\n");
    assertThat(fixture.refusal("slaveof a 65536")).endsWith("\nInvalid master port\n");
    assertThat(fixture.refusal("oom-score-adj-values 1 2"))
        .endsWith("\nwrong number of arguments\n");
    assertThat(fixture.refusal("oom-score-adj-values 1 2 2001"))
        .endsWith("\nInvalid oom-score-adj-values, elements must be between -2000 and 2000.\n");
    assertThat(fixture.refusal("latency-tracking-info-percentiles 1 x"))
        .endsWith("\nInvalid latency-tracking-info-percentiles parameters\n");
    assertThat(fixture.refusal("latency-tracking-info-percentiles 101"))
        .endsWith(
            "\nlatency-tracking-info-percentiles parameters should sit between [0.0,100.0]\n");
    assertThat(fixture.refusal("proc-title-template {none}"))
        .endsWith("\ntemplate format is invalid or contains unknown variables\n");
  }

  @Test
  void titleTemplates_areChecked() throws Exception {
    DirectivesToCome.addTo(fixture.config);
    fixture.readFile("proc-title-template \"{{x {listen-addr}:{port}\"\n");
    for (var bad : List.of("\"\"", "{title}", "{server-mode}", "{port", "{", "x{}", "{Port}")) {
      assertThat(fixture.refusal("proc-title-template " + bad))
          .as(bad)
          .contains("template format is invalid");
    }
  }

  /** The file that users start with: it loads, and every line of it says what is so anyway. */
  @Test
  void ourOwnFile_loadsAndWarnsOfNothing() throws Exception {
    DirectivesToCome.addTo(fixture.config);
    var ours = Files.readString(Path.of("redis.conf"));
    var initial = new ConfigGet(fixture.config).get(List.of("*"));
    fixture.readFile(ours);
    assertThat(fixture.config.warnings()).isEmpty();
    var now = new ConfigGet(fixture.config).get(List.of("*"));
    var changed = new ArrayList<String>();
    now.forEach(
        (name, value) -> {
          if (!value.equals(initial.get(name))) {
            changed.add(name);
          }
        });
    assertThat(changed).containsExactlyInAnyOrder("bind", "client-output-buffer-limit");
  }
}
