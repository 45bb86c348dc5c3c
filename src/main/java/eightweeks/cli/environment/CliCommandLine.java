package eightweeks.cli.environment;

import eightweeks.cli.text.ByteBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of {@code main} as the bytes that the shell gave.
 *
 * <p>The JVM decodes arguments with the locale's charset, and in the C locale everything beyond
 * ASCII is lost. Redis keys are bytes. So where an argument is not plain ASCII, the kernel is asked
 * for the original ({@code /proc/self/cmdline}), and UTF-8 is assumed where there is no such
 * kernel.
 */
public final class CliCommandLine {
  private CliCommandLine() {}

  public static List<byte[]> bytes(String[] arguments) {
    var words = new ArrayList<byte[]>(arguments.length);
    boolean ascii = true;
    for (String argument : arguments) {
      byte[] word = argument.getBytes(StandardCharsets.UTF_8);
      words.add(word);
      ascii &= word.length == argument.length();
    }
    return ascii ? words : fromKernel(words);
  }

  private static List<byte[]> fromKernel(List<byte[]> decoded) {
    byte[] all;
    try {
      all = Files.readAllBytes(Path.of("/proc/self/cmdline"));
    } catch (IOException _) {
      return decoded; // not a Linux: what the JVM decoded is all there is
    }
    var words = new ArrayList<byte[]>();
    var word = new ByteBuilder();
    for (byte b : all) {
      if (b != 0) {
        word.add(b);
      } else {
        words.add(word.toBytes());
        word.cut(0);
      }
    }
    return words.size() < decoded.size()
        ? decoded
        : words.subList(words.size() - decoded.size(), words.size());
  }
}
