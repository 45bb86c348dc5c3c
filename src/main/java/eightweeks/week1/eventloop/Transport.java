package eightweeks.week1.eventloop;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The replaceable unit below the loop: it opens sockets and polls them.
 *
 * <p>Answers to {@code ae_epoll.c} and {@code anet.c}. {@code NioTransport} runs wherever Java
 * does; week 5 adds epoll with descriptors of its own, on Linux; the simulated world of week 7 has
 * a transport without sockets that runs on virtual time. A transport belongs to one loop and its
 * thread; only {@link #wakeup} may be called by others.
 */
public interface Transport extends AutoCloseable {
  /** Returns "epoll", "nio" or "memory"; INFO shows it as multiplexing_api. */
  String name();

  /**
   * Starts to listen.
   *
   * @param backlog maximum number of connections that wait to be accepted
   * @throws IOException if that fails; a {@link ListenException} has the reason
   */
  Listener listen(Endpoint at, int backlog) throws IOException;

  /**
   * Starts to connect; WRITABLE fires when the attempt has succeeded or failed.
   *
   * @param from the local address to use, or null for any
   * @throws IOException if the attempt fails at once
   */
  Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException;

  /**
   * Waits until a channel is ready for what it is polled for ({@link Channel#interest}), until
   * {@link #wakeup} is called, or until the timeout.
   *
   * @param timeoutNanos 0 returns at once, a negative number waits without a limit. Rounding never
   *     makes it shorter.
   * @param fired receives the ready channels
   */
  void poll(long timeoutNanos, FiredEvents fired) throws IOException;

  /** Ends a {@link #poll} under way, or the next one, early. Any thread may call it. */
  void wakeup();

  @Override
  void close();
}
