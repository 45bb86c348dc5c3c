package eightweeks.week1.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandLineTest {
  private static CommandLine parse(String... words) {
    return CommandLine.parse(List.of(words));
  }

  @Test
  void nothing_isNothing() {
    assertThat(parse()).isEqualTo(CommandLine.EMPTY);
  }

  @Test
  void theFirstWord_isTheFile() {
    var line = parse("redis.conf", "--port", "7000");
    assertThat(line.file()).isEqualTo("redis.conf");
    assertThat(line.options()).isEqualTo("port \"7000\" ");
    assertThat(parse("--port", "7000").file()).isNull();
  }

  @Test
  void aDashFirstOrLast_isStandardInput() {
    assertThat(parse("-").fromStandardInput()).isTrue();
    assertThat(parse("redis.conf", "-").fromStandardInput()).isTrue();
    assertThat(parse("-", "--port", "1").fromStandardInput()).isTrue();
    var between = parse("--logfile", "-", "--port", "1");
    assertThat(between.fromStandardInput()).isFalse();
    assertThat(between.options()).isEqualTo("logfile \"-\" \nport \"1\" ");
  }

  @Test
  void values_followTheirDirective() {
    assertThat(
            parse("--save", "3600", "1", "300", "100", "--replicaof", "127.0.0.1", "8888")
                .options())
        .isEqualTo("save \"3600\" \"1\" \"300\" \"100\" \nreplicaof \"127.0.0.1\" \"8888\" ");
  }

  @Test
  void values_areQuoted_forAnyCharacters() {
    assertThat(parse("--requirepass", "a \"b\"\\\n").options())
        .isEqualTo("requirepass \"a \\\"b\\\"\\\\\\n\" ");
    assertThat(parse("--logfile", "\u00fc").options()).isEqualTo("logfile \"\\xc3\\xbc\" ");
  }

  @Test
  void directiveAndValueInOneWord_areALine() {
    assertThat(parse("--port 7000", "--save 60 1").options()).isEqualTo("port 7000 \nsave 60 1 ");
  }

  @Test
  void theFirstValue_mayStartWithDashes() {
    assertThat(parse("--requirepass", "--secret", "--port", "1").options())
        .isEqualTo("requirepass \"--secret\" \nport \"1\" ");
  }

  @Test
  void saveAndSentinel_mayGoWithoutAValue() {
    assertThat(parse("--save", "--port", "1").options()).isEqualTo("save \"\"\nport \"1\" ");
    assertThat(parse("--save").options()).isEqualTo("save \"\"");
    assertThat(parse("--sentinel", "--port", "1").options()).isEqualTo("sentinel \nport \"1\" ");
  }

  @Test
  void questions_areAskedFirst() {
    assertThat(CommandLine.asksVersion(List.of("-v"))).isTrue();
    assertThat(CommandLine.asksVersion(List.of("--version"))).isTrue();
    assertThat(CommandLine.asksVersion(List.of("--port", "--version"))).isFalse();
    assertThat(CommandLine.asksHelp(List.of("-h"))).isTrue();
    assertThat(CommandLine.asksHelp(List.of("--help"))).isTrue();
    assertThat(CommandLine.asksHelp(List.of())).isFalse();
  }
}
