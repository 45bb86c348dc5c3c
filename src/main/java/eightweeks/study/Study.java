package eightweeks.study;

import eightweeks.study.course.CourseException;
import eightweeks.study.screen.Screen;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The program {@code bin/study}: reads the command line and runs a command.
 *
 * <p>Exit codes: 0 all is well, 1 something is not (a red check, a file that would be overwritten),
 * 2 a command line that means nothing.
 */
public final class Study {
  private static final int NOT_WELL = 1;

  private static final List<String> COMMANDS =
      List.of(
          "next",
          "start",
          "check",
          "watch",
          "hint",
          "solution",
          "reset",
          "serve",
          "diff",
          "measure",
          "trace",
          "rdb",
          "c",
          "journal",
          "progress",
          "doctor");

  private Study() {}

  /**
   * Runs a command.
   *
   * <p>System properties from the launcher: {@code eightweeks.home} is the repository's folder,
   * {@code eightweeks.terminals} has a 0 and a 1 where standard input and output are terminals.
   */
  public static void main(String[] words) {
    var root = Path.of(System.getProperty("eightweeks.home", ".")).toAbsolutePath().normalize();
    var terminals = System.getProperty("eightweeks.terminals", "");
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    boolean colours = terminals.contains("1") && System.getenv("NO_COLOR") == null;
    var screen = new Screen(out, in, colours, terminals.contains("0") && terminals.contains("1"));
    screen.typedIn(root, Path.of("").toAbsolutePath().normalize());
    int code = run(root, screen, Clock.systemUTC(), words);
    out.flush();
    // A test that did not end may still hold a thread.
    System.exit(code);
  }

  /** Runs a command and returns its exit code. */
  static int run(Path root, Screen screen, Clock clock, String... words) {
    var line = new CommandLine(new Commands(new Visit(root, screen, clock)));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(screen.isTerminal() ? Ansi.ON : Ansi.OFF));
    line.setOut(screen.writer()).setErr(screen.writer());
    // bin/study serve --port 7000: the option is the server's.
    line.getSubcommands()
        .forEach(
            (name, command) ->
                command.setUnmatchedOptionsArePositionalParams(name.equals("serve")));
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Study::commands);
    line.setExecutionExceptionHandler(
        (problem, _, _) -> {
          if (problem instanceof CourseException) {
            screen.say(String.valueOf(problem.getMessage()));
            return NOT_WELL;
          }
          throw problem;
        });
    return line.execute(helpAsked(words));
  }

  /** {@code help} and {@code help check} mean what {@code --help} and {@code check --help} do. */
  private static String[] helpAsked(String... words) {
    if (words.length == 0 || !words[0].equals("help")) {
      return words;
    }
    return words.length == 1 ? new String[] {"--help"} : new String[] {words[1], "--help"};
  }

  /** Returns the commands in the order in which a learner meets them. */
  private static String commands(CommandLine.Help help) {
    var rows = new LinkedHashMap<String, String>();
    for (var name : COMMANDS) {
      var command = help.subcommands().get(name);
      if (command != null) {
        rows.put(name, String.join(" ", command.commandSpec().usageMessage().description()));
      }
    }
    return help.createTextTable(rows).toString();
  }
}
