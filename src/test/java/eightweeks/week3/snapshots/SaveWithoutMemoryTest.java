package eightweeks.week3.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.LargeValues;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week3.rdb.DataSetWriter;
import eightweeks.week3.rdb.ValueCapture;
import eightweeks.week3.rdbencoding.CapturedPiece;
import eightweeks.week3.rdbencoding.CapturingWriter;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A save that lacks memory ends without a file, and the server goes on. */
final class SaveWithoutMemoryTest {
  private static final String FILE = "/base";

  private final TestServer server = TestServer.start("--save", "");
  private final TestClient client = server.connect();
  private final List<String> ends = new ArrayList<>();

  @BeforeEach
  void fill() {
    LargeValues.addEmptyBesideHuge(client);
    client.call("SET", "small", "value");
  }

  /** What is done in place of a method of {@link DataSetWriter}. */
  private interface Lack {
    @Nullable Object run(RdbWriter out);
  }

  /** Saves; one method of the writer does something else. */
  private void save(String method, Lack lack) {
    var snapshots = server.parts().need(Snapshots.SERVICE);
    DataSetWriter.Format format =
        out -> {
          var writer = snapshots.rdb().writer(out);
          return (DataSetWriter)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {DataSetWriter.class},
                  (_, called, arguments) ->
                      called.getName().equals(method)
                          ? lack.run(out)
                          : called.invoke(writer, arguments));
        };
    snapshots.startBase(
        FILE + ".temporary", FILE, false, format, failure -> ends.add("" + failure));
    server.runFor(100);
  }

  @AfterEach
  void onlyTheSaveHasFailed() throws IOException {
    assertThat(ends)
        .containsExactly("Unexpected failure while saving DB: java.lang.OutOfMemoryError: a test");
    assertThat(server.disk().glob(FILE + "*")).isEmpty();
    assertThat(client.call("HSET", "hash", "new", "field")).isEqualTo(":1\r\n");
    assertThat(client.call("BGSAVE")).isEqualTo("+Background saving started\r\n");
  }

  @Test
  void withoutMemoryForAnEntry() {
    save(
        "key",
        _ -> {
          throw new OutOfMemoryError("a test");
        });
  }

  /** It used to end the server. */
  @Test
  void withoutMemoryForAPartOfALargeValue() {
    save(
        "capture",
        _ ->
            new ValueCapture() {
              @Override
              public boolean step(int elements) {
                throw new OutOfMemoryError("a test");
              }

              @Override
              public void cancel() {
                // There is nothing to free.
              }
            });
  }

  /** The thread used to go on with the next piece, so that the file lacked this one. */
  @Test
  void withoutMemoryForTheEncoding() {
    server.system().holdWorkers();
    save(
        "key",
        out -> {
          ((CapturingWriter) out).add(new Unencodable());
          return null;
        });
    server.system().releaseWorkers();
    server.runFor(100);
  }

  private static final class Unencodable implements CapturedPiece {
    @Override
    public long memory() {
      return 1;
    }

    @Override
    public void encode(RdbWriter out) {
      throw new OutOfMemoryError("a test");
    }
  }
}
