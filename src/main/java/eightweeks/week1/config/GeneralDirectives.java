package eightweeks.week1.config;

import static eightweeks.week1.config.Flag.IMMUTABLE;

import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week1.world.Disk;
import java.io.IOException;
import java.util.List;

/** The directives that belong to no subsystem: directories, the log, protection. */
public final class GeneralDirectives {
  public final BoolDirective daemonize;
  public final StringDirective pidfile;
  public final EnumDirective<LogLevel> loglevel;
  public final StringDirective logfile;
  public final BoolDirective alwaysShowLogo;
  public final BoolDirective crashLog;
  public final EnumDirective<Protection> enableProtectedConfigs;

  /** Declares the directives; loglevel and logfile set up the log. */
  public GeneralDirectives(Config config, Disk disk, Log log) {
    config.add(new DirDirective(disk));
    daemonize = config.bool("daemonize", false).flags(IMMUTABLE);
    pidfile = config.string("pidfile", null).flags(IMMUTABLE);

    loglevel = config.choice("loglevel", LogLevel.NOTICE);
    loglevel.onChange(() -> log.threshold(loglevel.value()));
    logfile = config.string("logfile", "").flags(IMMUTABLE);
    config.afterReading(() -> openLog(disk, log));
    config.afterReading(this::namePidFile);

    alwaysShowLogo = config.bool("always-show-logo", false).flags(IMMUTABLE);
    crashLog = config.bool("crash-log-enabled", true);
    enableProtectedConfigs =
        config.choice("enable-protected-configs", Protection.NO).flags(IMMUTABLE);
  }

  /** Names a pid file for a server in the background, which always writes one. */
  private void namePidFile() throws DirectiveException {
    if (daemonize.value() && !pidfile.isSet()) {
      pidfile.read(List.of("/var/run/redis.pid"));
    }
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
