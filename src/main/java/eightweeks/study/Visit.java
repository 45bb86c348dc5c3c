package eightweeks.study;

import eightweeks.study.chapter.ChapterRules;
import eightweeks.study.course.Day;
import eightweeks.study.screen.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command: the repository it is about, the learner, and the screen it answers on.
 */
public final class Visit {
  public static final int OK = 0;
  public static final int NOT_WELL = 1;

  private final Path root;
  private final Screen screen;
  private final Clock clock;
  private @Nullable Learner known;

  Visit(Path root, Screen screen, Clock clock) {
    this.root = root;
    this.screen = screen;
    this.clock = clock;
  }

  Path root() {
    return root;
  }

  Screen screen() {
    return screen;
  }

  /** Returns the learner, once the progress is known. */
  Learner learner() {
    var there = known;
    if (there == null) {
      there = new Learner(root, clock, screen::say);
      known = there;
      there.rebuildIfLost();
    }
    return there;
  }

  /** Returns the day that was named; if none was, the one worked on last. */
  Day day(@Nullable String asked) {
    return asked == null ? learner().current() : learner().course().days().readyNamed(asked);
  }

  static int code(boolean well) {
    return well ? OK : NOT_WELL;
  }

  /** Returns the file to read a day in: its page, or its text while the site is not built. */
  String toRead(Day day) {
    return Files.exists(root.resolve(day.page())) ? day.page() : day.chapter();
  }

  /** Says what a day is about. */
  void describe(Day day) {
    screen.say(
        screen.strong("Day %02d, week %d: %s".formatted(day.number(), day.week(), day.title())));
    screen.say("  minutes    " + day.minutes());
    screen.say("  new        " + String.join(", ", day.concepts()));
    screen.say("  in C       " + String.join(", ", day.anchors()));
    screen.say("  exercise   %s: %s".formatted(day.kind().word(), day.exercise()));
    if (!ChapterRules.isThere(learner().course(), day)) {
      screen.say("  read       " + day.chapter() + " (still to be written)");
    } else if (Files.exists(root.resolve(day.page()))) {
      screen.say("  read       " + day.page() + " in a browser");
    } else {
      screen.say("  read       " + day.page() + " in a browser, once the site is built");
      screen.say("             (about three minutes): mvn -B package -DskipTests");
      screen.say("             The text, " + day.chapter() + ",");
      screen.say("             has neither the code nor the recall.");
    }
  }
}
