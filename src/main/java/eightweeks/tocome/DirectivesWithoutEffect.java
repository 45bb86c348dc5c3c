package eightweeks.tocome;

import static eightweeks.week1.config.Flag.HIDDEN;
import static eightweeks.week1.config.Flag.IMMUTABLE;

import eightweeks.week1.config.Config;
import eightweeks.week1.config.DirectiveException;
import java.util.regex.Pattern;

/**
 * The directives that have no effect, because a JVM cannot do what they ask for. They are there
 * because configuration files set them, and the log warns of each.
 */
final class DirectivesWithoutEffect {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\{|[^}]*}|)");

  private DirectivesWithoutEffect() {}

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

  /** Adds the directives. */
  static void addTo(Config config) {
    var title = "has no effect: a JVM cannot change the title of its process";
    config.bool("set-proc-title", true).flags(IMMUTABLE).withoutEffect(title);
    config
        .string("proc-title-template", "{title} {listen-addr} {server-mode}")
        .check(DirectivesWithoutEffect::checkTitle)
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
        .bool("use-exit-on-panic", false)
        .flags(HIDDEN)
        .withoutEffect("has no effect: a panic always exits, a JVM leaves no core file");
    config
        .string("ignore-warnings", "")
        .withoutEffect("has no effect: the warning that it silences is about fork");
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
