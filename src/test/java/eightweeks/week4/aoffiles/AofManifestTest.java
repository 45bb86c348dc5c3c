package eightweeks.week4.aoffiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week4.aoffiles.AofManifest.ManifestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manifest: its text, and how it changes with a rewrite. */
final class AofManifestTest {
  private static final String FIRST =
      """
      file a.aof.1.base.rdb seq 1 type b
      file a.aof.1.incr.aof seq 1 type i
      """;

  private static AofManifest first() {
    return AofManifest.EMPTY.withNewBase("a.aof", true).withNewIncrement("a.aof");
  }

  @Test
  void firstFiles_haveTheNumberOne() {
    assertThat(first().text()).isEqualTo(FIRST);
  }

  @Test
  void parse_readsWhatTextHasWritten() throws ManifestException {
    var manifest =
        first().withNewIncrement("a.aof").withNewBase("a.aof", false).withIncrementsAsHistory(true);
    assertThat(AofManifest.parse(manifest.text())).isEqualTo(manifest);
  }

  @Test
  void rewrite_makesHistoryOfAllButTheIncrementThatIsBeingWritten() {
    var manifest = first().withNewIncrement("a.aof").withNewBase("a.aof", true);
    assertThat(manifest.withIncrementsAsHistory(true).text())
        .isEqualTo(
            """
            file a.aof.2.base.rdb seq 2 type b
            file a.aof.1.incr.aof seq 1 type h
            file a.aof.1.base.rdb seq 1 type h
            file a.aof.2.incr.aof seq 2 type i
            """);
    assertThat(manifest.withIncrementsAsHistory(false).increments()).isEmpty();
  }

  @Test
  void numbers_goOnWhenHistoryIsGone() {
    var manifest = first().withNewIncrement("a.aof").withIncrementsAsHistory(true).withoutHistory();
    assertThat(manifest.withNewIncrement("a.aof").text()).contains("a.aof.3.incr.aof seq 3");
  }

  @Test
  void nameWithABlank_isQuoted() throws ManifestException {
    var manifest = AofManifest.EMPTY.withNewIncrement("my log");
    assertThat(manifest.text()).isEqualTo("file \"my log.1.incr.aof\" seq 1 type i\n");
    assertThat(AofManifest.parse(manifest.text())).isEqualTo(manifest);
  }

  @Test
  void parse_skipsCommentsAndUnknownPairs() throws ManifestException {
    var read = AofManifest.parse("# written by hand\nfile x seq 4 type i color blue\n");
    assertThat(read.files()).containsExactly(new AofManifest.AofFile("x", 4, 'i'));
    assertThat(read.incrementSequence()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Found an empty AOF manifest",
        "'file x seq 1 type i' | The AOF manifest file contains too long line",
        "'file x seq 1\n' | Invalid AOF manifest file format",
        "'file x seq 1 type i more\n' | Invalid AOF manifest file format",
        "'file x seq one type i\n' | Invalid AOF manifest file format",
        "'file \"x seq 1 type i\n' | Invalid AOF manifest file format",
        "'\n' | Invalid AOF manifest file format",
        "'file ../x seq 1 type i\n' | File can't be a path, just a filename",
        "'file x seq 1 type z\n' | Unknown AOF file type",
        "'file x seq 1 type b\nfile y seq 2 type b\n' | Found duplicate base file information",
        "'file x seq 2 type i\nfile y seq 2 type i\n' | Found a non-monotonic sequence number",
      })
  void parse_ofAWrongManifest_saysWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> AofManifest.parse(text))
        .isInstanceOf(ManifestException.class)
        .hasMessage(problem);
  }

  @Test
  void problem_namesTheLine() {
    assertThatThrownBy(() -> AofManifest.parse("file x seq 1 type i\nfile y\n"))
        .isInstanceOfSatisfying(
            ManifestException.class,
            e ->
                assertThat(e.lines())
                    .contains("Reading the manifest file, at line 2\n", ">>> 'file y'\n"));
  }
}
