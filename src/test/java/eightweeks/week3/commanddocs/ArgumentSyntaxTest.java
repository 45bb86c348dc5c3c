package eightweeks.week3.commanddocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text in which commands declare their arguments. */
final class ArgumentSyntaxTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      value = {
        "key value;key value",
        "key...;key [key ...]",
        "[key...];[key [key ...]]",
        "condition(NX:token | XX:token);<NX | XX>",
        "[condition(NX:token | XX:token)];[NX | XX]",
        "[EX seconds:integer];[EX seconds]",
        "[GET get-pattern:pattern#1~pattern....];[GET pattern [GET pattern ...]]",
        "[LIMIT limit{offset:integer count:integer}];[LIMIT offset count]",
        "data{field value}...;field value [field value ...]",
        "id-selector(auto-id=* | id);<* | id>",
        "[trim{strategy(MAXLEN:token) [operator(equal== | approximately=~)] threshold}];"
            + "[<MAXLEN> [= | ~] threshold]",
        "attr(lib-name>libname | lib-ver>libver);<LIB-NAME libname | LIB-VER libver>",
        "[ID:string...];[ID [ID ...]]",
      })
  void usage_readsLikeTheDocumentation(String declared, String usage) {
    assertThat(
            ArgumentSyntax.parse(declared).stream()
                .map(Argument::usage)
                .collect(Collectors.joining(" ")))
        .isEqualTo(usage);
  }

  @Test
  void key_isFoundByTheFirstSpecUnlessAnotherIsNamed() {
    var arguments = ArgumentSyntax.parse("destination:key source:key#1 [count:integer]");
    assertThat(arguments).extracting(Argument::key).containsExactly(0, 1, -1);
    assertThat(arguments)
        .extracting(Argument::kind)
        .containsExactly(Argument.Kind.KEY, Argument.Kind.KEY, Argument.Kind.INTEGER);
  }

  @Test
  void versions_belongToWhatTheyStandBehind() {
    var set = ArgumentSyntax.parse("key [expiration(EX s:integer@2.6.12 | KEEPTTL@6.0.0)@1.5.0]");
    var expiration = set.get(1);
    assertThat(expiration.since()).isEqualTo("1.5.0");
    assertThat(expiration.optional()).isTrue();
    assertThat(expiration.parts()).extracting(Argument::since).containsExactly("2.6.12", "6.0.0");
    assertThat(ArgumentSyntax.parse("old!2.8.12").getFirst().deprecated()).isEqualTo("2.8.12");
  }

  @Test
  void token_belongsToTheArgumentBehindIt() {
    var arguments = ArgumentSyntax.parse("[MATCH pattern:pattern] [REV:token] [sorting=ALPHA]");
    assertThat(arguments).extracting(Argument::token).containsExactly("MATCH", "REV", "ALPHA");
    assertThat(arguments).extracting(Argument::name).containsExactly("pattern", "rev", "sorting");
  }

  @Test
  void mistakeInADeclaration_isNamedWithItsPlace() {
    for (var wrong : List.of("[key", "a(b | c", "a{b", "key]", "n:number")) {
      assertThatThrownBy(() -> ArgumentSyntax.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("of the arguments \"" + wrong + "\"");
    }
  }
}
