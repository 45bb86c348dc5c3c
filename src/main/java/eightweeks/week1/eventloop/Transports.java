package eightweeks.week1.eventloop;

import java.io.IOException;
import java.util.List;

/** The transports with real sockets, by name. */
public final class Transports {
  /** The transport of a server that is not told otherwise. */
  public static final String DEFAULT = "nio";

  private Transports() {}

  /** The names of those that this machine has; "nio" is there everywhere. */
  public static List<String> available() {
    return EpollTransport.isSupported() ? List.of("nio", "epoll") : List.of("nio");
  }

  /**
   * Opens a transport.
   *
   * @param name "nio" or "epoll"
   * @throws IllegalArgumentException if there is no transport of that name
   * @throws IOException if this machine does not have it, or cannot give it now
   */
  public static Transport open(String name) throws IOException {
    return switch (name) {
      case "nio" -> new NioTransport();
      case "epoll" -> {
        if (!EpollTransport.isSupported()) {
          throw new IOException(
              "the transport epoll needs Linux on x86-64 or 64-bit ARM, and a JVM with"
                  + " --enable-native-access");
        }
        yield new EpollTransport();
      }
      default -> throw new IllegalArgumentException("there is no transport '" + name + "'");
    };
  }
}
