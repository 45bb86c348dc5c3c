package eightweeks.week1.config;

import static eightweeks.week1.config.Flag.HIDDEN;
import static eightweeks.week1.config.Flag.IMMUTABLE;

import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week1.world.Disk;
import java.io.IOException;

/**
 * The directives that belong to no subsystem: directories, the log, protection. {@code daemonize},
 * {@code crash-log-enabled} and {@code use-exit-on-panic} are kept and shown but have no effect.
 */
public final class GeneralDirectives {
  public final StringDirective pidfile;
  public final EnumDirective<LogLevel> loglevel;
  public final StringDirective logfile;
  public final BoolDirective alwaysShowLogo;
  public final EnumDirective<Protection> enableProtectedConfigs;

  /** Declares the directives; loglevel and logfile set up the log. */
  public GeneralDirectives(Config config, Disk disk, Log log) {
    config.add(new DirDirective(disk));
    config.bool("daemonize", false).flags(IMMUTABLE);
    pidfile = config.string("pidfile", null).flags(IMMUTABLE);

    loglevel = config.choice("loglevel", LogLevel.NOTICE);
    loglevel.onChange(() -> log.threshold(loglevel.value()));
    logfile = config.string("logfile", "").flags(IMMUTABLE);
    config.afterReading(() -> openLog(disk, log));

    alwaysShowLogo = config.bool("always-show-logo", false).flags(IMMUTABLE);
    config.bool("crash-log-enabled", true);
    config.bool("use-exit-on-panic", false).flags(HIDDEN);
    enableProtectedConfigs =
        config.choice("enable-protected-configs", Protection.NO).flags(IMMUTABLE);
  }

  /** Sets the threshold and the file of the log. */
  private void openLog(Disk disk, Log log) throws DirectiveException {
    log.threshold(loglevel.value());
    var path = logfile.path();
    if (path == null) {
      return;
    }
    try {
      disk.append(path, new byte[0]);
    } catch (IOException e) {
      throw new DirectiveException("Can't open the log file: " + ConfigReader.reason(e));
    }
    log.file(path);
  }
}
