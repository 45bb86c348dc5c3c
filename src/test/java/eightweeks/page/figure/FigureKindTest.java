package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every figure. */
final class FigureKindTest {
  private static final Path WEEKS = Path.of("src/main/java/eightweeks");

  private static String sources() throws IOException {
    try (var files = Files.walk(WEEKS)) {
      var text = new StringBuilder();
      for (var file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
        text.append(Files.readString(file));
      }
      return text.toString();
    }
  }

  @ParameterizedTest
  @EnumSource
  void stills_areThreeToFive_eachAnotherState(FigureKind kind) {
    var stills = kind.stills();
    assertThat(stills).hasSizeBetween(3, 5);
    assertThat(stills.stream().map(Scene::state)).doesNotHaveDuplicates();
    for (var still : stills) {
      assertThat(still.draw(600, true))
          .startsWith("<svg ")
          .endsWith("</svg>")
          .doesNotContain("var(");
    }
  }

  /** Otherwise a line that was renamed is no longer marked. */
  @ParameterizedTest
  @EnumSource
  void marks_standInTheSource(FigureKind kind) throws IOException {
    var sources = sources();
    for (var still : kind.stills()) {
      assertThat(still.code()).allSatisfy(piece -> assertThat(sources).contains(piece));
    }
  }

  @ParameterizedTest
  @EnumSource
  void members_areThere(FigureKind kind) throws IOException {
    var sources = sources();
    for (var member : kind.members()) {
      var words = member.replace("()", "(").split("\\.");
      assertThat(sources).as(member).containsPattern("class " + words[0] + "\\b");
      assertThat(sources).as(member).contains(words[words.length - 1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameActions_giveTheSameDrawing_onAnyWidth(FigureKind kind) {
    var stills = kind.stills();
    var again = kind.stills();
    for (int width : new int[] {1, 240, 300, 640, 900}) {
      for (int i = 0; i < stills.size(); i++) {
        assertThat(stills.get(i).draw(width, false)).isEqualTo(again.get(i).draw(width, false));
      }
    }
  }
}
