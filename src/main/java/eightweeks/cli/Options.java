package eightweeks.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for. {@link OptionParser} fills it in and nobody changes it
 * afterwards; what changes while the client runs (address after a redirection, selected database)
 * is the {@link Session}'s.
 *
 * <p>Answers to redis-cli.c: struct config.
 */
final class Options {
  /** What the client does. Where several tools are asked for, the first of this order is meant. */
  enum Mode {
    LATENCY_HISTORY,
    LATENCY,
    LATENCY_DISTRIBUTION,
    PIPE,
    BIG_KEYS,
    MEMORY_KEYS,
    HOT_KEYS,
    STAT,
    SCAN,
    INTRINSIC_LATENCY,
    /** No tool: the command of the command line, a script, or the prompt. */
    COMMAND
  }

  /** Which protocol to ask the server for. */
  enum Protocol {
    /** As the server starts: RESP2. */
    UNSAID,
    /** RESP3 would be nice (JSON looks better), but its absence is no error. */
    RESP3_IF_POSSIBLE,
    RESP3
  }

  // The server.
  String host = "127.0.0.1";
  int port = 6379;
  @Nullable String socketPath;
  byte @Nullable [] user;
  byte @Nullable [] password;
  boolean askPassword;
  boolean noAuthWarning;
  int database;
  boolean resp2;
  Protocol protocol = Protocol.UNSAID;
  boolean cluster;

  // TLS.
  boolean tls;
  boolean tlsInsecure;
  @Nullable String tlsServerName;
  @Nullable String tlsCaFile;
  @Nullable String tlsCaDirectory;
  @Nullable String tlsCertificateFile;
  @Nullable String tlsKeyFile;

  // How replies are shown.
  OutputMode output = OutputMode.STANDARD;
  boolean showPushes;
  byte[] itemDelimiter = RawFormatter.NEWLINE;
  byte[] replyDelimiter = RawFormatter.NEWLINE;
  boolean exitCodeOnError;
  boolean verbose;

  // The command.
  List<byte[]> command = List.of();
  long repeat = 1;
  long intervalMicros;
  boolean lastArgumentFromInput;
  @Nullable String taggedArgumentFromInput;
  boolean quotedInput;
  @Nullable String evalFile;

  // The tools.
  Mode mode = Mode.COMMAND;
  boolean monochrome;
  int pipeTimeoutSeconds = 30;
  int memorySamples;
  byte @Nullable [] pattern;
  int count = 10;
  int intrinsicLatencySeconds;

  ReplyFormatter formatter() {
    return switch (output) {
      case STANDARD -> new TerminalFormatter();
      case RAW -> new RawFormatter(itemDelimiter, replyDelimiter);
      case CSV -> new CsvFormatter();
      case JSON -> new JsonFormatter(false);
      case QUOTED_JSON -> new JsonFormatter(true);
    };
  }

  /** INFO and its like are written as they come, without even the delimiter behind. */
  ReplyFormatter verbatimFormatter() {
    return new RawFormatter(itemDelimiter, RawFormatter.NOTHING);
  }
}
