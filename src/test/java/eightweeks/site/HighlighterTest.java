package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HighlighterTest {
  private static List<String> ofKind(JavaLexer.Kind kind, String source) {
    return JavaLexer.tokens(source).stream()
        .filter(t -> t.kind() == kind)
        .map(t -> source.substring(t.start(), t.end()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          record Line(int number) {}                      | record int
          int record = record(3);                         | int
          sealed interface Shape permits Dot, Line {}     | sealed interface permits
          non-sealed class Dot implements Shape {}        | non-sealed class implements
          case Dot d when d.big() -> 1;                   | case when
          case Dot(var x) when !x.big() -> 1;             | case var when
          when(x).thenReturn(permits);                    | ''
          default -> { yield 3; }                         | default yield
          yield = 4; a.yield();                           | ''
          var var = null;                                 | var null
          catch (IOException _) {}                        | catch _
          """)
  void contextualWords_areKeywordsOnlyWhereTheyAre(String source, String keywords) {
    assertThat(String.join(" ", ofKind(JavaLexer.Kind.KEYWORD, source))).isEqualTo(keywords);
  }

  @Test
  void textBlock_isOneString() {
    var source = "var s = \"\"\"\n  a \"b\" // no comment\n  \\\"\"\" c\n  \"\"\";";
    assertThat(ofKind(JavaLexer.Kind.STRING, source)).singleElement().asString().endsWith("\"\"\"");
    assertThat(ofKind(JavaLexer.Kind.COMMENT, source)).isEmpty();
  }

  @Test
  void unclosedString_endsWithItsLine() {
    assertThat(ofKind(JavaLexer.Kind.STRING, "it's half\nint x;")).containsExactly("'s half");
    assertThat(ofKind(JavaLexer.Kind.KEYWORD, "it's half\nint x;")).containsExactly("int");
  }

  @Test
  void comments_docAndPlain() {
    var source = "/** doc */ /* plain */ int x; // end\n/**/";
    assertThat(ofKind(JavaLexer.Kind.DOC, source)).containsExactly("/** doc */");
    assertThat(ofKind(JavaLexer.Kind.COMMENT, source))
        .containsExactly("/* plain */", "// end", "/**/");
  }

  @Test
  void numbersAnnotationsTypesAndConstants() {
    var source = "@Test void x() { long a = 0x7fL + 1_000 + 1.5e3; List<T> l = MAX; }";
    assertThat(ofKind(JavaLexer.Kind.NUMBER, source)).containsExactly("0x7fL", "1_000", "1.5e3");
    assertThat(ofKind(JavaLexer.Kind.ANNOTATION, source)).containsExactly("@Test");
    assertThat(ofKind(JavaLexer.Kind.TYPE, source)).containsExactly("List", "T");
  }

  @Test
  void everySourceOfTheProject_isCoveredWithoutAGap() {
    for (var file : Place.files(Path.of("src/main/java/eightweeks"))) {
      var text = Place.read(file);
      var joined =
          JavaLexer.tokens(text).stream()
              .map(t -> text.substring(t.start(), t.end()))
              .collect(Collectors.joining());
      assertThat(joined).as(file.toString()).isEqualTo(text);
      assertThat(Highlighter.java(text)).as(file.toString()).hasSize((int) text.lines().count());
    }
  }

  @Test
  void tokenOverSeveralLines_isCompleteOnEach() {
    assertThat(Highlighter.java("/* a\n < b */ int"))
        .containsExactly(
            "<span class=\"hl-c\">/* a</span>",
            "<span class=\"hl-c\"> &lt; b */</span> <span class=\"hl-k\">int</span>");
  }

  @Test
  void session_tellsPromptCommandAndOutput() {
    var session =
        """
        $ bin/redis-cli -p 7000 \\
        > ping
        PONG
        127.0.0.1:7000> get k
        (error) ERR no
        127.0.0.1:7000[3]> del k
        """;
    assertThat(Highlighter.lines("console", session))
        .containsExactly(
            "<span class=\"hl-p\">$ </span><span class=\"hl-i\">bin/redis-cli -p 7000 \\</span>",
            "<span class=\"hl-p\">&gt; </span><span class=\"hl-i\">ping</span>",
            "<span class=\"hl-o\">PONG</span>",
            "<span class=\"hl-p\">127.0.0.1:7000&gt; </span><span class=\"hl-i\">get k</span>",
            "<span class=\"hl-o hl-e\">(error) ERR no</span>",
            "<span class=\"hl-p\">127.0.0.1:7000[3]&gt; </span><span class=\"hl-i\">del k</span>");
    assertThat(Highlighter.commands(session))
        .isEqualTo("bin/redis-cli -p 7000 \\\nping\nget k\ndel k");
  }
}
