package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import eightweeks.harness.TestServer;
import eightweeks.week2.values.Values;
import eightweeks.week3.rdbencoding.RdbException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any bytes as a file: the load fails with an offset in the file, or commands work on what it gave.
 *
 * <p>Every build replays the seeds in {@code LoadFuzzTestInputs}, one for each layout and some for
 * what stands before keys; CONTRIBUTING.adoc says how to fuzz for real.
 */
final class LoadFuzzTest {
  /** A compressed string gives at most 264 bytes for three; the rest is what values cost. */
  private static final long PER_BYTE = 200;

  private static final long BASE = 10_000;

  private static TestServer server;
  private static TestServer thorough;

  @BeforeAll
  static void start() {
    server = start("no");
    thorough = start("yes");
  }

  private static TestServer start(String sanitize) {
    var started =
        TestServer.start(
            "--sanitize-dump-payload", sanitize,
            "--enable-debug-command", "yes",
            "--save", "",
            "--loglevel", "warning"); // the log of millions of loads would fill the memory
    // A fuzzer cannot guess checksums.
    started.parts().need(Snapshots.SERVICE).skipChecksums(true);
    return started;
  }

  @FuzzTest(maxDuration = "60s")
  void anyFile_isRefusedOrGivesADataSetThatWorks(byte[] file) throws IOException {
    for (var each : new TestServer[] {server, thorough}) {
      each.disk().replace("dump.rdb", file);
      try {
        each.parts().need(Snapshots.SERVICE).load(Snapshots.Duplicates.REFUSED);
      } catch (RdbException e) {
        assertThat(e.offset()).as(e.getMessage()).isBetween(0L, (long) file.length);
      }
      assertThat(each.parts().need(Values.SERVICE).allocator().used())
          .isLessThan(BASE + PER_BYTE * file.length);
      LoadedData.use(each);
    }
  }
}
