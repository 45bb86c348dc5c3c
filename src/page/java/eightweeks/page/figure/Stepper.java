package eightweeks.page.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The steps of a figure, forward and back.
 *
 * <p>Scenes are kept, so going back shows an earlier one. An action after going back starts from
 * the shown scene: the figure is made anew and repeats the actions up to that one, and later scenes
 * are forgotten. If the shown scene is in the middle of an action, this action counts as done.
 */
public final class Stepper {
  /** Most scenes that are kept; a figure is not for more. */
  static final int MAX_SCENES = 1000;

  private record Done(String action, List<String> input, int firstScene) {}

  private final Supplier<Figure> maker;
  private final List<Scene> scenes = new ArrayList<>();
  private final List<Done> done = new ArrayList<>();
  private Figure figure;
  private int shown;

  /** Begins a figure. */
  public Stepper(Supplier<Figure> maker) {
    this.maker = maker;
    figure = maker.get();
    scenes.add(figure.begin());
  }

  /** Does an action from the shown scene on; the first scene that it leads to is shown. */
  public void act(String action, List<String> input) {
    if (shown >= MAX_SCENES) {
      return;
    }
    if (shown < scenes.size() - 1) {
      forgetLater();
    }
    done.add(new Done(action, input, scenes.size()));
    scenes.addAll(figure.act(action, input));
    shown = done.getLast().firstScene;
  }

  /** Repeats the actions up to the one that the shown scene belongs to. */
  private void forgetLater() {
    var repeated = new ArrayList<>(done);
    repeated.removeIf(each -> each.firstScene > shown);
    figure = maker.get();
    scenes.clear();
    done.clear();
    scenes.add(figure.begin());
    for (var each : repeated) {
      done.add(each);
      scenes.addAll(figure.act(each.action, each.input));
    }
  }

  /** Shows the scene before; returns false if it is the first. */
  public boolean back() {
    if (shown == 0) {
      return false;
    }
    shown--;
    return true;
  }

  /** Shows the next scene; returns false if it is the last. */
  public boolean forward() {
    if (shown == scenes.size() - 1) {
      return false;
    }
    shown++;
    return true;
  }

  /** Returns the shown scene. */
  public Scene scene() {
    return scenes.get(shown);
  }

  /** Returns how many scenes are before the shown one. */
  public int before() {
    return shown;
  }

  /** Returns how many scenes are behind the shown one. */
  public int behind() {
    return scenes.size() - 1 - shown;
  }
}
