package eightweeks.study;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.study.course.CFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/study c}: functions of Redis's C source, from the learner's own clone. */
final class CSourceTest {
  private static final String LINK = "https://github.com/redis/redis/blob/7.2.6/src/t.c#L3-L6";
  private static final String SOURCE =
      """
      /* Counts. */

      int add(int n) {
          if (n > 10) return 10; // "full"
          return n;
      }
      """;

  @TempDir Path folder;
  private ToyCourse toy;
  private Path clone;

  @BeforeEach
  void copy() throws IOException {
    toy = new ToyCourse(folder.resolve("toy"));
    clone = folder.resolve("redis");
    Files.createDirectories(clone.resolve("src"));
    Files.writeString(clone.resolve("src/server.c"), "");
    Files.writeString(clone.resolve("src/t.c"), SOURCE);
  }

  @Test
  void withoutAClone_theLinkIsPrinted() {
    var said = toy.type("c", "add");
    assertThat(said.code()).isZero();
    assertThat(said.text())
        .startsWith("t.c: add()  " + LINK + "\n")
        .contains("bin/study c add --source ../redis");
  }

  @Test
  void clone_isRememberedAndItsLinesHaveNumbers() {
    var expected =
        "t.c: add()  "
            + LINK
            + """

                3  int add(int n) {
                4      if (n > 10) return 10; // "full"
                5      return n;
                6  }
            """;
    assertThat(toy.type("c", "add", "--source", clone.toString()).text()).isEqualTo(expected);
    for (var words : new String[][] {{"add"}, {"add()"}, {"t.c:", "add()"}, {"t.c: add()"}}) {
      var command = new ArrayList<>(List.of("c"));
      command.addAll(List.of(words));
      assertThat(toy.type(command.toArray(new String[0])).text()).isEqualTo(expected);
    }
  }

  @Test
  void functionsOfOneName_areAllShown_orThatOfTheFileNamed() {
    assertThat(toy.type("c", "limit").text()).contains("t.c: limit()", "u.c: limit()");
    assertThat(toy.type("c", "u.c:", "limit").text()).doesNotContain("t.c: limit()");
  }

  @Test
  void unknownName_bringsOthersLikeIt() {
    var said = toy.type("c", "Perc");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).isEqualTo("Redis 7.2.6 has no C function \"Perc\". It has: percent.\n");
    assertThat(toy.type("c", "zzz").text()).isEqualTo("Redis 7.2.6 has no C function \"zzz\".\n");
  }

  @Test
  void folderThatIsNoClone_isRefused() {
    var said = toy.type("c", "add", "--source", folder.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).contains("has no src/server.c");
  }

  @Test
  void otherVersionOnTheDisk_isNotShownAsThisOne() throws IOException {
    toy.type("c", "add", "--source", clone.toString());
    Files.writeString(clone.resolve("src/t.c"), "\n\n\n" + SOURCE);
    var said = toy.type("c", "add");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).contains("is not Redis 7.2.6.");
  }

  @Test
  void cloneWithTheTag_isReadAtTheTag() throws Exception {
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "all");
    git("tag", "7.2.6");
    Files.writeString(clone.resolve("src/t.c"), "\n\n\n" + SOURCE);
    assertThat(toy.type("c", "add", "--source", clone.toString()).text())
        .contains("    3  int add(int n) {");
  }

  private void git(String... words) throws Exception {
    var command = new ArrayList<>(List.of("git", "-C", clone.toString()));
    command.addAll(List.of(words));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void tableOfTheCourse_knowsWhereFunctionsAre() {
    var table = CFunctions.read(Path.of("").toAbsolutePath());
    assertThat(table.named("processCommand()"))
        .extracting(CFunctions.CFunction::lines)
        .containsExactly("server.c#L3833-L4174");
  }
}
