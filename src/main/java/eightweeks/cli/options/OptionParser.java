package eightweeks.cli.options;

import eightweeks.cli.environment.CliEnvironment;
import eightweeks.cli.environment.Exit;
import eightweeks.cli.format.OutputMode;
import eightweeks.cli.text.ArgumentSplitter;
import eightweeks.cli.text.Words;
import java.util.List;

/**
 * Reads the command line into {@link Options}: options first, then the command.
 *
 * <p>The first word that is no option begins the command; what follows belongs to it even if it
 * looks like an option. Ends the client ({@link Exit}) if an option is wrong or asks for help.
 *
 * <p>Answers to redis-cli.c: parseOptions(), parseEnv().
 */
public final class OptionParser {
  private final CliEnvironment surroundings;
  private final List<byte[]> words;
  private final Options options = new Options();
  private int at;

  private OptionParser(CliEnvironment surroundings, List<byte[]> words) {
    this.surroundings = surroundings;
    this.words = words;
  }

  public static Options parse(CliEnvironment surroundings, List<byte[]> words) {
    return new OptionParser(surroundings, words).parse();
  }

  private Options parse() {
    boolean person = surroundings.personReads();
    options.output = person ? OutputMode.STANDARD : OutputMode.RAW;
    options.showPushes = person;
    while (at < words.size()) {
      byte[] word = words.get(at);
      if (word.length == 0 || word[0] != '-') {
        break;
      }
      String option = Words.text(word);
      boolean hasArgument = at + 1 < words.size();
      boolean known = flag(option) || (hasArgument && withArgument(option));
      if (!known) {
        throw fail("Unrecognized option or bad number of args for: '" + option + "'");
      }
      at++;
    }
    options.command = words.subList(at, words.size());
    check();
    fromEnvironment();
    return options;
  }

  /** Options that stand alone. */
  private boolean flag(String option) {
    switch (option) {
      case "-h" -> {
        if (at + 1 < words.size()) {
          return false; // with an argument it is the host
        }
        throw help();
      }
      case "--help" -> throw help();
      case "-v", "--version" -> {
        surroundings.out().println("redis-cli " + CliUsage.VERSION);
        throw new Exit(0);
      }
      case "-x" -> options.lastArgumentFromInput = true;
      case "-c" -> options.cluster = true;
      case "-e" -> options.exitCodeOnError = true;
      case "-2" -> options.resp2 = true;
      case "-3" -> options.protocol = Options.Protocol.RESP3;
      case "--no-auth-warning" -> options.noAuthWarning = true;
      case "--askpass" -> options.askPassword = true;
      case "--raw" -> options.output = OutputMode.RAW;
      case "--no-raw" -> options.output = OutputMode.STANDARD;
      case "--csv" -> options.output = OutputMode.CSV;
      case "--json" -> json(OutputMode.JSON);
      case "--quoted-json" -> json(OutputMode.QUOTED_JSON);
      case "--quoted-input" -> options.quotedInput = true;
      case "--verbose" -> options.verbose = true;
      case "--tls" -> options.tls = true;
      case "--insecure" -> options.tlsInsecure = true;
      case "--mono" -> options.monochrome = true;
      case "--latency" -> mode(Options.Mode.LATENCY);
      case "--latency-history" -> mode(Options.Mode.LATENCY_HISTORY);
      case "--latency-dist" -> mode(Options.Mode.LATENCY_DISTRIBUTION);
      case "--replica", "--slave" -> mode(Options.Mode.REPLICA);
      case "--pipe" -> mode(Options.Mode.PIPE);
      case "--bigkeys" -> mode(Options.Mode.BIG_KEYS);
      case "--memkeys" -> mode(Options.Mode.MEMORY_KEYS);
      case "--hotkeys" -> mode(Options.Mode.HOT_KEYS);
      case "--stat" -> mode(Options.Mode.STAT);
      case "--scan" -> mode(Options.Mode.SCAN);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Options that take the next word. */
  private boolean withArgument(String option) {
    byte[] bytes = words.get(at + 1);
    String argument = Words.text(bytes);
    switch (option) {
      case "-h" -> options.host = argument;
      case "-p" -> options.port = port(Words.leadingInt(argument));
      case "-s" -> options.socketPath = argument;
      case "-u" -> uri(argument);
      case "-a", "--pass" -> options.password = bytes;
      case "--user" -> options.user = bytes;
      case "-r" -> options.repeat = Words.leadingNumber(argument);
      case "-i" -> options.intervalMicros = micros(argument);
      case "-n" -> options.database = Words.leadingInt(argument);
      case "-X" -> options.taggedArgumentFromInput = argument;
      case "-d" -> options.itemDelimiter = bytes;
      case "-D" -> options.replyDelimiter = bytes;
      case "--show-pushes" -> showPushes(argument);
      case "--pattern" -> options.pattern = bytes;
      case "--quoted-pattern" -> quotedPattern(bytes);
      case "--count" -> options.count = Words.leadingInt(argument);
      case "--memkeys-samples" -> {
        mode(Options.Mode.MEMORY_KEYS);
        options.memorySamples = Words.leadingInt(argument);
      }
      case "--intrinsic-latency" -> {
        mode(Options.Mode.INTRINSIC_LATENCY);
        options.intrinsicLatencySeconds = Words.leadingInt(argument);
      }
      case "--rdb" -> {
        mode(Options.Mode.RDB);
        options.rdbFile = argument;
      }
      case "--pipe-timeout" -> options.pipeTimeoutSeconds = Words.leadingInt(argument);
      case "--eval" -> options.evalFile = argument;
      case "--sni" -> options.tlsServerName = argument;
      case "--cacert" -> options.tlsCaFile = argument;
      case "--cacertdir" -> options.tlsCaDirectory = argument;
      case "--cert" -> options.tlsCertificateFile = argument;
      case "--key" -> options.tlsKeyFile = argument;
      default -> {
        return false;
      }
    }
    at++;
    return true;
  }

  private void json(OutputMode mode) {
    options.output = mode;
    if (options.protocol == Options.Protocol.UNSAID) {
      options.protocol = Options.Protocol.RESP3_IF_POSSIBLE;
    }
  }

  private void mode(Options.Mode mode) {
    if (mode.compareTo(options.mode) < 0) {
      options.mode = mode;
    }
  }

  private void uri(String text) {
    RedisUri uri;
    try {
      uri = RedisUri.parse(text);
    } catch (IllegalArgumentException e) {
      throw fail(String.valueOf(e.getMessage()));
    }
    options.tls |= uri.tls();
    options.user = uri.user() != null ? uri.user() : options.user;
    options.password = uri.password() != null ? uri.password() : options.password;
    options.host = uri.host() != null ? uri.host() : options.host;
    options.port = uri.port() != null ? port(uri.port()) : options.port;
    options.database = uri.database() != null ? uri.database() : options.database;
  }

  private int port(int port) {
    if (port < 0 || port > 65535) {
      throw fail("Invalid server port.");
    }
    return port;
  }

  private static long micros(String seconds) {
    try {
      return (long) (Double.parseDouble(seconds) * 1_000_000);
    } catch (NumberFormatException _) {
      return Words.leadingNumber(seconds) * 1_000_000;
    }
  }

  private void showPushes(String argument) {
    char first = argument.isEmpty() ? ' ' : Character.toLowerCase(argument.charAt(0));
    if (first == 'y' || first == 'n') {
      options.showPushes = first == 'y';
    } else {
      surroundings
          .err()
          .println("Unknown --show-pushes value '" + argument + "' (valid: '[y]es', '[n]o')");
    }
  }

  private void quotedPattern(byte[] argument) {
    options.pattern = ArgumentSplitter.unquote(argument);
    if (options.pattern == null) {
      throw fail("Invalid quoted string specified for --quoted-pattern.");
    }
  }

  private void check() {
    if (options.socketPath != null && options.cluster) {
      throw fail("Options -c and -s are mutually exclusive.");
    }
    if (options.resp2 && options.protocol == Options.Protocol.RESP3) {
      throw fail("Options -2 and -3 are mutually exclusive.");
    }
    if (!options.noAuthWarning && options.password != null) {
      surroundings
          .err()
          .println(
              "Warning: Using a password with '-a' or '-u' option on the command line interface"
                  + " may not be safe.")
          .flush();
    }
    if (options.lastArgumentFromInput && options.taggedArgumentFromInput != null) {
      throw fail("Options -x and -X are mutually exclusive.");
    }
  }

  private void fromEnvironment() {
    String password = surroundings.environment().get("REDISCLI_AUTH");
    if (password != null && options.password == null) {
      options.password = Words.bytes(password);
    }
  }

  private Exit help() {
    surroundings.out().print(CliUsage.TEXT);
    return new Exit(0);
  }

  private Exit fail(String sentence) {
    surroundings.err().println(sentence);
    return new Exit(1);
  }
}
