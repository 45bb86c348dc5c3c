package eightweeks.week1.world;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week7.machine.VirtualOperatingSystem;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class OperatingSystemTest {
  private final OperatingSystem system = new SystemOperatingSystem();

  @Test
  void pid_isThatOfTheProcess() {
    assertThat(system.pid()).isEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void describe_hasThreeWords() {
    assertThat(system.describe().split(" ")).hasSizeGreaterThanOrEqualTo(3);
    assertThat(system.describe()).doesNotContain("amd64");
  }

  @Test
  void virtualSystem_keepsWhatIsPrinted_andPassesSignalsOn() {
    var virtual = new VirtualOperatingSystem(4711);
    var signals = new ArrayList<String>();
    virtual.onTermination(signals::add);
    virtual.print("a");
    virtual.print("b\n");
    virtual.signal("SIGTERM");
    assertThat(virtual.printed()).isEqualTo("ab\n");
    assertThat(signals).containsExactly("SIGTERM");
    assertThat(virtual.pid()).isEqualTo(4711);
  }
}
