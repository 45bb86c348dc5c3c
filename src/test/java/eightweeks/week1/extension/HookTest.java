package eightweeks.week1.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class HookTest {
  private final Hook<Runnable> hook = new Hook<>(Runnable[]::new);
  private final ArrayList<String> told = new ArrayList<>();

  private void fire() {
    for (var listener : hook.listeners()) {
      listener.run();
    }
  }

  @Test
  void listeners_runInTheOrderInWhichTheyWereAdded_untilTheyAreRemoved() {
    Runnable one = () -> told.add("one");
    Runnable two = () -> told.add("two");
    Runnable three = () -> told.add("three");
    hook.add(one);
    hook.add(two);
    hook.add(three);
    assertThat(hook.remove(two)).isTrue();
    assertThat(hook.remove(two)).isFalse();
    fire();
    assertThat(told).containsExactly("one", "three");
    assertThat(hook.remove(three)).isTrue();
    assertThat(hook.remove(one)).isTrue();
    assertThat(hook.listeners()).isEmpty();
  }

  @Test
  void listenerThatRemovesItself_andOneThatAddsAnother_disturbNoLoop() {
    var once =
        new Runnable() {
          @Override
          public void run() {
            told.add("once");
            hook.remove(this);
            hook.add(() -> told.add("new"));
          }
        };
    hook.add(once);
    hook.add(() -> told.add("last"));
    fire();
    assertThat(told).containsExactly("once", "last");
    fire();
    assertThat(told).containsExactly("once", "last", "last", "new");
  }
}
