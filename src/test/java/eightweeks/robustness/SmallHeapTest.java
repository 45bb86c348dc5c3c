package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.BesideOthers;
import eightweeks.week3.rdb.RdbBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers with small heaps, and clients that want more memory than there is. The server never ends:
 * writes get -OOM or the client is closed, reads and DEL go on, and after DEL or FLUSHALL writes
 * work again.
 *
 * <p>In the build each load runs for a moment, in 64 MiB. In full, ten minutes each:
 *
 * <pre>
 * mvn test -Dtest=SmallHeapTest -Dheap.mib=64,96,128,256 -Dheap.seconds=600
 * </pre>
 *
 * <p>{@code -Dheap.loads=MULTI,SORT} chooses loads, {@code -Dheap.seed=7} repeats a run.
 */
@BesideOthers
@Timeout(value = 7, unit = TimeUnit.DAYS) // for any number of seconds
final class SmallHeapTest {
  private static final String HEAPS = System.getProperty("heap.mib", "64");
  private static final double SECONDS =
      Double.parseDouble(System.getProperty("heap.seconds", "0.1"));
  private static final String LOADS = System.getProperty("heap.loads", "");
  private static final long SEED = Long.getLong("heap.seed", System.nanoTime());

  private static final List<String> CONCURRENT =
      List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+UseShenandoahGC");
  private static final List<String> STOPPING = List.of("-XX:+UseSerialGC");

  /** Number of clients that load the server at the same time. */
  private static final int TOGETHER = 4;

  @TempDir private Path folder;

  /** The launcher's collector, if this JVM has it. A JVM is started once to find out. */
  private static List<String> collector = List.of();

  @BeforeAll
  static void chooseCollector() throws IOException {
    collector = ChildServer.starts(CONCURRENT) ? CONCURRENT : STOPPING;
  }

  static Stream<Arguments> heaps() {
    return sizes().map(mib -> Arguments.of(mib, collector));
  }

  /** Returns the heaps with a collector that stops the server, as on a JVM without Shenandoah. */
  static Stream<Arguments> otherHeaps() {
    return sizes().map(mib -> Arguments.of(mib, STOPPING));
  }

  private static Stream<Integer> sizes() {
    return Arrays.stream(HEAPS.split(",")).map(Integer::valueOf);
  }

  @ParameterizedTest(name = "{0} MiB {1}")
  @MethodSource("heaps")
  void fullHeap_writesAreRejectedAndReadsAndDelGoOn(int mib, List<String> flags) throws Exception {
    try (var server = start(mib, flags)) {
      for (int bytes : new int[] {1, 200, 100_000}) {
        if (bytes > 1 || mib == 64) {
          fillAndFree(server, bytes);
        }
      }
      assertIsWell(server, "values of all sizes");
      assertEnds(server);
    }
  }

  @ParameterizedTest(name = "{0} MiB {1}")
  @MethodSource("heaps")
  void eachLoad_leavesTheServerAlive(int mib, List<String> flags) throws Exception {
    try (var server = start(mib, flags)) {
      for (var load : loads()) {
        var seen = run(server, List.of(load), new Random(SEED));
        assertIsWell(server, load + ": " + seen);
      }
      fill(server, 1000);
      for (var load : loads()) {
        var seen = run(server, List.of(load), new Random(SEED));
        assertThat(server.isAlive())
            .as("%s on a full heap: %s\n%s", load, seen, tail(server))
            .isTrue();
      }
      assertIsWell(server, "all loads");
      assertEnds(server);
    }
  }

  @ParameterizedTest(name = "{0} MiB {1}")
  @MethodSource("otherHeaps")
  void allLoadsTogether_leaveTheServerAlive(int mib, List<String> flags) throws Exception {
    System.out.println("SmallHeapTest: -Dheap.seed=" + SEED);
    try (var server = start(mib, flags, "--appendonly", "yes", "--appendfsync", "no");
        var threads = Executors.newFixedThreadPool(TOGETHER)) {
      var tasks = new ArrayList<Callable<TreeMap<String, Integer>>>();
      for (int i = 0; i < TOGETHER; i++) {
        var random = new Random(SEED + i);
        tasks.add(() -> run(server, loads(), random));
      }
      var seen = new TreeMap<String, Integer>();
      for (var each : threads.invokeAll(tasks)) {
        each.get().forEach((what, count) -> seen.merge(what, count, Integer::sum));
      }
      assertIsWell(server, "together, seed " + SEED + ": " + seen);
      assertEnds(server);
    }
  }

  @ParameterizedTest(name = "{0} MiB {1}")
  @MethodSource("heaps")
  void fileThatIsTooLarge_endsTheStartInOrderAndIsNotTouched(int mib, List<String> flags)
      throws Exception {
    var file = new RdbBytes().raw("REDIS0011").bytes(254).length(0);
    for (int i = 0; i < 10 * mib; i++) {
      file.bytes(0).string("key" + i).string(new byte[100_000]);
    }
    var bytes = file.file();
    Files.write(folder.resolve("dump.rdb"), bytes);
    try (var server = ChildServer.startLoadingWithHeap(mib, flags, "--dir", folder.toString())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.log())
          .contains("the heap is too small for the data")
          .doesNotContain("BUG REPORT")
          .doesNotContain("Ready to accept");
    }
    assertThat(folder.resolve("dump.rdb")).hasBinaryContent(bytes);
  }

  @ParameterizedTest(name = "{0} MiB {1}")
  @MethodSource("heaps")
  void replicaOfALargerMaster_goesOnWithoutTheData(int mib, List<String> flags) throws Exception {
    try (var master = start(3 * mib, STOPPING);
        var replica = start(mib, flags)) {
      fill(master, 100_000);
      replica.ask("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
      replica.awaitLog("the heap is too small for the data");
      assertThat(replica.ask("REPLICAOF", "NO", "ONE")).isEqualTo("+OK");
      assertIsWell(replica, "replica");
      assertThat(master.ask("GET", "key0")).hasSize(100_000);
      assertEnds(replica);
    }
  }

  private ChildServer start(int mib, List<String> flags, String... options) throws IOException {
    var all = new ArrayList<>(List.of("--dir", folder.toString()));
    all.addAll(List.of(options));
    return ChildServer.startWithHeap(mib, flags, all.toArray(String[]::new));
  }

  private static List<HeapLoad> loads() {
    return Arrays.stream(HeapLoad.values())
        .filter(load -> LOADS.isEmpty() || List.of(LOADS.split(",")).contains(load.name()))
        .toList();
  }

  /** Runs loads by turns, chosen at random; returns how often each reply came. */
  private static TreeMap<String, Integer> run(
      ChildServer server, List<HeapLoad> loads, Random random) throws IOException {
    var seen = new TreeMap<String, Integer>();
    long end = System.nanoTime() + (long) (SECONDS * loads.size() * 1e9);
    while (System.nanoTime() < end && server.isAlive()) {
      var load = loads.get(random.nextInt(loads.size()));
      String reply;
      try (var wire = server.connect()) {
        reply = load.run(server, wire, random);
      } catch (IOException _) {
        reply = "closed"; // the client has used too much
      }
      seen.merge(load + " " + reply.replaceAll("\\d.*| .*", ""), 1, Integer::sum);
    }
    return seen;
  }

  /**
   * Writes values until the server rejects even a single one; returns how many keys it has at
   * least.
   */
  private static int fill(ChildServer server, int bytes) throws IOException {
    int keys = 0;
    try (var wire = server.connect()) {
      var value = "v".repeat(bytes);
      for (int batch = Math.clamp(200_000 / bytes, 4, 1000); batch > 0; ) {
        var commands = new StringBuilder();
        for (int i = 0; i < batch; i++) {
          commands.append(Wire.command("SET", "key" + (keys + i), value));
        }
        wire.send(commands.toString());
        boolean rejected = false;
        for (int i = 0; i < batch; i++) {
          var reply = wire.reply();
          rejected |= reply.startsWith("-OOM command not allowed");
          if (!rejected) {
            assertThat(reply).isEqualTo("+OK");
            keys++;
          }
        }
        if (rejected) {
          batch /= 4; // the query of a batch takes memory, too
        }
      }
    }
    return keys;
  }

  private static void fillAndFree(ChildServer server, int bytes) throws IOException {
    int keys = fill(server, bytes);
    try (var wire = server.connect()) {
      assertThat(wire.ask("GET", "key0")).hasSize(bytes);
      var commands = new StringBuilder();
      for (int i = 0; i < keys / 4; i++) {
        commands.append(Wire.command("DEL", "key" + i));
      }
      wire.send(commands.toString());
      for (int i = 0; i < keys / 4; i++) {
        assertThat(wire.reply()).isEqualTo(":1");
      }
      assertThat(wire.ask("SET", "one", "more")).isEqualTo("+OK");
      assertThat(wire.ask("FLUSHALL")).isEqualTo("+OK");
      assertThat(wire.ask("SET", "one", "v".repeat(bytes))).isEqualTo("+OK");
    }
  }

  private static void assertIsWell(ChildServer server, String what) throws IOException {
    assertThat(server.isAlive()).as("%s\n%s", what, tail(server)).isTrue();
    try (var wire = server.connect()) {
      assertThat(wire.ask("PING")).as(what).isEqualTo("+PONG");
      assertThat(wire.ask("GET", "nothing")).as(what).isEqualTo("$-1");
      assertThat(wire.ask("FLUSHALL")).as(what).isEqualTo("+OK");
      assertThat(wire.ask("SET", "after", "all")).as(what).isEqualTo("+OK");
      assertThat(wire.ask("DEL", "after")).as(what).isEqualTo(":1");
    } catch (IOException e) {
      throw new AssertionError(what + "\n" + tail(server), e); // it is about to end
    }
  }

  private static void assertEnds(ChildServer server) throws InterruptedException {
    server.sigterm();
    assertThat(server.exitCode()).as("exit code\n%s", tail(server)).isZero();
    assertThat(server.log()).doesNotContain("BUG REPORT");
  }

  /** Returns the end of the log, without the lines about closed clients. */
  private static String tail(ChildServer server) {
    var lines = server.log().lines().filter(line -> !line.contains("client: id=")).toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }
}
