package eightweeks.week4.aofload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import eightweeks.week3.machine.FileReader;
import eightweeks.week4.aofload.AofReader.AofException;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;

/**
 * Any bytes as a file of commands: each is read, or the reader says where the file is wrong. Behind
 * {@link AofReader#offset} there is no complete command, so the file that is cut off there is
 * sound.
 */
final class AofLoadFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyFile_isReadUpToAnOffset(byte[] file) throws IOException {
    long end = read(file, file.length);
    assertThat(end).isBetween(0L, (long) file.length);
    assertThat(read(file, (int) end)).as("cut off there").isEqualTo(end);
  }

  /** Returns the offset behind the last complete command of the first bytes. */
  private static long read(byte[] file, int length) throws IOException {
    var disk = new MemoryDisk();
    disk.replace("f", java.util.Arrays.copyOf(file, length));
    try (FileReader open = disk.open("f")) {
      var reader = new AofReader(open, 0);
      long before = 0;
      try {
        for (var command = reader.next(); command != null; command = reader.next()) {
          assertThat(command.count()).isPositive();
          assertThat(reader.offset()).isGreaterThan(before);
          before = reader.offset();
        }
        assertThat(reader.offset()).isEqualTo(length);
      } catch (AofException e) {
        assertThat(e.at()).isBetween(before, (long) length);
        if (length < file.length) {
          throw e; // what was read before must be sound
        }
      }
      return reader.offset();
    }
  }
}
