package eightweeks.week1.config;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.eventloop.Transport;
import eightweeks.week1.log.Log;
import eightweeks.week1.world.Entropy;
import eightweeks.week1.world.OperatingSystem;
import eightweeks.week1.world.RealDisk;
import eightweeks.week1.world.World;
import eightweeks.week3.snapshots.FlagsDirective;
import eightweeks.week7.simulation.VirtualClock;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** A configuration in a folder of its own, with a log that can be read. */
final class Fixture {
  final Path folder;
  final RealDisk disk;
  final List<String> logged = new ArrayList<>();
  final Log log;
  final Config config = new Config();

  Fixture(Path folder) {
    this.folder = folder;
    disk = new RealDisk(folder.toString());
    var system =
        stub(
            OperatingSystem.class,
            (method, arguments) -> {
              if (method.equals("print")) {
                logged.add(String.valueOf(arguments[0]).strip());
              }
              return method.equals("pid") ? Long.valueOf(1) : null;
            });
    var transport = stub(Transport.class, (_, _) -> null);
    log = new Log(new World(new VirtualClock(0), transport, disk, Entropy.seeded(1), system));
  }

  private interface Answer {
    @org.jspecify.annotations.Nullable
    Object to(String method, Object[] arguments);
  }

  private static <T> T stub(Class<T> type, Answer answer) {
    return Objects.requireNonNull(
        type.cast(
            Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> answer.to(method.getName(), arguments))));
  }

  Fixture file(String name, String content) throws IOException {
    Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  String content(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
  }

  /** Reads the configuration that a command line asks for. */
  Fixture read(String... words) throws ConfigFileException {
    new ConfigReader(config, disk, "7.2.6").read(CommandLine.parse(List.of(words)), null);
    return this;
  }

  /** Reads a file with the given lines. */
  Fixture readFile(String content) throws IOException, ConfigFileException {
    return file("redis.conf", content).read("redis.conf");
  }

  /** Returns the text with which a file with the given lines is refused. */
  String refusal(String content) throws IOException {
    file("redis.conf", content);
    return refusal(() -> read("redis.conf"));
  }

  static String refusal(Executable reading) {
    var refusal = Assertions.catchThrowableOfType(ConfigFileException.class, reading::execute);
    assertThat(refusal).as("the refusal").isNotNull();
    return refusal.text();
  }

  String get(String name) {
    return Objects.requireNonNull(config.find(name), name).text();
  }

  /** The directives that the rest of week 1 declares, as they are in Redis. */
  void declareNetworking() {
    config.integer("port", 6379).range(0, 65535);
    config.words("bind", "*", "-::*");
    config.bool("protected-mode", true);
    config.integer("tcp-backlog", 511).flags(Flag.IMMUTABLE);
    config.integer("tcp-keepalive", 300);
    config.integer("timeout", 0);
    config.integer("maxclients", 10000).range(1, 0xffff_ffffL);
    config.string("unixsocket", null).flags(Flag.IMMUTABLE);
    config.octal("unixsocketperm", 0).range(0, 0777).flags(Flag.IMMUTABLE);
    config.integer("databases", 16).range(1, Integer.MAX_VALUE).flags(Flag.IMMUTABLE);
    config.string("requirepass", null).flags(Flag.SENSITIVE);
    config.memory("client-query-buffer-limit", 1 << 30).range(1 << 20, Long.MAX_VALUE);
    config.memory("proto-max-bulk-len", 512 << 20).range(1 << 20, Long.MAX_VALUE);
    config.add(new AnyWords("client-output-buffer-limit"));
    config.integer("hz", 10);
    config.bool("dynamic-hz", true);
    for (var name : List.of("shutdown-on-sigint", "shutdown-on-sigterm")) {
      config
          .add(new FlagsDirective<>(name, ShutdownWord.class, "default"))
          .check(
              words -> {
                if (words.contains(ShutdownWord.SAVE) && words.contains(ShutdownWord.NOSAVE)) {
                  throw new DirectiveException(
                      "shutdown options SAVE and NOSAVE can't be used simultaneously");
                }
              });
    }
    config.integer("tls-port", 0).range(0, 65535);
    config.integer("tls-session-cache-size", 20480);
    config.integer("tls-session-cache-timeout", 300);
    config.choice("tls-auth-clients", "yes", "no", "yes", "optional");
    config.bool("tls-prefer-server-ciphers", false);
    config.bool("tls-session-caching", true);
    for (var name :
        "cert-file key-file key-file-pass"
            .concat(" dh-params-file ca-cert-file ca-cert-dir protocols ciphers ciphersuites")
            .split(" ")) {
      config.string("tls-" + name, null);
    }
  }

  /** What SHUTDOWN takes. */
  enum ShutdownWord {
    SAVE,
    NOSAVE,
    NOW,
    FORCE
  }

  /** Stands for a directive with several lines. */
  static final class AnyWords extends Directive<AnyWords> {
    private final List<String> lines = new ArrayList<>();

    AnyWords(String name) {
      super(name);
      flags(Flag.MULTI_ARG);
    }

    @Override
    protected boolean read(List<String> words) {
      lines.add(String.join(" ", words));
      return true;
    }

    @Override
    public String text() {
      return String.join(" ", lines);
    }

    @Override
    protected void rewrite(Rewriting file) {
      for (var line : lines) {
        file.line(name(), line, true);
      }
    }
  }
}
