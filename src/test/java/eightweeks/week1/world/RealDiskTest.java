package eightweeks.week1.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RealDiskTest extends DiskContract {
  @TempDir Path folder = Path.of("set by JUnit");
  private Disk disk = new MemoryDisk();

  @BeforeEach
  void makeDisk() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    disk = new RealDisk(folder.toString());
  }

  @Override
  protected Disk disk() {
    return disk;
  }

  private void assumePermissions() {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews())
        .as("this system has no permissions of Unix")
        .contains("posix");
  }

  @Test
  void permissions_areSetBitByBit() throws IOException {
    assumePermissions();
    disk.append("f", new byte[0]);
    disk.permissions("f", 0751);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("f"))))
        .isEqualTo("rwxr-x--x");
  }

  @Test
  void replace_keepsPermissions() throws IOException {
    assumePermissions();
    disk.append("f", new byte[0]);
    disk.permissions("f", 0600);
    disk.replace("f", new byte[] {1});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("f"))))
        .isEqualTo("rw-------");
  }

  @Test
  void replaceThatFails_leavesNothingBehind() throws IOException {
    // A folder that is not empty cannot be renamed over: the last step fails.
    Files.createFile(folder.resolve("sub").resolve("f"));
    assertThatThrownBy(() -> disk.replace("sub", new byte[1])).isInstanceOf(DiskException.class);
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("sub"));
    }
  }
}
