package eightweeks.week7.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.FiredEvents;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.transport.TransportContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryTransportTest extends TransportContract {
  private final VirtualClock clock = new VirtualClock(0);
  private final MemoryNetwork network = new MemoryNetwork(clock);

  @Override
  protected Transport open() {
    return network.transport();
  }

  @Override
  protected boolean sendsWithoutBeingRead() {
    return false;
  }

  @Override
  protected Peer connectTo(Endpoint endpoint) throws IOException {
    var peer = network.connect(endpoint);
    return new Peer() {
      @Override
      public void send(byte[] bytes) throws IOException {
        assertThat(peer.send(bytes)).isEqualTo(bytes.length);
      }

      @Override
      public byte[] receive(int count) throws IOException {
        return peer.receive(count);
      }

      @Override
      public void endOutput() {
        peer.endOutput();
      }

      @Override
      public void reset() {
        peer.reset();
      }

      @Override
      public void close() {
        peer.close();
      }
    };
  }

  @Test
  void pollThatFindsNothing_movesTheClockByItsTimeout() throws IOException {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 16);
    pollOnce(3_600_000_000_001L, listener);
    assertThat(clock.nanos()).isEqualTo(3_600_000_000_001L);
  }

  @Test
  void pollThatFindsSomething_leavesTheClockAlone() throws IOException {
    var pair = pair();
    pair.peer().send(Ascii.bytes("x"));
    waitFor(pair.ours());
    assertThat(clock.nanos()).isZero();
  }

  @Test
  void pollThatNothingCouldEnd_saysSo() {
    assertThatThrownBy(() -> transport.poll(-1, new FiredEvents()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("would sleep for ever");
  }

  @Test
  void channelsFireInTheOrderInWhichTheyBecameReady() throws IOException {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 16);
    var a = pair(listener);
    var b = pair(listener);
    var c = pair(listener);
    transport.poll(0, new FiredEvents()); // all have been looked at and found quiet
    for (var pair : List.of(c, a, b)) {
      pair.peer().send(Ascii.bytes("x"));
    }
    var fired = new FiredEvents();
    transport.poll(0, fired);
    assertThat(fired.count()).isEqualTo(3);
    assertThat(fired.channel(0)).isSameAs(c.ours());
    assertThat(fired.channel(1)).isSameAs(a.ours());
    assertThat(fired.channel(2)).isSameAs(b.ours());
  }

  @Test
  void fullBacklog_keepsOthersOutside_untilThereIsRoom() throws IOException {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 1);
    var inside = transport.connect(listener.local(), null);
    var outside = transport.connect(listener.local(), null);
    assertThat(inside.finishConnect()).isTrue();
    assertThat(outside.finishConnect()).isFalse();
    accept(listener);
    assertThat(outside.finishConnect()).isTrue();
    accept(listener);
    assertThat(listener.accept()).isNull();
  }

  @Test
  void fragments_cutWhatThePeerSends() throws IOException {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 1);
    var peer = network.connect(listener.local());
    peer.fragment(2);
    peer.send("abcde");
    var ours = accept(listener);
    var bytes = new byte[10];
    assertThat(ours.read(bytes, 0, 10)).isEqualTo(2);
    assertThat(ours.read(bytes, 2, 8)).isEqualTo(2);
    assertThat(ours.read(bytes, 4, 6)).isEqualTo(1);
    assertThat(ours.read(bytes, 5, 5)).isZero();
    assertThat(Ascii.text(bytes, 0, 5)).isEqualTo("abcde");
  }

  @Test
  void hosts_haveTheirOwnPorts() throws IOException {
    var all = new Endpoint.Tcp("*", 6379);
    var one = network.transport("10.0.0.1").listen(all, 1);
    var two = network.transport("10.0.0.2").listen(all, 1);
    network.connect(new Endpoint.Tcp("10.0.0.2", 6379), "10.0.0.9");
    assertThat(one.accept()).isNull();
    var accepted = two.accept();
    assertThat(accepted).isNotNull();
    assertThatThrownBy(() -> network.connect(new Endpoint.Tcp("10.0.0.3", 6379)))
        .isInstanceOf(IOException.class)
        .hasMessage("Connection refused");
  }

  @Test
  void peer_seesTheEnd_onlyAfterTheLastByte() throws IOException {
    var listener = transport.listen(new Endpoint.Tcp("127.0.0.1", 0), 1);
    var peer = network.connect(listener.local());
    var ours = accept(listener);
    ours.write(Ascii.bytes("bye"), 0, 3);
    ours.close();
    assertThat(peer.ended()).isFalse();
    assertThat(peer.receiveText()).isEqualTo("bye");
    assertThat(peer.ended()).isTrue();
    assertThatThrownBy(() -> peer.send("x")).hasMessage("Broken pipe");
  }
}
