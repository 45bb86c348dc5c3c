package eightweeks.site;

import java.io.Serial;
import java.util.List;

/** Something in the documents that has to be mended; each message is a sentence that says what. */
final class SiteException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  SiteException(String message) {
    super(message);
  }

  /** What is to be mended. */
  String what() {
    var message = getMessage();
    return message == null ? "" : message;
  }

  /** Several at once, a line each. */
  static SiteException of(List<String> messages) {
    return new SiteException(String.join("\n", messages));
  }
}
