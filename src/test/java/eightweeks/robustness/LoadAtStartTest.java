package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week3.rdb.RdbBytes;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that starts with a file: one that is corrupt, and one that takes long. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class LoadAtStartTest {
  private static final int KEYS = 20_000;

  @TempDir private Path folder;

  private static RdbBytes someKeys(int count) {
    var bytes = new RdbBytes().raw("REDIS0011").bytes(254).length(0);
    for (int i = 0; i < count; i++) {
      bytes.bytes(0).string("key" + i).string("value");
    }
    return bytes;
  }

  /** Starts with a file that no server can load; returns how that ended. */
  private ChildServer.Ended startWith(byte[] file) throws IOException {
    Files.write(folder.resolve("dump.rdb"), file);
    var socket = folder.resolve("socket").toString(); // needs no free port
    return ChildServer.run(
        "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder.toString());
  }

  @Test
  void truncatedFile_endsTheServerWithOne_andIsNotTouched() throws IOException {
    var file = someKeys(100).file();
    var cut = Arrays.copyOf(file, 500);
    var ended = startWith(cut);
    assertThat(ended.code()).as(ended.out()).isEqualTo(1);
    assertThat(ended.out())
        .contains("# Internal error in RDB reading at offset 497")
        .contains("# Terminating server after rdb file reading failure.")
        .contains("Fatal error loading the DB dump.rdb")
        .doesNotContain("Ready to accept connections")
        .doesNotContain("Exception");
    assertThat(folder.resolve("dump.rdb")).hasBinaryContent(cut);
  }

  @Test
  void corruptFile_endsTheServerWithOne() throws IOException {
    var file = someKeys(100).file();
    file[file.length / 2] ^= 1;
    var ended = startWith(file);
    assertThat(ended.code()).as(ended.out()).isEqualTo(1);
    assertThat(ended.out())
        .containsPattern("# Internal error in RDB reading at offset \\d+")
        .doesNotContain("Ready to accept connections");
  }

  @Test
  void portOfAServerThatCannotLoad_isClosed() throws Exception {
    var file = someKeys(100).file();
    Files.write(folder.resolve("dump.rdb"), Arrays.copyOf(file, file.length - 1));
    try (var server =
        ChildServer.startLoading("--dir", folder.toString(), "--key-load-delay", "1000")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThatThrownBy(server::connect).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void clientsOfALoadingServer_areAnswered_andSeeTheDataAfterwards() throws Exception {
    Files.write(folder.resolve("dump.rdb"), someKeys(KEYS).file());
    try (var server =
            ChildServer.startLoading(
                "--dir", folder.toString(),
                "--key-load-delay", "500", // ten seconds if nothing were changed
                "--loading-process-events-interval-bytes", "1024");
        var first = server.connect();
        var second = server.connect()) {
      for (var command : new String[][] {{"GET", "key1"}, {"SET", "k", "v"}, {"PING"}, {"SAVE"}}) {
        assertThat(first.ask(command))
            .as(command[0])
            .isEqualTo("-LOADING Redis is loading the dataset in memory");
      }
      assertThat(second.ask("SELECT", "0")).isEqualTo("+OK");
      assertThat(server.info("persistence", "loading")).isEqualTo(1);
      assertThat(server.info("persistence", "async_loading")).isZero();
      assertThat(server.info("persistence", "loading_total_bytes"))
          .isEqualTo(Files.size(folder.resolve("dump.rdb")));
      long loaded = server.info("persistence", "loading_loaded_bytes");
      long later = loaded;
      while (later == loaded) { // two replies may come from one turn; the field goes with the load
        later = server.info("persistence", "loading_loaded_bytes");
      }
      assertThat(later).isGreaterThan(loaded);
      assertThat(server.info("persistence", "loading_start_time")).isPositive();
      assertThat(server.info("persistence", "loading_eta_seconds")).isNotNegative();
      assertThat(server.log()).doesNotContain("Ready to accept connections");

      assertThat(second.ask("CONFIG", "SET", "key-load-delay", "0")).isEqualTo("+OK");
      server.awaitLog("Ready to accept connections");
      assertThat(first.ask("GET", "key" + (KEYS - 1))).isEqualTo("value");
      assertThat(second.ask("DBSIZE")).isEqualTo(":" + KEYS);
      assertThat(server.info("persistence", "loading")).isZero();
      server.sigterm();
      assertThat(server.exitCode()).isZero();
    }
  }
}
