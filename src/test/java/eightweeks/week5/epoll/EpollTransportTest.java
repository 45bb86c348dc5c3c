package eightweeks.week5.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.transport.RealTransportContract;
import eightweeks.week1.transport.Transports;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EpollTransportTest extends RealTransportContract {
  @Override
  protected Transport open() throws IOException {
    var transports = new Transports();
    new EpollFeature().offer(transports);
    assumeThat(transports.available())
        .as("epoll needs Linux, and a JVM with --enable-native-access")
        .contains("epoll");
    return transports.open("epoll");
  }

  @Test
  void connections_haveDescriptors() throws IOException {
    assertThat(pair().ours().descriptor()).isPositive();
  }

  @Test
  void pathOfAUnixSocketThatIsTooLong_saysSo() {
    var path = "/" + "x".repeat(107);
    assertThatThrownBy(() -> transport.listen(new Endpoint.Unix(path), 16))
        .hasMessage("unix socket path too long (108), must be under 108");
  }
}
