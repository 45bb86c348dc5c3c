package eightweeks.week1.eventloop;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A listening socket. It never blocks. */
public abstract class Listener extends Channel {
  /**
   * Accepts the next connection that waits.
   *
   * @return null if none waits
   * @throws IOException if the system fails, for example for lack of descriptors
   */
  public abstract @Nullable Connection accept() throws IOException;

  /** Returns the address on which it listens; the port is the real one even if 0 was asked for. */
  public abstract Endpoint local();
}
