package eightweeks.check;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week3.rdb.RdbBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What redis-check-rdb prints about sound and corrupt files. */
final class RedisCheckRdbTest {
  private static final long NOW = 1_000_000;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return RedisCheckRdb.run(arguments, stream(out), stream(errors), NOW);
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.ISO_8859_1);
  }

  private int check(byte[] content) throws IOException {
    return run(Files.write(folder.resolve("some.rdb"), content).toString());
  }

  /** The lines of the report behind the first one, which names the file. */
  private List<String> report() {
    var lines = out.toString(StandardCharsets.ISO_8859_1).lines().toList();
    assertThat(lines.getFirst())
        .isEqualTo("[offset 0] Checking RDB file " + folder.resolve("some.rdb"));
    return lines.subList(1, lines.size());
  }

  private static RdbBytes header() {
    return new RdbBytes().raw("REDIS0011");
  }

  @Test
  void soundFile_isReportedWithOffsetsAndCounts() throws IOException {
    var file =
        header()
            .bytes(250)
            .string("name")
            .string("a\nb")
            .bytes(254)
            .length(3)
            .bytes(251)
            .length(3)
            .length(2)
            .bytes(252)
            .long64(NOW - 1)
            .bytes(0)
            .string("old")
            .string("v")
            .bytes(252)
            .long64(NOW + 1)
            .bytes(1)
            .string("young")
            .length(1)
            .string("v")
            .bytes(0)
            .string("k")
            .string("v")
            .file();
    assertThat(check(file)).isZero();
    assertThat(report())
        .containsExactly(
            "[offset 19] AUX FIELD name = 'a\\x0ab'",
            "[offset 21] Selecting DB ID 3",
            "[offset " + file.length + "] Checksum OK",
            "[offset " + file.length + "] \\o/ RDB looks OK! \\o/",
            "[info] 3 keys read",
            "[info] 2 expires",
            "[info] 1 already expired");
  }

  @Test
  void fileOfOurServer_isSound() throws IOException {
    var server = TestServer.start();
    var client = server.connect();
    client.call("SET", "k", "v");
    client.call("SADD", "s", "1", "a");
    client.call("SAVE");
    assertThat(check(server.disk().read("dump.rdb"))).isZero();
    assertThat(report())
        .anyMatch(line -> line.endsWith("] AUX FIELD redis-ver = '7.2.6'"))
        .contains("[info] 2 keys read");
  }

  @Test
  void truncatedValue_isReportedWithWhatWasBeingDone() throws IOException {
    var file = header().bytes(0).string("k").string("v").bytes(1).string("e").length(2).toBytes();
    assertThat(check(file)).isEqualTo(1);
    assertThat(report())
        .containsExactly(
            "--- RDB ERROR DETECTED ---",
            "[offset 18] 2 elements do not fit the 0 bytes left",
            "[additional info] While doing: read-object-value",
            "[additional info] Reading key 'e'",
            "[additional info] Reading type 1 (list-linked)",
            "[info] 2 keys read",
            "[info] 0 expires",
            "[info] 0 already expired");
  }

  @Test
  void cutAnywhere_namesTheStep() throws IOException {
    var file =
        header()
            .bytes(250)
            .string("n")
            .string("v")
            .bytes(245)
            .string("#!lua name=lib")
            .bytes(254)
            .length(0)
            .bytes(252)
            .long64(5)
            .bytes(0)
            .string("k")
            .string("v")
            .file();
    assertThat(stepOfCut(file, 5)).isEqualTo("start");
    assertThat(stepOfCut(file, 9)).isEqualTo("read-type");
    assertThat(stepOfCut(file, 11)).isEqualTo("read-aux");
    assertThat(stepOfCut(file, 16)).isEqualTo("read-functions");
    assertThat(stepOfCut(file, 31)).isEqualTo("read-len");
    assertThat(stepOfCut(file, 34)).isEqualTo("read-expire");
    assertThat(stepOfCut(file, 42)).isEqualTo("read-key");
    assertThat(stepOfCut(file, 44)).isEqualTo("read-object-value");
    assertThat(stepOfCut(file, file.length - 1)).isEqualTo("check-sum");
  }

  private String stepOfCut(byte[] file, int length) throws IOException {
    out.reset();
    assertThat(check(Arrays.copyOf(file, length))).isEqualTo(1);
    var start = "[additional info] While doing: ";
    return report().stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void wrongChecksum_isAnError() throws IOException {
    var file = header().bytes(0).string("k").string("v").file();
    file[file.length - 1] ^= 1;
    assertThat(check(file)).isEqualTo(1);
    assertThat(report())
        .anyMatch(line -> line.startsWith("[offset 15] Wrong RDB checksum"))
        .contains("[additional info] While doing: check-sum", "[info] 1 keys read");
  }

  @Test
  void fileWithoutChecksum_isSound() throws IOException {
    assertThat(check(header().bytes(255).long64(0).toBytes())).isZero();
    assertThat(report())
        .contains(
            "[offset 18] RDB file was saved with checksum disabled: no check performed.",
            "[offset 18] \\o/ RDB looks OK! \\o/");
  }

  @Test
  void dataOfModules_areSkipped() throws IOException {
    var file =
        header()
            .bytes(247)
            .bytes(0x81)
            .raw(new byte[8])
            .bytes(2, 1) // when: before the keys
            .bytes(5)
            .string("data")
            .bytes(0)
            .bytes(252)
            .long64(NOW + 1)
            .bytes(7)
            .string("k")
            .bytes(0x81)
            .raw(new byte[8])
            .bytes(1, 7, 4)
            .raw(new byte[8])
            .bytes(0)
            .file();
    assertThat(check(file)).isZero();
    assertThat(report())
        .contains(
            "[offset 19] MODULE AUX for: AAAAAAAAA", "[info] 1 keys read", "[info] 1 expires");
  }

  @Test
  void stream_isSaidToBeUnknown() throws IOException {
    assertThat(check(header().bytes(21).string("s").length(0).file())).isEqualTo(1);
    assertThat(report())
        .contains(
            "[offset 12] a value of the type stream (layout 21), which no installed week can read",
            "[additional info] Reading key 's'",
            "[additional info] Reading type 21 (stream-v3)");
  }

  @Test
  void keyWithoutElements_isReportedAndSkipped() throws IOException {
    assertThat(check(header().bytes(1).string("e").length(0).file())).isZero();
    assertThat(report())
        .contains("[offset 13] Key 'e' has no elements: a server skips it", "[info] 1 keys read");
  }

  @Test
  void sanitizing_isThorough() throws IOException {
    var twice = RdbBytes.zipmap(0, "f", "v", "f", "w");
    assertThat(check(header().bytes(9).string("h").string(twice).file())).isEqualTo(1);
    assertThat(report())
        .contains(
            "[offset 12] Zipmap with dup elements integrity check failed: 'f' stands there twice",
            "[additional info] Reading type 9 (hash-zipmap)");
  }

  @Test
  void fileThatIsNotThere_isNamed() {
    var path = folder.resolve("none.rdb").toString();
    assertThat(run(path)).isEqualTo(1);
    assertThat(errors).asString().startsWith("Cannot read " + path + ": No such file or directory");
  }

  @Test
  void wrongArguments_showTheUsage() {
    assertThat(run()).isEqualTo(1);
    assertThat(errors).asString().startsWith("Usage: redis-check-rdb <rdb-file-name>");
    assertThat(run("-v")).isZero();
    assertThat(out).asString().startsWith("redis-check-rdb 7.2.6");
  }
}
