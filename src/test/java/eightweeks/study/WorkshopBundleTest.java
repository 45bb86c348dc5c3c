package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eightweeks.harness.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The zip for a workshop without a network, unpacked on a machine without Maven and without a home.
 */
@BesideOthers
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class WorkshopBundleTest {
  private static final List<String> PROGRAMS = List.of("sh", "git", "zip", "unzip");

  @TempDir Path folder;

  @BeforeEach
  void programsAreThere() throws Exception {
    for (var program : PROGRAMS) {
      if (isThere(program)) {
        continue;
      }
      var missing = program + " is not on the PATH: the workshop's zip is not tested";
      if ("true".equals(System.getenv("CI"))) {
        fail(missing);
      }
      assumeTrue(false, missing);
    }
  }

  private static boolean isThere(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  @Test
  void zip_unpackedWithoutANetwork_isEnoughForADay() throws Exception {
    var laptop = unpacked(bundle());
    assertThat(laptop.resolve("README.txt")).exists();
    assertThat(laptop.resolve("site/index.html")).hasContent("the site");
    var clone = laptop.resolve("eightweeks");

    assertThat(offline(clone, "start", "day07").code()).isZero();
    assertThat(offline(clone, "check", "day07").out()).contains("day07 is not done yet");
    assertThat(offline(clone, "solution", "day07", "--apply", "--force").code()).isZero();
    var green = offline(clone, "check", "day07");
    assertThat(green.out()).contains("day07 is done.");
    assertThat(green.err()).doesNotContain("fetching");
  }

  @Test
  void workshop_beforeTheSiteIsBuilt_saysHowToBuildIt() throws Exception {
    var fresh = new FreshClone(folder.resolve("clone"));
    var said = shell(fresh.root, "sh", "src/build/workshop.sh");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).startsWith("There is no site yet: mvn -B package -DskipTests makes it.");
  }

  private Path bundle() throws Exception {
    var fresh = new FreshClone(folder.resolve("clone"));
    Files.writeString(
        Files.createDirectories(fresh.root.resolve("target/site")).resolve("index.html"),
        "the site");
    Files.writeString(fresh.root.resolve(".gitignore"), "target/\n");
    for (var words :
        List.of(
            "init -q",
            "add .",
            "-c user.name=Test -c user.email=test@localhost commit -q -m clone",
            "remote add origin .")) {
      var said = shell(fresh.root, ("git " + words).split(" "));
      assertThat(said.code()).as("git %s: %s", words, said.err()).isZero();
    }
    var made = shell(fresh.root, "sh", "src/build/workshop.sh");
    assertThat(made.err()).isEmpty();
    return fresh.root.resolve("target/workshop/eightweeks-workshop.zip");
  }

  private Path unpacked(Path zip) throws Exception {
    var laptop = Files.createDirectory(folder.resolve("laptop"));
    var said = shell(laptop, "unzip", "-q", zip.toString());
    assertThat(said.code()).as(said.err()).isZero();
    return laptop;
  }

  private FreshClone.Said offline(Path clone, String... words) throws Exception {
    var command = FreshClone.command(clone, words);
    command.environment().put("HOME", folder.resolve("nobody").toString());
    command.environment().put("PATH", programs().toString());
    return FreshClone.said(command);
  }

  private Path programs() throws IOException {
    var programs = folder.resolve("programs");
    return Files.exists(programs) ? programs : FreshClone.pathWithoutMaven(programs);
  }

  private static FreshClone.Said shell(Path folder, String... words) throws Exception {
    return FreshClone.said(new ProcessBuilder(words).directory(folder.toFile()));
  }
}
