package eightweeks.cli.environment;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out whether standard input and output are terminals. C has isatty(); Java has nothing like
 * it.
 *
 * <p>First the launcher: it may set the system property {@code eightweeks.terminals} to a string
 * with {@code 0} in it when standard input is a terminal and {@code 1} when standard output is (for
 * example {@code -Deightweeks.terminals=01}, or an empty value for neither). Then Linux: the link
 * {@code /proc/self/fd/N} names the device. Else the JDK's console, which knows only "both".
 */
public final class Terminals {
  static final String PROPERTY = "eightweeks.terminals";

  private Terminals() {}

  public static boolean isTerminal(int descriptor) {
    String said = System.getProperty(PROPERTY);
    if (said != null) {
      return said.indexOf('0' + descriptor) >= 0;
    }
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException _) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
