package eightweeks.study;

import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import eightweeks.study.screen.Screen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code bin/study watch}: checks a day now, and after each change of its files on the desk.
 *
 * <p>Works in a process of its own, because a learner's loop without end cannot be ended from
 * inside: the process that has one running ends, and the next check has a new one.
 */
final class Watching {
  /** The exit code of a watching process that has a test running on without end. */
  private static final int START_AGAIN = 75;

  private static final int POLL_MILLIS = 150;

  private final Visit visit;
  private final Screen screen;

  Watching(Visit visit) {
    this.visit = visit;
    this.screen = visit.screen();
  }

  int run(Day day) throws IOException, InterruptedException {
    if (System.getProperty("eightweeks.watching") != null) {
      return check(day);
    }
    var running = new AtomicReference<@Nullable Process>();
    // Ctrl-C reaches both processes; a SIGTERM comes to this one alone.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running.get())));
    int code;
    do {
      var process = process(day).start();
      running.set(process);
      code = process.waitFor();
    } while (code == START_AGAIN);
    return code;
  }

  private static void end(@Nullable Process process) {
    if (process != null) {
      process.destroy();
    }
  }

  /** What the day's files are; while an editor exchanges them, why they cannot be read. */
  private String state(Day day) {
    try {
      return visit.learner().desk().digest(day);
    } catch (UncheckedIOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private int check(Day day) {
    var endless = new boolean[1];
    new Watcher(() -> state(day), Watching::pause)
        .run(
            () -> {
              screen.fresh();
              try {
                var verdict = visit.learner().check(day);
                Report.verdict(visit, day, verdict);
                endless[0] = verdict.leftSomethingRunning();
              } catch (CourseException | UncheckedIOException e) {
                screen.say(String.valueOf(e.getMessage()));
              }
              screen.say(screen.faint("Watching; save to check again, Ctrl-C to end."));
              return !endless[0];
            });
    return endless[0] ? awaitChange(day) : Visit.OK;
  }

  /** A loop that does not end keeps a core busy: the next check has a new process. */
  private int awaitChange(Day day) {
    var before = state(day);
    while (before.equals(state(day))) {
      pause();
    }
    return START_AGAIN;
  }

  private static boolean pause() {
    try {
      Thread.sleep(POLL_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private ProcessBuilder process(Day day) {
    var command = new ArrayList<String>();
    command.add(Serving.java());
    command.addAll(
        List.of(
            "-Deightweeks.watching=true",
            "-Deightweeks.home=" + visit.root(),
            "-Deightweeks.terminals=" + System.getProperty("eightweeks.terminals", ""),
            "-cp",
            System.getProperty("java.class.path"),
            Study.class.getName(),
            "watch",
            day.id()));
    return new ProcessBuilder(command).inheritIO();
  }
}
