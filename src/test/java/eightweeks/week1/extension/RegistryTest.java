package eightweeks.week1.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RegistryTest {
  private final Registry<String> registry = new Registry<>("thing");

  @Test
  void things_areFoundInAnyCase_andListedInTheirOrder() {
    registry.add("Beta", "b");
    registry.add("alpha", "a");
    assertThat(registry.find("BETA")).isEqualTo("b");
    assertThat(registry.find("gamma")).isNull();
    assertThat(registry.all()).containsExactly("b", "a");
    assertThat(registry.size()).isEqualTo(2);
    assertThatThrownBy(() -> registry.add("ALPHA", "x"))
        .hasMessage("the thing 'ALPHA' is registered twice");
    assertThat(registry.remove("beta")).isEqualTo("b");
    assertThat(registry.remove("beta")).isNull();
    assertThat(registry.all()).containsExactly("a");
  }

  @Test
  void loopOverAll_mayAddAndRemove() {
    registry.add("a", "a");
    registry.add("b", "b");
    for (var thing : registry.all()) {
      registry.remove(thing);
      registry.add("new " + thing, thing);
    }
    assertThat(registry.all()).containsExactly("a", "b");
    assertThat(registry.find("new a")).isEqualTo("a");
  }
}
