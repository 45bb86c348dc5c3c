package eightweeks.week1.config;

import static eightweeks.week1.config.Flag.HIDDEN;
import static eightweeks.week1.config.Flag.IMMUTABLE;

import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week1.world.Disk;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The directives that belong to no subsystem: directories, the log, the process title, protection.
 *
 * <p>Some have no effect, because a JVM cannot do what they ask for. They are there because
 * configuration files set them, and the log warns of each. {@code daemonize} is read by the
 * launcher.
 */
public final class GeneralDirectives {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\{|[^}]*}|)");

  /** The supervisor that has started the server. */
  public enum Supervisor {
    UPSTART,
    SYSTEMD,
    AUTO,
    NO
  }

  /** The facility of syslog. */
  public enum SyslogFacility {
    USER,
    LOCAL0,
    LOCAL1,
    LOCAL2,
    LOCAL3,
    LOCAL4,
    LOCAL5,
    LOCAL6,
    LOCAL7
  }

  public final BoolDirective daemonize;
  public final StringDirective pidfile;
  public final EnumDirective<LogLevel> loglevel;
  public final StringDirective logfile;
  public final BoolDirective alwaysShowLogo;
  public final BoolDirective crashLogEnabled;
  public final EnumDirective<Protection> enableProtectedConfigs;
  public final EnumDirective<Protection> enableDebugCommand;

  /** Declares the directives and connects the log with its own. */
  public GeneralDirectives(Config config, Disk disk, Log log) {
    config.add(new DirDirective(disk));
    daemonize = config.bool("daemonize", false).flags(IMMUTABLE);
    pidfile = config.string("pidfile", null).flags(IMMUTABLE);

    loglevel = config.choice("loglevel", LogLevel.NOTICE);
    loglevel.onChange(() -> log.threshold(loglevel.value()));
    logfile = config.string("logfile", "").flags(IMMUTABLE);
    config.afterReading(() -> openLog(disk, log));

    alwaysShowLogo = config.bool("always-show-logo", false).flags(IMMUTABLE);
    crashLogEnabled = config.bool("crash-log-enabled", true);
    config.bool("use-exit-on-panic", false).flags(HIDDEN);
    enableProtectedConfigs =
        config.choice("enable-protected-configs", Protection.NO).flags(IMMUTABLE);
    enableDebugCommand = config.choice("enable-debug-command", Protection.NO).flags(IMMUTABLE);

    declareWhatOnlyCCanDo(config);
  }

  private static void declareWhatOnlyCCanDo(Config config) {
    var title = "has no effect: a JVM cannot change the title of its process";
    config.bool("set-proc-title", true).flags(IMMUTABLE).withoutEffect(title);
    config
        .string("proc-title-template", "{title} {listen-addr} {server-mode}")
        .check(GeneralDirectives::checkTitle)
        .withoutEffect(title);

    var syslog = "has no effect: the log goes to standard output or to a file";
    config.bool("syslog-enabled", false).flags(IMMUTABLE).withoutEffect(syslog);
    config.string("syslog-ident", "redis").flags(IMMUTABLE).withoutEffect(syslog);
    config.choice("syslog-facility", SyslogFacility.LOCAL0).flags(IMMUTABLE).withoutEffect(syslog);

    config
        .choice("supervised", Supervisor.NO)
        .flags(IMMUTABLE)
        .withoutEffect("has no effect: a supervisor is not told when the server is ready");

    var processors = "has no effect: a JVM does not choose its processors, use taskset";
    config.string("server_cpulist", null).flags(IMMUTABLE).withoutEffect(processors);
    config.string("bio_cpulist", null).flags(IMMUTABLE).withoutEffect(processors);
    config.string("aof_rewrite_cpulist", null).flags(IMMUTABLE).withoutEffect(processors);
    config.string("bgsave_cpulist", null).flags(IMMUTABLE).withoutEffect(processors);

    config
        .integer("socket-mark-id", 0)
        .range(0, 0xffff_ffffL)
        .flags(IMMUTABLE)
        .withoutEffect("has no effect: a JVM cannot mark its sockets");
    config
        .bool("disable-thp", true)
        .flags(IMMUTABLE)
        .withoutEffect("has no effect: huge pages are an option of the JVM");
    config
        .bool("crash-memcheck-enabled", true)
        .withoutEffect("has no effect: a JVM does not test memory when it crashes");
    config
        .string("ignore-warnings", "")
        .withoutEffect("has no effect: the warning that it silences is about fork");
  }

  /** Has the log write where the directives say, from now on. */
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

  /** Answers to {@code server.c: validateProcTitleTemplate()}. */
  private static void checkTitle(String template) throws DirectiveException {
    var variables = VARIABLE.matcher(template);
    var title = new StringBuilder();
    int done = 0;
    for (; variables.find(); done = variables.end()) {
      title.append(template, done, variables.start());
      title.append(
          switch (variables.group(1)) {
            case "title}", "server-mode}", "unixsocket}" -> "";
            case "listen-addr}", "config-file}", "port}", "tls-port}", "{" -> "x";
            default ->
                throw new DirectiveException(
                    "template format is invalid or contains unknown variables");
          });
    }
    if (title.append(template, done, template.length()).toString().isBlank()) {
      throw new DirectiveException("template format is invalid or contains unknown variables");
    }
  }
}
