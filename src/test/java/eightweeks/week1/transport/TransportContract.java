package eightweeks.week1.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Channel;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.FiredEvents;
import eightweeks.week1.eventloop.ListenException;
import eightweeks.week1.eventloop.Listener;
import eightweeks.week1.eventloop.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every transport promises. A subclass for each brings the transport and its peer. */
@Timeout(60)
public abstract class TransportContract {
  static final int READABLE = Channel.READABLE;
  static final int WRITABLE = Channel.WRITABLE;
  private static final long SECOND = 1_000_000_000;
  private static final Endpoint LOOPBACK = new Endpoint.Tcp("127.0.0.1", 0);

  /** The other end of a connection: a client that waits for what it asks for. */
  public interface Peer extends AutoCloseable {
    void send(byte[] bytes) throws IOException;

    /** Waits for a number of bytes; returns fewer if the stream ends. */
    byte[] receive(int count) throws IOException;

    void endOutput() throws IOException;

    void reset() throws IOException;

    @Override
    void close() throws IOException;
  }

  protected abstract Transport open() throws IOException;

  protected abstract Peer connectTo(Endpoint endpoint) throws IOException;

  @TempDir Path folder = Path.of("set by JUnit");
  public Transport transport = new Unset();
  private final FiredEvents fired = new FiredEvents();
  private final List<Peer> peers = new ArrayList<>();

  @BeforeEach
  void openTransport() throws IOException {
    transport = open();
  }

  @AfterEach
  void closeAll() throws IOException {
    for (var peer : peers) {
      peer.close();
    }
    transport.close();
  }

  Peer peer(Endpoint endpoint) throws IOException {
    var peer = connectTo(endpoint);
    peers.add(peer);
    return peer;
  }

  /** Polls until a channel fires, and says for what. */
  public int waitFor(Channel channel) throws IOException {
    for (int polls = 0; polls < 100; polls++) {
      int ready = pollOnce(SECOND, channel);
      if (ready != 0) {
        return ready;
      }
    }
    throw new AssertionError("did not fire: " + channel);
  }

  public int pollOnce(long timeoutNanos, Channel channel) throws IOException {
    fired.clear();
    transport.poll(timeoutNanos, fired);
    for (int i = 0; i < fired.count(); i++) {
      if (fired.channel(i) == channel) {
        return fired.ready(i);
      }
    }
    return 0;
  }

  /** A pair of ends: ours, waiting to read, and the peer's. */
  public record Pair(Connection ours, Peer peer) {}

  public Pair pair() throws IOException {
    return pair(transport.listen(LOOPBACK, 16));
  }

  public Pair pair(Listener listener) throws IOException {
    listener.interest(READABLE);
    var peer = peer(listener.local());
    assertThat(waitFor(listener)).isEqualTo(READABLE);
    var ours = accept(listener);
    ours.interest(READABLE);
    return new Pair(ours, peer);
  }

  public Connection accept(Listener listener) throws IOException {
    var accepted = listener.accept();
    assertThat(accepted).isNotNull();
    return Objects.requireNonNull(accepted);
  }

  byte[] readFully(Connection from, int count) throws IOException {
    var bytes = new byte[count];
    int have = 0;
    while (have < count) {
      int n = from.read(bytes, have, count - have);
      assertThat(n).isGreaterThanOrEqualTo(0);
      have += n;
      if (n == 0) {
        waitFor(from);
      }
    }
    return bytes;
  }

  static byte[] pattern(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }

  @Test
  void listenAtPort0_tellsTheRealPort() throws IOException {
    var local = transport.listen(LOOPBACK, 16).local();
    assertThat(local).isInstanceOf(Endpoint.Tcp.class);
    assertThat(((Endpoint.Tcp) local).host()).isEqualTo("127.0.0.1");
    assertThat(((Endpoint.Tcp) local).port()).isPositive();
  }

  @Test
  void acceptWithoutAConnection_returnsNull() throws IOException {
    assertThat(transport.listen(LOOPBACK, 16).accept()).isNull();
  }

  @Test
  void accepted_knowsBothAddresses() throws IOException {
    var listener = transport.listen(LOOPBACK, 16);
    var ours = pair(listener).ours();
    assertThat(ours.local()).isEqualTo(listener.local());
    assertThat(((Endpoint.Tcp) ours.remote()).host()).isEqualTo("127.0.0.1");
    assertThat(((Endpoint.Tcp) ours.remote()).port()).isPositive();
    assertThat(listener.accept()).isNull();
  }

  @Test
  void bytesArriveInBothDirections() throws IOException {
    var pair = pair();
    pair.peer().send(Ascii.bytes("PING\r\n"));
    assertThat(waitFor(pair.ours())).isEqualTo(READABLE);
    assertThat(Ascii.text(readFully(pair.ours(), 6))).isEqualTo("PING\r\n");
    assertThat(pair.ours().write(Ascii.bytes("--+PONG\r\n"), 2, 7)).isEqualTo(7);
    assertThat(Ascii.text(pair.peer().receive(7))).isEqualTo("+PONG\r\n");
  }

  @Test
  void readIntoTheMiddleOfAnArray_touchesNothingElse() throws IOException {
    var pair = pair();
    pair.peer().send(Ascii.bytes("abcdef"));
    waitFor(pair.ours());
    var bytes = Ascii.bytes("..........");
    assertThat(pair.ours().read(bytes, 3, 4)).isEqualTo(4);
    assertThat(Ascii.text(bytes)).isEqualTo("...abcd...");
  }

  @Test
  void readWithNothingThere_returns0() throws IOException {
    assertThat(pair().ours().read(new byte[10], 0, 10)).isZero();
  }

  @Test
  void unreadBytes_fireAgain() throws IOException {
    var pair = pair();
    pair.peer().send(Ascii.bytes("ab"));
    waitFor(pair.ours());
    readFully(pair.ours(), 1);
    assertThat(waitFor(pair.ours())).isEqualTo(READABLE);
    readFully(pair.ours(), 1);
    assertThat(pollOnce(0, pair.ours())).isZero();
  }

  @Test
  void peerEndsItsOutput_readReturnsTheEnd_andWritingGoesOn() throws IOException {
    var pair = pair();
    pair.peer().send(Ascii.bytes("last"));
    pair.peer().endOutput();
    assertThat(Ascii.text(readFully(pair.ours(), 4))).isEqualTo("last");
    assertThat(waitFor(pair.ours())).isEqualTo(READABLE);
    assertThat(pair.ours().read(new byte[1], 0, 1)).isEqualTo(-1);
    pair.ours().write(Ascii.bytes("answer"), 0, 6);
    assertThat(Ascii.text(pair.peer().receive(6))).isEqualTo("answer");
  }

  @Test
  void weClose_peerSeesTheEnd() throws IOException {
    var pair = pair();
    pair.ours().write(Ascii.bytes("bye"), 0, 3);
    pair.ours().close();
    assertThat(Ascii.text(pair.peer().receive(10))).isEqualTo("bye");
  }

  @Test
  void peerResets_readFails() throws IOException {
    var pair = pair();
    pair.peer().reset();
    assertThat(waitFor(pair.ours()) & READABLE).isEqualTo(READABLE);
    assertThatThrownBy(() -> pair.ours().read(new byte[1], 0, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
  }

  @Test
  void writingToAPeerThatIsGone_fails() throws IOException {
    var pair = pair();
    pair.peer().close();
    waitFor(pair.ours());
    var bytes = new byte[1000];
    assertThatThrownBy(
            () -> {
              // The first write may succeed: only the answer to it says that the other side has
              // closed.
              for (int i = 0; i < 1_000_000; i++) {
                pair.ours().write(bytes, 0, bytes.length);
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void peerThatDoesNotRead_bringsWritingToAHalt_untilItReads() throws IOException {
    var pair = pair();
    pair.ours().interest(READABLE | WRITABLE);
    assertThat(waitFor(pair.ours())).isEqualTo(WRITABLE);
    var sent = new ByteArrayOutputStream();
    var bytes = pattern(100_000);
    int refusals = 0;
    while (refusals < 3) { // the system may move bytes on between two writes
      int n = pair.ours().write(bytes, 0, bytes.length);
      sent.write(bytes, 0, n);
      refusals = n == 0 ? refusals + 1 : 0;
    }
    assertThat(sent.size()).isGreaterThan(bytes.length);
    assertThat(pollOnce(0, pair.ours())).isZero();
    assertThat(pair.peer().receive(sent.size())).isEqualTo(sent.toByteArray());
    assertThat(waitFor(pair.ours())).isEqualTo(WRITABLE);
    assertThat(pair.ours().write(bytes, 0, 10)).isEqualTo(10);
  }

  @Test
  void gatheredWrite_keepsTheOrder() throws IOException {
    var pair = pair();
    byte[][] ranges = {Ascii.bytes("xxone,"), Ascii.bytes("two,yy"), new byte[0], Ascii.bytes("3")};
    assertThat(pair.ours().write(ranges, new int[] {2, 0, 0, 0}, new int[] {4, 4, 0, 1}, 4))
        .isEqualTo(9);
    assertThat(Ascii.text(pair.peer().receive(9))).isEqualTo("one,two,3");
  }

  @Test
  void gatheredWriteOfMoreThanOneCallMoves_tellsHowFarItCame() throws IOException {
    var pair = pair();
    var bytes = pattern(50_000);
    byte[][] ranges = {bytes, bytes, bytes};
    long n =
        pair.ours().write(ranges, new int[3], new int[] {50_000, 50_000, 50_000}, ranges.length);
    assertThat(n).isBetween(50_000L, 150_000L);
    var all = new byte[150_000];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(bytes, 0, all, i * 50_000, 50_000);
    }
    assertThat(pair.peer().receive((int) n)).isEqualTo(Arrays.copyOf(all, (int) n));
  }

  @Test
  void interestInNothing_keepsQuiet_andComesBack() throws IOException {
    var pair = pair();
    pair.peer().send(Ascii.bytes("x"));
    waitFor(pair.ours());
    pair.ours().interest(0);
    assertThat(pollOnce(0, pair.ours())).isZero();
    pair.ours().interest(READABLE);
    assertThat(waitFor(pair.ours())).isEqualTo(READABLE);
    pair.ours().interest(WRITABLE);
    assertThat(waitFor(pair.ours())).isEqualTo(WRITABLE);
  }

  @Test
  void hangUpOfAChannelWithoutInterest_doesNotEndThePoll() throws IOException {
    // epoll reports hang-ups unasked: a loop that had only turned the interest off would spin.
    var pair = pair();
    pair.ours().interest(0);
    pair.peer().reset();
    assertThat(pollOnce(1_000_000, pair.ours())).isZero();
    assertThat(fired.count()).isZero();
  }

  @Test
  void wakeup_endsThePollThatComesNext_andOnlyThat() throws IOException {
    var listener = transport.listen(LOOPBACK, 16);
    transport.wakeup();
    transport.wakeup();
    assertThat(pollOnce(-1, listener)).isZero();
    assertThat(pollOnce(1, listener)).isZero();
    transport.wakeup();
    assertThat(pollOnce(-1, listener)).isZero();
  }

  @Test
  void wakeupWhileBytesArrive_losesNeither() throws IOException {
    var pair = pair();
    transport.wakeup();
    pair.peer().send(Ascii.bytes("x"));
    assertThat(waitFor(pair.ours())).isEqualTo(READABLE);
  }

  @Test
  void connect_finishes_andTalks() throws IOException {
    var listener = transport.listen(LOOPBACK, 16);
    listener.interest(READABLE);
    var near = transport.connect(listener.local(), null);
    near.interest(WRITABLE);
    assertThat(waitFor(near)).isEqualTo(WRITABLE);
    assertThat(near.finishConnect()).isTrue();
    waitFor(listener);
    var far = accept(listener);
    assertThat(near.remote()).isEqualTo(listener.local());
    assertThat(far.remote()).isEqualTo(near.local());
    assertThat(waitFor(near)).as("room to write, once connected").isEqualTo(WRITABLE);
    near.write(Ascii.bytes("hello"), 0, 5);
    far.interest(READABLE);
    assertThat(Ascii.text(readFully(far, 5))).isEqualTo("hello");
  }

  @Test
  void connectFromAnAddress_comesFromThere() throws IOException {
    var listener = transport.listen(LOOPBACK, 16);
    var near = transport.connect(listener.local(), new Endpoint.Tcp("127.0.0.2", 0));
    listener.interest(READABLE);
    waitFor(listener);
    assertThat(((Endpoint.Tcp) accept(listener).remote()).host()).isEqualTo("127.0.0.2");
    near.close();
  }

  @Test
  void connectWithoutAListener_fails() throws IOException {
    var listener = transport.listen(LOOPBACK, 16);
    var nobody = listener.local();
    listener.close();
    assertThatThrownBy(
            () -> {
              var connection = transport.connect(nobody, null);
              connection.interest(WRITABLE);
              assertThat(waitFor(connection)).isEqualTo(WRITABLE);
              connection.finishConnect();
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Connection refused");
  }

  @Test
  void unixSocket_talks_andBothEndsHaveItsPath() throws IOException {
    var at = new Endpoint.Unix(folder.resolve("s").toString());
    var listener = transport.listen(at, 16);
    assertThat(listener.local()).isEqualTo(at);
    var pair = pair(listener);
    assertThat(pair.ours().remote()).isEqualTo(at);
    assertThat(pair.ours().local()).isEqualTo(at);
    pair.ours().noDelay(true); // does nothing, but is no error
    pair.ours().keepAlive(300);
    pair.peer().send(Ascii.bytes("hi"));
    assertThat(Ascii.text(readFully(pair.ours(), 2))).isEqualTo("hi");
    pair.ours().write(Ascii.bytes("ho"), 0, 2);
    assertThat(Ascii.text(pair.peer().receive(2))).isEqualTo("ho");
    var near = transport.connect(at, null);
    near.interest(WRITABLE);
    waitFor(near);
    assertThat(near.finishConnect()).isTrue();
    assertThat(near.remote()).isEqualTo(at);
  }

  @Test
  void connectToAMissingUnixSocket_fails() {
    var nobody = new Endpoint.Unix(folder.resolve("none").toString());
    assertThatThrownBy(() -> transport.connect(nobody, null)).isInstanceOf(IOException.class);
  }

  @Test
  void ipv6_talks_andWritesAddressesShort() throws IOException {
    var listener = listenOnIpv6();
    assumeThat(listener).as("this machine has no IPv6").isNotNull();
    var pair = pair(Objects.requireNonNull(listener));
    assertThat(((Endpoint.Tcp) pair.ours().remote()).host()).isEqualTo("::1");
    assertThat(pair.ours().local().toString()).startsWith("[::1]:");
    pair.peer().send(Ascii.bytes("six"));
    assertThat(Ascii.text(readFully(pair.ours(), 3))).isEqualTo("six");
  }

  @Nullable Listener listenOnIpv6() throws IOException {
    try {
      return transport.listen(new Endpoint.Tcp("::1", 0), 16);
    } catch (ListenException _) {
      return null;
    }
  }

  @Test
  void addressInUse_saysSo() throws IOException {
    var taken = transport.listen(LOOPBACK, 16).local();
    assertThatThrownBy(() -> transport.listen(taken, 16))
        .isInstanceOfSatisfying(
            ListenException.class,
            e -> assertThat(e.reason()).isEqualTo(ListenException.Reason.IN_USE))
        .hasMessage("bind: Address already in use");
  }

  @Test
  void closedListener_freesItsAddressAtOnce() throws IOException {
    var listener = transport.listen(LOOPBACK, 16);
    listener.interest(READABLE);
    pollOnce(0, listener);
    var at = listener.local();
    listener.close();
    assertThat(transport.listen(at, 16).local()).isEqualTo(at);
    assertThat(listener.isOpen()).isFalse();
    assertThat(listener.accept()).isNull();
  }

  @Test
  void closedConnection_isOfNoUse_butDoesNoHarm() throws IOException {
    var ours = pair().ours();
    assertThat(ours.isOpen()).isTrue();
    ours.close();
    ours.close();
    assertThat(ours.isOpen()).isFalse();
    ours.interest(READABLE);
    assertThat(pollOnce(0, ours)).isZero();
    assertThatThrownBy(() -> ours.read(new byte[1], 0, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ours.write(new byte[1], 0, 1)).isInstanceOf(IOException.class);
  }

  @Test
  void aConnectionThatTakesTheDescriptorOfAClosedOne_isNotMistakenForIt() throws IOException {
    var listener = transport.listen(LOOPBACK, 16);
    var first = pair(listener);
    first.ours().close();
    var second = pair(listener);
    second.peer().send(Ascii.bytes("2"));
    assertThat(waitFor(second.ours())).isEqualTo(READABLE);
    assertThatThrownBy(() -> first.ours().read(new byte[1], 0, 1)).isInstanceOf(IOException.class);
    first.ours().close();
    assertThat(Ascii.text(readFully(second.ours(), 1))).isEqualTo("2");
  }

  @Test
  void options_areTaken() throws IOException {
    var ours = pair().ours();
    ours.noDelay(true);
    ours.noDelay(false);
    ours.keepAlive(300);
    ours.keepAlive(1);
    ours.keepAlive(0);
    assertThat(ours.isOpen()).isTrue();
  }

  @Test
  void tenThousandRoundTrips() throws IOException {
    var pair = pair();
    var byteOfOne = new byte[1];
    for (int i = 0; i < 10_000; i++) {
      pair.peer().send(new byte[] {(byte) i});
      waitFor(pair.ours());
      assertThat(pair.ours().read(byteOfOne, 0, 1)).isEqualTo(1);
      assertThat(pair.ours().write(byteOfOne, 0, 1)).isEqualTo(1);
      assertThat(pair.peer().receive(1)[0]).isEqualTo((byte) i);
    }
  }

  @Test
  void manyConnectionsAtOnce_eachHearsItsOwn() throws IOException {
    var listener = transport.listen(LOOPBACK, 511);
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < 300; i++) {
      pairs.add(pair(listener));
    }
    for (int i = 0; i < pairs.size(); i++) {
      pairs.get(i).peer().send(Ascii.bytes("%03d".formatted(i)));
    }
    for (int i = pairs.size() - 1; i >= 0; i--) {
      assertThat(Ascii.text(readFully(pairs.get(i).ours(), 3))).isEqualTo("%03d".formatted(i));
      pairs.get(i).ours().close();
    }
    assertThat(pollOnce(0, listener)).isZero();
  }

  @Test
  void aMebibyte_arrivesUnchanged() throws IOException {
    var pair = pair();
    var bytes = pattern(1 << 20);
    if (sendsWithoutBeingRead()) {
      Thread.ofPlatform().start(() -> sendQuietly(pair.peer(), bytes));
      assertThat(readFully(pair.ours(), bytes.length)).isEqualTo(bytes);
    } else {
      for (int i = 0; i < bytes.length; i += 1024) {
        pair.peer().send(Arrays.copyOfRange(bytes, i, i + 1024));
        assertThat(readFully(pair.ours(), 1024)).isEqualTo(Arrays.copyOfRange(bytes, i, i + 1024));
      }
    }
  }

  private static void sendQuietly(Peer peer, byte[] bytes) {
    try {
      peer.send(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a peer's send may wait, on a thread of its own, until it has been read. */
  protected boolean sendsWithoutBeingRead() {
    return true;
  }

  @Test
  void closingTheTransport_closesItsChannels() throws IOException {
    var listener = transport.listen(LOOPBACK, 16);
    var pair = pair(listener);
    transport.close();
    assertThat(pair.ours().isOpen()).isFalse();
    assertThat(listener.isOpen()).isFalse();
    assertThat(pair.peer().receive(1)).isEmpty();
    transport.wakeup(); // late workers do no harm
    transport.close();
  }

  /** What stands in the field before the first test. */
  private static final class Unset implements Transport {
    @Override
    public String name() {
      return "unset";
    }

    @Override
    public Listener listen(Endpoint at, int backlog) {
      throw new IllegalStateException();
    }

    @Override
    public Connection connect(Endpoint to, @Nullable Endpoint from) {
      throw new IllegalStateException();
    }

    @Override
    public void poll(long timeoutNanos, FiredEvents fired) {}

    @Override
    public void wakeup() {}

    @Override
    public void close() {}
  }
}
