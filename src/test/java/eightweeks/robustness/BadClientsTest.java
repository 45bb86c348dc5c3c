package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that are slow, greedy, broken or mean. None of them ends the server, which has a heap of
 * 256 MiB, and another client is served promptly all the time.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class BadClientsTest {
  private static final long MIB = 1 << 20;

  /** The heap, and as much again for the JVM's own needs. */
  private static final long MAX_MEMORY = 512 * MIB;

  private final ChildServer server;
  private final Pulse pulse;

  BadClientsTest() throws IOException {
    server = ChildServer.start();
    pulse = Pulse.of(server);
  }

  @BeforeEach
  void begin() throws IOException {
    assertThat(server.ask("PING")).isEqualTo("+PONG");
  }

  @AfterEach
  void theServerIsWellAndOthersWereServed() throws Exception {
    try (server;
        pulse) {
      assertThat(server.ask("SET", "after", "all")).isEqualTo("+OK");
      assertThat(server.ask("GET", "after")).isEqualTo("all");
      pulse.assertWasPrompt();
      if (ChildServer.hasProc()) {
        assertThat(server.residentBytes()).isLessThan(MAX_MEMORY);
      }
      server.sigterm();
      assertThat(server.exitCode()).as("exit code; log:\n%s", server.log()).isZero();
      assertThat(server.log()).doesNotContain("OutOfMemoryError", "Exception");
    }
  }

  @Test
  void oneByteAtATime_isUnderstood() throws Exception {
    var value = "two\r\nlines";
    var sent =
        Wire.command("SET", "key", value)
            + Wire.command("GET", "key")
            + "*0\r\n"
            + "\r\n"
            + "get \"key\"\r\n"
            + "*-1\r\n"
            + Wire.command("ECHO", "")
            + "PING\n";
    try (var slow = server.connect();
        var other = server.connect()) {
      for (byte one : Wire.bytes(sent)) {
        slow.send(new byte[] {one});
        // When this is answered, the loop has turned, and that byte was read alone.
        assertThat(other.ask("PING")).isEqualTo("+PONG");
      }
      assertThat(slow.reply()).isEqualTo("+OK");
      assertThat(slow.reply()).isEqualTo(value);
      assertThat(slow.reply()).isEqualTo(value);
      assertThat(slow.reply()).isEmpty();
      assertThat(slow.reply()).isEqualTo("+PONG");
    }
  }

  @Test
  void whoAsksForAGibibyteAndNeverReads_isClosedAtTheLimit() throws Exception {
    int length = 8 * 1024;
    long limit = 32 * MIB;
    assertThat(server.ask("SET", "key", "v".repeat(length))).isEqualTo("+OK");
    assertThat(
            server.ask("CONFIG", "SET", "client-output-buffer-limit", "normal " + limit + " 0 0"))
        .isEqualTo("+OK");

    try (var greedy = Wire.connect(server.port(), 64 * 1024)) {
      var gets = Wire.bytes(Wire.command("GET", "key").repeat(1024));
      try {
        for (long asked = 0; asked < 1024 * MIB; asked += 1024L * length) {
          greedy.send(gets);
        }
      } catch (IOException _) {
        // The server has hung up before it was asked for everything.
      }
      var line =
          server.awaitLog("scheduled to be closed ASAP for overcoming of output buffer limits.");
      assertThat(line).contains("Client id=").contains(" cmd=get ");
      long held = Long.parseLong(line.replaceFirst(".* omem=(\\d+) .*", "$1"));
      assertThat(held).isBetween(limit - MIB, limit + MIB);
      greedy.drain(); // ends, because the connection does
    }
    assertThat(server.info("stats", "client_output_buffer_limit_disconnections")).isOne();
  }

  @Test
  void sixtyFourMebibytesOfRandomBytes_doNoHarm() throws Exception {
    long seed = new Random().nextLong();
    try {
      List<Callable<Void>> senders =
          List.of(
              () -> sendNoise(new Random(seed), 16 * MIB),
              () -> sendNoise(new Random(seed + 1), 16 * MIB),
              () -> sendUnknownCommands(new Random(seed + 2), 16 * MIB),
              () -> sendRandomWords(new Random(seed + 3), 16 * MIB));
      try (var threads = Executors.newFixedThreadPool(senders.size())) {
        for (var future : threads.invokeAll(senders)) {
          future.get();
        }
      }
    } catch (Exception e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** Bytes as chance makes them. They soon break the protocol, and then the connection ends. */
  private Void sendNoise(Random random, long total) throws IOException {
    var open = new @Nullable Wire[16];
    for (long sent = 0; sent < total; ) {
      int i = random.nextInt(open.length);
      var wire = open[i];
      if (wire == null) {
        wire = server.connect();
        open[i] = wire;
      }
      var piece = new byte[1 + random.nextInt(16 * 1024)];
      random.nextBytes(piece);
      try {
        wire.send(piece);
        sent += piece.length;
      } catch (IOException _) {
        wire.close();
        open[i] = null;
      }
    }
    for (var wire : open) {
      if (wire != null) {
        wire.endOutput();
        wire.drain();
        wire.close();
      }
    }
    return null;
  }

  /** Noise that never breaks the protocol: every line is a command that does not exist. */
  private Void sendUnknownCommands(Random random, long total) throws Exception {
    try (var wire = server.connect()) {
      var reader =
          Executors.newSingleThreadExecutor(
              work -> Thread.ofPlatform().daemon().name("replies").unstarted(work));
      var replies = reader.submit(wire::rest);
      for (long sent = 0; sent < total; ) {
        var piece = new byte[1 + random.nextInt(16 * 1024)];
        random.nextBytes(piece);
        for (int j = 0; j < piece.length; j++) {
          if (piece[j] == '"' || piece[j] == '\'' || piece[j] == '*') {
            piece[j] = 'x';
          }
        }
        wire.send(piece);
        sent += piece.length;
      }
      wire.send("\nECHO done\n");
      wire.endOutput();
      var said = replies.get();
      assertThat(said).endsWith("$4\r\ndone\r\n");
      assertThat(said.split("\r\n"))
          .hasSizeGreaterThan(10_000)
          .allMatch(line -> line.startsWith("-ERR ") || line.equals("$4") || line.equals("done"));
      reader.shutdown();
    }
    return null;
  }

  /** Random bytes where they belong, cut anywhere: they come back as they are. */
  private Void sendRandomWords(Random random, long total) throws IOException {
    try (var wire = server.connect()) {
      for (long sent = 0; sent < total; ) {
        var word = new byte[random.nextInt(random.nextBoolean() ? 100 : 300_000)];
        random.nextBytes(word);
        wire.send("*2\r\n$4\r\nECHO\r\n$" + word.length + "\r\n");
        for (int at = 0; at < word.length; ) {
          int n = Math.min(word.length - at, 1 + random.nextInt(50_000));
          wire.send(java.util.Arrays.copyOfRange(word, at, at + n));
          at += n;
        }
        wire.send("\r\n");
        assertThat(Wire.bytes(wire.reply())).isEqualTo(word);
        sent += word.length;
      }
    }
    return null;
  }

  @Test
  void hugeWordsAnnouncedAndNotSent_costNothing() throws Exception {
    var header = "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$536870912\r\n";
    var announcers = new ArrayList<Wire>();
    try {
      for (int i = 0; i < 100; i++) {
        var wire = server.connect();
        announcers.add(wire);
        wire.send(header + "a few bytes of it");
      }
      try (var wire = server.connect()) {
        Await.until(
            "the server has read all headers",
            () ->
                wire.ask("CLIENT", "LIST").lines().filter(line -> line.contains("qbuf=0 ")).count()
                    <= 2); // the asking one and the pulse
        if (ChildServer.hasProc()) {
          assertThat(server.residentBytes()).isLessThan(MAX_MEMORY);
        }
        assertThat(wire.ask("EXISTS", "key")).isEqualTo(":0");
      }
    } finally {
      for (var wire : announcers) {
        wire.close();
      }
    }
  }

  @Test
  void wordsTooLong_areRefusedBeforeTheyAreSent() throws Exception {
    assertRefused("*2\r\n$4\r\nECHO\r\n$536870913\r\n", "invalid bulk length");
    assertRefused("*2\r\n$4\r\nECHO\r\n$-1\r\n", "invalid bulk length");
    assertRefused("*2147483648\r\n", "invalid multibulk length");
    assertRefused("*1\r\nPING\r\n", "expected '$', got 'P'");
    assertRefused("*" + "1".repeat(70_000), "too big mbulk count string");
    assertRefused("*1\r\n$" + "1".repeat(70_000), "too big bulk count string");
    assertRefused("x".repeat(70_000), "too big inline request");
    assertRefused("SET key \"half a quote\r\n", "unbalanced quotes in request");

    assertThat(server.ask("CONFIG", "SET", "requirepass", "secret")).isEqualTo("+OK");
    try {
      assertRefused("*2\r\n$4\r\nAUTH\r\n$16385\r\n", "unauthenticated bulk length");
      assertRefused("*11\r\n", "unauthenticated multibulk length");
    } finally {
      try (var wire = server.connect()) {
        assertThat(wire.ask("AUTH", "secret")).isEqualTo("+OK");
        assertThat(wire.ask("CONFIG", "SET", "requirepass", "")).isEqualTo("+OK");
      }
    }
  }

  private void assertRefused(String sent, String why) throws IOException {
    try (var wire = server.connect()) {
      wire.send(sent);
      assertThat(wire.line()).isEqualTo("-ERR Protocol error: " + why);
      wire.drain(); // the connection ends
    }
  }

  @Test
  void whoOnlyEndsItsOutput_isAnsweredFirst() throws Exception {
    try (var wire = server.connect()) {
      wire.send(Wire.command("SET", "key", "value") + "GET key\r\n*2\r\n$3\r\nGET\r\n$3\r\nke");
      wire.endOutput();
      assertThat(wire.rest()).isEqualTo("+OK\r\n$5\r\nvalue\r\n");
    }
  }

  @Test
  void resetsAnywhere_leaveNoClientBehind() throws Exception {
    assertThat(server.ask("SET", "key", "v".repeat((int) (4 * MIB)))).isEqualTo("+OK");
    for (int i = 0; i < 200; i++) {
      var wire = server.connect();
      switch (i % 4) {
        case 0 -> wire.send("*2\r\n$3\r\nGET\r\n$3\r\nk"); // in the middle of a command
        case 1 -> wire.send("*2\r\n$4\r\nECHO\r\n$100000\r\nbeginning of a large word");
        case 2 -> wire.send(Wire.command("GET", "key").repeat(8)); // while replies are written
        default -> assertThat(wire.ask("PING")).isEqualTo("+PONG");
      }
      wire.reset();
    }
    Await.until(
        "only the asking client and the pulse are left",
        () -> server.info("clients", "connected_clients") == 2);
  }
}
