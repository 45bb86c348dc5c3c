package eightweeks.study.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.doctor.Doctor.Facts;
import eightweeks.study.doctor.Doctor.Finding;
import eightweeks.study.doctor.Doctor.Grade;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Judgements about machines that are not here. */
final class DoctorTest {
  private static final Map<String, String> TOOLS =
      Map.of("redis-server", "7.0.15", "redis-benchmark", "7.0.15");

  private static Facts machine(
      int java,
      @Nullable String jdb,
      @Nullable String maven,
      List<Integer> taken,
      Map<String, String> tools,
      boolean wsl,
      String root,
      boolean writable,
      String ide,
      long memory) {
    return new Facts(
        java, jdb, maven, taken, tools, "Linux", wsl, root, writable, true, ide, false, 2, memory,
        9L << 30);
  }

  @Test
  void goodMachine_isWell() {
    var facts =
        machine(25, "jdb", "3.9.9", List.of(), TOOLS, false, "/disk/redis", true, "", 8L << 30);
    assertThat(Doctor.examine(facts)).extracting(Finding::grade).containsOnly(Grade.OK);
  }

  @Test
  void whatIsMissing_comesWithWhatToDo() {
    var facts =
        machine(
            26,
            null,
            null,
            List.of(6379),
            Map.of(),
            true,
            "/mnt/c/redis",
            false,
            ".idea",
            1L << 30);
    assertThat(Doctor.examine(facts))
        .allSatisfy(finding -> assertThat(finding.grade()).isNotEqualTo(Grade.OK))
        .extracting(Finding::text)
        .anySatisfy(text -> assertThat(text).contains("\"mvn verify\" wants exactly 25"))
        .anySatisfy(text -> assertThat(text).contains("no jdb", "an IDE's debugger"))
        .anySatisfy(text -> assertThat(text).contains("There is no mvn", "apt install maven"))
        .anySatisfy(text -> assertThat(text).contains("Port 6379", "redis-cli -p 6379 shutdown"))
        .anySatisfy(text -> assertThat(text).contains("No redis-server", "recorded replies"))
        .anySatisfy(text -> assertThat(text).contains("open exercises/all/pom.xml instead"))
        .anySatisfy(text -> assertThat(text).contains("Files cannot be written in /mnt/c/redis"))
        .anySatisfy(text -> assertThat(text).contains("Windows disk", "git clone"))
        .anySatisfy(text -> assertThat(text).contains("2 core(s) and 1024 MB"));
  }

  @Test
  void oldMaven_isNoticed() {
    var facts =
        machine(25, "jdb", "3.6.3", List.of(), TOOLS, false, "/disk/redis", true, "", 8L << 30);
    assertThat(Doctor.examine(facts))
        .filteredOn(finding -> finding.about().equals("Maven"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.text()).contains("Maven 3.6.3 is too old"));
  }

  @Test
  void debuggerOutsideThePath_isNamedWithItsPath() {
    var facts =
        machine(
            25, "/jdk-25/bin/jdb", "3.9.9", List.of(), TOOLS, false, "/disk", true, "", 8L << 30);
    assertThat(Doctor.examine(facts))
        .filteredOn(finding -> finding.about().equals("jdb"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.grade()).isEqualTo(Grade.OK);
              assertThat(finding.text()).endsWith(" /jdk-25/bin/jdb");
            });
  }

  @Test
  void thisMachine_canBeExamined() {
    var facts = Machine.facts(java.nio.file.Path.of("").toAbsolutePath());
    assertThat(Doctor.examine(facts)).hasSizeGreaterThan(5);
  }
}
