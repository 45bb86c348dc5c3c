package eightweeks.week1.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.ListenException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressesTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "255.254.0.9, 255.254.0.9",
    "::1, ::1",
    "::, ::",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "fe80:0:0:0:ABCD:0:0:0, fe80::abcd:0:0:0",
    "1:0:0:0:0:0:0:0, 1::",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
  })
  void text_isTheShortestForm(String written, String expected) {
    assertThat(Addresses.text(InetAddress.ofLiteral(written).getAddress())).isEqualTo(expected);
  }

  @Test
  void stars_standForAllAddressesOfAFamily() throws ListenException {
    assertThat(Addresses.toListenOn("*").getAddress()).isEqualTo(new byte[4]);
    assertThat(Addresses.toListenOn("::*").getAddress()).isEqualTo(new byte[16]);
    assertThat(Addresses.isAnyIpv6(Addresses.toListenOn("::*"))).isTrue();
    assertThat(Addresses.isAnyIpv6(Addresses.toListenOn("*"))).isFalse();
  }

  @Test
  void unknownName_saysSo() {
    // The domain .invalid never has names (RFC 2606).
    assertThatThrownBy(() -> Addresses.toListenOn("name.invalid"))
        .isInstanceOf(ListenException.class)
        .hasMessage("Name or service not known");
    assertThatThrownBy(() -> Addresses.toConnectTo("name.invalid"))
        .hasMessage("Name or service not known: name.invalid");
  }

  @Test
  void endpoints_areWrittenAsRedisWritesThem() {
    assertThat(new Endpoint.Tcp("127.0.0.1", 6379)).hasToString("127.0.0.1:6379");
    assertThat(new Endpoint.Tcp("::1", 6379)).hasToString("[::1]:6379");
    assertThat(new Endpoint.Unix("/tmp/redis.sock")).hasToString("/tmp/redis.sock:0");
  }
}
