package eightweeks.week1.startup;

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
}
