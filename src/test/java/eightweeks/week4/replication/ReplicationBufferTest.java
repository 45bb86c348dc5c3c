package eightweeks.week4.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The blocks of the replication stream: what is read from them, and which are dropped. */
final class ReplicationBufferTest {
  private static final int BACKLOG = 100_000;

  /** A reader that lags gets the same bytes as one that does not. */
  @Test
  void readers_getEveryByteOnce() {
    var random = new Random(5);
    var buffer = new ReplicationBuffer(BACKLOG, 7);
    var stream = new byte[3_000_000];
    random.nextBytes(stream);
    var block = buffer.at(7);
    int at = 0;
    int appended = 0;
    int read = 0;
    while (read < stream.length) {
      int n = Math.min(stream.length - appended, random.nextInt(50_000));
      buffer.append(stream, appended, n);
      appended += n;
      int wanted = random.nextInt(60_000);
      while (wanted > 0 && read < appended) {
        if (at == block.used()) {
          block = block.next();
          assertThat(block).isNotNull();
          at = 0;
          continue;
        }
        assertThat(block.bytes()[at++]).isEqualTo(stream[read++]);
        wanted--;
      }
      buffer.trim(7 + read);
      assertThat(7L + read).isBetween(buffer.start(), buffer.end());
      assertThat(buffer.length()).isGreaterThanOrEqualTo(Math.min(appended, BACKLOG));
    }
  }

  /** A full backlog leaves no garbage for each 16 KiB of the stream. */
  @Test
  void fullBacklog_usesItsArraysAgain() {
    var buffer = new ReplicationBuffer(BACKLOG, 0);
    var arrays = Collections.newSetFromMap(new IdentityHashMap<byte[], Boolean>());
    var effect = new byte[100];
    for (int i = 0; i < 100_000; i++) {
      if (buffer.append(effect, 0, effect.length)) {
        buffer.trim(buffer.end());
      }
      arrays.add(buffer.at(buffer.end()).bytes());
    }
    assertThat(arrays).hasSizeLessThan(10);
    assertThat(buffer.memory()).isLessThan(BACKLOG + 2 * 16 * 1024);
  }
}
