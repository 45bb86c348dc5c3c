package eightweeks.site;

import eightweeks.cli.prompt.Dialogue;
import eightweeks.harness.TestClient;
import eightweeks.harness.TestServer;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The example sessions of the command pages: {@code src/site/commands/examples.txt}.
 *
 * <p>A line {@code = SET} begins the example of a command, {@code > } is typed, the rest is what
 * redis-cli shows. A test runs them all.
 */
final class CommandExamples {
  static final String FILE = "src/site/commands/examples.txt";

  /** A line that is typed and what redis-cli shows for it. */
  record Step(String line, String shown) {}

  private final Map<String, List<Step>> byCommand = new LinkedHashMap<>();

  private CommandExamples() {}

  static CommandExamples read(Path root) {
    var examples = new CommandExamples();
    List<Step> steps = new ArrayList<>();
    for (var text : Place.lines(root.resolve(FILE))) {
      if (text.startsWith("= ")) {
        steps = new ArrayList<>();
        examples.byCommand.put(text.substring(2), steps);
      } else if (text.startsWith("> ")) {
        steps.add(new Step(text.substring(2), ""));
      } else if (!text.startsWith("#") && !text.isBlank()) {
        var last = steps.removeLast();
        steps.add(new Step(last.line, last.shown + text + "\n"));
      }
    }
    return examples;
  }

  /** Returns the steps of a command's example; none if it has none. */
  List<Step> of(String command) {
    return byCommand.getOrDefault(command, List.of());
  }

  Map<String, List<Step>> all() {
    return byCommand;
  }

  /**
   * Returns the bytes that a new server replies to each line of an example.
   *
   * @param protocol the version of RESP, 2 or 3
   */
  static List<String> replies(List<Step> steps, int protocol) {
    var client = TestServer.start().connect();
    if (protocol == 3) {
      client.call("HELLO", "3");
    }
    return steps.stream().map(step -> send(client, step.line)).toList();
  }

  private static String send(TestClient client, String line) {
    var request = Dialogue.request(Ascii.bytes(line));
    if (request == null) {
      throw new SiteException(FILE + ": the quotes of this line do not match: " + line);
    }
    return client.send(request).reply();
  }

  /** Returns a reply as redis-cli shows it. */
  static String shown(String reply) {
    try {
      return Ascii.text(Dialogue.shown(Ascii.bytes(reply)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
