package eightweeks.week3.rates;

import eightweeks.week1.info.Info;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week2.doubles.FixedDecimals;
import eightweeks.week3.machine.MachineProcesses;

/**
 * The section CPU of INFO.
 *
 * <p>Answers to {@code server.c: genRedisInfoString()}. Redis saves in child processes and counts
 * what they use; this server has none, so their time is 0.
 */
final class CpuSection {
  private static final double MICROS_PER_SECOND = 1_000_000;

  private final MachineProcesses processes;

  CpuSection(OperatingSystem system) {
    processes = MachineProcesses.of(system);
  }

  void write(Info.Writer info) {
    write(info, "", processes.cpuTime());
    write(info, "_children", new MachineProcesses.CpuTime(0, 0));
    write(info, "_main_thread", processes.cpuTimeOfThread());
  }

  private static void write(Info.Writer info, String of, MachineProcesses.CpuTime time) {
    info.field("used_cpu_sys" + of, seconds(time.systemMicros()));
    info.field("used_cpu_user" + of, seconds(time.userMicros()));
  }

  private static String seconds(long micros) {
    return FixedDecimals.text(micros / MICROS_PER_SECOND, 6);
  }
}
