package eightweeks.week7.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.DataDiskContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MemoryDiskTest extends DataDiskContract {
  private final MemoryDisk disk = new MemoryDisk();

  MemoryDiskTest() {
    disk.makeDirectory("/sub");
  }

  @Override
  protected DataDisk disk() {
    return disk;
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FSYNC", "RENAME"})
  void replaceThatFailsAtAnyStep_keepsTheOldContent(MemoryDisk.Step step) throws IOException {
    disk.replace("f", Ascii.bytes("old"));
    disk.failNext(step);
    assertThatThrownBy(() -> disk.replace("f", Ascii.bytes("new")))
        .hasMessage("/f: Input/output error");
    assertThat(Ascii.text(disk.read("f"))).isEqualTo("old");
    disk.replace("f", Ascii.bytes("new"));
    assertThat(Ascii.text(disk.read("f"))).isEqualTo("new");
  }

  @Test
  void bytesHandedOut_areCopies() throws IOException {
    var bytes = Ascii.bytes("abc");
    disk.replace("f", bytes);
    bytes[0] = 'x';
    disk.read("f")[1] = 'x';
    assertThat(Ascii.text(disk.read("f"))).isEqualTo("abc");
  }

  @Test
  void permissions_areRemembered() throws IOException {
    disk.replace("f", new byte[0]);
    assertThat(disk.mode("f")).isEqualTo(0644);
    disk.permissions("f", 0700);
    assertThat(disk.mode("f")).isEqualTo(0700);
  }
}
