package eightweeks.week1.networking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.harness.Resp;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.LoopTime;
import eightweeks.week1.resp.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Reading and parsing on one thread, running on another one, writing on a third: as the I/O threads
 * of week 5 will do while the loop thread waits for them.
 */
final class IoContextTest {
  private final TestServer server = TestServer.start();
  private final Clients clients = server.parts().clients();

  /** A task for a thread of its own, with the context of that thread. */
  private interface Task {
    void run(IoContext io) throws IOException;
  }

  private IoContext onAnotherThread(Task task) {
    var io = new IoContext(new LoopTime(server.clock()));
    clients.addIo(io);
    CompletableFuture.runAsync(
            () -> {
              try {
                task.run(io);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            },
            runnable -> Thread.ofPlatform().start(runnable))
        .join();
    return io;
  }

  private Client client(TestClient of) {
    return clients.all().stream()
        .filter(client -> client.remote().equals(of.address()))
        .findFirst()
        .orElseThrow();
  }

  /** Takes a client's connection out of the loop, so that the loop does not read it first. */
  private void leaveToOthers(Client client) {
    server.parts().loop().unwatch(Objects.requireNonNull(client.connection()), Channel.READABLE);
  }

  @Test
  void parsedOnAnotherThread_runsOnTheLoopThread() {
    var peer = server.connect();
    var client = client(peer);
    long before = clients.statistics().reads();
    peer.post(Resp.query("SET", "key", "value") + Resp.query("GET", "key"));
    var io = onAnotherThread(thread -> clients.readAndParse(client, thread));
    assertThat(client.parsed).isEqualTo(Query.Found.COMMAND);
    assertThat(client.reply().isEmpty()).as("nothing has run").isTrue();
    assertThat(io.reads).isEqualTo(1);
    assertThat(clients.statistics().reads()).as("both threads together").isEqualTo(before + 1);

    clients.runParsed(client);
    assertThat(client.parsed).isNotEqualTo(Query.Found.COMMAND);
    assertThat(peer.received()).isEqualTo("+OK\r\n$5\r\nvalue\r\n");
    assertThat(client.query()).as("an idle client holds no query buffer").isNull();
  }

  @Test
  void manyClients_eachParsedOnAThreadOfItsOwn() {
    var peers = List.of(server.connect(), server.connect(), server.connect());
    var contexts = peers.stream().map(_ -> new IoContext(new LoopTime(server.clock()))).toList();
    contexts.forEach(clients::addIo);
    for (int round = 0; round < 50; round++) {
      var threads = new ArrayList<CompletableFuture<Void>>();
      for (int i = 0; i < peers.size(); i++) {
        peers.get(i).post(Resp.query("INCR", "counter"));
        var client = client(peers.get(i));
        var io = contexts.get(i);
        threads.add(CompletableFuture.runAsync(() -> clients.readAndParse(client, io)));
      }
      threads.forEach(CompletableFuture::join);
      peers.forEach(peer -> clients.runParsed(client(peer)));
      for (int i = 0; i < peers.size(); i++) {
        assertThat(peers.get(i).received()).isEqualTo(":" + (3 * round + i + 1) + "\r\n");
      }
    }
    assertThat(contexts).allSatisfy(io -> assertThat(io.reads).isEqualTo(50));
  }

  @Test
  void incompleteCommand_isReadOnByTheLoop() {
    var peer = server.connect();
    var client = client(peer);
    peer.post("*2\r\n$4\r\nECHO\r\n$5\r\nhe");
    onAnotherThread(io -> clients.readAndParse(client, io));
    assertThat(client.parsed).isNotEqualTo(Query.Found.COMMAND);
    clients.runParsed(client);
    assertThat(peer.send("llo\r\n").received()).isEqualTo("$5\r\nhello\r\n");
  }

  @Test
  void blockedClient_holdsItsCommandUntilItIsResumed() {
    var peer = server.connect();
    var client = client(peer);
    peer.post(Resp.query("PING"));
    onAnotherThread(io -> clients.readAndParse(client, io));
    client.set(Client.BLOCKED); // paused by a command of another client, for example
    clients.runParsed(client);
    assertThat(peer.send(Resp.query("ECHO", "x".repeat(50_000))).received()).isEmpty();
    assertThat(client.parsed).isEqualTo(Query.Found.COMMAND);
    client.unset(Client.BLOCKED);
    clients.resume(client);
    assertThat(peer.received()).isEqualTo("+PONG\r\n$50000\r\n" + "x".repeat(50_000) + "\r\n");
  }

  @Test
  void clientThatHasLeft_isClosedByTheLoopThread() {
    var peer = server.connect();
    var client = client(peer);
    int before = clients.count();
    leaveToOthers(client);
    peer.close();
    onAnotherThread(io -> clients.readAndParse(client, io));
    assertThat(clients.count()).isEqualTo(before);
    clients.runParsed(client);
    assertThat(clients.count()).isEqualTo(before - 1);
  }

  @Test
  void errorOfTheProtocol_isRepliedByTheLoopThread() {
    var peer = server.connect();
    var client = client(peer);
    peer.post("*1\r\nPING\r\n");
    onAnotherThread(io -> clients.readAndParse(client, io));
    assertThat(client.reply().isEmpty()).isTrue();
    clients.runParsed(client);
    assertThat(peer.received()).isEqualTo("-ERR Protocol error: expected '$', got 'P'\r\n");
    assertThat(peer.isClosed()).isTrue();
  }

  @Test
  void replyWrittenOnAnotherThread_isCountedThere() {
    var peer = server.connect();
    var client = client(peer);
    peer.post(Resp.query("ECHO", "x".repeat(100_000)));
    onAnotherThread(io -> clients.readAndParse(client, io));
    clients.runParsed(client);
    while (client.reply().isEmpty()) { // it comes in several reads
      clients.readAndParse(client, new IoContext(new LoopTime(server.clock())));
      clients.runParsed(client);
    }
    var io =
        onAnotherThread(
            thread -> {
              while (!client.reply().isEmpty()) {
                clients.writeReply(client, thread);
              }
            });
    assertThat(io.bytesWritten).isEqualTo(100_011);
    assertThat(peer.received()).hasSize(100_011);
  }

  @Test
  void writingToAClientThatHasLeft_throws_andTheLoopThreadCloses() {
    var peer = server.connect();
    var client = client(peer);
    leaveToOthers(client);
    peer.reset();
    client.reply().ok();
    assertThatThrownBy(
            () -> clients.writeReply(client, new IoContext(new LoopTime(server.clock()))))
        .isInstanceOf(IOException.class);
  }
}
