package eightweeks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same command lines, given to the original redis-cli and to ours, print the same bytes. */
class PeerComparisonTest {
  private static @Nullable Process server;
  private static String port = "";

  private static final String DATA =
      """
      flushall
      set str "hello world"
      set bin "\\x00\\x01\\xfe \\a\\b\\t\\""
      set utf "\\xc3\\xa9"
      rpush list a b c "d\\n" 1 2 3 4 5 6 7
      sadd set x
      zadd zset 1.5 one inf two
      hset hash f1 v1 f2 "v\\"2"
      xadd stream 1-1 a b
      """;

  private static final String[] COMMANDS = {
    "ping",
    "get str",
    "get bin",
    "get utf",
    "get nokey",
    "lrange list 0 -1",
    "lrange nokey 0 -1",
    "hgetall hash",
    "hgetall nokey",
    "smembers set",
    "smembers nokey",
    "zscore zset one",
    "zrange zset 0 -1 withscores",
    "xrange stream - +",
    "xinfo stream stream full",
    "exists str",
    "lpop str",
    "nosuchcommand",
    "set",
    "select 99",
    "type list",
    "config get maxmemory*",
    "object help",
    "command info get set",
    "command docs get",
    "debug protocol string",
    "debug protocol integer",
    "debug protocol double",
    "debug protocol null",
    "debug protocol array",
    "debug protocol set",
    "debug protocol map",
    "debug protocol verbatim",
    "debug protocol true",
    "cluster nodes",
    "latency doctor",
    "lolwut version 9",
    "info nosuchsection",
    "help get",
    "help @hyperloglog",
    "help client list",
    "exec",
    "eval return{1,{2,{}},'x',{err='E'}} 0"
  };

  private static final String[][] OPTIONS = {
    {},
    {"--no-raw"},
    {"--csv"},
    {"-d", ";", "-D", "|"},
    {"-3", "--no-raw"},
    {"-3"},
    {"-3", "--csv"},
    {"-3", "--json"},
    {"-3", "--quoted-json"},
    {"-e"},
    {"-n", "3"}
  };

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    boolean installed = installed("redis-server") && installed("redis-cli");
    if (!installed && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("redis-server and redis-cli must be installed where CI=true");
    }
    assumeTrue(installed, "skipped: redis-server and redis-cli are not installed");
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = Integer.toString(free.getLocalPort());
    }
    Process started =
        new ProcessBuilder(
                "redis-server",
                "--port",
                port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--enable-debug-command",
                "yes",
                "--dir",
                directory.toString())
            .redirectErrorStream(true)
            .start();
    server = started;
    var log = started.inputReader();
    String line = log.readLine();
    while (line != null && !line.contains("Ready to accept connections")) {
      line = log.readLine();
    }
    assertThat(line).as("redis-server says that it is ready").isNotNull();
    original(Map.of(), DATA);
  }

  @AfterAll
  static void stop() throws Exception {
    Process started = server;
    if (started != null) {
      started.destroy();
      if (!started.waitFor(10, TimeUnit.SECONDS)) {
        started.destroyForcibly();
      }
    }
  }

  private static boolean installed(String program) {
    String path = System.getenv("PATH");
    return path != null
        && Stream.of(path.split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, program)));
  }

  private static CliRun.Result original(
      Map<String, String> environment, String input, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("redis-cli", "-p", port));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().remove("REDISCLI_AUTH");
    builder.environment().remove("FAKETTY");
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new CliRun.Result(process.waitFor(), out, err);
  }

  static Stream<List<String>> commandLines() {
    return Stream.of(OPTIONS)
        .flatMap(
            options ->
                Stream.of(COMMANDS)
                    .map(
                        command -> {
                          var line = new ArrayList<>(List.of(options));
                          line.addAll(List.of(command.split(" ")));
                          return (List<String>) line;
                        }));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void sameBytes(List<String> line) throws Exception {
    String[] arguments = line.toArray(new String[0]);
    String[] ours = Stream.concat(Stream.of("-p", port), line.stream()).toArray(String[]::new);
    assertThat(CliRun.cli().run(ours)).isEqualTo(original(Map.of(), "", arguments));
  }

  static Stream<String> inputs() {
    return Stream.of(
        "ping\nget str\n\n  \nlrange list 0 -1\n",
        "set a \"b\nset a 'x\\'y'\nget a\nget \"\"a\n",
        "set n 0\n5 incr n\n0 get n\n-1 get n\n",
        "select 2\nset z 1\nmulti\nget z\nselect 3\nexec\nget z\nmulti\nselect 4\ndiscard\nget z\n",
        ":set foo\n:foo\n:set hints\nrestart\n",
        "hgetall hash\nhello 3 x\nreset\nhgetall hash\n",
        "info nosuch\ncluster nodes\nlatency doctor\nexit\nping\n",
        "help get\nhelp nosuch\nhelp @hyperloglog\nQUIT\n");
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void sameBytesForLines(String input) throws Exception {
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("FAKETTY", "1"))) {
      CliRun ours = CliRun.cli().input(input);
      environment.forEach(ours::with);
      assertThat(ours.run("-p", port)).isEqualTo(original(environment, input));
    }
  }
}
