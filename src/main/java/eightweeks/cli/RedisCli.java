package eightweeks.cli;

import eightweeks.cli.command.CommandRunner;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.CliCommandLine;
import eightweeks.cli.environment.CliEnvironment;
import eightweeks.cli.environment.Exit;
import eightweeks.cli.environment.Output;
import eightweeks.cli.environment.Terminals;
import eightweeks.cli.modes.Tools;
import eightweeks.cli.options.OptionParser;
import eightweeks.cli.options.Options;
import eightweeks.cli.prompt.LineInput;
import eightweeks.cli.prompt.PlainInput;
import eightweeks.cli.prompt.Repl;
import eightweeks.cli.text.ArgumentSplitter;
import eightweeks.cli.text.Words;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * redis-cli: sends the command on the command line and shows the reply, runs one of the tools, or
 * shows a prompt.
 *
 * <p>Exit codes: 0 for success, 1 for a wrong option, a failed connection, or (with {@code -e}) an
 * error reply.
 *
 * <p>Answers to redis-cli.c: main(), noninteractive().
 */
public final class RedisCli {
  private final CliEnvironment surroundings;

  RedisCli(CliEnvironment surroundings) {
    this.surroundings = surroundings;
  }

  public static void main(String[] arguments) {
    var surroundings =
        new CliEnvironment(
            System.getenv(),
            System.in,
            new Output(new FileOutputStream(FileDescriptor.out)),
            new Output(new FileOutputStream(FileDescriptor.err)),
            CliClock.system(),
            Terminals.isTerminal(0),
            Terminals.isTerminal(1),
            true);
    int code = new RedisCli(surroundings).run(CliCommandLine.bytes(arguments));
    System.exit(code);
  }

  /** Runs what the command line asks for; returns the exit code. */
  int run(List<byte[]> arguments) {
    int code;
    try {
      code = serve(OptionParser.parse(surroundings, arguments));
    } catch (Exit exit) {
      code = exit.code;
    }
    try {
      surroundings.out().flush();
      surroundings.err().flush();
    } catch (Exit exit) {
      code = exit.code;
    }
    return code;
  }

  private int serve(Options options) {
    var session = new Session(options, surroundings.out(), surroundings.err());
    if (options.askPassword) {
      byte[] password = lineInput().readPassword("Please input password: ");
      if (password != null) {
        session.password(password);
      }
    }
    if (options.mode != Options.Mode.COMMAND) {
      return new Tools(surroundings, session).run();
    }
    var runner = new CommandRunner(session, surroundings.clock());
    if (options.evalFile != null) {
      return session.connect(false) ? runOnce(runner, session, evalCommand(options)) : 1;
    }
    if (options.command.isEmpty()) {
      new Repl(surroundings, session, runner, lineInput()).run();
      return 0;
    }
    List<byte[]> command = completed(options);
    return command == null ? 1 : runOnce(runner, session, command);
  }

  private static int runOnce(CommandRunner runner, Session session, List<byte[]> command) {
    boolean done = runner.run(command, session.options.repeat);
    while (session.subscribed && runner.showMessage()) {
      // Each message has been shown.
    }
    return done ? 0 : 1;
  }

  /**
   * Returns the command with quotes taken away and standard input put in, as the options say; or
   * null.
   */
  private @Nullable List<byte[]> completed(Options options) {
    var command = new ArrayList<byte[]>(options.command.size() + 1);
    for (byte[] word : options.command) {
      byte[] unquoted = options.quotedInput ? ArgumentSplitter.unquote(word) : word;
      if (unquoted == null) {
        surroundings.out().println("Invalid quoted string");
        return null;
      }
      command.add(unquoted);
    }
    if (options.lastArgumentFromInput) {
      command.add(allInput());
    } else if (options.taggedArgumentFromInput != null) {
      int tag = 0;
      while (tag < command.size()
          && !Words.text(command.get(tag)).equals(options.taggedArgumentFromInput)) {
        tag++;
      }
      if (tag == command.size()) {
        surroundings.err().println("Using -X option but stdin tag not match.");
        return null;
      }
      command.set(tag, allInput());
    }
    return command;
  }

  private byte[] allInput() {
    try {
      return surroundings.in().readAllBytes();
    } catch (IOException e) {
      surroundings.err().println("Reading from standard input: " + e.getMessage());
      throw new Exit(1);
    }
  }

  /**
   * EVAL with the script of the file; on the command line a comma separates the keys from the
   * arguments.
   */
  private List<byte[]> evalCommand(Options options) {
    String file = String.valueOf(options.evalFile);
    byte[] script;
    try (InputStream in = new java.io.FileInputStream(file)) {
      script = in.readAllBytes();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      int reason = message.lastIndexOf('('); // "x.lua (No such file or directory)"
      String why = reason < 0 ? message : message.substring(reason + 1, message.length() - 1);
      surroundings.err().println("Can't open file '" + file + "': " + why);
      throw new Exit(1);
    }
    var keys = new ArrayList<byte[]>();
    var arguments = new ArrayList<byte[]>();
    boolean comma = false;
    for (byte[] word : options.command) {
      if (!comma && Words.is(word, ",")) {
        comma = true;
      } else {
        (comma ? arguments : keys).add(word);
      }
    }
    var command = new ArrayList<byte[]>();
    command.add(Words.bytes("EVAL"));
    command.add(script);
    command.add(Words.bytes(Integer.toString(keys.size())));
    command.addAll(keys);
    command.addAll(arguments);
    return command;
  }

  /**
   * Returns the line editor where a person sits at a terminal that can do it and the library is
   * there.
   */
  private LineInput lineInput() {
    String terminal = surroundings.environment().getOrDefault("TERM", "");
    boolean simple =
        terminal.equals("dumb") || terminal.equals("cons25") || terminal.equals("emacs");
    if (surroundings.terminalIn() && surroundings.terminalOut() && !simple) {
      try {
        // By name, so that everything else compiles and runs without the library.
        return Class.forName("eightweeks.cli.prompt.LineEditor")
            .asSubclass(LineInput.class)
            .getDeclaredConstructor()
            .newInstance();
      } catch (ReflectiveOperationException | LinkageError e) {
        surroundings.err().println("No line editing: " + String.valueOf(e.getMessage())).flush();
      }
    }
    return new PlainInput(surroundings.in(), surroundings.out(), surroundings.terminalIn());
  }
}
