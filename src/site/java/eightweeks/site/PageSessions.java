package eightweeks.site;

import com.google.gson.Gson;
import eightweeks.cli.prompt.Dialogue;
import eightweeks.page.PageServer;
import eightweeks.week1.bytes.Ascii;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Marks the sessions that the server in a page can run, so that they get a Run button.
 *
 * <p>It is not guessed which ones these are: each is run here, by the same server on the JVM, and
 * what it shows is compared with what is printed. A session runs behind those before it on its
 * page, on one server.
 */
final class PageSessions {
  private static final Pattern CLI =
      Pattern.compile(
          "\\$ (?:sleep (?<sleep>\\d+); )?bin/redis-cli(?: -p 70\\d\\d)?"
              + " (?<line>[^-|;&<>$`][^|;&<>$`]*?)(?: \\| grep (?:-E )?(?<grep>\\S+|'[^']+'))?");
  private static final Pattern PROMPT = Pattern.compile("127\\.0\\.0\\.1:70\\d\\d> (?<line>.+)");
  private static final Pattern OPENS_PROMPT = Pattern.compile("\\$ bin/redis-cli -p 70\\d\\d");
  private static final long START_MICROS = 1_795_364_464_123_456L;

  /**
   * A command of a session.
   *
   * @param pass milliseconds that pass before it
   * @param line what redis-cli gets
   * @param grep what its lines are filtered by; empty for none
   */
  record Step(long pass, String line, String grep) {}

  private record Session(List<Step> steps, List<List<String>> printed) {}

  private PageSessions() {}

  /** Marks the sessions of a page: {@code data-run} has the steps as JSON. */
  static void mark(Document body) {
    var done = new ArrayList<Step>();
    for (var pre : body.select(".language-console pre")) {
      var session = parse(text(pre).lines().toList());
      if (session != null && fits(session, done)) {
        pre.attr("data-run", new Gson().toJson(session.steps));
        done.addAll(session.steps);
      }
    }
  }

  private static String text(Element pre) {
    var copy = pre.clone();
    copy.select(".g").remove();
    return copy.wholeText();
  }

  /** Returns the session of a block, or null if it has a line that the page cannot do. */
  private static @Nullable Session parse(List<String> lines) {
    var steps = new ArrayList<Step>();
    var printed = new ArrayList<List<String>>();
    for (var line : lines) {
      var cli = CLI.matcher(line.strip());
      var prompt = PROMPT.matcher(line.strip());
      if (cli.matches()) {
        var sleep = cli.group("sleep");
        var grep = cli.group("grep");
        steps.add(
            new Step(
                sleep == null ? 0 : 1000 * Long.parseLong(sleep),
                cli.group("line"),
                grep == null ? "" : grep.replace("'", "")));
        printed.add(new ArrayList<>());
      } else if (prompt.matches()) {
        steps.add(new Step(0, prompt.group("line"), ""));
        printed.add(new ArrayList<>());
      } else if (line.startsWith("$ ")) {
        if (!OPENS_PROMPT.matcher(line.strip()).matches()) {
          return null;
        }
      } else if (steps.isEmpty()) {
        return null;
      } else {
        printed.getLast().add(line.stripTrailing());
      }
    }
    return steps.isEmpty() ? null : new Session(steps, printed);
  }

  /** Returns whether the page's server shows what is printed. */
  private static boolean fits(Session session, List<Step> before) {
    var server = PageServer.start(START_MICROS);
    before.forEach(step -> run(server, step));
    for (int i = 0; i < session.steps.size(); i++) {
      var shown = run(server, session.steps.get(i));
      if (server.hasEnded() || !fits(shown, session.printed.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> run(PageServer server, Step step) {
    server.pass(step.pass);
    var line = Ascii.bytes(step.line);
    var request = Dialogue.request(line);
    if (request == null) {
      return List.of("Invalid argument(s)");
    }
    try {
      var shown = Ascii.text(Dialogue.shown(line, server.talk(request)));
      var grep = Pattern.compile(step.grep);
      return shown
          .lines()
          .map(String::stripTrailing)
          .filter(l -> step.grep.isEmpty() || grep.matcher(l).find())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PatternSyntaxException e) {
      return List.of(e.getMessage());
    }
  }

  /** Compares as the build's own check of sessions does: "..." stands for anything. */
  private static boolean fits(List<String> shown, List<String> printed) {
    var pattern = new StringBuilder();
    for (var line : printed) {
      pattern.append(
          line.equals("...") ? "(.*\n)*" : Pattern.quote(line).replace("...", "\\E.*\\Q") + "\n");
    }
    return (String.join("\n", shown) + (shown.isEmpty() ? "" : "\n")).matches(pattern.toString());
  }
}
