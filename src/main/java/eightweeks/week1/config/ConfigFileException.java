package eightweeks.week1.config;

/**
 * Thrown for a configuration with which the server does not start. The message is the complete text
 * for the operator, one line or several. The code that starts the server prints it and exits.
 */
public final class ConfigFileException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean forLog;

  private ConfigFileException(String text, boolean forLog) {
    super(text);
    this.forLog = forLog;
  }

  /** Returns the exception for a line that is wrong. */
  static ConfigFileException atLine(String version, int number, String line, String reason) {
    return new ConfigFileException(
        "%sReading the configuration file, at line %d\n>>> '%s'\n%s\n"
            .formatted(head(version), number, line, reason),
        false);
  }

  /** Returns the exception for a configuration that is wrong as a whole. */
  static ConfigFileException overall(String version, String reason) {
    return new ConfigFileException(head(version) + reason + "\n", false);
  }

  /** Returns the exception for a file that cannot be read; its text goes to the log. */
  static ConfigFileException unreadable(String file, String reason) {
    return new ConfigFileException(
        "Fatal error, can't open config file '" + file + "': " + reason, true);
  }

  private static String head(String version) {
    return "\n*** FATAL CONFIG FILE ERROR (Redis " + version + ") ***\n";
  }

  /** Returns the text for the operator. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /**
   * Returns whether the text is a line for the log; otherwise it goes to standard error as it is.
   */
  public boolean isForLog() {
    return forLog;
  }
}
