package eightweeks.week1.log;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.World;
import eightweeks.week7.machine.VirtualOperatingSystem;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryNetwork;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogTest {
  private final VirtualClock clock = new VirtualClock(0);
  private final MemoryDisk disk = new MemoryDisk();
  private final VirtualOperatingSystem system = new VirtualOperatingSystem(77);
  private final Log log =
      new Log(
          new World(clock, new MemoryNetwork(clock).transport(), disk, Entropy.seeded(1), system));

  /** The log shows local time in any time zone: 3 January 2026, 4:05:06.007. */
  @BeforeEach
  void setClock() {
    var local = LocalDateTime.of(2026, 1, 3, 4, 5, 6, 7_999_000);
    var instant = local.atZone(ZoneId.systemDefault()).toInstant();
    clock.setWallMicros(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }

  @Test
  void line_hasPidRoleTimeLevelAndText() {
    log.notice("hello");
    log.role('S');
    log.warning("bad");
    assertThat(system.printed())
        .isEqualTo("77:M 03 Jan 2026 04:05:06.007 * hello\n77:S 03 Jan 2026 04:05:06.007 # bad\n");
  }

  @Test
  void levels_haveTheirMarksAndTheirThreshold() {
    log.threshold(LogLevel.DEBUG);
    log.debug("a");
    log.verbose("b");
    log.threshold(LogLevel.NOTICE);
    log.debug("no");
    log.verbose("no");
    log.notice("c");
    log.threshold(LogLevel.WARNING);
    log.notice("no");
    log.warning("d");
    log.threshold(LogLevel.NOTHING);
    log.warning("no");
    assertThat(system.printed().lines().map(line -> line.substring(line.length() - 3)))
        .containsExactly(". a", "- b", "* c", "# d");
    assertThat(log.isOn(LogLevel.WARNING)).isFalse();
  }

  @Test
  void file_getsTheLinesAtItsEnd() throws IOException {
    disk.append("/log", "before\n".getBytes(StandardCharsets.UTF_8));
    log.file("/log");
    log.notice("h\u00e9");
    assertThat(new String(disk.read("/log"), StandardCharsets.UTF_8))
        .startsWith("before\n77:M ")
        .endsWith(" * h\u00e9\n");
    log.file(null);
    log.notice("back");
    assertThat(system.printed()).endsWith(" * back\n");
  }

  @Test
  void fileThatCannotBeWritten_losesNoLine() {
    log.file("/log");
    disk.failNext(MemoryDisk.Step.WRITE);
    log.notice("full");
    assertThat(system.printed()).endsWith(" * full\n");
  }
}
