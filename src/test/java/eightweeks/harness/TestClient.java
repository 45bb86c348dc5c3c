package eightweeks.harness;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week7.simulation.MemoryPeer;
import eightweeks.week7.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A client of a {@link TestServer}: sends bytes or words, and takes replies one at a time.
 *
 * <p>Replies are text, one character a byte, as they came over the wire.
 */
public final class TestClient {
  private final Simulation simulation;
  private final MemoryPeer peer;
  private byte[] received = new byte[0];

  TestClient(Simulation simulation, MemoryPeer peer) {
    this.simulation = simulation;
    this.peer = peer;
  }

  /** Sends words as a query, and returns the reply to them, raw. */
  public String call(String... words) {
    send(Resp.query(words));
    return reply();
  }

  /** Sends words as a query, and returns what has come; nothing if the server has gone. */
  public String attempt(String... words) {
    sendWhatFits(Ascii.bytes(Resp.query(words)));
    try {
      return received();
    } catch (UncheckedIOException _) {
      return "";
    }
  }

  /** Sends an inline command, and returns the reply to it, raw. */
  public String inline(String line) {
    send(line + "\r\n");
    return reply();
  }

  /** Sends words, and returns the text of the bulk string that is the reply. */
  public String text(String... words) {
    return Resp.bulk(call(words));
  }

  /** Sends bytes as they are, one byte a character; the server has seen them when this returns. */
  public TestClient send(String bytes) {
    return send(Ascii.bytes(bytes));
  }

  /** Sends bytes as they are; the server has seen them when this returns. */
  public TestClient send(byte[] bytes) {
    int sent = sendWhatFits(bytes);
    if (sent < bytes.length) {
      throw new AssertionError("the server took " + sent + " of " + bytes.length + " bytes");
    }
    return this;
  }

  /** Sends bytes as long as the server takes any and is there; returns how many it took. */
  public int sendWhatFits(byte[] bytes) {
    int sent = 0;
    int taken;
    do {
      try {
        taken = peer.send(Arrays.copyOfRange(bytes, sent, bytes.length));
      } catch (IOException _) {
        return sent; // it has hung up
      }
      sent += taken;
      simulation.settle();
    } while (sent < bytes.length && taken > 0);
    return sent;
  }

  /** Puts bytes on their way without letting the server turn. */
  public TestClient post(String bytes) {
    try {
      if (peer.send(bytes) < bytes.length()) {
        throw new AssertionError("the connection does not take so many bytes at once");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Returns the next whole reply, raw. */
  public String reply() {
    receive();
    int end = received.length == 0 ? -1 : Resp.end(received, 0);
    if (end < 0) {
      throw new AssertionError(
          "no whole reply"
              + (peer.ended() ? ", the connection is closed" : "")
              + ": "
              + Ascii.text(received));
    }
    var reply = Ascii.text(received, 0, end);
    received = Arrays.copyOfRange(received, end, received.length);
    return reply;
  }

  /** Everything that has come and was not taken yet. */
  public String received() {
    receive();
    var text = Ascii.text(received);
    received = new byte[0];
    return text;
  }

  private void receive() {
    try {
      var all = new ByteArrayOutputStream();
      all.write(received);
      byte[] more;
      do {
        simulation.settle();
        more = peer.receive();
        all.write(more);
      } while (more.length > 0);
      received = all.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether the server has hung up, and nothing that it sent is left. */
  public boolean isClosed() {
    receive();
    return received.length == 0 && peer.ended();
  }

  /** From now on the server gets at most this number of bytes a read. */
  public TestClient fragment(int bytes) {
    peer.fragment(bytes);
    return this;
  }

  /** Its address, as the server sees it. */
  public Endpoint address() {
    return peer.local();
  }

  public void close() {
    peer.close();
    simulation.settle();
  }

  /** Breaks the connection. */
  public void reset() {
    peer.reset();
    simulation.settle();
  }
}
