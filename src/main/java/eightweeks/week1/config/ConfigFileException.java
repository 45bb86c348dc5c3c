package eightweeks.week1.config;

/**
 * A configuration with which the server does not start. The message is what the operator gets to
 * see, complete and over several lines; to print it and to end is up to who started the server.
 */
public final class ConfigFileException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean forLog;

  private ConfigFileException(String text, boolean forLog) {
    super(text);
    this.forLog = forLog;
  }

  /** A line that cannot be taken. */
  static ConfigFileException atLine(String version, int number, String line, String reason) {
    return new ConfigFileException(
        head(version)
            + "Reading the configuration file, at line "
            + number
            + "\n>>> '"
            + line
            + "'\n"
            + reason
            + "\n",
        false);
  }

  /** Something wrong with the whole. */
  static ConfigFileException overall(String version, String reason) {
    return new ConfigFileException(head(version) + reason + "\n", false);
  }

  /** A file that cannot be read. */
  static ConfigFileException unreadable(String file, String reason) {
    return new ConfigFileException(
        "Fatal error, can't open config file '" + file + "': " + reason, true);
  }

  private static String head(String version) {
    return "\n*** FATAL CONFIG FILE ERROR (Redis " + version + ") ***\n";
  }

  /** What the operator gets to see. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** Whether the text is a line for the log; otherwise it goes to standard error as it is. */
  public boolean isForLog() {
    return forLog;
  }
}
