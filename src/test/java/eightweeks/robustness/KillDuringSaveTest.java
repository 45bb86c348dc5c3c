package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server is killed (SIGKILL) at a random moment during SAVE or BGSAVE. The next server finds the
 * old data set or the new one, complete, and no temporary file is left.
 *
 * <p>Each round changes every key, saves, and kills the server when the temporary file has reached
 * a random length, or the new file is there. The server of the next round loads what is left.
 *
 * <pre>
 * mvn test -Dtest=KillDuringSaveTest -Dkill.rounds=500 -Dkill.seed=7
 * </pre>
 */
@BesideOthers
final class KillDuringSaveTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 20);
  private static final int KEYS = 400;
  private static final int VALUE_BYTES = 2_000;

  /** About the length of a file in bytes: without compression, and with some bytes a key. */
  private static final int FILE_BYTES = KEYS * (VALUE_BYTES + 20);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS) // for any number of rounds
  void killDuringSave_leavesTheOldFileOrTheNewOne() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("KillDuringSaveTest: -Dkill.seed=" + seed);
    var random = new Random(seed);
    int saved = 0; // the round whose data set is in the file; 0 is none
    int atNew = 0;
    for (int round = 1; round <= ROUNDS + 1; round++) {
      try (var server = start();
          var wire = server.connect()) {
        var what = "round " + round + " of seed " + seed;
        assertThat(temporaryFiles()).as(what).isEmpty();
        int found = roundOf(wire, what);
        assertThat(found).as(what).isIn(saved, round - 1);
        if (round > 1 && found == round - 1) {
          atNew++;
        }
        saved = found;
        if (round <= ROUNDS) {
          setAll(wire, round);
          killDuringSave(server, wire, random);
        }
      }
    }
    System.out.println(
        "KillDuringSaveTest: "
            + atNew
            + " of "
            + ROUNDS
            + " kills came when the new file was there");
  }

  private ChildServer start() throws IOException {
    return ChildServer.start(
        "--dir", folder.toString(),
        "--rdbcompression", "no",
        "--rdb-key-save-delay", "20"); // so that SAVE takes some tens of milliseconds
  }

  private List<Path> temporaryFiles() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("temp-")).toList();
    }
  }

  private static void setAll(Wire wire, int round) throws IOException {
    var commands = new StringBuilder();
    for (int i = 0; i < KEYS; i++) {
      commands.append(Wire.command("SET", "key" + i, value(round)));
    }
    wire.send(commands.toString());
    for (int i = 0; i < KEYS; i++) {
      assertThat(wire.reply()).isEqualTo("+OK");
    }
  }

  private static String value(int round) {
    return (round + " ").repeat(VALUE_BYTES).substring(0, VALUE_BYTES);
  }

  /** Returns the round whose data set was loaded; 0 if there are no keys. */
  private static int roundOf(Wire wire, String what) throws IOException {
    if (wire.ask("DBSIZE").equals(":0")) {
      return 0;
    }
    assertThat(wire.ask("DBSIZE")).as(what).isEqualTo(":" + KEYS);
    var commands = new StringBuilder();
    for (int i = 0; i < KEYS; i++) {
      commands.append(Wire.command("GET", "key" + i));
    }
    wire.send(commands.toString());
    var first = wire.reply();
    int round = Integer.parseInt(first.substring(0, first.indexOf(' ')));
    assertThat(first).as(what).isEqualTo(value(round));
    for (int i = 1; i < KEYS; i++) {
      assertThat(wire.reply()).as("key %s, %s", i, what).isEqualTo(first);
    }
    return round;
  }

  private void killDuringSave(ChildServer server, Wire wire, Random random) throws Exception {
    // Every sixth kill or so comes when the new file is there.
    long length = random.nextInt(FILE_BYTES + FILE_BYTES / 5);
    var before = inode();
    wire.send(Wire.command(random.nextBoolean() ? "SAVE" : "BGSAVE"));
    long end = System.nanoTime() + ChildServer.DEADLINE.toNanos();
    while (written() < length && before.equals(inode())) {
      assertThat(System.nanoTime()).as("the save ends").isLessThan(end);
      Thread.onSpinWait();
    }
    server.kill();
  }

  /** Returns the length of the temporary file in bytes; 0 if there is none. */
  private long written() throws IOException {
    return temporaryFiles().stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /** Returns what changes when another file gets the name. */
  private String inode() throws IOException {
    var file = folder.resolve("dump.rdb");
    return Files.exists(file) ? String.valueOf(Files.getAttribute(file, "unix:ino")) : "";
  }
}
