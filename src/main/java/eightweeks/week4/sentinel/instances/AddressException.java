package eightweeks.week4.sentinel.instances;

/** An instance cannot be added, and why, in Redis's words. */
public final class AddressException extends Exception {
  private static final long serialVersionUID = 1;

  AddressException(String reason) {
    super(reason);
  }

  /** Returns the reason, for users. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
