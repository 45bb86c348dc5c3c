package eightweeks.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a server starts, or says why it does not, and how it ends. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ProcessLifeTest {
  @TempDir Path folder;

  @Test
  void sigtermUnderLoad_endsWithZeroAndWithoutATornReply() throws Exception {
    int clients = 8;
    var underLoad = new CountDownLatch(clients * 200);
    try (var server = ChildServer.start();
        var threads = Executors.newFixedThreadPool(clients)) {
      var ends = new ArrayList<Future<Long>>();
      for (int i = 0; i < clients; i++) {
        ends.add(threads.submit(load(server.port(), "key" + i, underLoad)));
      }
      assertThat(underLoad.await(ChildServer.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      server.sigterm();
      assertThat(server.exitCode()).as("exit code; log:\n%s", server.log()).isZero();
      for (var end : ends) {
        assertThat(end.get()).isPositive();
      }
      assertThat(server.log())
          .contains("Received SIGTERM scheduling shutdown...")
          .contains("User requested shutdown...")
          .endsWith("Redis is now ready to exit, bye bye...");
    }
  }

  /** Sets and gets until the server is gone; returns how often that went well. */
  private static Callable<Long> load(int port, String key, CountDownLatch progress) {
    return () -> {
      long rounds = 0;
      try (var wire = Wire.connect(port)) {
        for (; ; rounds++) {
          var value = Long.toString(rounds);
          wire.send(Wire.command("SET", key, value) + Wire.command("GET", key));
          assertThat(wire.reply()).isEqualTo("+OK");
          assertThat(wire.reply()).isEqualTo(value);
          progress.countDown();
        }
      } catch (EOFException e) {
        assertThat(e).hasMessage("the connection ended behind \"\"");
      } catch (SocketException _) {
        // Reset or broken pipe: the last command came when the server did not read any more.
      }
      return rounds;
    };
  }

  @Test
  void twoSigterms_endTheServerOnceAndCleanly() throws Exception {
    var pidfile = folder.resolve("server.pid");
    try (var server = ChildServer.start("--pidfile", pidfile.toString())) {
      assertThat(pidfile).hasContent(server.pid() + "\n");
      server.sigterm();
      server.sigterm();
      assertThat(server.exitCode()).as("exit code; log:\n%s", server.log()).isZero();
      assertThat(server.log()).containsOnlyOnce("bye bye").doesNotContain("Exception");
      assertThat(pidfile).doesNotExist();
    }
  }

  @Test
  void kill9_leavesNothingThatHindersARestart() throws Exception {
    var socket = folder.resolve("server.sock");
    var pidfile = folder.resolve("server.pid");
    String[] options = {"--unixsocket", socket.toString(), "--pidfile", pidfile.toString()};
    int port;
    try (var first = ChildServer.start(options);
        var wire = first.connect()) {
      port = first.port();
      assertThat(wire.ask("PING")).isEqualTo("+PONG");
      assertThat(pingThrough(socket)).isEqualTo("+PONG\r\n");
      first.kill();
      assertThat(socket).exists();
      assertThat(pidfile).exists();
    }
    try (var second = ChildServer.startAt(port, options)) {
      assertThat(pingThrough(socket)).isEqualTo("+PONG\r\n");
      assertThat(second.ask("PING")).isEqualTo("+PONG");
      assertThat(pidfile).hasContent(second.pid() + "\n");
      second.sigterm();
      assertThat(second.exitCode()).isZero();
    }
    assertThat(socket).doesNotExist();
    assertThat(pidfile).doesNotExist();
  }

  private static String pingThrough(Path socket) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(Wire.bytes("PING\r\n")));
      var reply = ByteBuffer.allocate(64);
      while (reply.position() < "+PONG\r\n".length() && channel.read(reply) >= 0) {
        // The reply may come in pieces.
      }
      return StandardCharsets.ISO_8859_1.decode(reply.flip()).toString();
    }
  }

  @Test
  void aPortInUse_isSaidAndEndsWithOne() throws Exception {
    try (var server = ChildServer.start()) {
      var port = Integer.toString(server.port());
      var second = ChildServer.run("--port", port, "--bind", "127.0.0.1", "--save", "");
      assertThat(second.out())
          .contains(
              "# Warning: Could not create server TCP listening socket 127.0.0.1:"
                  + port
                  + ": bind: Address already in use")
          .contains("# Failed listening on port " + port + " (tcp), aborting.");
      assertThat(second.code()).isEqualTo(1);
      assertThat(server.ask("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void aWrongLineInTheConfiguration_isShownWithItsNumber() throws Exception {
    var file = Files.writeString(folder.resolve("redis.conf"), "# a comment\nport none\n");
    var ended = ChildServer.run(file.toString());
    assertThat(ended.out())
        .contains("*** FATAL CONFIG FILE ERROR (Redis 7.2.")
        .contains("Reading the configuration file, at line 2")
        .contains(">>> 'port none'")
        .contains("argument couldn't be parsed into an integer");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void aDirectiveThatDoesNotExist_isSaid() throws Exception {
    var ended = ChildServer.run("--no-such-directive", "yes");
    assertThat(ended.out())
        .contains("*** FATAL CONFIG FILE ERROR (Redis 7.2.")
        .contains(">>> 'no-such-directive \"yes\"'")
        .contains("Bad directive or wrong number of arguments");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void aMissingConfigurationFile_isSaid() throws Exception {
    var file = folder.resolve("nowhere.conf");
    var ended = ChildServer.run(file.toString());
    assertThat(ended.out())
        .contains("Fatal error, can't open config file '" + file + "': No such file or directory");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void version_isPrinted() throws Exception {
    for (var option : new String[] {"--version", "-v"}) {
      var ended = ChildServer.run(option);
      assertThat(ended.out()).startsWith("Redis server v=7.2.").contains(" bits=64 ");
      assertThat(ended.code()).isZero();
    }
  }

  @Test
  void help_isPrinted() throws Exception {
    for (var option : new String[] {"--help", "-h"}) {
      assertThat(ChildServer.run(option).out())
          .startsWith("Usage: ")
          .contains("redis-server [/path/to/redis.conf] [options] [-]")
          .contains("--weeks");
    }
  }

  @Test
  void weekOne_answersPingAndKnowsNoKeys() throws Exception {
    try (var server = ChildServer.start("--weeks", "1")) {
      assertThat(server.ask("PING")).isEqualTo("+PONG");
      assertThat(server.ask("ECHO", "hello")).isEqualTo("hello");
      assertThat(server.ask("SET", "k", "v"))
          .isEqualTo("-ERR unknown command 'SET', with args beginning with: 'k' 'v' ");
      server.sigterm();
      assertThat(server.exitCode()).isZero();
    }
  }

  @Test
  void weeksThatDoNotExist_areRefused() throws Exception {
    for (var wrong : new String[] {"9", "0", "two", "-1"}) {
      var ended = ChildServer.run("--weeks", wrong);
      assertThat(ended.out()).matches("--weeks takes a number from 1 to \\d\\R");
      assertThat(ended.code()).isEqualTo(1);
    }
    assertThat(ChildServer.run("--weeks").out()).startsWith("--weeks takes a number");
  }
}
