package eightweeks.week5.machine;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.world.SystemOperatingSystem;
import eightweeks.week7.machine.VirtualOperatingSystem;
import org.junit.jupiter.api.Test;

final class MachineMemoryTest {
  @Test
  void numbers_makeSense() {
    var memory = MachineMemory.of(new SystemOperatingSystem());
    assertThat(memory.totalMemory()).isGreaterThan(64L << 20);
    assertThat(memory.residentMemory()).isBetween(0L, memory.totalMemory());
    assertThat(memory.usedHeap()).isPositive();
  }

  @Test
  void simulatedSystem_hasItsOwn() {
    var system = new VirtualOperatingSystem(1);
    assertThat(MachineMemory.of(system)).isSameAs(system);
  }

  @Test
  void kilobytes_areFoundByTheirWord() {
    var lines = "MemFree:  1 kB\nMemTotal:       16384 kB\n";
    assertThat(JvmMemory.kilobytes(lines, "MemTotal:")).isEqualTo(16L << 20);
    assertThat(JvmMemory.kilobytes(lines, "None:")).isZero();
  }
}
