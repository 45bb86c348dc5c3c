package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the system says about a server's memory when its data are gone, with the collector that the
 * launcher chooses.
 *
 * <p>The bounds are wide: an idle machine takes two seconds, one that does much else can take many
 * times longer.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MemoryGivenBackTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final List<String> FLAGS =
      List.of(
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+UseShenandoahGC",
          "-XX:ShenandoahUncommitDelay=500",
          "-XX:ShenandoahGarbageThreshold=10",
          "-XX:ShenandoahImmediateThreshold=100",
          "-XX:ShenandoahPacingMaxDelay=1",
          "-Deightweeks.concurrent=true",
          "-XX:+UseCompactObjectHeaders",
          "--enable-native-access=ALL-UNNAMED",
          "-Xms8m",
          "-Xmx600m");

  private static final long MIB = 1 << 20;
  private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private ServerProcess server;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");
    assumeTrue(hasCollector(), "this JVM has no Shenandoah");
    var command = new ArrayList<String>();
    command.add(JAVA);
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "eightweeks.Redis"));
    command.addAll(List.of("--save", "", "--enable-debug-command", "yes"));
    server = ServerProcess.start(new ProcessBuilder(command));
  }

  @AfterEach
  void end() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void flushAll_givesTheMemoryBack() throws Exception {
    long before = resident();
    populate(300_000);
    long grown = resident() - before;
    assertThat(grown).as("growth of resident memory with 80 MB of data").isGreaterThan(60 * MIB);
    assertThat(server.ask("FLUSHALL")).isEqualTo("+OK");
    awaitResident(before + grown / 3);
  }

  @Test
  void deletingHalfOfTheKeys_givesMuchOfTheMemoryBack() throws Exception {
    long before = resident();
    populate(300_000);
    for (int first = 0; first < 300_000; first += 3000) {
      var keys = new StringBuilder("DEL");
      for (int i = first; i < first + 3000; i += 2) {
        keys.append(" key:").append(i);
      }
      assertThat(server.ask(keys.toString())).isEqualTo(":1500");
    }
    awaitResident(before + 65 * MIB); // all keys are 80
  }

  private void populate(int keys) throws IOException {
    assertThat(server.ask("DEBUG POPULATE " + keys + " key 200")).isEqualTo("+OK");
  }

  /** Asks until resident memory has fallen to a number of bytes. */
  private void awaitResident(long bytes) throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (resident() > bytes) {
      assertThat(server.ask("PING")).isEqualTo("+PONG");
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "Resident memory is %d MiB, not %d".formatted(resident() / MIB, bytes / MIB));
      }
    }
  }

  private long resident() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + server.pid() + "/status"))) {
      var line = lines.filter(l -> l.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
  }

  private static boolean hasCollector() throws Exception {
    var command = new ArrayList<String>();
    command.add(JAVA);
    command.addAll(FLAGS);
    command.add("-version");
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}
