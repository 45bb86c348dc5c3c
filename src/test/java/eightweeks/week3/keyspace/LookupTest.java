package eightweeks.week3.keyspace;

import static eightweeks.week3.keyspace.LookupFlags.NOEFFECTS;
import static eightweeks.week3.keyspace.LookupFlags.NONOTIFY;
import static eightweeks.week3.keyspace.LookupFlags.NOSTATS;
import static eightweeks.week3.keyspace.LookupFlags.NOTOUCH;
import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week2.values.Values;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lookup changes besides finding the key, and which flag prevents it. */
final class LookupTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();
  private final Client looking = server.parts().clients().internal();
  private final Database database = server.parts().need(Keyspace.SERVICE).database(0);
  private final List<String> misses = new ArrayList<>();

  LookupTest() {
    server
        .parts()
        .need(KeyspaceEvents.SERVICE)
        .onEvent(
            (type, event, _, _, _, _) -> {
              if (type == EventClass.KEY_MISS) {
                misses.add(event);
              }
            });
    client.inline("SET k v");
    server.runFor(10_000);
  }

  private void lookup(int flags) {
    assertThat(database.lookup(looking, Args.of("k"), 0, flags)).isNotNull();
    assertThat(database.lookup(looking, Args.of("nothing"), 0, flags)).isNull();
  }

  private void assertCounted(int hits, int lost, int notified, String idle) {
    assertThat(server.info("keyspace_hits")).isEqualTo("" + hits);
    assertThat(server.info("keyspace_misses")).isEqualTo("" + lost);
    assertThat(misses).hasSize(notified);
    assertThat(client.inline("OBJECT IDLETIME k")).isEqualTo(":" + idle + "\r\n");
  }

  @Test
  void read_countsNotifiesAndTouches() {
    database.lookupRead(looking, Args.of("k"), 0);
    database.lookupRead(looking, Args.of("nothing"), 0);
    assertCounted(1, 1, 1, "0");
  }

  @Test
  void write_onlyTouches() {
    database.lookupWrite(looking, Args.of("k"), 0);
    database.lookupWrite(looking, Args.of("nothing"), 0);
    assertCounted(0, 0, 0, "0");
  }

  @Test
  void noTouch_countsAndNotifies() {
    lookup(NOTOUCH);
    assertCounted(1, 1, 1, "10");
  }

  @Test
  void noNotify_countsAndTouches() {
    lookup(NONOTIFY);
    assertCounted(1, 1, 0, "0");
  }

  @Test
  void noStats_notifiesAndTouches() {
    lookup(NOSTATS);
    assertCounted(0, 0, 1, "0");
  }

  @Test
  void noEffects_changesNothing() {
    lookup(NOEFFECTS);
    assertCounted(0, 0, 0, "10");
  }

  @Test
  void clientWithNoTouch_touchesNothing_alsoBetweenOtherClients() {
    looking.set(Client.NO_TOUCH);
    database.lookupRead(looking, Args.of("k"), 0);
    database.lookupWrite(looking, Args.of("k"), 0);
    assertThat(client.inline("OBJECT IDLETIME k")).isEqualTo(":10\r\n");
    assertThat(client.inline("TOUCH nothing")).isEqualTo(":0\r\n");
    database.lookupRead(looking, Args.of("k"), 0);
    assertThat(client.inline("OBJECT IDLETIME k")).isEqualTo(":10\r\n");
  }

  /** The hash is that of the argument that is added, not of the one that was looked up last. */
  @Test
  void add_findsItsPlace_afterLookupsOfOtherArguments() {
    var args = Args.of("first", "second");
    assertThat(database.lookupWrite(looking, args, 0)).isNull();
    assertThat(args.isHashNoted(0)).isTrue();
    assertThat(database.lookupWrite(looking, args, 1)).isNull();
    assertThat(args.isHashNoted(0)).isFalse();
    database.add(args, 0, number(1));
    database.add(args, 1, number(2));
    assertThat(client.inline("MGET first second")).isEqualTo("*2\r\n$1\r\n1\r\n$1\r\n2\r\n");
  }

  private Object number(long number) {
    return server.parts().need(Values.SERVICE).strings().store(number);
  }

  /** SORT replaces the only argument for each of its lookups. */
  @Test
  void add_findsItsPlace_afterTheArgumentWasReplaced() {
    var args = Args.of("first");
    assertThat(database.lookupWrite(looking, args, 0)).isNull();
    args.replace(0, Ascii.bytes("second"));
    assertThat(args.isHashNoted(0)).isFalse();
    database.add(args, 0, number(2));
    assertThat(client.inline("MGET first second")).isEqualTo("*2\r\n$-1\r\n$1\r\n2\r\n");
  }

  @Test
  void commandsOfAPipeline_doNotShareHashes() {
    client.send("SETNX a 1\r\nSETNX b 2\r\nSETNX a 3\r\nRENAME a c\r\nSETNX c 4\r\n");
    server.runFor(1);
    var other = server.connect();
    assertThat(other.inline("MGET a b c")).isEqualTo("*3\r\n$-1\r\n$1\r\n2\r\n$1\r\n1\r\n");
  }
}
