package eightweeks.week1.listening;

import eightweeks.week1.eventloop.Endpoint;
import eightweeks.week1.eventloop.ListenException;
import eightweeks.week1.eventloop.Listener;
import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.log.Log;
import eightweeks.week1.networking.NetworkDirectives;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens on every address of the directive bind.
 *
 * <p>Answers to {@code server.c: listenToPort()}. The ports of clients use it, and the port of the
 * cluster bus (week 5).
 */
public final class BindAddresses {
  private final Transport transport;
  private final NetworkDirectives directives;
  private final Log log;

  BindAddresses(Transport transport, NetworkDirectives directives, Log log) {
    this.transport = transport;
    this.directives = directives;
    this.log = log;
  }

  /**
   * Opens a listener for each address. An address that begins with a minus may be missing on this
   * machine, and so may a whole family of addresses.
   *
   * @param type the type of connections, for the log
   * @return the listeners; the caller watches them
   * @throws IOException if an address cannot be listened on; the log says why and no listener stays
   *     open
   */
  public List<Listener> listen(int port, String type) throws IOException {
    var opened = new ArrayList<Listener>();
    try {
      for (var address : directives.bind.value()) {
        boolean optional = address.startsWith("-");
        String host = optional ? address.substring(1) : address;
        try {
          opened.add(
              transport.listen(new Endpoint.Tcp(host, port), directives.tcpBacklog.intValue()));
        } catch (ListenException e) {
          log.warning(
              "Warning: Could not create server TCP listening socket %s:%d: %s"
                  .formatted(host, port, e.getMessage()));
          boolean mayBeMissing =
              optional && e.reason() == ListenException.Reason.NOT_AVAILABLE
                  || e.reason() == ListenException.Reason.UNSUPPORTED;
          if (!mayBeMissing) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      opened.forEach(Listener::close);
      log.warning("Failed listening on port " + port + " (" + type + "), aborting.");
      throw e;
    }
    return opened;
  }
}
