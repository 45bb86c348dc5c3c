package eightweeks.week1.connection;

import eightweeks.week1.resp.CommandError;

/**
 * Checks the names of clients: a name must not break the line of CLIENT LIST.
 *
 * <p>Answers to {@code networking.c: validateClientAttr()}.
 */
public final class ClientNames {
  private static final CommandError BAD_NAME =
      new CommandError("ERR Client names cannot contain spaces, newlines or special characters.");

  private ClientNames() {}

  /**
   * Returns the given name.
   *
   * @throws CommandError if the name has a character outside '!' to '~'
   */
  public static String checked(String name) {
    if (!isPlain(name)) {
      throw BAD_NAME;
    }
    return name;
  }

  /** Returns whether a text has only characters from '!' to '~'. */
  public static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= '!' && c <= '~');
  }
}
