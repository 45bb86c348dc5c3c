package eightweeks.study.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/study doctor --fetch}, with a Maven that only says what it was asked. */
final class FetchTest {
  @TempDir Path root;

  @BeforeEach
  void needsShell() {
    assumeTrue(File.separatorChar == '/');
  }

  private Path maven(String script) throws IOException {
    var maven = root.resolve("mvn");
    Files.writeString(maven, "#!/bin/sh\n" + script);
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    return maven;
  }

  @Test
  void everything_isFetchedForBothProjects() throws Exception {
    var result = Fetch.run(root, maven("echo \"$@\" >>asked\n"));
    assertThat(result.complete()).isTrue();
    assertThat(result.lines()).last().asString().startsWith("Everything is here;");
    assertThat(Files.readAllLines(root.resolve("asked")))
        .containsExactly(
            "-q -B dependency:go-offline", "-q -B -f exercises/all/pom.xml dependency:resolve");
  }

  @Test
  void withoutNetwork_theReasonIsALineAndTheRestIsInTheLog() throws Exception {
    var result = Fetch.run(root, maven("echo '[ERROR] unknown host'\necho more\nexit 1\n"));
    assertThat(result.complete()).isFalse();
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).endsWith("Maven says: unknown host"))
        .last()
        .asString()
        .contains(Fetch.LOG);
    assertThat(root.resolve(Fetch.LOG)).content().contains("more");
  }
}
