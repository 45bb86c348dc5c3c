package eightweeks.study;

import eightweeks.study.check.Graft;
import eightweeks.study.check.Trees;
import eightweeks.study.course.CourseException;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import eightweeks.study.screen.Screen;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Starts the server with the learner's classes first on the class path.
 *
 * <p>As redis-server's launcher starts it, but without an archive of classes: with one the JVM
 * takes the server's own class from there, and says nothing.
 */
final class Serving {
  private static final String MAIN = "eightweeks.study.serve.GraftedServer";

  private static final List<String> SHORT_PAUSES =
      List.of(
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:+UseShenandoahGC",
          "-XX:ShenandoahUncommitDelay=500",
          "-XX:ShenandoahGarbageThreshold=10",
          "-XX:ShenandoahImmediateThreshold=100",
          "-XX:ShenandoahPacingMaxDelay=1",
          "-Deightweeks.concurrent=true");

  private final Learner learner;

  Serving(Learner learner) {
    this.learner = learner;
  }

  /**
   * Returns the command that starts the server.
   *
   * @param days whose files take part
   * @param left the days on the desk that do not; the log says so
   * @param folder for the classes of this server; it is made anew
   * @param words the options of redis-server
   */
  ProcessBuilder command(List<Day> days, List<Day> left, Path folder, List<String> words) {
    var grafts = new ArrayList<String>();
    var graft = graft(days, folder, (day, name) -> grafts.add(day.id() + "=" + name));
    var command = new ArrayList<String>();
    command.add(java());
    command.addAll(collector());
    var more = System.getenv("REDIS_JAVA_OPTS"); // as for the launcher: a debugger, say
    if (more != null && !more.isBlank()) {
      command.addAll(List.of(more.strip().split("\\s+")));
    }
    command.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "-Xms8m",
            "-XX:MaxRAMPercentage=85",
            "-Deightweeks.grafts=" + String.join(",", grafts),
            "-Deightweeks.left=" + String.join(",", left(left)),
            "-Deightweeks.graft=" + folder,
            "-cp",
            graft.path().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)),
            MAIN));
    command.addAll(words);
    var builder = new ProcessBuilder(command);
    // Options from outside may bring an archive.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return builder;
  }

  /**
   * Compiles the files of days that take part in a server.
   *
   * @param folder for the classes; it is made anew
   * @param added hears of each class, with its day
   */
  Graft graft(List<Day> days, Path folder, BiConsumer<Day, String> added) {
    var graft = new Graft(learner.reference(), learner.compiler(), folder);
    for (var day : days) {
      if (day.kind() == ExerciseKind.MEASURE || day.kind() == ExerciseKind.PROVE) {
        continue; // nothing that runs in a server
      }
      var before = List.copyOf(graft.names());
      var files = learner.desk().files(day).stream().filter(file -> isServers(day, file.text()));
      var refused = graft.add(files.toList(), "exercises/src/main");
      if (!refused.isEmpty()) {
        throw new CourseException(day.id() + " cannot take part. " + refused);
      }
      graft.names().stream()
          .filter(name -> !before.contains(name))
          .forEach(name -> added.accept(day, name));
    }
    return graft;
  }

  /**
   * Compiles the files on the desk whose check passes, and says which classes take part.
   *
   * @param folder for the classes; it is made anew
   * @param names gets the name of each class
   */
  Graft graftPassing(Path folder, Screen screen, List<String> names) {
    var passing = new ArrayList<Day>();
    learner
        .onDesk()
        .forEach(
            (day, passes) -> {
              if (passes) {
                passing.add(day);
              }
            });
    return graft(
        passing,
        folder,
        (day, name) -> {
          names.add(name);
          screen.say("Your class is in place: %s (%s)".formatted(name, day.id()));
        });
  }

  /** Returns the classes that are on the desk and do not take part, each with its day. */
  private List<String> left(List<Day> days) {
    var left = new ArrayList<String>();
    for (var day : days) {
      learner.desk().files(day).stream()
          .filter(
              file ->
                  day.kind() != ExerciseKind.PROVE && file.isJava() && isServers(day, file.text()))
          .forEach(file -> left.add(day.id() + "=" + file.className()));
    }
    return left;
  }

  /** The tests that a hunter hands in need JUnit, and are no part of a server. */
  private static boolean isServers(Day day, String text) {
    return day.kind() != ExerciseKind.HUNT || !text.contains("org.junit");
  }

  /** Runs it in the foreground until it ends; returns its exit code. */
  int run(List<Day> days, List<Day> left, List<String> words)
      throws IOException, InterruptedException {
    var folder = learner.work().resolve("serve-" + ProcessHandle.current().pid());
    var process = command(days, left, folder, words).inheritIO().start();
    // Ctrl-C reaches both processes; a SIGTERM comes to this one alone. Either way the server
    // decides when it is done, and its classes go after it.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
    return process.waitFor();
  }

  private static void end(Process process, Path folder) {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Trees.delete(folder);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Returns the collector of redis-server's launcher, if this JVM has it. */
  private static List<String> collector() {
    var ask = new ArrayList<String>();
    ask.add(java());
    ask.addAll(SHORT_PAUSES);
    ask.add("-version");
    try {
      var process =
          new ProcessBuilder(ask)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0 ? SHORT_PAUSES : List.of("-XX:+UseParallelGC");
    } catch (IOException e) {
      return List.of("-XX:+UseParallelGC");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
