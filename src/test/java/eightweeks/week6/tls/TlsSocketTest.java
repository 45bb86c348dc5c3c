package eightweeks.week6.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS through real sockets: the JDK's own client, and Debian's redis-cli with OpenSSL. */
@Timeout(120)
final class TlsSocketTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder = Path.of("set by JUnit");

  static List<String> transports() {
    return RunningTlsServer.transports().available();
  }

  private static SSLSocket connect(SSLContext context, RunningTlsServer server) throws IOException {
    var socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(60));
    return socket;
  }

  private static SSLSocket connect(RunningTlsServer server) throws IOException {
    return connect(Certificates.client("client", "ca"), server);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String ask(SSLSocket socket, String command, int replyLength) throws IOException {
    socket.getOutputStream().write(ascii(command));
    return new String(socket.getInputStream().readNBytes(replyLength), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void socketOfTheJdk_talks(String transport) throws Exception {
    try (var server = RunningTlsServer.start(folder, transport);
        var socket = connect(server)) {
      assertThat(ask(socket, "PING\r\n", 7)).isEqualTo("+PONG\r\n");
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(ask(socket, "QUIT\r\n", 5)).isEqualTo("+OK\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void eightMebibytes_inSmallWrites(String transport) throws Exception {
    try (var server = RunningTlsServer.start(folder, transport);
        var socket = connect(server)) {
      var text = new byte[8 * MIB];
      new Random(1).nextBytes(text);
      var sender =
          CompletableFuture.runAsync(
              () -> {
                try {
                  var out = socket.getOutputStream();
                  out.write(ascii("*2\r\n$4\r\nECHO\r\n$" + text.length + "\r\n"));
                  for (int at = 0; at < text.length; at += 1000) {
                    out.write(text, at, Math.min(1000, text.length - at));
                  }
                  out.write(ascii("\r\n"));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      var in = socket.getInputStream();
      assertThat(in.readNBytes(10)).isEqualTo(ascii("$8388608\r\n"));
      assertThat(in.readNBytes(text.length)).isEqualTo(text);
      assertThat(in.readNBytes(2)).isEqualTo(ascii("\r\n"));
      sender.join();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void pipelineOfTenThousand(String transport) throws Exception {
    try (var server = RunningTlsServer.start(folder, transport);
        var socket = connect(server)) {
      assertThat(ask(socket, "*1\r\n$4\r\nPING\r\n".repeat(10_000), 70_000))
          .isEqualTo("+PONG\r\n".repeat(10_000));
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void manyClients_someOfWhichDoItWrong(String transport) throws Exception {
    try (var server = RunningTlsServer.start(folder, transport)) {
      var good = Certificates.client("client", "ca");
      var sockets = new ArrayList<SSLSocket>();
      for (int i = 0; i < 30; i++) {
        sockets.add(connect(good, server));
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
          plain.getOutputStream().write(ascii("PING\r\n"));
          assertThat(plain.getInputStream().read()).isEqualTo(-1);
        }
        new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
      }
      for (var socket : sockets) {
        assertThat(ask(socket, "PING\r\n", 7)).isEqualTo("+PONG\r\n");
        socket.close();
      }
      assertThat(server.end()).contains("Error accepting a client connection: ");
    }
  }

  @Test
  void clientWithoutCertificate_isRefused() throws Exception {
    try (var server = RunningTlsServer.start(folder, "nio");
        var socket = connect(Certificates.client(null, "ca"), server)) {
      // An alert, or the end of the connection, if the question came after that.
      assertThatThrownBy(
              () -> assertThat(ask(socket, "PING\r\n", 7)).as("reply").isEqualTo("+PONG\r\n"))
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(SSLException.class),
              e -> assertThat(e).isInstanceOf(SocketException.class),
              e -> assertThat(e).hasMessageContaining("reply"));
    }
  }

  // Debian's redis-cli.

  private static List<String> cli(RunningTlsServer server, String... words) {
    var command = new ArrayList<>(List.of("redis-cli", "-p", "" + server.port(), "--tls"));
    command.addAll(List.of("--cacert", Certificates.path("ca.crt")));
    command.addAll(List.of(words));
    return command;
  }

  private static String run(List<String> command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output.strip();
  }

  private static void needRedisCli() throws Exception {
    boolean installed;
    try {
      installed = run(List.of("redis-cli", "--help")).contains("--cacert");
    } catch (IOException _) {
      installed = false;
    }
    if (!installed && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("redis-cli with TLS must be installed where CI=true");
    }
    Assumptions.assumeTrue(installed, "redis-cli with TLS is not installed: not compared with it");
  }

  @Test
  void redisCli_talks() throws Exception {
    needRedisCli();
    try (var server = RunningTlsServer.start(folder, "nio", "--tls-auth-clients", "no")) {
      assertThat(run(cli(server, "ping"))).isEqualTo("PONG");
      assertThat(run(cli(server, "-3", "config", "get", "tls-auth-clients")))
          .isEqualTo("tls-auth-clients no");
      assertThat(run(cli(server, "-r", "1000", "echo", "x".repeat(1000)))).hasSize(1_000_999);
    }
  }

  @Test
  void redisCli_mustShowACertificate() throws Exception {
    needRedisCli();
    try (var server = RunningTlsServer.start(folder, "nio")) {
      assertThat(run(cli(server, "ping"))).startsWith("Error");
      assertThat(run(cli(server, with("stranger")))).startsWith("Error");
      assertThat(run(cli(server, with("client")))).isEqualTo("PONG");
    }
  }

  private static String[] with(String name) {
    return new String[] {
      "--cert", Certificates.path(name + ".crt"), "--key", Certificates.path(name + ".key"), "ping"
    };
  }

  @Test
  void redisCli_withoutTls_isHungUpOn() throws Exception {
    needRedisCli();
    try (var server = RunningTlsServer.start(folder, "nio")) {
      assertThat(run(List.of("redis-cli", "-p", "" + server.port(), "ping")))
          .isEqualTo("Error: Server closed the connection");
    }
  }
}
