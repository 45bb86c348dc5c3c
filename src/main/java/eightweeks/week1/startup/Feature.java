package eightweeks.week1.startup;

import eightweeks.week1.transport.Transports;

/**
 * Something that a week, or a module, adds to a server: commands, directives, INFO fields, work in
 * a phase of the loop.
 *
 * <p>A server is a list of features, installed in order: {@code Week1.features()} and so on.
 * Nothing runs while they are installed; the configuration is read after that.
 */
@FunctionalInterface
public interface Feature {
  void install(ServerBuilder server);

  /** Offers a transport, before there is a server; most features have none. */
  default void offer(Transports transports) {}
}
