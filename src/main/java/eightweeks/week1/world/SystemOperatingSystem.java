package eightweeks.week1.world;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The machine that the server runs on.
 *
 * <p>Answers to {@code uname()}. On Linux the answers are read from the files under /proc, which
 * takes microseconds. Elsewhere Java is asked, which takes 6 ms for the pid, 10 ms for the terminal
 * and a tenth of a second for the first management bean: much of the time in which a server starts.
 */
public final class SystemOperatingSystem implements OperatingSystem {
  /**
   * Maximum number of bytes that are read of a file. The fields that are needed come before that.
   */
  private static final int PAGE = 4096;

  @Override
  public long pid() {
    var self = link("/proc/self");
    return self != null ? Long.parseLong(self) : ProcessHandle.current().pid();
  }

  @Override
  public String describe() {
    var machine = System.getProperty("os.arch");
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + ("amd64".equals(machine) ? "x86_64" : machine); // Java has a name of its own for it
  }

  @Override
  @SuppressWarnings("SystemConsoleNull") // it is null where input or output is no terminal
  public boolean isTerminal() {
    var output = link("/proc/self/fd/1");
    if (output != null) {
      return output.startsWith("/dev/pts/")
          || output.startsWith("/dev/tty")
          || output.equals("/dev/console");
    }
    var console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public String executable() {
    var launcher = System.getProperty("eightweeks.launcher"); // the script that started this JVM
    var self = launcher != null ? launcher : link("/proc/self/exe");
    return self != null ? self : "";
  }

  @Override
  public String workingDirectory() {
    return System.getProperty("user.dir");
  }

  @Override
  public @Nullable String environment(String name) {
    return System.getenv(name);
  }

  /** Returns the first 4096 bytes of a file under /proc as text; null if there is no such file. */
  public static @Nullable String read(String path) {
    try (var file = new FileInputStream(path)) {
      var page = new byte[PAGE];
      int length = file.read(page); // the kernel gives all that fits at once
      return length < 0 ? null : new String(page, 0, length, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return null; // another system than Linux
    }
  }

  /** Returns the target of a symbolic link; null if there is no such link. */
  private static @Nullable String link(String path) {
    try {
      return Files.readSymbolicLink(Path.of(path)).toString();
    } catch (IOException | UnsupportedOperationException _) {
      return null; // another system than Linux
    }
  }

  @Override
  public void print(String text) {
    System.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  /** Writes to standard error, for messages before there is a log. */
  public void printError(String text) {
    System.err.print(text);
    System.err.flush();
  }

  /** Returns all bytes of standard input, when it has ended. */
  public byte[] readStandardInput() throws IOException {
    return System.in.readAllBytes();
  }

  /**
   * Leaves the terminal, as the launcher has prepared it: input and output are empty from now on.
   *
   * @return false if no launcher waits for that
   */
  public boolean daemonize() throws IOException {
    var pipe = System.getProperty("eightweeks.daemon"); // the launcher reads what is said until now
    if (pipe == null) {
      return false;
    }
    Files.delete(Path.of(pipe));
    System.in.close(); // the JVM puts the null device in the place of these three
    System.out.close();
    System.err.close();
    return true;
  }

  @Override
  public void onTermination(TerminationHandler handler) {
    Signals.onTermination(handler);
  }
}
