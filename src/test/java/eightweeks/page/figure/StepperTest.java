package eightweeks.page.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A stepper goes forward and back through the steps of any figure. */
final class StepperTest {
  /** Each action adds its letter twice, one at a time. */
  private static final class Letters extends Figure {
    private String text = "";

    private Scene scene() {
      return new Scene(text, List.of(), List.of(), text, _ -> {});
    }

    @Override
    public Scene begin() {
      return scene();
    }

    @Override
    public List<Scene> act(String action, List<String> input) {
      text += action;
      var first = scene();
      text += input.getFirst();
      return List.of(first, scene());
    }
  }

  private final Stepper stepper = new Stepper(Letters::new);

  private void act(String letter) {
    stepper.act(letter, List.of(letter));
  }

  @Test
  void action_showsItsFirstScene_andForwardTheOthers() {
    act("a");
    assertThat(stepper.scene().said()).isEqualTo("a");
    assertThat(stepper.forward()).isTrue();
    assertThat(stepper.scene().said()).isEqualTo("aa");
    assertThat(stepper.forward()).isFalse();
    assertThat(stepper.before()).isEqualTo(2);
  }

  @Test
  void back_showsEarlierScenes_upToTheFirst() {
    act("a");
    stepper.forward();
    assertThat(stepper.back()).isTrue();
    assertThat(stepper.scene().said()).isEqualTo("a");
    assertThat(stepper.back()).isTrue();
    assertThat(stepper.scene().said()).isEmpty();
    assertThat(stepper.back()).isFalse();
    assertThat(stepper.behind()).isEqualTo(2);
  }

  @Test
  void actionAfterGoingBack_startsFromThere_andForgetsWhatCameLater() {
    act("a");
    stepper.forward();
    act("b");
    stepper.forward();
    stepper.back();
    stepper.back();
    assertThat(stepper.scene().said()).isEqualTo("aa");
    act("c");
    assertThat(stepper.scene().said()).isEqualTo("aac");
    assertThat(stepper.behind()).isEqualTo(1);
  }

  @Test
  void actionInTheMiddleOfAnotherOne_comesBehindTheWholeOfIt() {
    act("a");
    act("b");
    assertThat(stepper.scene().said()).isEqualTo("aab");
  }
}
