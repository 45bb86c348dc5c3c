package eightweeks.week3.command;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.resp.Args;
import eightweeks.week2.object.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChangesTest {
  private final List<String> published = new ArrayList<>();
  private TestServer server;
  private TestClient client;
  private KeyspaceEvents changes;

  @BeforeEach
  void start() {
    server = TestServer.in(new TestWorld()).with(new Toys()).start();
    client = server.connect();
    changes = server.parts().need(KeyspaceEvents.SERVICE);
    changes.onPublish(
        (channel, message) -> published.add(Ascii.text(channel) + " " + Ascii.text(message)));
  }

  private void publish(String classes) {
    assertThat(client.call("CONFIG", "SET", "notify-keyspace-events", classes))
        .isEqualTo("+OK\r\n");
  }

  @Test
  void atFirst_nothingIsPublished() {
    client.call("TOY.PUT", "k", "v");
    publish("A"); // neither K nor E
    client.call("TOY.PUT", "k", "v");
    assertThat(published).isEmpty();
  }

  @Test
  void event_isPublishedToTheKeyFirstAndThenToTheEvent() {
    publish("KE$");
    client.call("SELECT", "9");
    client.call("TOY.PUT", "a key", "v");
    client.call("TOY.DEL", "a key");
    assertThat(published).containsExactly("__keyspace@9__:a key put", "__keyevent@9__:put a key");
  }

  @Test
  void eventsOfOtherClasses_areNotPublished() {
    publish("Kg");
    client.call("TOY.PUT", "k", "v");
    client.call("TOY.DEL", "k");
    assertThat(published).containsExactly("__keyspace@0__:k del");
  }

  @Test
  void newAndMissedKeys_areOnlyPublishedIfAskedForByName() {
    var key = Ascii.bytes("k");
    publish("KEA");
    changes.added(0, key, ValueType.STRING);
    changes.notifyMiss(0, Args.of("GET", "k"), 1);
    assertThat(published).isEmpty();
    publish("Enm");
    changes.added(0, key, ValueType.STRING);
    changes.notifyMiss(0, Args.of("GET", "k"), 1);
    assertThat(published).containsExactly("__keyevent@0__:new k", "__keyevent@0__:keymiss k");
  }

  @Test
  void expiredKey_isAnEvent_andTouched_withoutAClient() {
    var touched = new ArrayList<String>();
    changes.onModified(
        (who, database, bytes, offset, length) ->
            touched.add(
                (who == null ? "nobody " : "a client ")
                    + database
                    + " "
                    + Ascii.text(bytes, offset, length)));
    publish("Ex");
    changes.expired(1, Ascii.bytes("k"), false);
    assertThat(published).containsExactly("__keyevent@1__:expired k");
    assertThat(touched).containsExactly("nobody 1 k");
  }

  @Test
  void listeners_areToldOfEveryEvent_alsoIfItIsNotPublished() {
    var events = new ArrayList<String>();
    changes.onEvent(
        (type, event, database, bytes, offset, length) ->
            events.add(type + " " + event + " " + Ascii.text(bytes, offset, length)));
    client.call("TOY.PUT", "k", "v");
    client.call("TOY.PUSH", "l", "v");
    assertThat(events).contains("STRING put k", "LIST push l");
  }

  @Test
  void dirty_countsChanges() {
    long before = changes.dirty();
    client.call("TOY.PUT", "k", "1", "2", "3");
    client.call("TOY.DEL", "nothing");
    assertThat(changes.dirty() - before).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "KEA, AKE",
    "AKEn, AKE",
    "AKEm, AKEm",
    "xKE, xKE",
    "nK, nK",
    "g$lshzxetdKE, AKE",
    "dtexzhsl$gK, AK",
    "mE, Em",
    "'', ''",
    "dzK, zdK",
    "KKK, K",
  })
  void directive_isShownAsRedisShowsIt(String given, String shown) {
    publish(given);
    assertThat(client.call("CONFIG", "GET", "notify-keyspace-events"))
        .endsWith("$" + shown.length() + "\r\n" + shown + "\r\n");
  }

  @Test
  void unknownClass_isRefused() {
    publish("KEA");
    assertThat(client.call("CONFIG", "SET", "notify-keyspace-events", "KQ"))
        .isEqualTo(
            "-ERR CONFIG SET failed (possibly related to argument 'notify-keyspace-events') - "
                + "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.\r\n");
    client.call("TOY.PUT", "k", "v");
    assertThat(published).hasSize(2);
  }

  @Test
  void rewrittenFile_keepsNewBesideAll() {
    var rewritten = TestServer.in(new TestWorld()).file("/redis.conf", "").options("/redis.conf");
    var again = rewritten.start();
    var user = again.connect();
    user.call("CONFIG", "SET", "notify-keyspace-events", "KAn");
    assertThat(user.call("CONFIG", "REWRITE")).isEqualTo("+OK\r\n");
    assertThat(again.disk().exists("/redis.conf")).isTrue();
    assertThat(text(again)).contains("notify-keyspace-events \"AnK\"");
  }

  private static String text(TestServer of) {
    try {
      return Ascii.text(of.disk().read("/redis.conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
