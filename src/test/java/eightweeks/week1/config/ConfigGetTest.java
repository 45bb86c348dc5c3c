package eightweeks.week1.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigGetTest {
  private final Config config = new Config();

  ConfigGetTest() {
    config.integer("port", 6379);
    config.integer("tcp-port", 1);
    config.integer("replica-priority", 100).alias("slave-priority");
    config.integer("key-load-delay", 0).flags(Flag.HIDDEN);
  }

  private Map<String, String> get(String... patterns) {
    return new ConfigGet(config).get(List.of(patterns));
  }

  @Test
  void aName_isAnsweredAsItWasWritten() {
    assertThat(get("PORT")).containsExactly(Map.entry("PORT", "6379"));
    assertThat(get("nothing")).isEmpty();
  }

  @Test
  void aPattern_findsNamesInTheOrderOfDeclaration() {
    assertThat(get("*p?rt").keySet()).containsExactly("port", "tcp-port");
    assertThat(get("TCP*").keySet()).containsExactly("tcp-port");
    assertThat(get("[pt]*").keySet()).containsExactly("port", "tcp-port");
  }

  @Test
  void eachName_isAnsweredOnce() {
    assertThat(get("PORT", "port", "*port").keySet()).containsExactly("PORT", "tcp-port");
  }

  @Test
  void anAlias_isANameOfItsOwn() {
    assertThat(get("slave-*")).containsExactly(Map.entry("slave-priority", "100"));
    assertThat(get("*-priority").keySet()).containsExactly("replica-priority", "slave-priority");
    assertThat(get("slave-priority").keySet()).containsExactly("slave-priority");
  }

  @Test
  void aHiddenOne_isFoundByItsNameAlone() {
    assertThat(get("*").keySet())
        .containsExactly("port", "tcp-port", "replica-priority", "slave-priority");
    assertThat(get("Key-Load-Delay")).containsExactly(Map.entry("Key-Load-Delay", "0"));
  }
}
