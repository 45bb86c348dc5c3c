package eightweeks.study;

import eightweeks.study.check.Trees;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import eightweeks.study.doctor.Machine;
import eightweeks.study.program.Script;
import eightweeks.study.screen.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Plays a day's script to the learner's server and to a real one, or compares with its records. */
final class Differ {
  private static final String READY = "Ready to accept connections";
  private static final long PATIENCE_SECONDS = 30;
  private static final int WARNINGS = 5;

  private final Learner learner;
  private final Screen screen;

  Differ(Learner learner, Screen screen) {
    this.learner = learner;
    this.screen = screen;
  }

  /**
   * Plays and compares.
   *
   * @param redis the real redis-server, or null where none is installed
   * @param record whether to write down what the real one says, instead of comparing
   * @return whether no byte differs
   */
  boolean run(Day day, @Nullable Path redis, boolean record) throws Exception {
    var course = learner.course();
    var script = course.exercise(day).resolve("diff.txt");
    if (!Files.exists(script)) {
      throw new CourseException(
          day.id() + " has no script: its exercise has no replies to compare with Redis.");
    }
    var steps = Script.parse(course.text(course.relative(script)));
    var records = course.exercise(day).resolve("diff.replies.txt");
    List<Script.Reply> expected;
    String peer;
    if (redis != null) {
      expected = play(steps, new ProcessBuilder(redis.toString())).replies();
      peer = redis + ", version " + Machine.version(redis.toString(), "--version");
      if (record) {
        Files.writeString(records, Script.record(expected));
        screen.say("Wrote " + course.relative(records) + ".");
        return true;
      }
    } else if (record) {
      throw new CourseException("To record replies, a redis-server must be on the PATH.");
    } else {
      expected = Script.recorded(course.text(course.relative(records)));
      peer = "the recorded replies of a real one";
    }
    var folder = learner.work().resolve("diff-" + ProcessHandle.current().pid());
    try {
      var days = new ArrayList<Day>();
      learner.onDesk().forEach((on, passes) -> addIf(passes, on, days));
      if (!days.contains(day) && !learner.desk().files(day).isEmpty()) {
        days.add(day); // not passing yet, and all the more worth comparing
      }
      var mine = play(steps, new Serving(learner).command(days, List.of(), folder, List.of()));
      var difference = steps.firstDifference(expected, mine.replies());
      if (difference.isEmpty()) {
        screen.say(
            screen.good("No difference")
                + ": %d replies, byte for byte like %s.".formatted(expected.size(), peer));
        return true;
      }
      screen.say(screen.bad("They differ") + " (compared with " + peer + "):\n");
      screen.say(difference);
      if (!mine.warnings().isEmpty()) {
        screen.say("\nIn the log of your server:");
        mine.warnings().forEach(line -> screen.say("  " + line));
      }
      return false;
    } finally {
      Trees.delete(folder);
    }
  }

  private static void addIf(boolean wanted, Day day, List<Day> days) {
    if (wanted) {
      days.add(day);
    }
  }

  /**
   * The results of one server.
   *
   * @param warnings the lines of its log that say that something is wrong
   */
  private record Played(List<Script.Reply> replies, List<String> warnings) {}

  /** Starts a server on a free port, plays, ends it. */
  private static Played play(Script script, ProcessBuilder command) throws Exception {
    int port = freePort();
    var folder = Files.createTempDirectory("study");
    var words = new ArrayList<>(command.command());
    words.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
    words.addAll(List.of("--dir", folder.toString()));
    var process = command.command(words).redirectErrorStream(true).start();
    var log = new Log(process);
    try {
      log.awaitReady();
      var replies = script.play(port, folder);
      return new Played(replies, log.warnings());
    } finally {
      process.destroy();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Trees.delete(folder);
    }
  }

  /** Reads a server's log while the server runs, so that its pipe never fills. */
  private static final class Log {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    Log(Process process) {
      Thread.ofPlatform().daemon().start(() -> read(process));
    }

    private void read(Process process) {
      try (BufferedReader log = process.inputReader()) {
        for (var line = log.readLine(); line != null; line = log.readLine()) {
          lines.add(line);
          if (line.contains(READY)) {
            ready.complete(true);
          }
        }
      } catch (IOException e) {
        lines.add(String.valueOf(e.getMessage()));
      }
      ready.complete(false);
    }

    void awaitReady() throws InterruptedException, ExecutionException {
      try {
        if (ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (TimeoutException e) {
        lines.add("(it was not ready after " + PATIENCE_SECONDS + " seconds)");
      }
      throw new CourseException("The server did not start:\n" + String.join("\n", lines));
    }

    /** Returns the warnings after it was ready, with their stacks. */
    List<String> warnings() {
      return lines.stream()
          .dropWhile(line -> !line.contains(READY))
          .filter(line -> line.contains(" # ") || line.contains("Exception"))
          .limit(WARNINGS)
          .toList();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
