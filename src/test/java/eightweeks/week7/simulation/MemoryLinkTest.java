package eightweeks.week7.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Listener;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hosts, and what their links do to a connection between them. */
final class MemoryLinkTest {
  private static final String HERE = "10.0.0.1";
  private static final String THERE = "10.0.0.2";
  private static final Endpoint ADDRESS = new Endpoint.Tcp(THERE, 6379);

  private final VirtualClock clock = new VirtualClock(0);
  private final MemoryNetwork network = new MemoryNetwork(clock, 1000);
  private final MemoryTransport here = network.transport(HERE);
  private final MemoryTransport there = network.transport(THERE);
  private final MemoryLink way = network.link(HERE, THERE);
  private final MemoryLink back = network.link(THERE, HERE);
  private final Listener listener;

  MemoryLinkTest() throws IOException {
    listener = there.listen(new Endpoint.Tcp("*", 6379), 10);
  }

  private Connection near;
  private Connection far;

  @BeforeEach
  void connect() throws IOException {
    near = here.connect(ADDRESS, null);
    far = Objects.requireNonNull(listener.accept());
  }

  private void write(String text) throws IOException {
    var bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(near.write(bytes, 0, bytes.length)).isEqualTo(bytes.length);
  }

  private String read() throws IOException {
    var bytes = new byte[2000];
    int n = far.read(bytes, 0, bytes.length);
    return n < 0 ? "end" : new String(bytes, 0, n, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void delay_isHowLongBytesTake() throws IOException {
    way.delay(5, 5);
    write("a");
    clock.advanceMillis(4);
    assertThat(read()).isEmpty();
    clock.advanceMillis(1);
    assertThat(read()).isEqualTo("a");
  }

  @Test
  void randomDelay_keepsTheOrder() throws IOException {
    way.delay(0, 50);
    var sent = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      write("" + i);
      sent.append(i);
    }
    near.close();
    clock.advanceMillis(50);
    assertThat(read()).isEqualTo(sent.toString());
    assertThat(read()).isEqualTo("end");
  }

  @Test
  void rate_isHowManyBytesPassInASecond() throws IOException {
    way.rate(100);
    write("x".repeat(50));
    write("y".repeat(50));
    clock.advanceMillis(500);
    assertThat(read()).isEqualTo("x".repeat(50));
    clock.advanceMillis(500);
    assertThat(read()).isEqualTo("y".repeat(50));
  }

  /** What is under way counts as what waits in the buffers of a socket. */
  @Test
  void fullLink_takesNoMore() throws IOException {
    way.delay(5, 5);
    write("x".repeat(1000));
    assertThat(near.write(new byte[1], 0, 1)).isZero();
    clock.advanceMillis(5);
    read();
    write("y");
  }

  @Test
  void silence_isInOneDirection_andKeepsWhatIsSent() throws IOException {
    way.silent(true);
    write("a");
    near.close();
    clock.advanceMillis(1000);
    assertThat(read()).isEmpty();
    way.silent(false);
    assertThat(read()).isEqualTo("a");
    assertThat(read()).isEqualTo("end");
  }

  @Test
  void otherDirection_isHeard() throws IOException {
    way.silent(true);
    far.write(new byte[] {'b'}, 0, 1);
    var bytes = new byte[10];
    assertThat(near.read(bytes, 0, 10)).isEqualTo(1);
  }

  @Test
  void attemptOverASilentLink_waitsForItsEnd() throws IOException {
    back.silent(true);
    var later = here.connect(ADDRESS, null);
    clock.advanceMillis(1000);
    assertThat(later.finishConnect()).isFalse();
    back.silent(false);
    assertThat(later.finishConnect()).isTrue();
    assertThat(listener.accept()).isNotNull();
  }

  @Test
  void cutAfter_breaksBehindThatByte() throws IOException {
    way.cutAfter(3);
    write("ab");
    write("cdef");
    assertThat(read()).isEqualTo("abc");
    assertThatThrownBy(this::read).hasMessage("Connection reset by peer");
    assertThatThrownBy(() -> write("g")).hasMessage("Connection reset by peer");
    connect();
    write("again");
    assertThat(read()).isEqualTo("again");
  }

  @Test
  void cut_losesWhatIsUnderWay() throws IOException {
    way.delay(5, 5);
    write("a");
    back.cut();
    clock.advanceMillis(5);
    assertThatThrownBy(this::read).hasMessage("Connection reset by peer");
  }
}
