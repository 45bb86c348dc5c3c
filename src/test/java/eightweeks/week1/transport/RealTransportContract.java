package eightweeks.week1.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.ListenException;
import eightweeks.week1.eventloop.Listener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the transports with real sockets promise besides. */
public abstract class RealTransportContract extends TransportContract {
  @Override
  protected Peer connectTo(Endpoint endpoint) throws IOException {
    var address =
        switch (endpoint) {
          case Endpoint.Tcp(String host, int port) -> new InetSocketAddress(host, port);
          case Endpoint.Unix(String path) -> UnixDomainSocketAddress.of(path);
        };
    return new SocketPeer(SocketChannel.open(address));
  }

  private record SocketPeer(SocketChannel channel) implements Peer {
    @Override
    public void send(byte[] bytes) throws IOException {
      for (var rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
        channel.write(rest);
      }
    }

    @Override
    public byte[] receive(int count) throws IOException {
      var bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Override
    public void endOutput() throws IOException {
      channel.shutdownOutput();
    }

    @Override
    public void reset() throws IOException {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      channel.close();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @Test
  void poll_doesNotReturnBeforeItsTime() throws IOException {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 16);
    long before = System.nanoTime();
    pollOnce(1_500_001, listener); // a millisecond and a half and a bit: must be rounded up
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(1_500_001);
  }

  @Test
  void wakeupFromAnotherThread_endsAPollThatWouldLastForEver() throws Exception {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 16);
    for (int i = 0; i < 1000; i++) {
      var called = new AtomicBoolean();
      var waker =
          Thread.ofPlatform()
              .start(
                  () -> {
                    called.set(true);
                    transport.wakeup();
                  });
      while (!called.get()) {
        pollOnce(-1, listener);
      }
      waker.join();
      pollOnce(0, listener); // takes back a wakeup that came after the poll had ended
    }
  }

  @Test
  void severalThreads_readAndWriteConnectionsOfTheirOwn() throws Exception {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 16);
    listener.interest(READABLE);
    var threads = new ArrayList<CompletableFuture<byte[]>>();
    var expected = new ArrayList<byte[]>();
    for (int i = 0; i < 4; i++) {
      var peer = connectTo(listener.local());
      waitFor(listener);
      var ours = accept(listener);
      var bytes = new byte[200_000];
      Arrays.fill(bytes, (byte) (i + 1)); // another thread's bytes would show
      expected.add(bytes);
      threads.add(CompletableFuture.supplyAsync(() -> echo(peer, ours, bytes), this::onThread));
    }
    for (int i = 0; i < threads.size(); i++) {
      assertThat(threads.get(i).get()).isEqualTo(expected.get(i));
    }
  }

  private void onThread(Runnable work) {
    Thread.ofPlatform().start(work);
  }

  /** Sends bytes to a connection, which sends back what it has read; returns that. */
  private static byte[] echo(Peer peer, Connection ours, byte[] bytes) {
    var back = new ByteArrayOutputStream();
    var piece = new byte[1000];
    try {
      for (int at = 0; at < bytes.length; at += piece.length) {
        peer.send(Arrays.copyOfRange(bytes, at, at + piece.length));
        for (int read = 0; read < piece.length; ) {
          int n = ours.read(piece, read, piece.length - read);
          read += n;
          Thread.onSpinWait();
        }
        byte[][] ranges = {piece, piece};
        long written = ours.write(ranges, new int[] {0, 500}, new int[] {500, 500}, 2);
        back.writeBytes(peer.receive((int) written));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return back.toByteArray();
  }

  @Test
  void addressThatIsNotOurs_isNotAvailable() {
    // 192.0.2.0/24 is reserved for documentation: no machine has it (RFC 5737).
    assertThatThrownBy(() -> transport.listen(new Endpoint.Tcp("192.0.2.1", 0), 16))
        .isInstanceOfSatisfying(
            ListenException.class,
            e -> assertThat(e.reason()).isEqualTo(ListenException.Reason.NOT_AVAILABLE))
        .hasMessage("bind: Cannot assign requested address");
  }

  @Test
  void unixSocketInAMissingFolder_saysSo() {
    var path = folder.resolve("missing").resolve("s").toString();
    assertThatThrownBy(() -> transport.listen(new Endpoint.Unix(path), 16))
        .isInstanceOf(ListenException.class)
        .hasMessage("bind: No such file or directory");
  }

  @Test
  void everyIpv6Address_doesNotTakeIpv4Connections() throws IOException {
    var any = listenOnAnyIpv6();
    assumeThat(any).as("this machine has no IPv6").isNotNull();
    var listener = Objects.requireNonNull(any);
    listener.interest(READABLE);
    int port = ((Endpoint.Tcp) listener.local()).port();
    try (var six = connectTo(new Endpoint.Tcp("::1", port))) {
      waitFor(listener);
      var ours = accept(listener);
      ours.write(new byte[] {6}, 0, 1);
      assertThat(six.receive(1)).containsExactly(6);
    }
    boolean served;
    try (var four = connectTo(new Endpoint.Tcp("127.0.0.1", port))) {
      waitFor(listener);
      served = listener.accept() != null;
      assertThat(four.receive(1)).isEmpty();
    } catch (IOException _) {
      served = false; // refused by the system, as it should be
    }
    assertThat(served).isFalse();
  }

  @Nullable Listener listenOnAnyIpv6() throws IOException {
    try {
      return transport.listen(new Endpoint.Tcp("::*", 0), 16);
    } catch (ListenException _) {
      return null;
    }
  }
}
