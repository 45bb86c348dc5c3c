package eightweeks.page.figure;

import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.study.simulate.Failover;
import eightweeks.study.simulate.Meaning;
import eightweeks.study.simulate.Message;
import eightweeks.study.simulate.Seen;
import eightweeks.study.simulate.View;
import eightweeks.study.simulate.Weeks;
import eightweeks.tocome.WeeksToCome;
import eightweeks.week1.startup.Feature;
import eightweeks.week4.Week4;
import eightweeks.week4.sentinel.SentinelMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A failover: three servers and three Sentinels of weeks 1 to 4 on virtual time, and a reader who
 * stops one, cuts a link, or lets a clock jump.
 */
final class FailoverFigure extends Figure {
  private static final String ALL = "all others";

  static final Control CONTROL =
      new Control(
          List.of(
              Field.choice("Machine", Failover.names()), Field.choice("Other machine", others())),
          List.of(
              new Action("next", "Go on to the next event"),
              new Action("later", "Let 10 seconds pass"),
              new Action("stop", "Stop the machine, or let it go on"),
              new Action("cut", "Cut the link, or mend it"),
              new Action("deaf", "Cut the way to the other only"),
              new Action("jump", "Its clock jumps a minute")));

  /** What the page shows first: the master is stopped, and later goes on. */
  static final Recording RECORDING =
      new Recording(
          FailoverFigure::nextOfRecording,
          List.of(
              "is stopped",
              "+elected-leader",
              "REPLICAOF NO ONE",
              "+switch-master",
              "is a replica of"));

  private static final long SEED = 7;
  private static final long BEGINNING_MILLIS = 11_000;
  private static final long MAX_WAIT_MILLIS = 60_000;
  private static final long LATER_MILLIS = 10_000;
  private static final long JUMP_MILLIS = 60_000;
  private static final String MASTER = "server 1";

  /** Events that tell nothing that another one does not tell. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "+slave",
          "+failover-state-select-slave",
          "+failover-state-wait-promotion",
          "+failover-state-reconf-slaves",
          "+slave-reconf-inprog",
          "+slave-reconf-done",
          "Before");

  private final Failover failover = new Failover(SEED, weeks());
  private final List<View> views = Failover.names().stream().map(View::new).toList();
  private final List<String> log = new ArrayList<>();
  private int noted;

  private static List<String> others() {
    var others = new ArrayList<>(List.of(ALL));
    others.addAll(Failover.names());
    return others;
  }

  private static Weeks weeks() {
    var server = new ArrayList<Feature>(Week4.features());
    server.add(new WeeksToCome());
    var sentinel = new ArrayList<Feature>(Week4.features());
    sentinel.add(new SentinelMode());
    sentinel.add(new WeeksToCome());
    return new Weeks(server, sentinel);
  }

  /** Returns the next action of the recorded run; null at its end. */
  private static @Nullable List<String> nextOfRecording(Scene scene) {
    var state = scene.state();
    boolean isStopped = state.contains(", stopped.");
    boolean isSwitched = !state.contains(" takes " + MASTER);
    if (isStopped == isSwitched) {
      // The master stops at the beginning, and goes on when all Sentinels have another one.
      return List.of("stop", MASTER, ALL);
    }
    boolean isOver =
        state.contains(MASTER + " is a replica")
            && (scene.said().contains("has the data set")
                || scene.said().contains("partial resync"));
    boolean isStuck = scene.said().startsWith("In 60 seconds");
    return isOver || isStuck ? null : List.of("next", MASTER, ALL);
  }

  @Override
  public Scene begin() {
    failover.run(BEGINNING_MILLIS);
    take();
    log.clear();
    return scene(
        "Three servers and three Sentinels have found each other. Server 1 is the master; two"
            + " Sentinels must agree that it is down.",
        null);
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    int machine = Failover.names().indexOf(input.get(0));
    int other = others().indexOf(input.get(1)) - 1;
    if (machine < 0 || other < -1) {
      return List.of(scene("There is no such machine.", null));
    }
    var name = input.get(0);
    switch (action) {
      case "next" -> {
        return next();
      }
      case "later" -> {
        failover.run(LATER_MILLIS);
        var scenes = take();
        return scenes.isEmpty() ? List.of(scene("In 10 seconds, no event.", null)) : scenes;
      }
      case "stop" -> failover.stop(name, !failover.isStopped(name));
      case "jump" -> failover.jump(name, JUMP_MILLIS);
      case "cut" -> cut(name, input.get(1), true);
      case "deaf" -> cut(name, input.get(1), false);
      default -> throw new IllegalArgumentException(action);
    }
    var scenes = take();
    return scenes.isEmpty() ? List.of(scene("A machine has no link to itself.", null)) : scenes;
  }

  private List<Scene> next() {
    long end = failover.millis() + MAX_WAIT_MILLIS;
    while (failover.millis() < end && failover.runUntilNews(end - failover.millis())) {
      var scenes = take();
      if (!scenes.isEmpty()) {
        return scenes;
      }
    }
    return List.of(scene("In 60 seconds, no event.", null));
  }

  /** Cuts the link between a machine and another one, or all; mends it if it is cut. */
  private void cut(String name, String other, boolean bothWays) {
    var others = other.equals(ALL) ? Failover.names() : List.of(other);
    boolean on = others.stream().anyMatch(to -> !to.equals(name) && !failover.isSilent(name, to));
    if (others.equals(List.of(name))) {
      return;
    }
    for (var to : others) {
      failover.silence(name, to, on);
      if (bothWays) {
        failover.silence(to, name, on);
      }
    }
    var ways = bothWays ? "between it and " + other : "from it to " + other;
    failover.note(name, on ? "nothing passes " + ways : "all passes again " + ways);
  }

  /** Returns a scene for each thing that was seen since the last call. */
  private List<Scene> take() {
    var scenes = new ArrayList<Scene>();
    for (; noted < failover.seen().size(); noted++) {
      var seen = failover.seen().get(noted);
      views.forEach(view -> view.note(seen));
      if (!LEFT_OUT.contains(seen.event())) {
        var message = Message.of(seen);
        log.add(
            seconds(seen.millis())
                + " "
                + (message.travels() ? message.from() + " to " + message.to() : message.to())
                + ": "
                + message.label());
        scenes.add(scene(said(seen, message), message));
      }
    }
    return scenes;
  }

  private static String said(Seen seen, Message message) {
    var meaning = Meaning.of(seen.event());
    var who = Character.toUpperCase(seen.who().charAt(0)) + seen.who().substring(1);
    var said = who + ", " + seconds(seen.millis()) + " s: ";
    if (seen.isFault()) {
      return said + message.label() + ".";
    }
    return said
        + (seen.event().startsWith("+") || seen.event().startsWith("-")
            ? seen.event() + (meaning.isEmpty() ? "" : ", " + meaning) + "."
            : message.label() + ".")
        + (message.travels()
            ? " (" + message.from() + " to " + message.to() + ": " + message.label() + ")"
            : "");
  }

  private static String seconds(long millis) {
    return new Seen(millis, "", "").seconds();
  }

  private Scene scene(String said, @Nullable Message message) {
    var masters =
        views.subList(Failover.SIZE, views.size()).stream()
            .map(View::master)
            .distinct()
            .collect(Collectors.joining(", "));
    var facts =
        List.of(
            new Fact("seconds", seconds(failover.millis())),
            new Fact("the Sentinels' master", masters),
            new Fact("stopped", named(stopped())),
            new Fact("ways cut", Integer.toString(cuts().size())));
    var boxes =
        views.stream()
            .map(
                view ->
                    new FailoverPicture.Box(
                        view.name(), view.lines(), failover.isStopped(view.name())))
            .toList();
    var last = List.copyOf(log.subList(Math.max(0, log.size() - FailoverPicture.LOG), log.size()));
    var picture = new FailoverPicture(boxes, cuts(), message, last);
    return new Scene(said, List.of(), facts, state(), picture::draw);
  }

  private List<String> stopped() {
    return Failover.names().stream().filter(failover::isStopped).toList();
  }

  private static String named(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** Returns the ways that are cut, each as the numbers of two machines. */
  private List<FailoverPicture.Way> cuts() {
    var names = Failover.names();
    var cuts = new ArrayList<FailoverPicture.Way>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        if (failover.isSilent(names.get(i), names.get(j))) {
          cuts.add(new FailoverPicture.Way(i, j));
        }
      }
    }
    return cuts;
  }

  private String state() {
    var text = new StringBuilder(seconds(failover.millis())).append(" s. ");
    for (var view : views) {
      text.append(view.text());
      text.append(failover.isStopped(view.name()) ? ", stopped. " : ". ");
    }
    for (var cut : cuts()) {
      text.append("Nothing passes from ").append(Failover.names().get(cut.from()));
      text.append(" to ").append(Failover.names().get(cut.to())).append(". ");
    }
    return text.toString().strip();
  }
}
