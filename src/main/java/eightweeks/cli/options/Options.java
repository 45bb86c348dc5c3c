package eightweeks.cli.options;

import eightweeks.cli.connection.Session;
import eightweeks.cli.format.CsvFormatter;
import eightweeks.cli.format.JsonFormatter;
import eightweeks.cli.format.OutputMode;
import eightweeks.cli.format.RawFormatter;
import eightweeks.cli.format.ReplyFormatter;
import eightweeks.cli.format.TerminalFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line. {@link OptionParser} fills it in and no code changes it
 * afterwards; what changes while the client runs (address after a redirection, selected database)
 * is the {@link Session}'s.
 *
 * <p>Answers to redis-cli.c: struct config.
 */
public final class Options {
  /** The tool to run. If several are requested, the first in this order runs. */
  public enum Mode {
    LATENCY_HISTORY,
    LATENCY,
    LATENCY_DISTRIBUTION,
    REPLICA,
    RDB,
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

  /** The protocol to ask the server for. */
  public enum Protocol {
    /** As the server starts: RESP2. */
    UNSAID,
    /** RESP3 if the server has it, because JSON looks better; otherwise RESP2. */
    RESP3_IF_POSSIBLE,
    RESP3
  }

  // The server.
  public String host = "127.0.0.1";
  public int port = 6379;
  @Nullable public String socketPath;
  public byte @Nullable [] user;
  public byte @Nullable [] password;
  public boolean askPassword;
  boolean noAuthWarning;
  public int database;
  public boolean resp2;
  public Protocol protocol = Protocol.UNSAID;
  public boolean cluster;

  // TLS.
  public boolean tls;
  public boolean tlsInsecure;
  @Nullable public String tlsServerName;
  @Nullable public String tlsCaFile;
  @Nullable public String tlsCaDirectory;
  @Nullable public String tlsCertificateFile;
  @Nullable public String tlsKeyFile;

  // How replies are shown.
  public OutputMode output = OutputMode.STANDARD;
  public boolean showPushes;
  byte[] itemDelimiter = {'\n'};
  byte[] replyDelimiter = {'\n'};
  public boolean exitCodeOnError;
  boolean verbose;

  // The command.
  public List<byte[]> command = List.of();
  public long repeat = 1;
  public long intervalMicros;
  public boolean lastArgumentFromInput;
  @Nullable public String taggedArgumentFromInput;
  public boolean quotedInput;
  @Nullable public String evalFile;

  // The tools.
  public Mode mode = Mode.COMMAND;
  public boolean monochrome;
  public int pipeTimeoutSeconds = 30;

  /** Where --rdb writes the snapshot; "-" is standard output. */
  public String rdbFile = "";

  public int memorySamples;
  public byte @Nullable [] pattern;
  public int count = 10;
  public int intrinsicLatencySeconds;

  public ReplyFormatter formatter() {
    return switch (output) {
      case STANDARD -> new TerminalFormatter();
      case RAW -> new RawFormatter(itemDelimiter, replyDelimiter);
      case CSV -> new CsvFormatter();
      case JSON -> new JsonFormatter(false);
      case QUOTED_JSON -> new JsonFormatter(true);
    };
  }

  /** Returns the format of replies such as INFO: their bytes, without a delimiter behind them. */
  public ReplyFormatter verbatimFormatter() {
    return new RawFormatter(itemDelimiter, RawFormatter.NOTHING);
  }
}
