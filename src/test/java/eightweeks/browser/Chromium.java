package eightweeks.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with a profile of its own, and the connection to it. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

  private final Path profile;
  private final Process process;
  private final DevTools tools;

  private Chromium(Path profile, Process process, DevTools tools) {
    this.profile = profile;
    this.process = process;
    this.tools = tools;
  }

  /** Returns the path of this machine's Chromium, or null. */
  static @Nullable Path find() {
    for (var name : NAMES) {
      for (var folder : System.getenv().getOrDefault("PATH", "").split(":")) {
        var program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return program;
        }
      }
    }
    return null;
  }

  /** Starts it. */
  static Chromium start(Path program) throws IOException {
    var profile = Files.createTempDirectory("eightweeks-browser");
    var process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                // It shows files of this project alone, and as root it has no other way.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--disable-sync",
                "--hide-scrollbars",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    try {
      var output = process.inputReader(StandardCharsets.UTF_8);
      var address = address(output);
      Thread.ofVirtual().start(() -> drain(output));
      return new Chromium(profile, process, new DevTools(address));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static URI address(BufferedReader output) throws IOException {
    var said = new StringBuilder();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      var match = LISTENING.matcher(line);
      if (match.find()) {
        return URI.create(match.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("Chromium ended before it was ready:\n" + said);
  }

  /** Reads what it says later, so that it never waits for a reader. */
  private static void drain(BufferedReader output) {
    try {
      while (output.readLine() != null) {
        // nothing of it matters
      }
    } catch (IOException _) {
      // closed with the process
    }
  }

  DevTools tools() {
    return tools;
  }

  @Override
  public void close() {
    tools.close();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException _) {
      // A process that is still ending writes there; the system clears its temporary files.
    }
  }
}
