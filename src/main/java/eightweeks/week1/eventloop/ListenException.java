package eightweeks.week1.eventloop;

import java.io.IOException;

/**
 * Thrown if an address cannot be listened on. The reason is separate from the text, because Redis
 * treats the reasons differently: {@code server.c: listenToPort()} goes on without an optional
 * address that this machine does not have, and without a family that the system does not have.
 * Everything else is an error.
 */
public final class ListenException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why the address cannot be listened on. */
  public enum Reason {
    /** Another socket listens there already. */
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
