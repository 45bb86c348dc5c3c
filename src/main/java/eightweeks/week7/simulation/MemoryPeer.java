package eightweeks.week7.simulation;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Endpoint;
import java.io.IOException;
import java.util.Arrays;

/**
 * The far end of a connection to a server in a {@link MemoryNetwork}, in the hands of a test:
 * sends, receives, hangs up. None of it waits; the server's loop has to turn in between.
 */
public final class MemoryPeer {
  private final MemoryConnection connection;

  MemoryPeer(MemoryConnection connection) {
    this.connection = connection;
  }

  /**
   * Sends bytes.
   *
   * @return the number of bytes that the connection took: fewer than given if the server does not
   *     read
   * @throws IOException if the server has closed or reset the connection
   */
  public int send(byte[] bytes) throws IOException {
    return connection.write(bytes, 0, bytes.length);
  }

  /**
   * Sends a text, one byte a character.
   *
   * @return the number of bytes that the connection took
   * @throws IOException if the server has closed or reset the connection
   */
  public int send(String text) throws IOException {
    return send(Ascii.bytes(text));
  }

  /** Limits each later read of the server to a number of bytes. */
  public void fragment(int bytes) {
    connection.out().fragment = Math.max(1, bytes);
  }

  /**
   * Takes all bytes that have arrived; an empty array if there are none.
   *
   * @throws IOException if the server has reset the connection
   */
  public byte[] receive() throws IOException {
    return receive(connection.in().size());
  }

  /**
   * Takes at most a number of the bytes that have arrived; leaves the rest, so that the connection
   * fills up.
   *
   * @throws IOException if the server has reset the connection
   */
  public byte[] receive(int most) throws IOException {
    var bytes = new byte[Math.min(most, connection.in().size())];
    int n = connection.read(bytes, 0, bytes.length);
    return Arrays.copyOf(bytes, Math.max(0, n));
  }

  /**
   * Takes everything that has arrived, as text.
   *
   * @throws IOException if the server has reset the connection
   */
  public String receiveText() throws IOException {
    return Ascii.text(receive());
  }

  /**
   * Returns whether the server has closed the connection and everything that it sent has been
   * received.
   */
  public boolean ended() {
    return connection.in().ended && connection.in().size() == 0;
  }

  /** Returns this side's address, as the server sees it. */
  public Endpoint local() {
    return connection.local();
  }

  /** Ends sending; receiving continues: {@code shutdown(SHUT_WR)}. */
  public void endOutput() {
    connection.endOutput();
  }

  /**
   * Hangs up politely, also with bytes unread: a model, not a kernel, which would reset the
   * connection then. The server can still read what was sent.
   */
  public void close() {
    connection.close();
  }

  /** Breaks the connection: the server's next read or write fails. */
  public void reset() {
    connection.reset();
  }
}
