package eightweeks.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What redis-check-aof prints, and what it cuts off. */
final class RedisCheckAofTest {
  private static final String SELECT = "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n";
  private static final String SET = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n";
  private static final String MANIFEST =
      "file b.aof seq 1 type b\nfile h.aof seq 1 type h\nfile i.aof seq 2 type i\n";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private String answer = "";

  private int run(String... arguments) {
    var answers = new BufferedReader(new StringReader(answer));
    return RedisCheckAof.run(
        arguments, answers, new PrintStream(out, true, StandardCharsets.ISO_8859_1), 1_000_000);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content, StandardCharsets.ISO_8859_1);
  }

  private String content(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** The report, without the folder. */
  private String report() {
    return out.toString(StandardCharsets.ISO_8859_1)
        .replace("\r", "")
        .replace(folder + "/", "")
        .replace(System.lineSeparator(), "\n");
  }

  @Test
  void soundFile_isValid() throws IOException {
    assertThat(run(file("f", SELECT + SET).toString())).isZero();
    assertThat(report())
        .isEqualTo(
            """
            Start checking Old-Style AOF
            AOF analyzed: filename=f, size=50, ok_up_to=50, ok_up_to_line=13, diff=0
            AOF f is valid
            """);
  }

  @Test
  void emptyFile_isCalledSo() throws IOException {
    assertThat(run(file("f", "").toString())).isZero();
    assertThat(report()).isEqualTo("Start checking Old-Style AOF\nAOF f is empty\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'x' | AOF f format error",
        "'*1\r\n$4\r\nPI' | 0x              3a: Expected to read 6 bytes, got 2 bytes",
        "'*1\r\n:4\r\n' | 0x              36: Expected prefix '$', got: ':'",
        "'*1x\r\n' | 0x              32: Expected \\r\\n, got: 780d",
        "'*1\r\n$3\r\nGETxx' | 0x              3a: Expected \\r\\n, got: 7878",
        "'*1\r\n$-1\r\n' | Expected to read string of -1 bytes, which is not in the suitable range",
        "'*1\r\n$5\r\nMULTI\r\n' | Reached EOF before reading EXEC for MULTI",
        "'*1\r\n$4\r\nEXEC\r\n' | Unexpected EXEC in AOF f",
      })
  void wrongEnd_isReportedWithItsOffset(String end, String line) throws IOException {
    end = end.replace("\\r", "\r").replace("\\n", "\n");
    var file = file("f", SELECT + SET + end);
    assertThat(run(file.toString())).isOne();
    assertThat(report())
        .contains(line.replace("\\\\", "\\"))
        .contains("size=" + (50 + end.length()) + ", ok_up_to=50, ")
        .endsWith("AOF f is not valid. Use the --fix option to try fixing it.\n");
    assertThat(content(file)).hasSize(50 + end.length());
  }

  @Test
  void fix_cutsOffTheEnd_whenTheUserAgrees() throws IOException {
    var file = file("f", SELECT + SET + "*1\r\n$4");
    answer = "n\n";
    assertThat(run("--fix", file.toString())).isOne();
    assertThat(report()).endsWith("Continue? [y/N]: Aborting...\n");
    assertThat(content(file)).hasSize(56);
    answer = "y\n";
    out.reset();
    assertThat(run("--fix", file.toString())).isZero();
    assertThat(report())
        .contains("This will shrink the AOF f from 56 bytes, with 6 bytes, to 50 bytes\n")
        .endsWith("Continue? [y/N]: Successfully truncated AOF f\n");
    assertThat(content(file)).isEqualTo(SELECT + SET);
  }

  @Test
  void manifest_hasAllItsFilesChecked() throws IOException {
    file("b.aof", SET);
    file("i.aof", SELECT + SET);
    assertThat(run(file("m", MANIFEST).toString())).isZero();
    assertThat(report())
        .isEqualTo(
            """
            Start checking Multi Part AOF
            Start to check BASE AOF (RESP format).
            AOF analyzed: filename=b.aof, size=27, ok_up_to=27, ok_up_to_line=8, diff=0
            BASE AOF b.aof is valid
            Start to check INCR files.
            AOF analyzed: filename=i.aof, size=50, ok_up_to=50, ok_up_to_line=20, diff=0
            INCR AOF i.aof is valid
            All AOF files and manifest are valid
            """);
  }

  @Test
  void fix_cutsOffTheLastFileOnly() throws IOException {
    file("b.aof", SET + "*");
    file("i.aof", SET);
    answer = "y\n";
    assertThat(run("--fix", file("m", MANIFEST).toString())).isOne();
    assertThat(report()).endsWith("Failed to truncate AOF b.aof because it is not the last file\n");
    file("b.aof", SET);
    var last = file("i.aof", SET + "*");
    assertThat(run("--fix", folder.resolve("m").toString())).isZero();
    assertThat(content(last)).isEqualTo(SET);
  }

  @Test
  void truncateToTimestamp_cutsOffWhatIsNewer() throws IOException {
    var file = file("f", "#TS:1000\r\n" + SET + "#TS:2000\r\n" + SET);
    assertThat(run("--truncate-to-timestamp", "2000", file.toString())).isZero();
    assertThat(report()).contains("Truncate nothing in AOF f to timestamp 2000\n");
    assertThat(run("--truncate-to-timestamp", "1999", file.toString())).isZero();
    assertThat(report()).endsWith("Successfully truncated AOF f to timestamp 1999\n");
    assertThat(content(file)).isEqualTo("#TS:1000\r\n" + SET);
    out.reset();
    assertThat(run("--truncate-to-timestamp", "1", file.toString())).isOne();
    assertThat(report()).contains("AOF f has nothing before timestamp 1, aborting...\n");
  }

  @Test
  void wrongManifest_isReportedWithItsLine() throws IOException {
    assertThat(run(file("m", MANIFEST + "file x seq 1 type i\n").toString())).isOne();
    assertThat(report())
        .contains("Reading the manifest file, at line 4", "Found a non-monotonic sequence number");
  }

  @Test
  void missingFile_isNamed() throws IOException {
    assertThat(run(folder.resolve("none").toString())).isOne();
    assertThat(report()).isEqualTo("Cannot open file none: No such file or directory\n");
    out.reset();
    assertThat(run(file("m", MANIFEST).toString())).isOne();
    assertThat(report()).contains("Cannot open file b.aof: No such file or directory");
  }

  @Test
  void wrongArguments_getTheUsage() {
    assertThat(run()).isOne();
    assertThat(run("--fox", "f")).isOne();
    assertThat(report())
        .contains("Usage: redis-check-aof [--fix|--truncate-to-timestamp $timestamp]");
    assertThat(run("--truncate-to-timestamp", "x", "f")).isOne();
    assertThat(report()).endsWith("Invalid timestamp, aborting...\n");
  }
}
