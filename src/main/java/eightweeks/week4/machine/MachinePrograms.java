package eightweeks.week4.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs that run as processes of the machine. A page, which has none, replaces this class. */
final class MachinePrograms implements Programs {
  @Override
  public ChildProcess start(List<String> words, String directory) throws IOException {
    var builder = new ProcessBuilder(words).directory(new File(directory)).inheritIO();
    return new RealProcess(builder.start());
  }

  @Override
  public boolean isExecutable(String path) {
    return Files.isExecutable(Path.of(path));
  }

  private record RealProcess(Process process) implements ChildProcess {
    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public @Nullable Integer status() {
      return process.isAlive() ? null : (Integer) process.exitValue();
    }

    @Override
    public void kill() {
      process.destroyForcibly();
    }
  }
}
