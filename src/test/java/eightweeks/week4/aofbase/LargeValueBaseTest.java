package eightweeks.week4.aofbase;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.LargeValues;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large values, which a base of commands captures in pieces while they change. */
final class LargeValueBaseTest {
  private static final String BASE = "/appendonlydir/appendonly.aof.2.base.aof";

  private final MemoryDisk disk = new MemoryDisk();
  private TestServer server;
  private TestClient client;

  private static TestServer.Setup with(MemoryDisk disk) {
    return TestServer.in(new TestWorld())
        .disk(disk)
        .options(
            "--appendonly",
            "yes",
            "--aof-use-rdb-preamble",
            "no",
            "--save",
            "",
            "--enable-debug-command",
            "yes");
  }

  @BeforeEach
  void start() {
    server = with(disk).start();
    client = server.connect();
    LargeValues.add(client);
    client.call("EXPIRE", "zset", "1000");
    client.call("SELECT", "2");
    client.call("SET", "elsewhere", "value");
    client.call("SELECT", "0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void base_hasTheDataAsTheyWere(long seed) throws IOException {
    var random = new Random(seed);
    var before = client.call("DEBUG", "DIGEST");
    client.call("BGREWRITEAOF");
    int steps = random.nextInt(10, 60);
    while (server.info("aof_rewrite_in_progress").equals("1")) {
      for (int i = 0; i < steps; i++) {
        client.call(LargeValues.change(random).split(" "));
      }
      server.runFor(1);
    }
    var old = new MemoryDisk();
    old.replace("/appendonly.aof", disk.read(BASE));
    var loaded = with(old).start().connect();
    assertThat(loaded.call("DEBUG", "DIGEST")).as("seed " + seed).isEqualTo(before);
    assertThat(Ascii.text(disk.read(BASE))).doesNotContain("\r\nMULTI");
    var all = with(disk).start().connect();
    assertThat(all.call("DEBUG", "DIGEST")).isEqualTo(client.call("DEBUG", "DIGEST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void emptyElementsBesideHugeOnes_areInTheBase(String preamble) {
    client.call("FLUSHALL");
    client.call("CONFIG", "SET", "aof-use-rdb-preamble", preamble);
    LargeValues.addEmptyBesideHuge(client);
    client.call("BGREWRITEAOF");
    server.runFor(1000);
    assertThat(server.info("aof_rewrite_in_progress")).isEqualTo("0");
    var loaded = with(disk).start().connect();
    assertThat(loaded.call("DEBUG", "DIGEST")).isEqualTo(client.call("DEBUG", "DIGEST"));
  }
}
