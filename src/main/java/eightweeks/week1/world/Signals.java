package eightweeks.week1.world;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Signals of the system: the one class that uses {@code sun.misc.Signal}.
 *
 * <p>Answers to {@code server.c: setupSignalHandlers()}; SIGHUP to {@code initServer()}. Java's
 * supported way, a shutdown hook, comes too late: it runs when the JVM already ends, cannot prevent
 * that, and cannot tell SIGINT from SIGTERM. {@code sun.misc.Signal} is part of the module
 * jdk.unsupported, which is meant for such cases. No annotation and no lint option turns off the
 * warning of javac about it. -XDignore.symbol.file does, if javac is called with -source and
 * -target 25 and not with --release.
 */
final class Signals {
  private Signals() {}

  /**
   * Calls a handler for SIGTERM and SIGINT from now on, and ignores SIGHUP. A JVM that was started
   * with -Xrs does not handle signals.
   */
  static void onTermination(OperatingSystem.TerminationHandler handler) {
    handle("TERM", _ -> handler.terminate("SIGTERM"));
    handle("INT", _ -> handler.terminate("SIGINT"));
    handle("HUP", SignalHandler.SIG_IGN);
  }

  private static void handle(String name, SignalHandler handler) {
    try {
      Signal.handle(new Signal(name), handler);
    } catch (IllegalArgumentException _) {
      // The system does not know the signal (Windows has no HUP), or the JVM uses it itself.
    }
  }
}
