package eightweeks.week4.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week1.world.SystemOperatingSystem;
import eightweeks.week7.machine.VirtualOperatingSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that the server starts, and names of hosts that it looks up. */
final class ProgramsTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Programs programs = Programs.of(new SystemOperatingSystem());
  @TempDir Path folder = Path.of("set by JUnit");

  @Test
  void isExecutable_isTrueForProgramsAlone() {
    assertThat(programs.isExecutable(JAVA)).isTrue();
    assertThat(programs.isExecutable(folder.resolve("none").toString())).isFalse();
  }

  @Test
  @Timeout(30)
  void killedProgram_hasTheStatusOfItsSignal() throws IOException {
    // It would print its version and end by itself, if it were not killed long before.
    var child = programs.start(List.of(JAVA, "-version"), folder.toString());
    assertThat(child.pid()).isPositive();
    child.kill();
    while (child.status() == null) {
      Thread.onSpinWait();
    }
    assertThat(child.status()).isEqualTo(128 + 9);
  }

  @Test
  void startOfWhatIsNoProgram_fails() {
    assertThatThrownBy(() -> programs.start(List.of("/none"), folder.toString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void simulatedSystem_hasItsOwnProgramsAndHosts() {
    var system = new VirtualOperatingSystem(1);
    assertThat(Programs.of(system)).isSameAs(system);
    assertThat(HostNames.of(system)).isSameAs(system);
  }

  @Test
  void resolve_givesAddresses_andNullForNone() {
    var hosts = HostNames.of(new SystemOperatingSystem());
    assertThat(hosts.resolve("127.0.0.1")).isEqualTo("127.0.0.1");
    assertThat(hosts.resolve("::1")).isEqualTo("::1");
    assertThat(hosts.resolve("no-such-host.invalid")).isNull();
  }
}
