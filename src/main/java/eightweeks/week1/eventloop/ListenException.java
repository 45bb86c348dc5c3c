package eightweeks.week1.eventloop;

import java.io.IOException;

/**
 * An address that cannot be listened on, with the reason apart from the text, because Redis treats
 * the reasons differently: {@code server.c: listenToPort()} goes on without an address that is not
 * ours if it was marked as optional, goes on without a whole family that the system does not have,
 * and gives up on everything else.
 */
public final class ListenException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Somebody listens there already. */
    IN_USE,
    /** The address belongs to no interface of this machine. */
    NOT_AVAILABLE,
    /** The system has no such family of addresses, for example no IPv6. */
    UNSUPPORTED,
    /** Anything else: no permission, no such name, no such folder. */
    OTHER
  }

  private final Reason reason;

  /**
   * @param message in the words of {@code anet.c}: {@code bind: Address already in use}
   */
  public ListenException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
