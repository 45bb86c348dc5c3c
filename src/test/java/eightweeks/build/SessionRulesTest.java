package eightweeks.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eightweeks.build.SessionPage.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sessions are read, and what is said about those that print something else. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class SessionRulesTest {
  private static SessionPage page(String text) {
    return SessionPage.parse("docs/page.adoc", text.lines().toList());
  }

  private static SessionPage session(String lines) {
    return page("[source,console]\n----\n" + lines + "----\n");
  }

  // Reading.

  @Test
  void block_isReadAsStepsWithTheirOutput() {
    var steps =
        session(
                """
                $ cat > my.conf <<END
                > port 7000
                > END
                $ bin/redis-cli -p 7000
                127.0.0.1:7000> multi <1>
                OK
                127.0.0.1:7000(TX)> get k
                QUEUED
                ^C
                ... bye bye...
                """)
            .blocks()
            .getFirst()
            .steps();
    assertThat(steps)
        .extracting(SessionPage.Step::kind)
        .containsExactly(Kind.SHELL, Kind.SHELL, Kind.PROMPT, Kind.PROMPT, Kind.INTERRUPT);
    assertThat(steps.getFirst().text()).isEqualTo("cat > my.conf <<END\nport 7000\nEND");
    assertThat(steps.get(2).text()).isEqualTo("multi");
    assertThat(steps.get(2).output()).containsExactly(new SessionPage.Line(8, "OK"));
    assertThat(steps.get(3).prompt()).isEqualTo("127.0.0.1:7000(TX)>");
  }

  @Test
  void linesWithoutAPrompt_areThoseOfTheLog() {
    assertThat(session("... * Ready\n").blocks().getFirst().steps())
        .extracting(SessionPage.Step::kind)
        .containsExactly(Kind.LOG);
  }

  @Test
  void commentsAboveABlock_areTypedBeforeIt() {
    var steps =
        page("// first: one\n// first: two\n[source,console]\n----\n$ three\n----\n")
            .blocks()
            .getFirst()
            .steps();
    assertThat(steps).extracting(SessionPage.Step::text).containsExactly("one", "two", "three");
  }

  @Test
  void sessionsInsideAnExample_areNoSessions() {
    assertThat(page("....\n[source,console]\n----\n$ one\n----\n....\n").blocks()).isEmpty();
  }

  @Test
  void sessionThatIsNotTyped_needsAReason() {
    var block = "[source,console,role=shown]\n----\n$ jdb\n----\n";
    assertThat(page("// shown: needs a debugger\n" + block).problems()).isEmpty();
    assertThat(page(block).blocks()).isEmpty();
    assertThat(page(block).problems())
        .containsExactly(
            "docs/page.adoc, line 1: a session with role=shown is not typed by the build. Say why"
                + " in the line above it: // shown: needs a debugger");
  }

  // Comparing.

  @ParameterizedTest
  @CsvSource({
    "OK,                OK,                        true",
    "OK,                ok,                        false",
    "id=... db=0 ...,   id=3 db=0 sub=0,           true",
    "id=... db=0 ...,   id=3 db=1 sub=0,           false",
    "...(a+b),          x(a+b),                    true"
  })
  void dotsInALine_standForAnythingOnIt(String expected, String actual, boolean same) {
    assertThat(SessionOutput.sameLine(expected, actual)).isEqualTo(same);
  }

  @Test
  void aLineOfDots_standsForAnyNumberOfLines() {
    var page = List.of("a", "...", "d");
    assertThat(SessionOutput.same(page, List.of("a", "d"))).isTrue();
    assertThat(SessionOutput.same(page, List.of("a", "b", "d", "d"))).isTrue();
    assertThat(SessionOutput.same(page, List.of("a", "b", "d", "e"))).isFalse();
  }

  @Test
  void log_hasLinesInOrderWithOthersBetween() {
    var log = List.of("one", "two", "three");
    assertThat(SessionOutput.behind(List.of("one", "three"), log, 0)).isEqualTo(3);
    assertThat(SessionOutput.behind(List.of("three", "one"), log, 0)).isEqualTo(-2);
    assertThat(SessionOutput.behind(List.of("one"), log, 1)).isEqualTo(-1);
  }

  // Typing, in a folder that has no server.

  @TempDir Path folder;

  private List<String> typed(String lines) throws Exception {
    assumeTrue(File.separatorChar == '/', "the sessions are those of a Unix shell");
    try (var run = new SessionRun(session(lines), scratch())) {
      return run.run().stream().map(found -> found.line() + ": " + found.text()).toList();
    }
  }

  private ScratchRepository scratch() throws IOException {
    return new ScratchRepository(folder, Files.createDirectories(folder.resolve("copy")));
  }

  @Test
  void outputThatIsRight_isNotMentioned() throws Exception {
    assertThat(typed("$ printf 'a\\nb\\n'\na\nb\n$ echo to nobody >&2\nto nobody\n")).isEmpty();
  }

  @Test
  void outputThatNoLongerMatches_isShownBesideWhatThePageSays() throws Exception {
    assertThat(typed("$ printf 'a\\nc\\n'\na\nb\n"))
        .containsExactly(
            """
            3: the session prints something else.
              $ printf 'a\\nc\\n'
                the page says                                    | it printed
                a                                                | a
              > b                                                | c\
            """);
  }

  @Test
  void remedy_standsAtTheEnd() throws Exception {
    var page = session("$ echo a\nb\n");
    Files.writeString(folder.resolve("docs"), "");
    assertThat(SessionsTest.problems(page, emptyScratch(), false))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("If what is printed is right, put it on the page; if the page is right, mend")
        .endsWith("-Dsessions=docs/page.adoc");
  }

  /** Returns a repository whose programs do nothing. */
  private ScratchRepository emptyScratch() throws IOException {
    var bin = Files.createDirectories(folder.resolve("repository/bin"));
    for (var name : List.of("redis-server", "redis-cli", "study")) {
      Files.writeString(bin.resolve(name), "#!/bin/sh\n");
      assertThat(bin.resolve(name).toFile().setExecutable(true)).isTrue();
    }
    return new ScratchRepository(folder.resolve("repository"), folder.resolve("scratch"));
  }

  @Test
  void portOfThePage_isAFreeOneWhenTypedAndThatOfThePageWhenPrinted() throws Exception {
    assertThat(typed("$ echo 7000 17000 | tr 7 7\n7000 17000\n")).isEmpty();
    assertThat(typed("$ test 7000 != '70''00' && echo another\nanother\n")).isEmpty();
  }

  @Test
  void serverThatEndsAtOnce_isComparedLikeAnyCommand() throws Exception {
    server("echo 'Fatal: no'; exit 1");
    assertThat(typed("$ bin/redis-server --port 7000\nFatal: no\n")).isEmpty();
    assertThat(typed("$ bin/redis-server --port 7000\n"))
        .hasSize(2)
        .last()
        .asString()
        .contains("the server ended at once and printed");
  }

  /** A build in the background of a shell ignores SIGINT, and so does its sleep: it is short. */
  @Test
  void logLineThatIsNotThere_isNamed() throws Exception {
    server("echo one; echo Ready to accept connections; exec sleep 3");
    assertThat(typed("$ bin/redis-server --port 7000\none\n")).isEmpty();
    assertThat(typed("$ bin/redis-server --port 7000\none\n^C\nThe end.\n"))
        .containsExactly(
            """
            6: the server's log does not have this line.
              > The end.
            Its log since the last line shown is
                Ready to accept connections\
            """);
  }

  @Test
  void commandBeforeAPrompt_isNotTakenForTheClientThatPrompts() throws Exception {
    var bin = Files.createDirectories(folder.resolve("copy/bin"));
    var cli = bin.resolve("redis-cli");
    Files.writeString(
        cli,
        """
        #!/bin/sh
        shift 2
        if [ $# -gt 0 ]; then echo "$@"; exit; fi
        printf '127.0.0.1:%s> ' "$PORT"
        while read -r line; do printf '%s!\\n127.0.0.1:%s> ' "$line" "$PORT"; done
        """
            .replace("$PORT", "1"));
    assertThat(cli.toFile().setExecutable(true)).isTrue();
    assertThat(
            typed(
                """
                $ bin/redis-cli -p 1 client list
                client list
                127.0.0.1:1> get k
                get k!
                $ bin/redis-cli -p 1 ping
                ping
                127.0.0.1:1> get l
                get l!
                """))
        .isEmpty();
  }

  private void server(String script) throws IOException {
    var bin = Files.createDirectories(folder.resolve("copy/bin"));
    var server = bin.resolve("redis-server");
    Files.writeString(server, "#!/bin/sh\n" + script + "\n");
    assertThat(server.toFile().setExecutable(true)).isTrue();
  }
}
