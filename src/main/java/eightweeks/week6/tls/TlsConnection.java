package eightweeks.week6.tls;

import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS around another connection, for either side.
 *
 * <p>Answers to {@code tls.c: tlsHandleEvent()}, {@code connTLSRead()}, {@code connTLSWrite()},
 * {@code connTLSWritev()}, {@code connTLSClose()}. An engine of the JDK turns plain bytes into
 * records and back and knows nothing of sockets; this class moves the records.
 *
 * <p>Why does it differ from other connections for the loop? Because what its users wait for and
 * what the transport must poll for are not the same:
 *
 * <ul>
 *   <li>While hands are shaken, the poller waits for the direction that the engine needs, and the
 *       user's handlers are not called ({@link #wake}, {@link #toPoll}).
 *   <li>Records that the engine writes by itself (alerts, session tickets, new keys) wait for room
 *       although nobody waits for WRITABLE.
 *   <li>Bytes that were read from the socket and not by the user make no event. {@link #hasPending}
 *       says so, and the loop calls the reader until it has them all.
 * </ul>
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Bytes count as written when their records are with the inner connection, not before: who
 *       closes when all is written loses nothing. A record that the other side does not take has
 *       been made all the same, so {@link #owed} bytes are remembered, and the user, who was told
 *       that they were not taken, comes back with the same bytes at the front of the next write.
 *   <li>{@code in}, {@code out} and {@code plain} are buffers ready to be read, and given back as
 *       soon as they are empty.
 *   <li>A failure is for ever: it is kept and thrown by every call after it.
 * </ul>
 */
public final class TlsConnection extends Connection {
  private enum State {
    /** The inner connection is not there yet; only on the side that connects. */
    CONNECTING,
    HANDSHAKING,
    ESTABLISHED,
    CLOSED
  }

  private final Connection inner;
  private final SSLEngine engine;
  private final TlsBuffers buffers;
  private final Consumer<String> handshakeFailed;
  private State state;
  private boolean begun;

  /** The other side has sent a record: it speaks TLS. */
  private boolean heard;

  /** Records from the other side that are not looked at yet. */
  private ByteBuffer in;

  /** Records for the other side that are not sent yet. */
  private ByteBuffer out;

  /** What was decrypted and did not fit where the reader wanted it. */
  private ByteBuffer plain;

  /** How many plain bytes of the user are in {@code out} without having been counted as written. */
  private int owed;

  /** The inner stream has ended. */
  private boolean innerEnded;

  /** The other side has said that nothing more comes (close_notify). */
  private boolean peerDone;

  /** Reading now would give something: bytes, the end, or the failure. */
  private boolean pending;

  private @Nullable IOException failure;

  private TlsConnection(
      Connection inner,
      SSLEngine engine,
      TlsBuffers buffers,
      State state,
      Consumer<String> handshakeFailed) {
    this.inner = inner;
    this.engine = engine;
    this.buffers = buffers;
    this.state = state;
    this.handshakeFailed = handshakeFailed;
    in = buffers.none;
    out = buffers.none;
    plain = buffers.none;
  }

  /**
   * Wraps a connection that was accepted.
   *
   * @param handshakeFailed told why, once, if the handshake fails
   */
  static TlsConnection accepted(
      Connection inner, SSLEngine engine, TlsBuffers buffers, Consumer<String> handshakeFailed) {
    return new TlsConnection(inner, engine, buffers, State.HANDSHAKING, handshakeFailed);
  }

  /** Wraps a connection that is being made; {@link #finishConnect} says when hands are shaken. */
  static TlsConnection connecting(Connection inner, SSLEngine engine, TlsBuffers buffers) {
    return new TlsConnection(inner, engine, buffers, State.CONNECTING, _ -> {});
  }

  /** The protocol in use, such as TLSv1.3, and NONE before hands are shaken. */
  public String protocol() {
    return engine.getSession().getProtocol();
  }

  /** The cipher suite in use, by the JDK's name. */
  public String cipherSuite() {
    return engine.getSession().getCipherSuite();
  }

  // What the loop asks.

  @Override
  public Channel polled() {
    return inner.polled();
  }

  @Override
  protected int toPoll() {
    int wanted = super.toPoll();
    int toSend = out.hasRemaining() ? WRITABLE : 0;
    if (failure != null) {
      return wanted;
    }
    return switch (state) {
      case CONNECTING -> wanted == 0 ? 0 : WRITABLE;
      case HANDSHAKING -> wanted == 0 ? 0 : toSend | (mustSendFirst() ? 0 : READABLE);
      case ESTABLISHED, CLOSED -> wanted | toSend;
    };
  }

  private boolean mustSendFirst() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
  }

  @Override
  protected int wake(int found) {
    if (state == State.CLOSED) {
      return 0;
    }
    try {
      if (state != State.ESTABLISHED) {
        return handshake() ? READABLE | WRITABLE : 0;
      }
      return flush() ? found : found & ~WRITABLE;
    } catch (IOException e) {
      failed(e);
      return READABLE | WRITABLE; // whoever reads or writes is told
    }
  }

  @Override
  public boolean hasPending() {
    return pending;
  }

  // Shaking hands.

  @Override
  public boolean finishConnect() throws IOException {
    return handshake();
  }

  /** Goes on with the handshake as far as it comes; returns whether it is complete. */
  private boolean handshake() throws IOException {
    checkUsable();
    if (state == State.ESTABLISHED) {
      return true;
    }
    try {
      if (state == State.CONNECTING) {
        if (!inner.finishConnect()) {
          return false;
        }
        state = State.HANDSHAKING;
      }
      if (!begun) {
        begun = true;
        engine.beginHandshake();
      }
      if (!shake()) {
        return false;
      }
    } catch (IOException | RuntimeException e) {
      // A RuntimeException, too, comes from what the other side sent: it must not end the server.
      throw failed(e);
    }
    state = State.ESTABLISHED;
    pending = in.hasRemaining();
    return true;
  }

  private boolean shake() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> {
          if (!wrapOwn()) {
            return false;
          }
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          flush(); // if there is no room, reading goes on: the other side may wait for that
          if (!unwrapOwn()) {
            return false;
          }
        }
        default -> {
          return flush();
        }
      }
    }
  }

  /** Signatures and the like: a millisecond or two, on the loop's thread, as in Redis. */
  private void runTasks() {
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Makes a record of the engine's own; returns false if there is no room for it now. */
  private boolean wrapOwn() throws IOException {
    return switch (wrap(buffers.none).getStatus()) {
      case BUFFER_OVERFLOW -> flush();
      case CLOSED -> throw new SSLException("the other side has closed the connection");
      default -> true;
    };
  }

  /** Looks at a record of the handshake; returns false if it has not come yet. */
  private boolean unwrapOwn() throws IOException {
    var result = engine.unwrap(in, buffers.none);
    return switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> {
        if (fill()) {
          yield true;
        }
        if (innerEnded) {
          throw new SSLException("unexpected end of the stream while shaking hands");
        }
        yield false;
      }
      case CLOSED -> throw new SSLException("the other side has closed the connection");
      case BUFFER_OVERFLOW -> throw new SSLException("data came before the handshake was complete");
      case OK -> {
        heard = true;
        releaseIn();
        yield true;
      }
    };
  }

  /** Keeps the failure, tells the other side if the engine has something to say about it. */
  private IOException failed(Exception e) {
    var known = failure;
    if (known != null) {
      return known;
    }
    boolean shaking = state != State.ESTABLISHED;
    var reason = e.getMessage() == null ? e.toString() : e.getMessage();
    var kept = e instanceof IOException io ? io : new SSLException(reason, e);
    failure = kept;
    pending = true;
    if (heard && (e instanceof SSLException || e instanceof RuntimeException)) {
      sendAlert();
    }
    if (shaking) {
      handshakeFailed.accept(reason);
    }
    return kept;
  }

  private void sendAlert() {
    // The first call may only repeat what went wrong in a task; the alert is behind it.
    for (int i = 0; i < 3 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
      try {
        wrap(buffers.none);
      } catch (IOException | RuntimeException _) {
        // Once more.
      }
    }
    tryToFlush();
  }

  private void checkUsable() throws IOException {
    if (failure != null) {
      pending = false; // it is being told
      throw failure;
    }
    if (state == State.CLOSED) {
      throw new IOException("Socket closed");
    }
  }

  // Records.

  private SSLEngineResult wrap(ByteBuffer from) throws SSLException {
    if (out == buffers.none) {
      out = buffers.take();
    }
    out.compact();
    try {
      return engine.wrap(from, out);
    } finally {
      out.flip();
    }
  }

  /** Sends what is in {@code out}; returns whether all of it has gone. */
  private boolean flush() throws IOException {
    while (out.hasRemaining()) {
      int n = inner.write(out.array(), out.position(), out.remaining());
      if (n == 0) {
        return false;
      }
      out.position(out.position() + n);
    }
    buffers.give(out);
    out = buffers.none;
    return true;
  }

  private boolean tryToFlush() {
    try {
      return flush();
    } catch (IOException _) {
      return false; // nobody listens any more
    }
  }

  /** Fetches records; returns whether something came. */
  private boolean fill() throws IOException {
    if (innerEnded) {
      return false;
    }
    if (in == buffers.none) {
      in = buffers.take();
    }
    if (in.position() > 0) {
      in.compact().flip();
    }
    int n = inner.read(in.array(), in.limit(), in.capacity() - in.limit());
    innerEnded = n < 0;
    in.limit(in.limit() + Math.max(0, n));
    releaseIn();
    return n > 0;
  }

  private void releaseIn() {
    if (!in.hasRemaining()) {
      buffers.give(in);
      in = buffers.none;
    }
  }

  // Reading.

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!handshake()) {
      return 0;
    }
    var target = ByteBuffer.wrap(into, offset, length);
    takePlain(target);
    boolean more;
    try {
      more = plain.hasRemaining() || decrypt(target, offset);
    } catch (IOException | RuntimeException e) {
      failed(e);
      more = true;
    }
    int n = target.position() - offset;
    if (n == 0) {
      checkUsable();
    }
    boolean ended = (peerDone || innerEnded) && !more;
    pending = more || (ended && n > 0);
    return n == 0 && ended ? -1 : n;
  }

  private void takePlain(ByteBuffer target) {
    int n = Math.min(plain.remaining(), target.remaining());
    target.put(target.position(), plain, plain.position(), n).position(target.position() + n);
    plain.position(plain.position() + n);
    if (!plain.hasRemaining()) {
      buffers.give(plain);
      plain = buffers.none;
    }
  }

  /**
   * Decrypts until the target is full or there is no whole record any more.
   *
   * @param start where the target was empty
   * @return whether there is more
   */
  private boolean decrypt(ByteBuffer target, int start) throws IOException {
    while (!peerDone) {
      if (!target.hasRemaining()) {
        return in.hasRemaining();
      }
      var result = engine.unwrap(in, target);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        // The engine wants room for all that a record of this size may hold. If the reader has got
        // something, it comes back with more room; otherwise the record takes a way round.
        if (target.position() > start) {
          return true;
        }
        result = decryptAside();
        takePlain(target);
      }
      switch (result.getStatus()) {
        case BUFFER_UNDERFLOW -> {
          if (!fill()) {
            return false;
          }
        }
        case BUFFER_OVERFLOW -> throw new SSLException("a record is too large");
        case CLOSED -> peerDone = true;
        case OK -> {
          if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            answer();
          }
        }
      }
      if (plain.hasRemaining()) {
        return true;
      }
    }
    releaseIn();
    return false;
  }

  private SSLEngineResult decryptAside() throws IOException {
    plain = buffers.take();
    plain.clear();
    try {
      return engine.unwrap(in, plain);
    } finally {
      plain.flip();
    }
  }

  /**
   * After a record that was not only data: new keys (TLS 1.3) may want an answer.
   *
   * @throws SSLException if the other side wants another handshake (TLS 1.2), which costs us much
   *     and it little; answers to {@code SSL_OP_NO_CLIENT_RENEGOTIATION}
   */
  private void answer() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> {
          if (wrap(buffers.none).getStatus() != SSLEngineResult.Status.OK) {
            return;
          }
        }
        case NEED_TASK -> {
          if (!protocol().equals("TLSv1.3")) {
            throw new SSLException("renegotiation is not allowed");
          }
          runTasks();
        }
        default -> {
          flush();
          return;
        }
      }
    }
  }

  // Writing.

  @Override
  public int write(byte[] from, int offset, int length) throws IOException {
    if (!handshake()) {
      return 0;
    }
    try {
      if (!flush()) {
        return 0;
      }
      int done = Math.min(owed, length);
      owed -= done;
      if (done == length) {
        return done;
      }
      int taken = encrypt(ByteBuffer.wrap(from, offset + done, length - done));
      if (flush()) {
        return done + taken;
      }
      owed = taken;
      return done;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Makes records of the bytes, as many as a buffer holds; returns how many bytes are in them. */
  private int encrypt(ByteBuffer from) throws IOException {
    int start = from.position();
    int before;
    do {
      before = out.remaining();
      switch (wrap(from).getStatus()) {
        case BUFFER_OVERFLOW -> {
          return from.position() - start;
        }
        case CLOSED -> throw new IOException("Broken pipe");
        default -> {}
      }
    } while (from.hasRemaining() && out.remaining() > before);
    return from.position() - start;
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

  // The end.

  /** Says good-bye, if that is possible without waiting, and closes the inner connection. */
  @Override
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    boolean polite = state == State.ESTABLISHED && failure == null;
    state = State.CLOSED;
    pending = false;
    if (polite && tryToFlush()) {
      engine.closeOutbound();
      try {
        wrap(buffers.none);
      } catch (SSLException _) {
        // Then without.
      }
      tryToFlush();
    }
    for (var buffer : new ByteBuffer[] {in, out, plain}) {
      buffers.give(buffer);
    }
    in = buffers.none;
    out = buffers.none;
    plain = buffers.none;
    inner.close();
  }

  @Override
  public boolean isOpen() {
    return inner.isOpen();
  }

  // What the inner connection knows.

  @Override
  public Endpoint remote() {
    return inner.remote();
  }

  @Override
  public Endpoint local() {
    return inner.local();
  }

  @Override
  public void noDelay(boolean on) throws IOException {
    inner.noDelay(on);
  }

  @Override
  public void keepAlive(int seconds) throws IOException {
    inner.keepAlive(seconds);
  }

  @Override
  public int descriptor() {
    return inner.descriptor();
  }
}
