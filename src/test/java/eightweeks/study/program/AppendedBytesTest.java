package eightweeks.study.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script sees of the files of a server. */
final class AppendedBytesTest {
  private static final long NOW = 1_795_364_464_123L;

  private static String shown(String resp) {
    return new String(
        AppendedBytes.timesLeft(resp.getBytes(StandardCharsets.ISO_8859_1), NOW),
        StandardCharsets.ISO_8859_1);
  }

  @Test
  void eachAnswer_hasWhatIsNew(@TempDir Path folder) throws IOException {
    var file = folder.resolve("a.aof");
    var appended = new AppendedBytes(folder);
    Files.writeString(file, "one");
    assertThat(appended.of("a.aof")).asString().isEqualTo("one");
    Files.writeString(file, "two", StandardOpenOption.APPEND);
    assertThat(appended.of("a.aof")).asString().isEqualTo("two");
    assertThat(appended.of("a.aof")).isEmpty();
  }

  @Test
  void timeNearNow_isWhatIsLeftOfIt_roundedToTenSeconds() {
    assertThat(shown("$1\r\nk\r\n$13\r\n" + (NOW + 97_000) + "\r\n"))
        .isEqualTo("$1\r\nk\r\nin 100 s\r\n");
    assertThat(shown("$13\r\n" + (NOW - 61_000) + "\r\n")).isEqualTo("in -60 s\r\n");
  }

  @Test
  void otherNumbers_stay() {
    for (var resp :
        new String[] {"$13\r\n9999999999123\r\n", "$3\r\n100\r\n", "$13\r\nthirteen char\r\n"}) {
      assertThat(shown(resp)).isEqualTo(resp);
    }
  }
}
