package eightweeks.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.cli.prompt.HistoryFile;
import eightweeks.cli.text.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTraitsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth x",
        "ACL SETUSER bob >secret",
        "config set maxmemory 1 requirepass x",
        "config set masterauth x",
        "hello 3 auth u p",
        "hello 3 setname n auth u p",
        "migrate h 1 k 0 5 copy auth p",
        "migrate h 1 k 0 5 auth2 u p",
      })
  void passwords_stayOutOfTheHistory(String line) {
    assertThat(CommandTraits.isSensitive(Words.of(line.split(" ")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get auth",
        "acl list",
        "config get requirepass",
        "config set maxmemory requirepass",
        "hello 3",
        "hello 3 setname auth",
        "migrate h 1 k 0 5 keys auth p",
      })
  void otherLines_getIntoTheHistory(String line) {
    assertThat(CommandTraits.isSensitive(Words.of(line.split(" ")))).isFalse();
  }

  @Test
  void textForPeople_isShownAsItComes() {
    assertThat(CommandTraits.isVerbatim(Words.of("INFO"))).isTrue();
    assertThat(CommandTraits.isVerbatim(Words.of("cluster", "nodes"))).isTrue();
    assertThat(CommandTraits.isVerbatim(Words.of("client", "list", "type", "pubsub"))).isTrue();
    assertThat(CommandTraits.isVerbatim(Words.of("cluster", "slots"))).isFalse();
    assertThat(CommandTraits.isVerbatim(Words.of("get"))).isFalse();
  }

  @Test
  void history_keepsLinesAsTyped(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("history");
    var history = new HistoryFile(file);
    assertThat(history.add("set k \"\\n\"")).isTrue();
    assertThat(history.add("set k \"\\n\"")).isFalse();
    assertThat(history.add(" get k")).isTrue();
    assertThat(Files.readString(file)).isEqualTo("set k \"\\n\"\n get k\n");
    assertThat(new HistoryFile(file).lines()).containsExactly("set k \"\\n\"", " get k");
  }
}
