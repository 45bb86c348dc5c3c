package eightweeks.week3.keyspace;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.extension.Service;

/**
 * The directives about keys: active-expire-effort, activerehashing, and what some of those named
 * lazyfree mean here.
 *
 * <p>These are declared by a later week, so they are looked for when they are needed. What a value
 * takes is given back by the collector in any case; what is left of them is whether replicas and
 * the log are told UNLINK or DEL.
 */
public final class KeyspaceDirectives {
  public static final Service<KeyspaceDirectives> SERVICE =
      new Service<>("keyspace directives", KeyspaceDirectives.class);

  /** How much of the server's time may go into the removal of expired keys, 1 to 10. */
  final LongDirective expireEffort;

  /** Whether tables that grow or shrink are moved while the server has nothing else to do. */
  final BoolDirective activeRehashing;

  private final Config config;

  KeyspaceDirectives(Config config) {
    this.config = config;
    expireEffort = config.integer("active-expire-effort", 1).range(1, 10);
    activeRehashing = config.bool("activerehashing", true);
  }

  /** Whether the values of expired keys are freed in the background. */
  boolean expiresLazily() {
    return isOn("lazyfree-lazy-expire");
  }

  /** What is said of a key that a command removes as its time is over. */
  public String expireCommand() {
    return expiresLazily() ? "UNLINK" : "DEL";
  }

  /** What is said of a key that a command removes on its own account. */
  public String deleteCommand() {
    return isOn("lazyfree-lazy-server-del") ? "UNLINK" : "DEL";
  }

  private boolean isOn(String name) {
    return config.find(name) instanceof BoolDirective directive && directive.value();
  }
}
