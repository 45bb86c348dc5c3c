package eightweeks.study.trace;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.Redis;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way of a command, as the documents show it, is the one that it takes. */
final class WayTest {
  private static Path classes() throws URISyntaxException {
    return Path.of(Redis.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void committedDiagrams_areThoseOfARunOfToday() throws Exception {
    for (var file : WayFiles.derived(classes()).entrySet()) {
      assertThat(Files.readString(Path.of(file.getKey())))
          .as("%s is derived; to write it anew: bin/study derive", file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void get_goesThroughLoopNetworkParserDispatcherCommandKeyspaceAndReply() throws Exception {
    var way = Way.of(List.of(classes()), "SET k v", "GET k");
    assertThat(way.steps().stream().map(Way.Step::to))
        .containsSubsequence(
            "QueryReader",
            "Query",
            "Dispatcher",
            "ExecutionUnit",
            "StringReads.Get",
            "Database",
            "Dict",
            "Reply",
            "ReplyWriter");
    assertThat(way.text())
        .contains("QueryReader.readable", "Dispatcher.execute", "ReplyWriter.writePending");
  }

  @Test
  void commandThatFails_isTracedToItsEnd() throws Exception {
    var way = Way.of(List.of(classes()), "SET k v", "LPUSH k v");
    assertThat(way.text()).contains("Reply.error", "ReplyWriter.writePending");
  }
}
