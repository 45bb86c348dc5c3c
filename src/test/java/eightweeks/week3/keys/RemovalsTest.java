package eightweeks.week3.keys;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.ValueType;
import eightweeks.week3.command.KeyspaceEvents;
import eightweeks.week3.command.KeyspaceListener;
import eightweeks.week3.command.Removal;
import eightweeks.week3.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What listeners hear of keys that come and go. */
final class RemovalsTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void keys() {
    server.parts().cron().pause(true);
    client.inline("MSET a 1 b 2");
    client.inline("RPUSH list x");
    client.inline("SET mortal v PX 10");
    server
        .parts()
        .need(KeyspaceEvents.SERVICE)
        .onKeys(
            new KeyspaceListener() {
              @Override
              public void added(int database, byte[] key, ValueType type) {
                heard.add("added " + database + " " + Ascii.text(key) + " " + type);
              }

              @Override
              public void removed(int database, byte[] key, ValueType type, Removal why) {
                heard.add(why + " " + database + " " + Ascii.text(key) + " " + type);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "DEL a, DELETED 0 a STRING",
    "UNLINK list, DELETED 0 list LIST",
    "LPOP list, DELETED 0 list LIST",
    "EXPIRE a -1, DELETED 0 a STRING",
    "SET a 2, OVERWRITTEN 0 a STRING",
    "SET list v, OVERWRITTEN 0 list LIST",
    "MOVE a 1, MOVED 0 a STRING;added 1 a STRING",
    "RENAME a c, MOVED 0 a STRING;added 0 c STRING",
    "RENAME list a, DELETED 0 a STRING;MOVED 0 list LIST;added 0 a LIST",
    "COPY a c, added 0 c STRING",
    "INCR a, ",
    "APPEND a x, ",
    "EXPIRE a 100, ",
  })
  void command_isHeard(String command, String expected) {
    client.inline(command);
    assertThat(heard).isEqualTo(expected == null ? List.of() : List.of(expected.split(";")));
  }

  @Test
  void keyThatHasExpired_isHeardWhenItIsDeleted() {
    server.clock().advanceMillis(11);
    assertThat(heard).isEmpty();
    client.inline("GET mortal");
    assertThat(heard).containsExactly("EXPIRED 0 mortal STRING");
  }

  @Test
  void keyThatTheCycleDeletes_isHeardAsExpired() {
    server.parts().cron().pause(false);
    server.runFor(500);
    assertThat(heard).containsExactly("EXPIRED 0 mortal STRING");
  }

  @Test
  void keyThatIsEvicted_isHeardAsEvicted() {
    var database = server.parts().need(Keyspace.SERVICE).database(0);
    var entry = database.lookupRaw(Args.of("a"), 0);
    assertThat(entry).isNotNull();
    database.remove(entry, Removal.EVICTED);
    assertThat(heard).containsExactly("EVICTED 0 a STRING");
  }
}
