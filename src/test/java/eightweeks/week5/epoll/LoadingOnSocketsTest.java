package eightweeks.week5.epoll;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.Redis;
import eightweeks.week1.config.CommandLine;
import eightweeks.week1.startup.Server;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week1.transport.Transports;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.SystemClock;
import eightweeks.week1.world.World;
import eightweeks.week3.loading.Loading;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Turns inside a load step on the real transports: two clients talk while the server loads. */
@Timeout(60)
final class LoadingOnSocketsTest {
  private static final String LOADING = "-LOADING Redis is loading the dataset in memory\r\n";

  private final AtomicBoolean loaded = new AtomicBoolean();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  static Stream<String> transports() {
    return transportsOfAllWeeks().available().stream();
  }

  private static Transports transportsOfAllWeeks() {
    var transports = new Transports();
    Redis.features().forEach(feature -> feature.offer(transports));
    return transports;
  }

  private Server server(String transport) throws Exception {
    var world =
        new World(
            new SystemClock(),
            transportsOfAllWeeks().open(transport),
            new MemoryDisk(),
            Entropy.seeded(1),
            new VirtualOperatingSystem(1));
    var parts = new ServerBuilder(world).install(Redis.features());
    parts
        .need(Loading.SERVICE)
        .atStart(
            loading -> {
              loading.begin(0);
              port.complete(parts.listeners().port("tcp"));
              while (!loaded.get()) {
                loading.processEvents();
              }
            });
    var server = parts.build();
    try (var free = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var words = List.of("--bind", "127.0.0.1", "--port", "" + free.getLocalPort());
      server.configure(CommandLine.parse(words), null);
    }
    return server;
  }

  private static String call(Socket socket, String line, int length) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void clientsAreAnswered_whileTheServerLoads_andAfterwards(String transport) throws Exception {
    var server = server(transport);
    var thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    server.start();
                    server.run();
                  } catch (Exception | AssertionError e) {
                    port.completeExceptionally(e);
                  }
                });
    int open = port.get(30, TimeUnit.SECONDS);
    var loopback = InetAddress.getLoopbackAddress();
    try (var first = new Socket(loopback, open);
        var second = new Socket(loopback, open)) {
      assertThat(call(first, "GET k", LOADING.length())).isEqualTo(LOADING);
      assertThat(call(second, "PING", LOADING.length())).isEqualTo(LOADING);
      assertThat(call(first, "SELECT 0", 5)).isEqualTo("+OK\r\n");
      loaded.set(true);
      String reply;
      do { // the last turn of the load may still answer it
        reply = call(second, "PING", 7);
        if (reply.startsWith("-LOADIN")) {
          second.getInputStream().readNBytes(LOADING.length() - 7);
        }
      } while (!reply.equals("+PONG\r\n"));
      assertThat(call(first, "GET k", 5)).isEqualTo("$-1\r\n");
    }
    server.loop().stop();
    thread.join(30_000);
    assertThat(thread.isAlive()).isFalse();
  }
}
