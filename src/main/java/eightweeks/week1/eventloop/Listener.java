package eightweeks.week1.eventloop;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A socket that others connect to. Never blocks. */
public abstract class Listener extends Channel {
  /**
   * Takes the next connection that waits.
   *
   * @return null if none waits
   * @throws IOException if the system cannot give one, for example for lack of descriptors
   */
  public abstract @Nullable Connection accept() throws IOException;

  /** Where it listens; the port is the real one even if 0 was asked for. */
  public abstract Endpoint local();
}
