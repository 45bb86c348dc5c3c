package eightweeks.week6.tls;

import eightweeks.week1.eventloop.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The records of one TLS connection: plain bytes become records and records become plain bytes.
 *
 * <p>An engine of the JDK encrypts and decrypts, and does not use sockets; this class reads records
 * from the socket and writes them to it. What OpenSSL does for Redis with {@code SSL_read()},
 * {@code SSL_write()} and {@code SSL_do_handshake()}.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>{@code in}, {@code out} and {@code plain} are buffers ready to be read. Each is given back
 *       as soon as it is empty.
 *   <li>A record that the socket does not take stays in {@code out} and is sent first.
 * </ul>
 */
final class TlsRecords {
  private final Connection socket;
  private final SSLEngine engine;
  private final TlsBuffers buffers;
  private boolean begun;

  /** The peer has sent a record: it speaks TLS. */
  private boolean heard;

  /** Records from the peer that are not decrypted yet. */
  private ByteBuffer in;

  /** Records for the peer that are not sent yet. */
  private ByteBuffer out;

  /** Decrypted bytes that did not fit into the reader's buffer. */
  private ByteBuffer plain;

  /** The stream of the socket has ended. */
  private boolean socketEnded;

  /** The peer has announced the end of its data (close_notify). */
  private boolean peerDone;

  TlsRecords(Connection socket, SSLEngine engine, TlsBuffers buffers) {
    this.socket = socket;
    this.engine = engine;
    this.buffers = buffers;
    in = buffers.none;
    out = buffers.none;
    plain = buffers.none;
  }

  /** Returns the protocol in use, such as TLSv1.3; NONE before the handshake is complete. */
  String protocol() {
    return engine.getSession().getProtocol();
  }

  /** Returns the cipher suite in use, by the JDK's name. */
  String cipherSuite() {
    return engine.getSession().getCipherSuite();
  }

  /** Returns whether records wait to be sent. */
  boolean hasOutput() {
    return out.hasRemaining();
  }

  /** Returns whether records were received and are not decrypted yet. */
  boolean hasInput() {
    return in.hasRemaining();
  }

  /** Returns whether no data comes any more, apart from what was received already. */
  boolean hasEnded() {
    return peerDone || socketEnded;
  }

  /** Returns whether the handshake cannot go on before a record of this side is sent. */
  boolean mustSendFirst() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
  }

  // Handshake.

  /** Continues the handshake as far as possible now; returns whether it is complete. */
  boolean handshake() throws IOException {
    if (!begun) {
      begun = true;
      engine.beginHandshake();
    }
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> {
          if (!wrapOwn()) {
            return false;
          }
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          flush(); // without free space reading continues: the peer may wait for that
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

  /** Runs signatures and similar tasks: a millisecond or two, on the loop's thread, as in Redis. */
  private void runTasks() {
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  /** Makes a record of the engine's own; returns false if the buffer has no space for it now. */
  private boolean wrapOwn() throws IOException {
    return switch (wrap(buffers.none).getStatus()) {
      case BUFFER_OVERFLOW -> flush();
      case CLOSED -> throw new SSLException("the other side has closed the connection");
      default -> true;
    };
  }

  /** Reads a record of the handshake; returns false if it has not arrived yet. */
  private boolean unwrapOwn() throws IOException {
    var result = engine.unwrap(in, buffers.none);
    return switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> {
        if (fill()) {
          yield true;
        }
        if (socketEnded) {
          throw new SSLException("unexpected end of the stream during the handshake");
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

  /** Sends the alert that the engine has made of a failure, if the peer speaks TLS at all. */
  void sendAlert() {
    if (!heard) {
      return;
    }
    // The first call may only repeat the failure of a task; the alert comes with a later one.
    for (int i = 0; i < 3 && mustSendFirst(); i++) {
      try {
        wrap(buffers.none);
      } catch (IOException | RuntimeException _) {
        // Try again.
      }
    }
    tryToFlush();
  }

  /** Announces the end of this side's data, if that is possible without waiting. */
  void sendCloseNotify() {
    if (!tryToFlush()) {
      return;
    }
    engine.closeOutbound();
    try {
      wrap(buffers.none);
    } catch (SSLException _) {
      // The connection is closed without it.
    }
    tryToFlush();
  }

  // Sending.

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

  /** Encrypts bytes until the buffer is full; returns the number of encrypted bytes. */
  int encrypt(ByteBuffer from) throws IOException {
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

  /** Sends the records that wait; returns whether all of them were sent. */
  boolean flush() throws IOException {
    while (out.hasRemaining()) {
      int n = socket.write(out.array(), out.position(), out.remaining());
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
      return false; // the peer does not read any more
    }
  }

  // Receiving.

  /**
   * Decrypts until the target is full or no whole record is left.
   *
   * @return whether more decrypted bytes, or more records, wait
   */
  boolean decrypt(ByteBuffer target) throws IOException {
    int start = target.position();
    takePlain(target);
    return plain.hasRemaining() || decrypt(target, start);
  }

  private boolean decrypt(ByteBuffer target, int start) throws IOException {
    while (!peerDone) {
      if (!target.hasRemaining()) {
        return in.hasRemaining();
      }
      var result = engine.unwrap(in, target);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        // The engine needs space for the largest content of a record of this size. If the reader
        // has got bytes, it calls again with more space; otherwise the record is decrypted into
        // `plain`.
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

  private void takePlain(ByteBuffer target) {
    int n = Math.min(plain.remaining(), target.remaining());
    target.put(target.position(), plain, plain.position(), n).position(target.position() + n);
    plain.position(plain.position() + n);
    if (!plain.hasRemaining()) {
      buffers.give(plain);
      plain = buffers.none;
    }
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
   * Answers a record that was not only data: new keys (TLS 1.3) may need an answer.
   *
   * @throws SSLException if the peer wants another handshake (TLS 1.2), which costs the server much
   *     more than the peer; answers to {@code SSL_OP_NO_CLIENT_RENEGOTIATION}
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

  /** Reads records from the socket; returns whether something was read. */
  private boolean fill() throws IOException {
    if (socketEnded) {
      return false;
    }
    if (in == buffers.none) {
      in = buffers.take();
    }
    if (in.position() > 0) {
      in.compact().flip();
    }
    int n = socket.read(in.array(), in.limit(), in.capacity() - in.limit());
    socketEnded = n < 0;
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

  /** Gives all buffers back. */
  void release() {
    for (var buffer : new ByteBuffer[] {in, out, plain}) {
      buffers.give(buffer);
    }
    in = buffers.none;
    out = buffers.none;
    plain = buffers.none;
  }
}
