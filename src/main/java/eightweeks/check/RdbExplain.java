package eightweeks.check;

import eightweeks.week1.world.DiskException;
import eightweeks.week1.world.RealDisk;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The program behind {@code bin/study rdb FILE}: prints an RDB file byte by byte, with what the
 * bytes mean.
 *
 * <p>The exit code is 0 if the file makes sense to its end, 1 otherwise.
 */
public final class RdbExplain {
  private static final int BUFFER = 64 * 1024;

  private RdbExplain() {}

  /** The program: a file, and {@code colours} if the output goes to a terminal. */
  public static void main(String[] arguments) {
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            false,
            StandardCharsets.UTF_8);
    boolean colours = arguments.length > 1 && arguments[1].equals("colours");
    int code = run(arguments[0], colours, out);
    out.flush();
    System.exit(code);
  }

  /** Prints the file; returns the exit code. */
  static int run(String path, boolean colours, PrintStream out) {
    try {
      var file = new RealDisk("").read(path);
      return new RdbAnatomy(file, new PiecePrinter(out, colours)).tell() ? 0 : 1;
    } catch (IOException e) {
      var reason = e instanceof DiskException known ? known.reason() : e.getMessage();
      out.println("Cannot read " + path + ": " + reason);
      return 1;
    }
  }
}
