package eightweeks.study;

import eightweeks.study.check.Trees;
import eightweeks.study.screen.Screen;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/**
 * A small course with a day of each kind, in a folder of its own, and a learner who types commands.
 */
final class ToyCourse {
  static final Instant START = Instant.parse("2026-11-22T16:21:04Z");

  final Path root;
  Instant now = START;

  /** Where commands are typed. */
  Path from;

  /** Copies the course of src/test/resources/course. */
  ToyCourse(Path root) {
    this.root = root;
    this.from = root;
    Trees.copy(Path.of("src/test/resources/course").toAbsolutePath(), root);
    type("derive");
  }

  /** What a command printed, and its exit code. */
  record Said(String text, int code) {}

  /** Types a command whose output goes into a pipe. */
  Said type(String... words) {
    return run(false, "", words);
  }

  /**
   * Types a command, and counts a latch down when it has printed a text.
   *
   * @param text within one line
   */
  Said typeAndTell(CountDownLatch told, String text, String... words) {
    var out =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(StandardCharsets.UTF_8).contains(text)) {
              told.countDown();
            }
          }
        };
    return run(out, false, "", words);
  }

  /** Types a command at a terminal, and answers its questions. */
  Said typeAtTerminal(String answers, String... words) {
    return run(true, answers, words);
  }

  private Said run(boolean terminal, String answers, String... words) {
    return run(new ByteArrayOutputStream(), terminal, answers, words);
  }

  private Said run(ByteArrayOutputStream out, boolean terminal, String answers, String... words) {
    var screen =
        new Screen(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new BufferedReader(new StringReader(answers)),
            terminal,
            terminal);
    screen.typedIn(root, from);
    int code = Study.run(root, screen, Clock.fixed(now, ZoneOffset.UTC), words);
    return new Said(out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"), code);
  }

  String read(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path));
  }

  void write(String path, String text) {
    try {
      var file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void replace(String path, String from, String to) {
    var text = read(path);
    if (!text.contains(from)) {
      throw new AssertionError(path + " does not contain: " + from);
    }
    write(path, text.replace(from, to));
  }
}
