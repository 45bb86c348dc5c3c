package eightweeks.week6.tls;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.EventLoop;
import eightweeks.week1.eventloop.FileHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS around a socket, for either side.
 *
 * <p>Answers to {@code tls.c: tlsHandleEvent()}, {@code updateSSLEvent()}, {@code connTLSRead()},
 * {@code connTLSWrite()}, {@code connTLSWritev()}, {@code connTLSClose()}.
 *
 * <p>The polled events differ from those that the users of this connection wait for, so this class
 * registers its own handlers with the socket and calls the users' handlers itself:
 *
 * <ul>
 *   <li>During the handshake the socket is polled for the direction that the engine needs, and no
 *       handler of a user is called.
 *   <li>Records that the engine writes by itself (alerts, session tickets, new keys) wait for space
 *       although no user waits for WRITABLE.
 *   <li>Bytes that were read from the socket and not by the user make no event: see {@link
 *       PendingReads}.
 * </ul>
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Bytes count as written when the socket has taken their records, not before: a user that
 *       closes when all is written loses nothing. A record that the socket does not take has been
 *       made all the same, so {@link #owed} bytes are remembered. The user was told that they were
 *       not taken, and repeats the same bytes at the front of the next write.
 *   <li>A failure is kept and thrown by every call after it.
 * </ul>
 */
public final class TlsConnection extends Connection {
  private enum State {
    /** The socket is not connected yet; only on the side that connects. */
    CONNECTING,
    HANDSHAKE,
    ESTABLISHED,
    CLOSED
  }

  private final EventLoop loop;
  private final Connection socket;
  private final TlsRecords records;
  private final TlsBuffers buffers;
  private final PendingReads pendingReads;
  private final Consumer<String> handshakeFailed;
  private final FileHandler socketReadable = () -> socketReady(READABLE);
  private final FileHandler socketWritable = () -> socketReady(WRITABLE);
  private State state;

  /** Number of plain bytes that are encrypted, but were not reported to the user as written yet. */
  private int owed;

  /** Whether a read would return something: bytes, the end, or the failure. */
  private boolean pending;

  /** Whether this connection is in {@link #pendingReads}. */
  private boolean listed;

  private @Nullable IOException failure;

  private TlsConnection(
      TlsLoop shared,
      Connection socket,
      SSLEngine engine,
      State state,
      Consumer<String> handshakeFailed) {
    loop = shared.loop();
    buffers = shared.buffers();
    pendingReads = shared.pendingReads();
    this.socket = socket;
    this.state = state;
    this.handshakeFailed = handshakeFailed;
    records = new TlsRecords(socket, engine, buffers);
  }

  /**
   * Makes a connection of a socket that was accepted.
   *
   * @param handshakeFailed receives the reason, once, if the handshake fails
   */
  static TlsConnection accepted(
      TlsLoop shared, Connection socket, SSLEngine engine, Consumer<String> handshakeFailed) {
    return new TlsConnection(shared, socket, engine, State.HANDSHAKE, handshakeFailed);
  }

  /**
   * Makes a connection of a socket that connects to a server. {@link #finishConnect} returns true
   * when the handshake is complete.
   */
  static TlsConnection connecting(TlsLoop shared, Connection socket, SSLEngine engine) {
    return new TlsConnection(shared, socket, engine, State.CONNECTING, _ -> {});
  }

  /** Returns the protocol in use, such as TLSv1.3; NONE before the handshake is complete. */
  public String protocol() {
    return records.protocol();
  }

  /** Returns the cipher suite in use, by the JDK's name. */
  public String cipherSuite() {
    return records.cipherSuite();
  }

  // Events.

  @Override
  public void interest(int mask) {
    update();
  }

  /** Polls the socket for what is needed now, and has pending bytes read if a reader waits. */
  private void update() {
    if (state == State.CLOSED) {
      return;
    }
    int wanted = wanted();
    int before = socket.mask();
    if ((before & BARRIER & ~wanted) != 0) {
      before &= ~(WRITABLE | BARRIER); // only unwatching WRITABLE takes the barrier away
      loop.unwatch(socket, WRITABLE);
    }
    if ((before & ~wanted) != 0) {
      loop.unwatch(socket, before & ~wanted);
    }
    if ((wanted & ~before & READABLE) != 0) {
      loop.watch(socket, READABLE, socketReadable);
    }
    if ((wanted & ~before & (WRITABLE | BARRIER)) != 0) {
      loop.watch(socket, wanted & (WRITABLE | BARRIER), socketWritable);
    }
    if (pending && !listed && (mask() & READABLE) != 0) {
      listed = true;
      pendingReads.add(this);
    }
  }

  /** Returns what to poll the socket for, with BARRIER if the user's write handler has it. */
  private int wanted() {
    int byUser = mask();
    if (failure != null) {
      return byUser;
    }
    int toSend = records.hasOutput() ? WRITABLE : 0;
    return switch (state) {
      case CONNECTING -> byUser == 0 ? 0 : WRITABLE;
      case HANDSHAKE -> byUser == 0 ? 0 : toSend | (records.mustSendFirst() ? 0 : READABLE);
      case ESTABLISHED, CLOSED -> byUser | toSend;
    };
  }

  private void socketReady(int found) {
    int ready = progress(found);
    if (ready != 0) {
      loop.ready(this, ready);
    }
    update();
  }

  /**
   * Does this connection's own work when the socket is ready.
   *
   * @return the events for which the user's handlers are called
   */
  private int progress(int found) {
    try {
      if (state != State.ESTABLISHED) {
        return handshake() ? READABLE | WRITABLE : 0;
      }
      return records.flush() ? found : found & ~WRITABLE;
    } catch (IOException e) {
      failed(e);
      return READABLE | WRITABLE; // the next read or write throws the failure
    }
  }

  /** Calls the reader for more of the received bytes: the phase PENDING_READS. */
  void readPending() {
    listed = false;
    if (state != State.CLOSED) {
      socketReady(READABLE);
    }
  }

  /** Returns whether something was received that no event will announce. */
  boolean hasPending() {
    return pending;
  }

  // Handshake.

  @Override
  public boolean finishConnect() throws IOException {
    return handshake();
  }

  /** Continues the handshake as far as possible now; returns whether it is complete. */
  private boolean handshake() throws IOException {
    checkUsable();
    if (state == State.ESTABLISHED) {
      return true;
    }
    try {
      if (state == State.CONNECTING) {
        if (!socket.finishConnect()) {
          return false;
        }
        state = State.HANDSHAKE;
      }
      if (!records.handshake()) {
        return false;
      }
    } catch (IOException | RuntimeException e) {
      // A RuntimeException, too, comes from what the peer sent: it must not end the server.
      throw failed(e);
    }
    state = State.ESTABLISHED;
    pending = records.hasInput();
    return true;
  }

  /** Keeps the failure, and sends the peer the alert that the engine has made of it. */
  private IOException failed(Exception e) {
    var known = failure;
    if (known != null) {
      return known;
    }
    boolean inHandshake = state != State.ESTABLISHED;
    var reason = e.getMessage() == null ? e.toString() : e.getMessage();
    var kept = e instanceof IOException io ? io : new SSLException(reason, e);
    failure = kept;
    pending = true;
    if (e instanceof SSLException || e instanceof RuntimeException) {
      records.sendAlert();
    }
    if (inHandshake) {
      handshakeFailed.accept(reason);
    }
    return kept;
  }

  private void checkUsable() throws IOException {
    if (failure != null) {
      pending = false; // the caller learns of it now
      throw failure;
    }
    if (state == State.CLOSED) {
      throw new IOException("Socket closed");
    }
  }

  // Reading and writing.

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!handshake()) {
      return 0;
    }
    var target = ByteBuffer.wrap(into, offset, length);
    boolean more;
    try {
      more = records.decrypt(target);
    } catch (IOException | RuntimeException e) {
      failed(e);
      more = true;
    }
    int n = target.position() - offset;
    if (n == 0) {
      checkUsable();
    }
    boolean ended = records.hasEnded() && !more;
    pending = more || (ended && n > 0);
    return n == 0 && ended ? -1 : n;
  }

  @Override
  public int write(byte[] from, int offset, int length) throws IOException {
    if (!handshake()) {
      return 0;
    }
    try {
      if (!records.flush()) {
        return 0;
      }
      int done = Math.min(owed, length);
      owed -= done;
      if (done == length) {
        return done;
      }
      int taken = records.encrypt(ByteBuffer.wrap(from, offset + done, length - done));
      if (records.flush()) {
        return done + taken;
      }
      owed = taken;
      return done;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Copies the ranges together, so that small ones share a record. */
  @Override
  public long write(byte[][] from, int[] offsets, int[] lengths, int count) throws IOException {
    var together = buffers.together();
    int size = 0;
    for (int i = 0; i < count && size < together.length; i++) {
      int n = Math.min(lengths[i], together.length - size);
      System.arraycopy(from[i], offsets[i], together, size, n);
      size += n;
    }
    return write(together, 0, size);
  }

  /** Sends close_notify, if that is possible without waiting, and closes the socket. */
  @Override
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    if (state == State.ESTABLISHED && failure == null) {
      records.sendCloseNotify();
    }
    state = State.CLOSED;
    pending = false;
    records.release();
    loop.close(socket);
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  // What the socket knows.

  @Override
  public Endpoint remote() {
    return socket.remote();
  }

  @Override
  public Endpoint local() {
    return socket.local();
  }

  @Override
  public void noDelay(boolean on) throws IOException {
    socket.noDelay(on);
  }

  @Override
  public void keepAlive(int seconds) throws IOException {
    socket.keepAlive(seconds);
  }

  @Override
  public int descriptor() {
    return socket.descriptor();
  }
}
