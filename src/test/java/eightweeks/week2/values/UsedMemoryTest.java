package eightweeks.week2.values;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week2.memory.HumanBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What INFO says of the memory of the data set. */
final class UsedMemoryTest {
  private final TestServer server = TestServer.start();
  private final TestClient client = server.connect();

  /** Returns the memory of the data set: what is used, without what the clients use. */
  private long used() {
    return field("used_memory") - field("mem_clients_normal");
  }

  private long field(String name) {
    return Long.parseLong(server.info(name));
  }

  /** Keys, values, the table of keys, the vector of those that expire: all of it is counted. */
  @Test
  void usedMemory_growsWithTheData_andIsGoneWithIt() {
    assertThat(used()).isZero();
    for (int i = 0; i < 1000; i++) {
      client.call("SET", "key:%03d".formatted(i), "v".repeat(16), "EX", "100");
      client.call("RPUSH", "list", "element %d of a list".formatted(i));
      client.call("SADD", "set", "member %d of a set".formatted(i));
    }
    long keys = 1000 * (40 + 24 + 32 + 4 + 4);
    assertThat(used()).isBetween(keys + 1000 * 60, keys + 1000 * 80);
    client.call("SELECT", "3");
    client.call("SET", "another", "one");
    client.call("FLUSHDB");
    client.call("SELECT", "0");
    assertThat(used()).isGreaterThan(keys);
    client.call("FLUSHALL");
    assertThat(used()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "1023, 1023B",
    "1024, 1.00K",
    "1152, 1.12K",
    "1048575, 1024.00K",
    "1048576, 1.00M",
    "5368709120, 5.00G",
    "1099511627776, 1.00T",
    "1152921504606846975, 1024.00P",
    "1152921504606846976, 1152921504606846976B",
    "18446744073709551615, 18446744073709551615B"
  })
  void bytes_areReadable(String bytes, String human) {
    assertThat(HumanBytes.text(Long.parseUnsignedLong(bytes))).isEqualTo(human);
  }
}
