package eightweeks.week3.machine;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.world.RealDisk;
import eightweeks.week7.simulation.MemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineDataDiskTest extends DataDiskContract {
  @TempDir Path folder = Path.of("set by JUnit");
  private DataDisk disk = new MemoryDisk();

  @BeforeEach
  void makeDisk() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    disk = DataDisk.of(new RealDisk(folder.toString()));
  }

  @Override
  protected DataDisk disk() {
    return disk;
  }

  @Test
  void simulatedDisk_hasDataFilesOfItsOwn() {
    var simulated = new MemoryDisk();
    assertThat(DataDisk.of(simulated)).isSameAs(simulated);
  }

  /** The working directory belongs to the disk: CONFIG SET dir changes it there. */
  @Test
  void dataFiles_followTheWorkingDirectoryOfTheDisk() throws IOException {
    var real = new RealDisk(folder.toString());
    var data = DataDisk.of(real);
    real.changeDirectory("sub");
    data.create("f").close();
    assertThat(folder.resolve("sub").resolve("f")).exists();
  }
}
