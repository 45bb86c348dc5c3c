package eightweeks.week1.startup;

import eightweeks.week1.config.LongDirective;

/**
 * Writes the first lines of a log: version, configuration, mode and port.
 *
 * <p>Answers to {@code server.c: redisAsciiArt()}. A person at a terminal gets a picture; a file
 * gets a line.
 */
final class Banner {
  private static final String PICTURE =
      """

               _______
            .-'       '-.        Redis %s, in eight weeks (%s bit)
          .'  1   2   3  '.
         /                 \\     Running in %s mode
        |   8    (*)    4   |    Port: %d
         \\                 /     PID: %d
          '.  7   6   5  .'
            '-._______.-'        https://redis.io/docs

      """;

  private final ServerBuilder parts;

  Banner(ServerBuilder parts) {
    this.parts = parts;
  }

  void print() {
    var log = parts.log();
    var system = parts.world().system();
    log.notice("oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo");
    log.notice(
        "Redis version=%s, bits=64, commit=00000000, modified=0, pid=%d, just started"
            .formatted(Version.REDIS, system.pid()));
    log.notice(
        parts.config().file() == null
            ? "Configuration: no file, the built-in values and the command line. To use a file: "
                + "redis-server /path/to/redis.conf"
            : "Configuration loaded");
    long port = port();
    String mode = parts.mode();
    boolean person = !parts.general().logfile.isSet() && system.isTerminal();
    if (person || parts.general().alwaysShowLogo.value()) {
      log.raw(PICTURE.formatted(Version.REDIS, "64", mode, port, system.pid()));
    } else {
      log.notice("Running mode=" + mode + ", port=" + port + ".");
    }
  }

  /** Returns the plain port, or that of TLS if there is no plain one. */
  private long port() {
    var plain = parts.network().port;
    return plain.value() == 0 && parts.config().find("tls-port") instanceof LongDirective tls
        ? tls.value()
        : plain.value();
  }
}
