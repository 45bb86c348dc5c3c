package eightweeks.clients;

import eightweeks.harness.ForwardClock;
import eightweeks.harness.SocketServer;
import eightweeks.robustness.Await;
import eightweeks.robustness.ChildServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;

/**
 * One server for the tests of a class, empty before each of them, and clients of it that speak
 * either protocol. The server's clock may be set forward, so that no test waits for time to pass.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneServer {
  /** Maximum time of anything, in milliseconds. Reaching it is a failure. */
  static final long LIMIT_MILLIS = ChildServer.DEADLINE.toMillis();

  final ForwardClock clock = new ForwardClock();
  final RedisClient lettuce = RedisClient.create();
  private final String[] options;
  private @Nullable SocketServer server;

  /**
   * @param options the words of the server's command line
   */
  OneServer(String... options) {
    this.options = options;
  }

  @BeforeAll
  final void start() throws Exception {
    server = SocketServer.start(clock, options);
  }

  @AfterAll
  final void stop() {
    lettuce.shutdown(0, 10, TimeUnit.SECONDS);
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  final void empty() {
    try (var jedis = jedis(ProtocolVersion.RESP2)) {
      jedis.flushAll();
    }
  }

  final int port() {
    if (server == null) {
      throw new IllegalStateException("the server has not been started");
    }
    return server.port();
  }

  final Jedis jedis(ProtocolVersion protocol) {
    return new Jedis(address(), config(protocol).build());
  }

  final HostAndPort address() {
    return new HostAndPort("127.0.0.1", port());
  }

  static DefaultJedisClientConfig.Builder config(ProtocolVersion protocol) {
    return DefaultJedisClientConfig.builder()
        .protocol(protocol == ProtocolVersion.RESP2 ? RedisProtocol.RESP2 : RedisProtocol.RESP3)
        .timeoutMillis((int) LIMIT_MILLIS)
        .blockingSocketTimeoutMillis((int) LIMIT_MILLIS);
  }

  final StatefulRedisConnection<String, String> lettuce(ProtocolVersion protocol) {
    speak(protocol);
    return lettuce.connect(uri());
  }

  /** From now on, connections of Lettuce are made in this protocol. */
  final void speak(ProtocolVersion protocol) {
    lettuce.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
  }

  final RedisURI uri() {
    return RedisURI.builder()
        .withHost("127.0.0.1")
        .withPort(port())
        .withTimeout(ChildServer.DEADLINE)
        .build();
  }

  /** What the future brings. */
  static <T> T result(Future<T> future) throws Exception {
    return future.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Returns what comes next; null if nothing does. */
  static <T> @Nullable T next(BlockingQueue<T> heard) throws InterruptedException {
    return heard.poll(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Returns when this number of clients is blocked. */
  final void awaitBlocked(int clients) throws Exception {
    try (var jedis = jedis(ProtocolVersion.RESP2)) {
      var line = "blocked_clients:" + clients + "\r\n";
      Await.until(clients + " clients wait", () -> jedis.info("clients").contains(line));
    }
  }

  /** Lets a time to live of this length end: a key is there to the end of its last millisecond. */
  final void pass(Duration time) {
    clock.skip(time.plusMillis(1));
  }

  /** Returns a command for which Jedis has no method. */
  static Object send(Jedis jedis, Protocol.Command command, String... arguments) {
    return jedis.sendCommand(command, arguments);
  }
}
