package eightweeks.week3.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.harness.TestWorld;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.command.EffectSink;
import eightweeks.week3.command.Effects;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.command.KeyspaceEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who hears what, in RESP2 and RESP3, and what a client may do while it listens. */
final class PubSubTest {
  private TestServer server;
  private TestClient publisher;
  private TestClient listener;

  @BeforeEach
  void start() {
    server = TestServer.start();
    publisher = server.connect();
    listener = server.connect();
  }

  /**
   * Returns a message as RESP2 writes it: an array of bulk strings, and integers where a number
   * stands.
   */
  private static String array(Object... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      if (word instanceof Integer) {
        text.append(":").append(word).append("\r\n");
      } else {
        String bulk = word.toString();
        text.append("$").append(bulk.length()).append("\r\n").append(bulk).append("\r\n");
      }
    }
    return text.toString();
  }

  /** The same as RESP3 writes it. */
  private static String push(Object... words) {
    return ">" + array(words).substring(1);
  }

  private void resp3(TestClient client) {
    client.call("HELLO", "3");
  }

  private String publish(String channel, String message) {
    return publisher.call("PUBLISH", channel, message);
  }

  @Test
  void message_reachesSubscribersAlone() {
    var other = server.connect();
    listener.call("SUBSCRIBE", "news");
    other.call("SUBSCRIBE", "weather");
    assertThat(publish("news", "hello")).isEqualTo(":1\r\n");
    assertThat(listener.reply()).isEqualTo(array("message", "news", "hello"));
    assertThat(other.received()).isEmpty();
    assertThat(publish("sports", "hello")).isEqualTo(":0\r\n");
    assertThat(publish("NEWS", "hello")).as("names have a case").isEqualTo(":0\r\n");
  }

  @Test
  void subscribing_isConfirmedForEachName_withTheCountSoFar() {
    listener.send(Resp.query("SUBSCRIBE", "a", "b", "a"));
    assertThat(listener.received())
        .isEqualTo(
            array("subscribe", "a", 1) + array("subscribe", "b", 2) + array("subscribe", "a", 2));
    assertThat(listener.call("PSUBSCRIBE", "x*")).isEqualTo(array("psubscribe", "x*", 3));
    assertThat(listener.call("SSUBSCRIBE", "s"))
        .as("shard channels are counted apart")
        .isEqualTo(array("ssubscribe", "s", 1));
    listener.send(Resp.query("UNSUBSCRIBE", "b", "nothing"));
    assertThat(listener.received())
        .isEqualTo(array("unsubscribe", "b", 2) + array("unsubscribe", "nothing", 2));
    assertThat(listener.call("PUNSUBSCRIBE", "x*")).isEqualTo(array("punsubscribe", "x*", 1));
    assertThat(listener.call("SUNSUBSCRIBE", "s")).isEqualTo(array("sunsubscribe", "s", 0));
  }

  @Test
  void unsubscribing_withoutNames_endsAllOfTheKind() {
    listener.send(Resp.query("SUBSCRIBE", "a", "b"));
    listener.send(Resp.query("PSUBSCRIBE", "p"));
    listener.received();
    listener.send(Resp.query("UNSUBSCRIBE"));
    assertThat(listener.received())
        .isEqualTo(array("unsubscribe", "a", 2) + array("unsubscribe", "b", 1));
    assertThat(publish("a", "hello")).isEqualTo(":0\r\n");
    assertThat(listener.call("PUNSUBSCRIBE")).isEqualTo(array("punsubscribe", "p", 0));
    assertThat(listener.call("GET", "k")).as("an ordinary client again").isEqualTo("$-1\r\n");
  }

  /** Otherwise clients with long names of channels could fill the heap. */
  @Test
  void memoryOfATopic_countsToOneOfItsSubscribers() {
    var name = "n".repeat(30_000);
    var other = server.connect();
    long before = clientsMemory();
    listener.call("SUBSCRIBE", name);
    other.call("SUBSCRIBE", name);
    assertThat(clientsMemory() - before).isBetween(30_000L, 32_000L);
    listener.call("UNSUBSCRIBE", name);
    other.call("PING"); // the memory of a client is counted when it has run a command
    assertThat(clientsMemory() - before).isBetween(30_000L, 32_000L);
    other.call("PSUBSCRIBE", name);
    assertThat(clientsMemory() - before).isBetween(60_000L, 63_000L);
    other.close();
    listener.call("PING");
    assertThat(clientsMemory()).isLessThan(before);
  }

  private long clientsMemory() {
    return Long.parseLong(server.info("mem_clients_normal"));
  }

  @Test
  void unsubscribing_fromNothing_isConfirmedToo() {
    assertThat(listener.call("UNSUBSCRIBE")).isEqualTo("*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n");
    assertThat(listener.call("PUNSUBSCRIBE"))
        .isEqualTo("*3\r\n$12\r\npunsubscribe\r\n$-1\r\n:0\r\n");
    assertThat(listener.call("SUNSUBSCRIBE"))
        .isEqualTo("*3\r\n$12\r\nsunsubscribe\r\n$-1\r\n:0\r\n");
    assertThat(listener.call("UNSUBSCRIBE", "x")).isEqualTo(array("unsubscribe", "x", 0));
    resp3(listener);
    assertThat(listener.call("UNSUBSCRIBE")).isEqualTo(">3\r\n$11\r\nunsubscribe\r\n_\r\n:0\r\n");
    listener.call("PSUBSCRIBE", "p");
    assertThat(listener.call("UNSUBSCRIBE"))
        .as("the patterns that are left are counted")
        .isEqualTo(">3\r\n$11\r\nunsubscribe\r\n_\r\n:1\r\n");
  }

  @Test
  void pattern_hearsEveryChannelThatMatches() {
    listener.call("PSUBSCRIBE", "h[ae]llo.*");
    assertThat(publish("hallo.1", "x")).isEqualTo(":1\r\n");
    assertThat(publish("hello.2", "y")).isEqualTo(":1\r\n");
    assertThat(publish("hillo.3", "z")).isEqualTo(":0\r\n");
    assertThat(listener.received())
        .isEqualTo(
            array("pmessage", "h[ae]llo.*", "hallo.1", "x")
                + array("pmessage", "h[ae]llo.*", "hello.2", "y"));
  }

  @Test
  void channelAndPatterns_ofOneClient_areMessagesOfTheirOwn() {
    listener.call("SUBSCRIBE", "foo.bar");
    listener.call("PSUBSCRIBE", "foo.*");
    listener.call("PSUBSCRIBE", "*.bar");
    assertThat(publish("foo.bar", "hello")).isEqualTo(":3\r\n");
    assertThat(listener.received())
        .isEqualTo(
            array("message", "foo.bar", "hello")
                + array("pmessage", "foo.*", "foo.bar", "hello")
                + array("pmessage", "*.bar", "foo.bar", "hello"));
  }

  @Test
  void shardChannels_areAWorldOfTheirOwn() {
    listener.call("SSUBSCRIBE", "news");
    var other = server.connect();
    other.call("SUBSCRIBE", "news");
    other.call("PSUBSCRIBE", "*");
    assertThat(publisher.call("SPUBLISH", "news", "hello")).isEqualTo(":1\r\n");
    assertThat(listener.reply()).isEqualTo(array("smessage", "news", "hello"));
    assertThat(other.received()).isEmpty();
    assertThat(publish("news", "hello")).isEqualTo(":2\r\n");
    assertThat(listener.received()).isEmpty();
    assertThat(publisher.call("SPUBLISH", "nothing", "hello")).isEqualTo(":0\r\n");
  }

  @Test
  void bytesOfAnyKind_arePassedOn() {
    String name = "a\r\n\0ÿ";
    String message = "*3\r\nÿ\0";
    listener.call("SUBSCRIBE", name);
    publish(name, message);
    assertThat(listener.reply()).isEqualTo(array("message", name, message));
    publish(name, "");
    assertThat(listener.reply()).isEqualTo(array("message", name, ""));
    String big = "x".repeat(100_000);
    publish(name, big);
    assertThat(listener.reply()).isEqualTo(array("message", name, big));
    publish(name, "small again");
    assertThat(listener.reply()).isEqualTo(array("message", name, "small again"));
  }

  @Test
  void manyListeners_ofBothProtocols_allHear() {
    var listeners = new ArrayList<TestClient>();
    for (int i = 0; i < 200; i++) {
      var client = server.connect();
      if (i % 2 == 0) {
        resp3(client);
      }
      client.call("SUBSCRIBE", "news");
      listeners.add(client);
    }
    for (var message : List.of("one", "two", "x".repeat(5_000))) {
      assertThat(publish("news", message)).isEqualTo(":200\r\n");
      for (int i = 0; i < 200; i++) {
        assertThat(listeners.get(i).reply())
            .isEqualTo(
                i % 2 == 0 ? push("message", "news", message) : array("message", "news", message));
      }
    }
    for (int i = 0; i < 200; i += 3) {
      listeners.get(i).close();
    }
    assertThat(publish("news", "three")).isEqualTo(":133\r\n");
    assertThat(listeners.get(199).reply()).isEqualTo(array("message", "news", "three"));
  }

  @Test
  void resp2_allowsLittleElse() {
    listener.call("SUBSCRIBE", "news");
    for (var command : List.of("GET", "EXEC", "NOSUCH", "CLIENT")) {
      listener.send(Resp.query(command, "ID"));
    }
    assertThat(listener.received())
        .isEqualTo(
            "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
                + " are allowed in this context\r\n"
                + "-EXECABORT Transaction discarded because of: wrong number of arguments for"
                + " 'exec' command\r\n"
                + "-ERR unknown command 'NOSUCH', with args beginning with: 'ID' \r\n"
                + "-ERR Can't execute 'client|id': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING /"
                + " QUIT / RESET are allowed in this context\r\n");
    assertThat(listener.call("EXEC"))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: Can't execute 'exec': only (P|S)SUBSCRIBE"
                + " / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context\r\n");
    assertThat(listener.call("PING")).isEqualTo(array("pong", ""));
    assertThat(listener.call("PING", "hi")).isEqualTo(array("pong", "hi"));
    assertThat(listener.call("QUIT")).isEqualTo("+OK\r\n");
    assertThat(listener.isClosed()).isTrue();
    assertThat(publish("news", "hello")).isEqualTo(":0\r\n");
  }

  @Test
  void resp3_allowsEverything_andMessagesArePushed() {
    resp3(listener);
    assertThat(listener.call("SUBSCRIBE", "news")).isEqualTo(push("subscribe", "news", 1));
    assertThat(listener.call("PING")).isEqualTo("+PONG\r\n");
    assertThat(listener.call("PING", "hi")).isEqualTo("$2\r\nhi\r\n");
    assertThat(listener.call("SET", "k", "v")).isEqualTo("+OK\r\n");
    listener.call("PSUBSCRIBE", "n*");
    publish("news", "hello");
    assertThat(listener.received())
        .isEqualTo(push("message", "news", "hello") + push("pmessage", "n*", "news", "hello"));
    assertThat(listener.call("UNSUBSCRIBE", "news")).isEqualTo(push("unsubscribe", "news", 1));
  }

  @Test
  void ownMessage_comesBehindTheReply() {
    resp3(listener);
    listener.call("SUBSCRIBE", "news");
    listener.send(Resp.query("PUBLISH", "news", "hello") + Resp.query("PING"));
    assertThat(listener.received())
        .isEqualTo(":1\r\n" + push("message", "news", "hello") + "+PONG\r\n");
  }

  @Test
  void ownMessage_comesBehindTheWholeTransaction() {
    resp3(listener);
    listener.call("SUBSCRIBE", "news");
    listener.call("MULTI");
    listener.call("PING");
    listener.call("PUBLISH", "news", "hello");
    listener.call("PING");
    listener.send(Resp.query("EXEC"));
    assertThat(listener.received())
        .isEqualTo("*3\r\n+PONG\r\n:1\r\n+PONG\r\n" + push("message", "news", "hello"));
  }

  @Test
  void transaction_maySubscribe_butNotToShardChannels() {
    listener.call("MULTI");
    listener.call("SUBSCRIBE", "a");
    listener.call("PSUBSCRIBE", "p");
    listener.call("SSUBSCRIBE", "s");
    listener.call("GET", "k");
    assertThat(listener.call("EXEC"))
        .isEqualTo(
            "*4\r\n"
                + array("subscribe", "a", 1)
                + array("psubscribe", "p", 2)
                + "-ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client\r\n"
                + "$-1\r\n");
  }

  @Test
  void silentClient_isToldOfItsSubscriptions_andHearsMessages() {
    listener.send(Resp.query("CLIENT", "REPLY", "OFF"));
    listener.send(Resp.query("PING"));
    listener.send(Resp.query("SUBSCRIBE", "a", "b"));
    publish("a", "hello");
    assertThat(listener.received())
        .isEqualTo(
            array("subscribe", "a", 1)
                + array("subscribe", "b", 2)
                + array("message", "a", "hello"));
  }

  @Test
  void reset_endsAllSubscriptions_silently() {
    listener.call("SUBSCRIBE", "a");
    listener.call("PSUBSCRIBE", "a*");
    listener.call("SSUBSCRIBE", "a");
    assertThat(listener.call("RESET")).isEqualTo("+RESET\r\n");
    assertThat(publish("a", "hello")).isEqualTo(":0\r\n");
    assertThat(listener.call("GET", "k")).isEqualTo("$-1\r\n");
    assertThat(server.info("pubsub_channels")).isEqualTo("0");
    assertThat(server.info("pubsub_patterns")).isEqualTo("0");
    assertThat(server.info("pubsubshard_channels")).isEqualTo("0");
  }

  @Test
  void closedClient_isForgotten() {
    listener.call("SUBSCRIBE", "a");
    listener.call("PSUBSCRIBE", "p");
    listener.close();
    assertThat(publish("a", "hello")).isEqualTo(":0\r\n");
    assertThat(publisher.call("PUBSUB", "CHANNELS")).isEqualTo("*0\r\n");
    assertThat(publisher.call("PUBSUB", "NUMPAT")).isEqualTo(":0\r\n");
  }

  @Test
  void whoHasSaidGoodbye_hearsNothingMore() {
    server = TestServer.in(new TestWorld(500)).start();
    publisher = server.connect();
    listener = server.connect();
    resp3(listener);
    listener.call("SUBSCRIBE", "news");
    listener.send(Resp.query("ECHO", "x".repeat(400)) + Resp.query("ECHO", "y".repeat(400)));
    listener.send(Resp.query("QUIT"));
    assertThat(publish("news", "hello")).as("there is still something to send").isEqualTo(":1\r\n");
    assertThat(listener.received()).endsWith("y\r\n+OK\r\n");
    assertThat(listener.isClosed()).isTrue();
    assertThat(publish("news", "hello")).isEqualTo(":0\r\n");
  }

  @Test
  void pubsub_tellsWhoListensToWhat() {
    listener.send(Resp.query("SUBSCRIBE", "a1", "a2", "b"));
    listener.send(Resp.query("PSUBSCRIBE", "p1", "p2"));
    listener.send(Resp.query("SSUBSCRIBE", "s"));
    var other = server.connect();
    other.call("SUBSCRIBE", "b");
    other.call("PSUBSCRIBE", "p1");
    assertThat(publisher.call("PUBSUB", "CHANNELS")).isEqualTo(array("a1", "a2", "b"));
    assertThat(publisher.call("PUBSUB", "CHANNELS", "a*")).isEqualTo(array("a1", "a2"));
    assertThat(publisher.call("PUBSUB", "CHANNELS", "x")).isEqualTo("*0\r\n");
    assertThat(publisher.call("PUBSUB", "NUMSUB")).isEqualTo("*0\r\n");
    assertThat(publisher.call("PUBSUB", "NUMSUB", "b", "nothing", "p1"))
        .isEqualTo(array("b", 2, "nothing", 0, "p1", 0));
    assertThat(publisher.call("PUBSUB", "NUMPAT")).as("different ones").isEqualTo(":2\r\n");
    assertThat(publisher.call("PUBSUB", "SHARDCHANNELS")).isEqualTo(array("s"));
    assertThat(publisher.call("PUBSUB", "SHARDCHANNELS", "x*")).isEqualTo("*0\r\n");
    assertThat(publisher.call("PUBSUB", "SHARDNUMSUB", "s", "b")).isEqualTo(array("s", 1, "b", 0));
    assertThat(server.info("pubsub_channels")).isEqualTo("3");
    assertThat(server.info("pubsub_patterns")).isEqualTo("2");
    assertThat(server.info("pubsubshard_channels")).isEqualTo("1");
  }

  @Test
  void clientList_tellsWhatAClientListensTo() {
    listener.send(Resp.query("SUBSCRIBE", "a", "b"));
    listener.send(Resp.query("PSUBSCRIBE", "p"));
    listener.send(Resp.query("SSUBSCRIBE", "s1", "s2", "s3"));
    assertThat(publisher.text("CLIENT", "LIST", "TYPE", "pubsub"))
        .contains(" flags=P ", " sub=2 psub=1 ssub=3 ");
    assertThat(publisher.text("CLIENT", "LIST", "TYPE", "normal")).contains(" flags=N ");
    listener.call("RESET");
    assertThat(publisher.text("CLIENT", "LIST", "TYPE", "pubsub")).isEmpty();
  }

  @Test
  void slowListener_isClosed_atTheLimitOfItsClass() {
    publisher.call("CONFIG", "SET", "client-output-buffer-limit", "pubsub 1mb 0 0");
    listener.call("SUBSCRIBE", "news");
    String message = "x".repeat(100_000);
    for (int i = 0; i < 100; i++) {
      publish("news", message); // the subscriber does not read
    }
    assertThat(server.info("client_output_buffer_limit_disconnections")).isEqualTo("1");
    assertThat(publish("news", "hello")).isEqualTo(":0\r\n");
  }

  @Test
  void keyspaceEvents_arePublished_asFarAsTheDirectiveSays() {
    listener.call("PSUBSCRIBE", "__key*");
    var changes = server.parts().need(KeyspaceEvents.SERVICE);
    changes.notify(EventClass.STRING, "set", 3, Ascii.bytes("k"));
    assertThat(listener.received()).as("by default nothing").isEmpty();
    publisher.call("CONFIG", "SET", "notify-keyspace-events", "KE$");
    changes.notify(EventClass.STRING, "set", 3, Ascii.bytes("k"));
    changes.notify(EventClass.GENERIC, "del", 3, Ascii.bytes("k"));
    assertThat(listener.received())
        .isEqualTo(
            array("pmessage", "__key*", "__keyspace@3__:k", "set")
                + array("pmessage", "__key*", "__keyevent@3__:set", "k"));
    publisher.call("CONFIG", "SET", "notify-keyspace-events", "Eg");
    changes.notify(EventClass.STRING, "set", 3, Ascii.bytes("k"));
    changes.notify(EventClass.GENERIC, "del", 3, Ascii.bytes("k"));
    assertThat(listener.received())
        .isEqualTo(array("pmessage", "__key*", "__keyevent@3__:del", "k"));
  }

  @Test
  void publishing_goesToReplicas_butNotIntoTheLog() {
    var replicas = new ArrayList<String>();
    var log = new ArrayList<String>();
    server.parts().need(Effects.SERVICE).addSink(new Recorder(Effects.REPLICAS, replicas));
    server.parts().need(Effects.SERVICE).addSink(new Recorder(Effects.AOF, log));
    publish("news", "hello");
    publisher.call("SPUBLISH", "shard", "hello");
    listener.call("SUBSCRIBE", "news");
    assertThat(replicas).containsExactly("PUBLISH news hello", "SPUBLISH shard hello");
    assertThat(log).isEmpty();
  }

  private record Recorder(int targets, List<String> effects) implements EffectSink {
    @Override
    public void effect(int database, int targets, byte[] resp, int offset, int length) {
      var words = Ascii.text(resp, offset, length).replaceAll("[*$]\\d+\r\n", "").trim();
      effects.add(words.replace("\r\n", " "));
    }
  }
}
