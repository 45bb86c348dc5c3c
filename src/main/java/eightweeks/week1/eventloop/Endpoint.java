package eightweeks.week1.eventloop;

import eightweeks.week1.world.Disk;

/** An address to listen on, to connect to, or of a connection. */
public sealed interface Endpoint {
  /**
   * An internet address.
   *
   * @param host a name or an address as written by a user or by the system, without brackets
   * @param port 0 to 65535; 0 asks the system for a free one
   */
  record Tcp(String host, int port) implements Endpoint {
    /** Returns {@code 127.0.0.1:6379} or {@code [::1]:6379}, as Redis writes it. */
    @Override
    public String toString() {
      return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
  }

  /**
   * A unix domain socket: an absolute path, because the working directory of the {@link Disk} is
   * not that of the process. The code that listens deletes the file ({@link Disk#delete}) before,
   * in case a killed server has left one, and when it has closed the listener.
   */
  record Unix(String path) implements Endpoint {
    /** Returns {@code /tmp/redis.sock:0}, as Redis writes it. */
    @Override
    public String toString() {
      return path + ":0";
    }
  }
}
