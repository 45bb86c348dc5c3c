package eightweeks.build;

import eightweeks.build.SessionPage.Block;
import eightweeks.build.SessionPage.Line;
import eightweeks.build.SessionPage.Step;
import eightweeks.study.StudyHere;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types the sessions of one page, in order, and compares what comes back.
 *
 * <p>Ports 7000 to 7009 are ports that are free; in what is printed they have their names of the
 * page again. Servers are processes, ended by their ids when the page ends.
 */
final class SessionRun implements AutoCloseable {
  private static final long COMMAND_SECONDS = 120;
  private static final long READY_SECONDS = 60;
  private static final long LOG_SECONDS = 20;
  private static final Pattern PORT = Pattern.compile("(?<![\\w.])700\\d(?!\\w)");
  private static final Pattern SERVER =
      Pattern.compile(
          "(?:\\w+=\\S*\\s+)*(?:bin/redis-(?:server|sentinel)|bin/study\\s+serve)(?:\\s+(?!-v\\b|-h\\b|--version\\b|--help\\b)[^|;&<>\\s]+)*");

  /** A redis-cli that is given options alone, so that it prompts. */
  private static final Pattern CLIENT =
      Pattern.compile(
          "bin/redis-cli(\\s+(-[23]|--(no-)?raw|--csv|--json|--tls|--no-auth-warning"
              + "|-[hpnasu]\\s+\\S+|--(user|pass|cacert|cert|key)\\s+\\S+))*");

  /** What a reader of the course has done before: it is not shown, and needs no new process. */
  private static final Pattern COURSE =
      Pattern.compile("bin/study (?:start|check|solution) day\\d\\d(?: --apply)?");

  /** What a page gets wrong. */
  record Mismatch(int line, String text) {}

  /** A server and how much of its log the page has shown. */
  private static final class Server {
    final SessionProcess process;
    final int port;
    int shown;

    Server(SessionProcess process, int port) {
      this.process = process;
      this.port = port;
    }
  }

  private final SessionPage page;
  private final ScratchRepository scratch;
  private final Map<Integer, Integer> ports = new TreeMap<>();
  private final Map<Integer, Server> servers = new LinkedHashMap<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final StringBuilder transcript = new StringBuilder();
  private @Nullable Server lastServer;
  private @Nullable SessionProcess client;
  private String promptSeen = "";

  SessionRun(SessionPage page, ScratchRepository scratch) {
    this.page = page;
    this.scratch = scratch;
  }

  /** Types all sessions; returns what differs, in order. */
  List<Mismatch> run() throws IOException, InterruptedException {
    for (var block : page.blocks()) {
      transcript.append("--- line ").append(block.line()).append('\n');
      run(block);
      closeClient();
    }
    return mismatches;
  }

  /** What was typed and what came back, as it would stand on the page. */
  String transcript() {
    return transcript.toString();
  }

  private void run(Block block) throws IOException, InterruptedException {
    var steps = block.steps();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      switch (step.kind()) {
        case FIRST -> first(step);
        case LOG -> log(step);
        case INTERRUPT -> interrupt(step);
        case PROMPT -> prompt(step);
        case SHELL -> {
          boolean promptFollows =
              i + 1 < steps.size() && steps.get(i + 1).kind() == SessionPage.Kind.PROMPT;
          if (SERVER.matcher(step.text()).matches()) {
            server(step);
          } else if (promptFollows && CLIENT.matcher(step.text()).matches()) {
            openClient(step.text());
          } else {
            shell(step);
          }
        }
      }
    }
  }

  // The shell.

  private void shell(Step step) throws IOException, InterruptedException {
    try (var process = new SessionProcess(scratch.command("sh", "-c", real(step.text())))) {
      process.endOfInput();
      if (!process.awaitEnd(COMMAND_SECONDS)) {
        wrong(
            step,
            "it has not ended after "
                + COMMAND_SECONDS
                + " seconds; it printed\n"
                + process.text());
      } else {
        compare(step, process.text());
      }
    }
  }

  private void first(Step step) throws IOException, InterruptedException {
    if (COURSE.matcher(step.text()).matches()) {
      var said = StudyHere.type(scratch.folder(), step.text().split(" ", 2)[1].split(" "));
      note(step, List.of());
      if (said.code() != 0) {
        wrong(step, "what the comment says was typed before this session fails:\n" + said.text());
      }
      return;
    }
    var command = real(step.text()) + " || echo It ended with $?";
    try (var process = new SessionProcess(scratch.command("sh", "-c", command))) {
      process.endOfInput();
      boolean ended = process.awaitEnd(COMMAND_SECONDS);
      note(step, List.of());
      if (!ended || process.text().contains("It ended with ")) {
        wrong(
            step, "what the comment says was typed before this session fails:\n" + process.text());
      }
    }
  }

  private void compare(Step step, String printed) {
    var actual = new ArrayList<>(onPage(printed).lines().map(String::stripTrailing).toList());
    while (!actual.isEmpty() && actual.getLast().isEmpty()) {
      actual.removeLast();
    }
    while (!actual.isEmpty() && actual.getFirst().isEmpty()) {
      actual.removeFirst(); // a page shows no empty lines at the start of a block
    }
    note(step, actual);
    var expected = texts(step.output());
    if (!SessionOutput.same(expected, actual)) {
      mismatches.add(
          new Mismatch(
              step.line(),
              "the session prints something else.\n  %s\n%s"
                  .formatted(step.typed(), SessionOutput.sideBySide(expected, actual))));
    }
  }

  private void note(Step step, List<String> printed) {
    transcript.append(step.typed().replace("\n", "\n> ")).append('\n');
    printed.forEach(line -> transcript.append(line).append('\n'));
  }

  private void wrong(Step step, String what) {
    mismatches.add(new Mismatch(step.line(), "%s\n  %s".formatted(what, step.typed())));
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(Line::text).toList();
  }

  // Servers.

  private void server(Step step) throws IOException, InterruptedException {
    var matcher = PORT.matcher(step.text());
    int port = matcher.find() ? Integer.parseInt(matcher.group()) : 7000;
    stop(servers.remove(port));
    var process = new SessionProcess(scratch.command("sh", "-c", "exec env " + real(step.text())));
    var server = new Server(process, port);
    servers.put(port, server);
    lastServer = server;
    boolean ready =
        process.await(
            text -> text.toLowerCase(Locale.ROOT).contains("ready to accept connections"),
            READY_SECONDS);
    if (ready) {
      expectLog(step, server);
    } else if (process.hasEnded()) { // which is what the page may want to show
      compare(step, process.text());
      if (step.output().isEmpty()) {
        wrong(step, "the server ended at once and printed\n" + process.text());
      }
    } else {
      wrong(
          step,
          "the server is not ready after "
              + READY_SECONDS
              + " seconds; its log is\n"
              + process.text());
    }
  }

  private void log(Step step) throws InterruptedException {
    if (lastServer == null) {
      wrong(
          step,
          "these lines stand below nothing: begin with \"$ \" and a command, or start a server on"
              + " this page before you show its log.");
    } else {
      expectLog(step, lastServer);
    }
  }

  private void interrupt(Step step) throws IOException, InterruptedException {
    if (lastServer == null) {
      wrong(step, "there is no server on this page yet that could be interrupted.");
      return;
    }
    lastServer.process.interrupt();
    if (!lastServer.process.awaitEnd(READY_SECONDS)) {
      wrong(step, "the server has not ended " + READY_SECONDS + " seconds after Ctrl-C.");
    }
    servers.remove(lastServer.port, lastServer);
    expectLog(step, lastServer);
  }

  /** The lines come in this order; others may lie between. */
  private void expectLog(Step step, Server server) throws InterruptedException {
    var expected = texts(step.output());
    int from = server.shown;
    server.process.await(
        _ -> SessionOutput.behind(expected, logLines(server), from) >= 0, LOG_SECONDS);
    var log = logLines(server);
    var since = log.subList(Math.min(from, log.size()), log.size());
    note(step, since);
    int behind = SessionOutput.behind(expected, log, from);
    if (behind >= 0) {
      server.shown = behind;
    } else {
      int found = -1 - behind;
      mismatches.add(
          new Mismatch(
              step.output().get(found).number(),
              "the server's log does not have this line%s.\n  > %s\nIts log%s is\n%s"
                  .formatted(
                      found == 0 ? "" : " behind those above it",
                      expected.get(found),
                      from == 0 ? "" : " since the last line shown",
                      String.join("\n", since).indent(4).stripTrailing())));
    }
  }

  private List<String> logLines(Server server) {
    return server.process.lines().stream().map(this::onPage).toList();
  }

  private static void stop(@Nullable Server server) {
    if (server != null) {
      server.process.close();
    }
  }

  // The prompt of redis-cli.

  private void openClient(String command) throws IOException, InterruptedException {
    closeClient();
    transcript.append("$ ").append(command).append('\n');
    var builder = scratch.command("sh", "-c", "exec env " + real(command));
    builder.environment().put("JAVA_OPTS", "-Deightweeks.terminals=0"); // so that it prompts
    client = new SessionProcess(builder);
    promptSeen = "";
  }

  private void prompt(Step step) throws IOException, InterruptedException {
    if (client == null) {
      var port = PORT.matcher(step.prompt());
      openClient("bin/redis-cli -p " + (port.find() ? port.group() : "7000"));
      transcript.setLength(transcript.lastIndexOf("$ "));
    }
    var there = client;
    if (there == null) {
      return;
    }
    if (promptSeen.isEmpty()) {
      var greeting = untilPrompt(there);
      if (!greeting.isBlank()) {
        wrong(step, "before its prompt redis-cli printed: " + greeting.strip());
      }
    }
    if (promptSeen.isEmpty()) {
      wrong(step, "redis-cli shows no prompt here; it has ended, or it waits.");
      return;
    }
    if (!promptSeen.equals(step.prompt())) {
      wrong(step, "the prompt is \"" + promptSeen + "\" here, and the page has another.");
    }
    there.type(real(step.text()));
    compare(step, untilPrompt(there));
  }

  /** What is printed before the next prompt, or before the end. */
  private String untilPrompt(SessionProcess process) throws InterruptedException {
    var prompt =
        Pattern.compile(
            "(?:^|\\n"
                + ")((?:127\\.0\\.0\\.1:\\d+(?:\\[\\d+])?(?:\\(\\w[\\w ]*\\))?|not connected)>)"
                + " $");
    process.await(text -> prompt.matcher(text).find(), COMMAND_SECONDS / 4);
    var text = process.take();
    var found = prompt.matcher(text);
    if (found.find()) {
      promptSeen = onPage(found.group(1));
      return text.substring(0, found.start());
    }
    promptSeen = "";
    return text;
  }

  private void closeClient() throws IOException {
    var there = client;
    client = null;
    if (there != null) {
      if (!there.hasEnded()) {
        there.endOfInput();
      }
      there.close();
    }
  }

  // Ports.

  private String real(String text) throws IOException {
    for (var port : PORT.matcher(text).results().map(match -> match.group()).distinct().toList()) {
      if (!ports.containsKey(Integer.valueOf(port))) {
        ports.put(Integer.valueOf(port), freePort());
      }
    }
    return PORT.matcher(text).replaceAll(match -> "" + ports.get(Integer.valueOf(match.group())));
  }

  private String onPage(String text) {
    var shown = text;
    for (var port : ports.entrySet()) {
      shown = shown.replaceAll("(?<!\\d)" + port.getValue() + "(?!\\d)", "" + port.getKey());
    }
    return shown.replace(scratch.folder().toString(), "/home/you/eightweeks");
  }

  private int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    closeClient();
    servers.values().forEach(SessionRun::stop);
    if (lastServer != null) {
      stop(lastServer);
    }
  }
}
