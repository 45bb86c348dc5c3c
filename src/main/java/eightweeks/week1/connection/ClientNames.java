package eightweeks.week1.connection;

import eightweeks.week1.resp.CommandError;

/**
 * What clients may call themselves: nothing that would break the line of CLIENT LIST.
 *
 * <p>Answers to {@code networking.c: validateClientAttr()}.
 */
final class ClientNames {
  private static final CommandError BAD_NAME =
      new CommandError("ERR Client names cannot contain spaces, newlines or special characters.");

  private ClientNames() {}

  /**
   * The name itself.
   *
   * @throws CommandError if it has a character outside '!' to '~'
   */
  static String checked(String name) {
    if (!isPlain(name)) {
      throw BAD_NAME;
    }
    return name;
  }

  static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= '!' && c <= '~');
  }
}
