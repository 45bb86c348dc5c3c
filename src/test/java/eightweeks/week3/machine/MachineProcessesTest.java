package eightweeks.week3.machine;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.world.SystemOperatingSystem;
import eightweeks.week3.machine.MachineProcesses.CpuTime;
import eightweeks.week7.machine.VirtualOperatingSystem;
import org.junit.jupiter.api.Test;

/** CPU times and process ids, as the real system tells them. */
final class MachineProcessesTest {
  @Test
  void numbers_makeSense() {
    var processes = MachineProcesses.of(new SystemOperatingSystem());
    var process = processes.cpuTime();
    assertThat(process.userMicros() + process.systemMicros()).isPositive();
    assertThat(processes.cpuTimeOfThread().userMicros())
        .isBetween(0L, processes.cpuTime().userMicros());
  }

  @Test
  void isRunning_isTrueForThisProcess_andFalseForNone() {
    var processes = MachineProcesses.of(new SystemOperatingSystem());
    assertThat(processes.isRunning(ProcessHandle.current().pid())).isTrue();
    assertThat(processes.isRunning(Long.MAX_VALUE)).isFalse();
  }

  @Test
  void cpuTime_isFound_forAnyNameOfTheProgram() {
    var line = "17 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 250 75 0 0 20 0";
    assertThat(RealProcesses.ticks(line)).isEqualTo(new CpuTime(2_500_000, 750_000));
  }

  @Test
  void simulatedSystem_hasProcessesOfItsOwn() {
    var system = new VirtualOperatingSystem(1);
    assertThat(MachineProcesses.of(system)).isSameAs(system);
  }
}
