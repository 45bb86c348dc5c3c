package eightweeks.week1.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.week3.snapshots.FlagsDirective;
import eightweeks.week3.snapshots.SaveDirective;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each type of directive takes, refuses and shows. */
final class DirectiveTypesTest {
  private enum Color {
    DARK_RED,
    BLUE
  }

  private final Config config = new Config();

  private static boolean set(Directive<?> directive, String... words) throws DirectiveException {
    return directive.read(List.of(words));
  }

  private static void refused(Directive<?> directive, String reason, String... words) {
    var before = directive.text();
    assertThatThrownBy(() -> directive.read(List.of(words)))
        .isInstanceOf(DirectiveException.class)
        .hasMessage(reason);
    assertThat(directive.text()).as("the value stays").isEqualTo(before);
  }

  @Test
  void bool_isYesOrNoInAnyCase() throws DirectiveException {
    var directive = config.bool("flag", false);
    assertThat(set(directive, "YES")).as("changed").isTrue();
    assertThat(directive.value()).isTrue();
    assertThat(directive.text()).isEqualTo("yes");
    assertThat(set(directive, "yes")).as("changed").isFalse();
    refused(directive, "argument must be 'yes' or 'no'", "1");
    refused(directive, "argument must be 'yes' or 'no'", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65535", "1"})
  void integer_takesItsRange(String value) throws DirectiveException {
    var directive = config.integer("port", 6379).range(0, 65535);
    set(directive, value);
    assertThat(directive.text()).isEqualTo(value);
    assertThat(directive.intValue()).isEqualTo(Integer.parseInt(value));
  }

  @Test
  void integer_refusesWhatIsOutsideOrNoNumber() {
    var directive = config.integer("port", 6379).range(0, 65535);
    refused(directive, "argument must be between 0 and 65535 inclusive", "65536");
    refused(directive, "argument must be between 0 and 65535 inclusive", "-1");
    for (var text : new String[] {"abc", "", "1k", " 1", "+1", "01", "9223372036854775808"}) {
      refused(directive, "argument couldn't be parsed into an integer", text);
    }
  }

  @Test
  void integer_withoutARange_isNotNegative() {
    var directive = config.integer("timeout", 0);
    refused(directive, "argument must be between 0 and 2147483647 inclusive", "2147483648");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1024, 1024",
    "1b, 1",
    "1k, 1000",
    "1kb, 1024",
    "1m, 1000000",
    "1MB, 1048576",
    "1g, 1000000000",
    "2Gb, 2147483648",
    "'', 0",
    "kb, 0",
    "007, 7"
  })
  void memory_knowsUnits(String text, long bytes) throws DirectiveException {
    var directive = config.memory("limit", 42);
    set(directive, text);
    assertThat(directive.value()).isEqualTo(bytes);
    assertThat(directive.text()).isEqualTo(Long.toString(bytes));
  }

  @Test
  void memory_refusesWhatIsNoAmount() {
    var directive = config.memory("limit", 1 << 20).range(1 << 20, Long.MAX_VALUE);
    for (var text : new String[] {"-1", "1tb", "1 kb", "abc", "1.5gb", "50%", "1".repeat(128)}) {
      refused(directive, "argument must be a memory value", text);
    }
    var range = "argument must be between 1048576 and 9223372036854775807 inclusive";
    refused(directive, range, "1");
    refused(directive, range, "9223372036854775808");
    refused(directive, range, "99999999999999999999999gb");
  }

  @Test
  void memory_mayBeUnsigned() throws DirectiveException {
    var directive = config.memory("maxmemory", 0).unsigned();
    set(directive, "18446744073709551615");
    assertThat(directive.text()).isEqualTo("18446744073709551615");
    refused(directive, "argument must be a memory value", "-5");
  }

  @Test
  void memoryOrPercent_keepsPercentagesBelowZero() throws DirectiveException {
    var directive = config.memory("maxmemory-clients", 0).orPercent(100);
    set(directive, "5%");
    assertThat(directive.value()).isEqualTo(-5);
    assertThat(directive.text()).isEqualTo("5%");
    set(directive, "1gb");
    assertThat(directive.text()).isEqualTo("1073741824");
    refused(directive, "percentage argument must be less or equal to 100", "101%");
    refused(directive, "argument must be a memory or percent value", "-5%");
    refused(directive, "argument must be a memory or percent value", "%");
    refused(directive, "argument must be a memory or percent value", "x");
  }

  @Test
  void octal_isReadAndShownInOctal() throws DirectiveException {
    var directive = config.octal("unixsocketperm", 0).range(0, 0777);
    set(directive, "755");
    assertThat(directive.value()).isEqualTo(0755);
    assertThat(directive.text()).isEqualTo("755");
    refused(directive, "argument must be between 0 and 777 inclusive", "1000");
    refused(directive, "argument couldn't be parsed as an octal number", "789");
  }

  @Test
  void choice_takesTheWordsOfItsEnum() throws DirectiveException {
    var directive = config.choice("color", Color.BLUE);
    set(directive, "Dark-Red");
    assertThat(directive.value()).isEqualTo(Color.DARK_RED);
    assertThat(directive.text()).isEqualTo("dark-red");
    refused(directive, "argument(s) must be one of the following: dark-red, blue", "red");
  }

  @Test
  void choice_showsTheFirstOfTwoWordsForOneValue() throws DirectiveException {
    var words = new LinkedHashMap<String, Integer>();
    words.put("no", 0);
    words.put("yes", 1);
    words.put("relative", 1);
    var directive = config.add(new EnumDirective<>("oom-score-adj", 0, words));
    set(directive, "relative");
    assertThat(directive.text()).isEqualTo("yes");
  }

  @Test
  void set_takesSeveralWords() throws DirectiveException {
    var directive =
        config.add(new FlagsDirective<>("on-sigint", Fixture.ShutdownWord.class, "default"));
    assertThat(directive.text()).isEqualTo("default");
    set(directive, "now", "SAVE", "default");
    assertThat(directive.value())
        .containsExactly(Fixture.ShutdownWord.SAVE, Fixture.ShutdownWord.NOW);
    assertThat(directive.text()).isEqualTo("save now");
    var reason = "argument(s) must be one of the following: default, save, nosave, now, force";
    refused(directive, reason, "now", "never");
    refused(directive, reason, "");
    refused(directive, reason);
    set(directive, "default");
    assertThat(directive.value()).isEmpty();
  }

  @Test
  void string_takesAnyBytes() throws DirectiveException {
    var directive = config.string("requirepass", null);
    assertThat(directive.isSet()).isFalse();
    set(directive, "a b\0\u00ff");
    assertThat(directive.bytes()).containsExactly('a', ' ', 'b', 0, 255);
    set(directive, "");
    assertThat(directive.isSet()).isFalse();
  }

  @Test
  void string_asAPath_isUtf8() throws DirectiveException {
    var directive = config.string("logfile", "");
    set(directive, "\u00c3\u00bc.log");
    assertThat(directive.path()).isEqualTo("\u00fc.log");
  }

  @Test
  void words_areAList_andOneEmptyWordIsNone() throws DirectiveException {
    var directive = config.words("bind", "*", "-::*");
    assertThat(directive.text()).isEqualTo("* -::*");
    set(directive, "127.0.0.1", "::1");
    assertThat(directive.value()).containsExactly("127.0.0.1", "::1");
    set(directive, "");
    assertThat(directive.value()).isEmpty();
  }

  @Test
  void save_isPairsOfNumbers() throws DirectiveException {
    var directive = config.add(new SaveDirective());
    assertThat(directive.text()).isEqualTo("3600 1 300 100 60 10000");
    set(directive, "10", "0");
    assertThat(directive.value()).containsExactly(new SaveDirective.Point(10, 0));
    set(directive, "");
    assertThat(directive.text()).isEmpty();
    refused(directive, "Invalid save parameters", "10");
    refused(directive, "Invalid save parameters", "0", "1");
    refused(directive, "Invalid save parameters", "1", "-1");
    refused(directive, "Invalid save parameters", "1", "x");
  }

  @Test
  void aCheck_refusesAValueOfTheRightType() {
    var even =
        config
            .integer("even", 0)
            .check(
                n -> {
                  if (n % 2 != 0) {
                    throw new DirectiveException("must be even");
                  }
                });
    refused(even, "must be even", "3");
  }

  @Test
  void aNameIsDeclaredOnce() {
    config.bool("port", true).alias("harbour");
    assertThatThrownBy(() -> config.bool("port", true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the directive 'port' is registered twice");
    assertThatThrownBy(() -> config.bool("harbour", true))
        .isInstanceOf(IllegalStateException.class);
  }
}
