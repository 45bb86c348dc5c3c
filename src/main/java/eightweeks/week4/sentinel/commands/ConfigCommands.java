package eightweeks.week4.sentinel.commands;

import static eightweeks.week4.sentinel.commands.Subcommand.declare;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Glob;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.config.EnumDirective;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.log.Log;
import eightweeks.week1.log.LogLevel;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week4.sentinel.instances.SentinelState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * SENTINEL CONFIG GET and SET: the settings of this Sentinel itself.
 *
 * <p>Answers to {@code sentinel.c: sentinelConfigSetCommand(), sentinelConfigGetCommand()}. SET
 * changes all settings of a command, or none.
 */
final class ConfigCommands {
  private static final CommandError NEITHER =
      new CommandError(
          "ERR Only SENTINEL CONFIG GET <param> [<param> <param> ...]/ SET <param> <value> [<param>"
              + " <value> ...] are supported.");

  private final Parts parts;
  private final SentinelState state;
  private final Log log;
  private final EnumDirective<LogLevel> logLevel;

  ConfigCommands(Parts parts, Log log, EnumDirective<LogLevel> logLevel) {
    this.parts = parts;
    this.log = log;
    this.logLevel = logLevel;
    state = parts.state();
  }

  Command config() {
    return new Subcommand(
        declare("config", -4, "6.2.0")
            .complexity("O(N) when N is the number of configuration parameters provided")
            .summary("Returns or changes settings of this Sentinel.")
            .arguments("action(set{parameter value}...=SET | parameter...=GET)"),
        (client, args) -> {
          if (args.is(2, "set") && args.count() >= 5) {
            set(client, args);
          } else if (args.is(2, "get")) {
            get(client, args);
          } else {
            throw NEITHER;
          }
        });
  }

  /** Returns the settings in the order in which they are shown. */
  private Map<String, String> settings() {
    var addresses = state.addresses();
    var settings = new LinkedHashMap<String, String>();
    settings.put("resolve-hostnames", yesNo(addresses.resolvesNames));
    settings.put("announce-hostnames", yesNo(addresses.announcesNames));
    settings.put("announce-ip", orEmpty(state.announceIp));
    settings.put("announce-port", Integer.toString(state.announcePort));
    settings.put("sentinel-user", orEmpty(state.authUser));
    settings.put("sentinel-pass", orEmpty(state.authPass));
    settings.put("loglevel", EnumDirective.word(logLevel.value()));
    return settings;
  }

  private static String yesNo(boolean value) {
    return value ? "yes" : "no";
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  private void get(Client client, Args args) {
    var found = new LinkedHashMap<String, String>();
    for (int i = 3; i < args.count(); i++) {
      var pattern = args.bytes(i);
      settings()
          .forEach(
              (name, value) -> {
                if (Glob.matchesIgnoreCase(pattern, Ascii.bytes(name))) {
                  found.putIfAbsent(name, value);
                }
              });
    }
    var reply = client.reply();
    reply.map(found.size());
    found.forEach(
        (name, value) -> {
          reply.bulk(name);
          reply.bulk(value);
        });
  }

  private void set(Client client, Args args) {
    var values = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 3; i < args.count(); i += 2) {
      var option = args.text(i);
      if (!settings().containsKey(option.toLowerCase(Locale.ROOT))) {
        throw new CommandError("ERR Invalid argument '" + option + "' to SENTINEL CONFIG SET");
      }
      if (values.containsKey(option)) {
        throw new CommandError("ERR Duplicate argument '" + option + "' to SENTINEL CONFIG SET");
      }
      if (i + 1 == args.count()) {
        throw new CommandError("ERR Missing argument '" + option + "' value");
      }
      var value = args.text(i + 1);
      if (!isValid(option.toLowerCase(Locale.ROOT), value)) {
        throw new CommandError(
            "ERR Invalid value '" + value + "' to SENTINEL CONFIG SET '" + option + "'");
      }
      if (args.is(i, "sentinel-pass")) {
        args.redact(i + 1);
      }
      values.put(option, value);
    }
    values.forEach((option, value) -> set(option.toLowerCase(Locale.ROOT), value));
    parts.flushAndReply(client);
    if (values.containsKey("sentinel-user") || values.containsKey("sentinel-pass")) {
      closeLinksToSentinels();
    }
  }

  private static boolean isValid(String option, String value) {
    return switch (option) {
      case "resolve-hostnames", "announce-hostnames" ->
          value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("no");
      case "announce-port" -> {
        var bytes = Ascii.bytes(value);
        long port = Numbers.parse(bytes, 0, bytes.length);
        yield Numbers.isInteger(bytes, 0, bytes.length) && port >= 0 && port <= 65535;
      }
      case "loglevel" -> level(value) != null;
      default -> true;
    };
  }

  private static @Nullable LogLevel level(String word) {
    return Arrays.stream(LogLevel.values())
        .filter(level -> EnumDirective.word(level).equalsIgnoreCase(word))
        .findFirst()
        .orElse(null);
  }

  private void set(String option, String value) {
    var orNull = value.isEmpty() ? null : value;
    switch (option) {
      case "resolve-hostnames" -> state.addresses().resolvesNames = value.equalsIgnoreCase("yes");
      case "announce-hostnames" -> state.addresses().announcesNames = value.equalsIgnoreCase("yes");
      case "announce-ip" -> state.announceIp = orNull;
      case "announce-port" -> state.announcePort = Integer.parseInt(value);
      case "sentinel-user" -> state.authUser = orNull;
      case "sentinel-pass" -> state.authPass = orNull;
      case "loglevel" -> {
        var level = level(value);
        if (level != null) {
          logLevel.set(level);
          log.threshold(level);
        }
      }
      default -> throw new IllegalStateException("no setting " + option);
    }
  }

  /** Closes all connections, which are then opened with the new password. */
  private void closeLinksToSentinels() {
    for (var master : state.instances().masters()) {
      master.sentinels().values().forEach(sentinel -> sentinel.link.close());
    }
  }
}
