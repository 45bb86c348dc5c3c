package eightweeks.study.program;

import java.nio.file.Path;

/** Finds the JVM that runs this program, to start another one. */
final class Launcher {
  private Launcher() {}

  /** Returns the path of the command {@code java}. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
