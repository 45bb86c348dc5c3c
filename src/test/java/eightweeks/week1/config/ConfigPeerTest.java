package eightweeks.week1.config;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.tocome.DirectivesToCome;
import eightweeks.week1.resp.CommandError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same settings given to a real redis-server and to ours: the same errors, the same values.
 *
 * <p>The peer is 7.0; what is asked for has not changed since.
 */
final class ConfigPeerTest {
  /** Names and values of one CONFIG SET a line. */
  private static final String SETTINGS =
      """
      maxmemory|100mb
      maxmemory|1k
      maxmemory|
      maxmemory|kb
      maxmemory|-1
      maxmemory|1tb
      maxmemory|1.5gb
      maxmemory|0
      maxmemory-clients|5%
      maxmemory-clients|101%
      maxmemory-clients|%
      maxmemory-clients|-5%
      maxmemory-clients|1mb
      maxmemory-clients|0
      timeout|10
      timeout|-1
      timeout|x
      timeout|
      timeout|01
      timeout|2147483648
      TIMEOUT|0
      tcp-keepalive|300
      list-max-listpack-size|-2147483649
      list-max-ziplist-size|-2
      slowlog-log-slower-than|-2
      slowlog-log-slower-than|-1
      proto-max-bulk-len|1
      proto-max-bulk-len|9223372036854775808
      proto-max-bulk-len|512MB
      hll-sparse-max-bytes|3kb
      activerehashing|maybe
      activerehashing|No
      maxmemory-policy|lru
      maxmemory-policy|ALLKEYS-LRU
      appendfsync|
      shutdown-on-sigint|nosave now
      shutdown-on-sigint|never
      shutdown-on-sigint|now  force
      shutdown-on-sigint|default
      save|
      save|10
      save|10 x
      save|0 1
      save|10 1 20 2
      save|10  1
      notify-keyspace-events|KEQ
      notify-keyspace-events|
      oom-score-adj-values|1 2
      oom-score-adj-values|1 2 2001
      oom-score-adj-values|0 200 800
      latency-tracking-info-percentiles|50 x
      latency-tracking-info-percentiles|50 101
      latency-tracking-info-percentiles|50 99
      dir|/no/such/folder
      dbfilename|a/b
      databases|3
      unixsocketperm|777
      nothing|1
      nothing|1|databases|1
      databases|1|nothing|1
      hz|20|hz|30
      hz|20|HZ|30
      hz|20|timeout|x
      hz|20|timeout
      replica-priority|1|slave-priority|2
      slave-priority|x
      requirepass|
      hz|20|timeout|5|maxclients|x
      """;

  private static final List<String> FILES =
      List.of(
          "port abc",
          "port 70000",
          "port 1 2",
          "port",
          "\n\n  timeout   x  ",
          "nothing 1",
          "requirepass \"a",
          "requirepass \"a\"b",
          "maxmemory 1tb",
          "save 10",
          "save 10 x",
          "shutdown-on-sigint never",
          "shutdown-on-sigint save nosave",
          "include",
          "rename-command a",
          "syslog-facility loud",
          "unixsocketperm 999",
          "unixsocketperm 1000",
          "dir /no/such/folder",
          "logfile /no/such/folder/redis.log",
          "dbfilename a/b",
          "appendfilename \"\"",
          "oom-score-adj-values 1",
          "slaveof a",
          "slaveof a b",
          "proc-title-template {x}",
          "sentinel monitor a b 1 2");

  @TempDir private Path folder;
  private Fixture fixture;

  @BeforeEach
  void findPeer() {
    boolean found;
    try {
      found = new ProcessBuilder("redis-server", "--version").start().waitFor() == 0;
    } catch (IOException | InterruptedException _) {
      found = false;
    }
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as("redis-server is installed").isTrue();
    }
    Assumptions.assumeTrue(found, "skipped: there is no redis-server on this machine");
    fixture = new Fixture(folder);
    new GeneralDirectives(fixture.config, fixture.disk, fixture.log);
    fixture.declareNetworking();
    fixture.config.inFile("rename-command", 2, 2, _ -> {});
    DirectivesToCome.addTo(fixture.config);
  }

  @Test
  void settings_areTakenAndRefusedAlike() throws Exception {
    var ours = new ConfigGet(fixture.config);
    var setter =
        new ConfigSet(fixture.config, fixture.config.choice("nobody", Protection.NO), fixture.log);
    try (var peer = Peer.start(folder)) {
      for (var line : SETTINGS.lines().toList()) {
        var words = List.of(line.split("\\|", -1));
        String answer = "+OK";
        try {
          setter.set(words, true, false);
        } catch (CommandError e) {
          answer = "-" + e.text();
        }
        assertThat(answer).as(line).isEqualTo(peer.call("SET", words));
        var name = words.getFirst();
        if (!name.equals("dir")) {
          assertThat(ours.get(List.of(name)).getOrDefault(name, "(none)"))
              .as("the value after " + line)
              .isEqualTo(peer.call("GET", List.of(name)));
        }
      }
    }
  }

  @Test
  void files_areRefusedAlike() throws Exception {
    for (var content : FILES) {
      var ours = fixture.refusal(content).replace("7.2.6", "VERSION");
      var process =
          new ProcessBuilder("redis-server", folder.resolve("redis.conf").toString())
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      var theirs = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(ours)
          .as(content)
          .isEqualTo(theirs.replaceFirst("\\(Redis [0-9.]+\\)", "(Redis VERSION)"));
    }
  }

  /** A redis-server that is there as long as a test needs it. */
  private record Peer(Process process, Socket socket) implements AutoCloseable {
    private static final int FIRST_PORT = 21300;
    private static final int LAST_PORT = 21399;

    static Peer start(Path folder) throws IOException {
      for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
        var process =
            new ProcessBuilder(
                    "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1")
                .directory(Files.createDirectories(folder.resolve("peer")).toFile())
                .redirectErrorStream(true)
                .start();
        if (isReady(process.inputReader())) {
          return new Peer(process, new Socket("127.0.0.1", port));
        }
        process.destroy();
      }
      throw new IOException("no free port between " + FIRST_PORT + " and " + LAST_PORT);
    }

    private static boolean isReady(BufferedReader log) throws IOException {
      for (var line = log.readLine(); line != null; line = log.readLine()) {
        if (line.contains("Ready to accept connections")) {
          return true;
        }
      }
      return false;
    }

    /** Returns the status or error of CONFIG SET; the value of CONFIG GET. */
    String call(String subcommand, List<String> words) throws IOException {
      var all = new ArrayList<>(List.of("CONFIG", subcommand));
      all.addAll(words);
      var query = new StringBuilder("*" + all.size() + "\r\n");
      for (var word : all) {
        query.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
      socket.getOutputStream().write(query.toString().getBytes(StandardCharsets.ISO_8859_1));
      var in = socket.getInputStream();
      var first = line(in);
      if (first.equals("*0")) {
        return "(none)";
      }
      if (!first.equals("*2")) {
        return first;
      }
      bulk(in);
      return bulk(in);
    }

    private static String bulk(InputStream in) throws IOException {
      int length = Integer.parseInt(line(in).substring(1));
      var bytes = in.readNBytes(length + 2);
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
      var line = new StringBuilder();
      while (line.indexOf("\r\n") < 0) {
        int b = in.read();
        if (b < 0) {
          throw new IOException("the peer has closed the connection");
        }
        line.append((char) b);
      }
      return line.substring(0, line.length() - 2);
    }

    @Override
    public void close() throws IOException {
      socket.close();
      process.destroy();
      try {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
