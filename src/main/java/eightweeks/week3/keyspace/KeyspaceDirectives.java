package eightweeks.week3.keyspace;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;
import eightweeks.week1.extension.Service;

/**
 * The directives about keys: active-expire-effort, activerehashing, and two lazyfree directives.
 *
 * <p>A later week declares the lazyfree directives, so they are looked up when they are needed. The
 * collector frees values in the background in any case; the directives only decide whether UNLINK
 * or DEL is propagated.
 */
public final class KeyspaceDirectives {
  public static final Service<KeyspaceDirectives> SERVICE =
      new Service<>("keyspace directives", KeyspaceDirectives.class);

  /** Effort of the expire cycle, 1 to 10. */
  final LongDirective expireEffort;

  /** Whether the cron rehashes tables that no command uses. */
  final BoolDirective activeRehashing;

  private final Config config;

  KeyspaceDirectives(Config config) {
    this.config = config;
    expireEffort = config.integer("active-expire-effort", 1).range(1, 10);
    activeRehashing = config.bool("activerehashing", true);
  }

  /** Returns whether the values of expired keys are freed in the background. */
  boolean expiresLazily() {
    return isOn("lazyfree-lazy-expire");
  }

  /** Returns the command that is propagated when a command deletes a key that has expired. */
  public String expireCommand() {
    return expiresLazily() ? "UNLINK" : "DEL";
  }

  /** Returns the command that is propagated when a key is deleted as a side effect. */
  public String deleteCommand() {
    return isOn("lazyfree-lazy-server-del") ? "UNLINK" : "DEL";
  }

  private boolean isOn(String name) {
    return config.find(name) instanceof BoolDirective directive && directive.value();
  }
}
