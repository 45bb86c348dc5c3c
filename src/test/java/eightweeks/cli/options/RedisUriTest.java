package eightweeks.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eightweeks.cli.text.Words;
import org.junit.jupiter.api.Test;

class RedisUriTest {

  private static String shown(String text) {
    RedisUri uri = RedisUri.parse(text);
    String user = uri.user() == null ? "-" : Words.text(uri.user());
    String password = uri.password() == null ? "-" : Words.text(uri.password());
    return String.join(
        " ",
        uri.tls() ? "tls" : "plain",
        user,
        password,
        String.valueOf(uri.host()),
        String.valueOf(uri.port()),
        String.valueOf(uri.database()));
  }

  @Test
  void everyPartMayBeMissing() {
    assertThat(shown("redis://")).isEqualTo("plain - - null null null");
    assertThat(shown("rediss://h")).isEqualTo("tls - - h null null");
    assertThat(shown("REDIS://h:1/2")).isEqualTo("plain - - h 1 2");
    assertThat(shown("redis://p@h")).isEqualTo("plain - p h null null");
    assertThat(shown("redis://u:p@h:7/")).isEqualTo("plain u p h 7 null");
    assertThat(shown("redis://:p@h")).isEqualTo("plain  p h null null");
    assertThat(shown("redis:///3")).isEqualTo("plain - - null null 3");
    assertThat(shown("redis://u:p@")).isEqualTo("plain u p null null null");
  }

  @Test
  void addressOfSixParts_standsInBrackets() {
    assertThat(shown("redis://[::1]:6380/1")).isEqualTo("plain - - ::1 6380 1");
    assertThat(shown("redis://[::1]")).isEqualTo("plain - - ::1 null null");
  }

  @Test
  void userAndPasswordAreDecoded() {
    assertThat(shown("redis://u%3a:%40%2F@h")).isEqualTo("plain u: @/ h null null");
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> RedisUri.parse("http://h")).hasMessage("Invalid URI scheme");
    assertThatThrownBy(() -> RedisUri.parse("redis://%@h")).hasMessage("Incomplete URI encoding");
    assertThatThrownBy(() -> RedisUri.parse("redis://%4z@h"))
        .hasMessage("Illegal character in URI encoding");
  }
}
