package eightweeks.week1.listening;

import eightweeks.week1.config.DirectiveException;
import eightweeks.week1.eventloop.Connection;
import eightweeks.week1.eventloop.Endpoint;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A type of connection: {@code tcp}, {@code unix}, and in week 6 {@code tls}.
 *
 * <p>Answers to {@code connection.h: ConnectionType}.
 *
 * <p>When you add a type: implement this interface; add it to {@link Listeners#types} while your
 * feature is installed; if clients can reach it at a port, declare a directive for the port and
 * call {@link Listeners#add}. Nothing else in the server knows which types there are: it reads and
 * writes a {@link Connection}.
 */
public interface ConnectionType {
  /** Returns the name, in lower case: INFO and the log show it. */
  String name();

  /**
   * Makes the type ready for use with the current configuration. Called when CONFIG SET changes a
   * directive that needs the type; at start, a type makes itself ready.
   *
   * @throws DirectiveException if the configuration cannot be used; the log says why
   */
  default void prepare() throws DirectiveException {}

  /**
   * Returns the connection to use for a socket that a listener has accepted.
   *
   * <p>A type with a handshake performs it while the connection is read. Until it is complete,
   * {@link Connection#write} writes nothing and returns 0.
   */
  Connection accept(Connection socket);

  /**
   * Starts to connect to another server. WRITABLE fires while the attempt goes on, and {@link
   * Connection#finishConnect} returns true when it is complete, a handshake included.
   *
   * @param from the local address to use, or null for any
   * @throws IOException if the attempt fails at once
   */
  Connection connect(Endpoint to, @Nullable Endpoint from) throws IOException;
}
