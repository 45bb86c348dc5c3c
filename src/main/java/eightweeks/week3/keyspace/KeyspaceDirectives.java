package eightweeks.week3.keyspace;

import eightweeks.week1.config.BoolDirective;
import eightweeks.week1.config.Config;
import eightweeks.week1.config.LongDirective;

/** The directives about keys: active-expire-effort and activerehashing. */
final class KeyspaceDirectives {
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

  /**
   * Whether the values of expired keys are freed in the background. The directive is that of a
   * later week, so it is looked for when it is needed.
   */
  boolean expiresLazily() {
    return config.find("lazyfree-lazy-expire") instanceof BoolDirective lazy && lazy.value();
  }
}
