package eightweeks.cli.prompt;

import eightweeks.cli.command.CommandRunner;
import eightweeks.cli.command.CommandTraits;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliEnvironment;
import eightweeks.cli.environment.Output;
import eightweeks.cli.format.OutputMode;
import eightweeks.cli.help.HelpTopics;
import eightweeks.cli.text.ArgumentSplitter;
import eightweeks.cli.text.Decimals;
import eightweeks.cli.text.Words;
import java.util.List;
import java.util.Locale;

/**
 * The prompt: reads a line, runs it and shows what comes back, until the user leaves.
 *
 * <p>Some words are the client's own: {@code quit}, {@code exit}, {@code connect host port}, {@code
 * clear}, {@code help}, {@code :set}, and a number before a command, which repeats it. All others
 * go to the server.
 *
 * <p>While subscribed, the prompt steps back and messages are shown as they come, until the user
 * types.
 *
 * <p>Answers to redis-cli.c: repl(), cliWaitForMessagesOrStdin().
 */
public final class Repl {
  private static final int SLOW_MILLIS = 500;
  private static final int LOOK_MILLIS = 20;

  private final CliEnvironment surroundings;
  private final Session session;
  private final CommandRunner runner;
  private final LineInput input;
  private final Output out;
  private final Preferences preferences;
  private final HistoryFile history;

  public Repl(CliEnvironment surroundings, Session session, CommandRunner runner, LineInput input) {
    this.surroundings = surroundings;
    this.session = session;
    this.runner = runner;
    this.input = input;
    this.out = session.out;
    this.preferences = new Preferences(out);
    boolean person = surroundings.terminalIn();
    this.history =
        new HistoryFile(
            person ? surroundings.dotFile("REDISCLI_HISTFILE", ".rediscli_history") : null);
  }

  public void run() {
    session.interactive = true;
    session.connect(false);
    if (surroundings.terminalIn()) {
      runner.help().load();
      history.lines().forEach(input::remember);
      preferences.load(surroundings.dotFile("REDISCLI_RCFILE", ".redisclirc"));
      input.adviser(new TypingHelp(runner.help(), preferences));
      input.onInterrupt(this::interrupted);
    }
    while (true) {
      out.flush();
      byte[] line = input.readLine(session.prompt());
      if (line == null) {
        if (!session.subscribed) {
          return;
        }
        session.subscribed = false; // first Ctrl-C: out of the messages, back to the prompt
        if (!session.reconnect(false)) {
          return;
        }
      } else if (line.length > 0 && !obey(line)) {
        return;
      }
      if (session.subscribed) {
        showMessagesUntilTyping();
      }
    }
  }

  /** Returns false if the user wants to leave. */
  private boolean obey(byte[] line) {
    List<byte[]> words = ArgumentSplitter.split(line);
    if (words == null) {
      out.println("Invalid argument(s)");
      remember(line);
      return true;
    }
    if (words.isEmpty()) {
      return true;
    }
    long times = 1;
    List<byte[]> command = words;
    if (words.size() > 1 && isNumber(words.getFirst())) {
      times = Words.leadingNumber(Words.text(words.getFirst()));
      if (times <= 0 || times == Long.MAX_VALUE) {
        out.println("Invalid redis-cli repeat command option value.");
        return true;
      }
      command = words.subList(1, words.size());
    }
    if (!CommandTraits.isSensitive(command)) {
      remember(line);
    }
    return obey(words, command, times);
  }

  private boolean obey(List<byte[]> words, List<byte[]> command, long times) {
    byte[] first = words.getFirst();
    if (Words.is(first, "quit") || Words.is(first, "exit")) {
      return false;
    }
    if (first.length > 0 && first[0] == ':') {
      preferences.set(words, "");
    } else if (Words.is(first, "restart")) {
      out.println("Use 'restart' only in Lua debugging mode.");
    } else if (Words.is(first, "connect") && words.size() == 3) {
      session.host = Words.text(words.get(1));
      session.port = Words.leadingInt(Words.text(words.get(2)));
      session.reconnect(false);
    } else if (Words.is(first, "clear") && words.size() == 1) {
      input.clearScreen();
    } else {
      long start = surroundings.clock().millis();
      runner.run(command, times);
      long elapsed = surroundings.clock().millis() - start;
      if (elapsed >= SLOW_MILLIS && session.options.output == OutputMode.STANDARD) {
        out.print("(").print(Decimals.of(elapsed / 1000.0, 2)).println("s)");
      }
    }
    return true;
  }

  private static boolean isNumber(byte[] word) {
    int start = word.length > 1 && (word[0] == '-' || word[0] == '+') ? 1 : 0;
    for (int i = start; i < word.length; i++) {
      if (word[i] < '0' || word[i] > '9') {
        return false;
      }
    }
    return word.length > 0;
  }

  private void remember(byte[] line) {
    String text = Words.text(line);
    if (surroundings.terminalIn() && history.add(text)) {
      input.remember(text);
    }
  }

  /** Ctrl-C while a command runs: ends a stream of messages, or the client. */
  private void interrupted() {
    if (!runner.abortStream()) {
      Runtime.getRuntime().halt(1);
    }
  }

  private void showMessagesUntilTyping() {
    boolean notice = session.options.output != OutputMode.RAW && surroundings.personReads();
    boolean shown = false;
    while (session.subscribed) {
      try {
        if (session.connection().hasBuffered() || session.connection().await(LOOK_MILLIS)) {
          hide(shown);
          shown = false;
          runner.showMessage();
          continue;
        }
      } catch (java.io.IOException _) {
        hide(shown);
        if (runner.wasAborted()) {
          session.reconnect(false);
        } else {
          runner.showMessage(); // fails as the look did, and tells
        }
        return;
      }
      if (notice && !shown) {
        notice();
        shown = true;
      }
      if (input.awaitTyping(1)) {
        hide(shown);
        return;
      }
    }
  }

  private void notice() {
    String text = "Reading messages... (press Ctrl-C to quit or any key to type command)\r";
    if (surroundings.colours()) {
      out.print("\u001b[1;90m").print(text).print("\u001b[0m").flush();
    } else {
      out.print(text).flush();
    }
  }

  /** Takes the notice off the screen. */
  private void hide(boolean shown) {
    if (shown) {
      out.print("\u001b[K").flush();
    }
  }

  /** Hints and completions for the line editor. */
  private record TypingHelp(HelpTopics help, Preferences preferences) implements LineInput.Adviser {
    @Override
    public String hint(String typed) {
      String hint = preferences.hints() ? help.hint(typed) : "";
      boolean spaced = typed.isEmpty() || Words.isSpace(typed.charAt(typed.length() - 1));
      return hint.isEmpty() || spaced ? hint : " " + hint;
    }

    @Override
    public List<String> completions(String typed) {
      String lower = typed.toLowerCase(Locale.ROOT);
      int start = 0;
      if (lower.startsWith("help ")) {
        start = 5;
        while (start < typed.length() && Words.isSpace(typed.charAt(start))) {
          start++;
        }
      }
      String before = typed.substring(0, start);
      return help.startingWith(typed.substring(start), start > 0).stream()
          .map(name -> before + name)
          .toList();
    }
  }
}
