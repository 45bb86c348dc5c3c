package eightweeks.week3.snapshots;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import eightweeks.week3.shutdown.Shutdown;
import eightweeks.week3.shutdown.Shutdown.Option;
import java.util.Set;

/** The directives shutdown-on-sigint and shutdown-on-sigterm: options of such a shutdown. */
public final class SignalDirectives {
  private final FlagsDirective<Option> onSigint;
  private final FlagsDirective<Option> onSigterm;

  /** Declares the directives. */
  public SignalDirectives(Config config) {
    onSigint = declare(config, "shutdown-on-sigint");
    onSigterm = declare(config, "shutdown-on-sigterm");
  }

  private static FlagsDirective<Option> declare(Config config, String name) {
    return config.add(
        new FlagsDirective<>(name, Option.class, "default").check(SignalDirectives::check));
  }

  private static void check(Set<Option> options) throws DirectiveException {
    if (options.contains(Option.SAVE) && options.contains(Option.NOSAVE)) {
      throw new DirectiveException("shutdown options SAVE and NOSAVE can't be used simultaneously");
    }
  }

  /** Makes a shutdown by a signal take its options from the directives. */
  void addTo(Shutdown shutdown) {
    shutdown.signalOptions(signal -> (signal.equals("SIGINT") ? onSigint : onSigterm).value());
  }
}
