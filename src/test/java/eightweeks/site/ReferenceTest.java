package eightweeks.site;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.harness.TestServer;
import eightweeks.week1.startup.ServerBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The reference says what the server says. */
final class ReferenceTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  private final TestServer server = TestServer.start();

  @Test
  void cFunctionsThatDifferByAnUnderscore_haveIdsOfTheirOwn() {
    var ids = CAnchor.parse("dict.c: dictExpand(), _dictExpand(), _dictNextExp()");
    assertThat(ids.stream().map(CAnchor::id))
        .containsExactly(
            "dict-c-dictexpand", "dict-c-inner-dictexpand", "dict-c-inner-dictnextexp");
  }

  @Test
  void commandPages_areThoseOfTheCommandTable() {
    var pages = new HashMap<String, Element>();
    var sources = new SourceTree(ROOT);
    for (var page : commandPages(sources).pages()) {
      pages.put(page.title(), Jsoup.parseBodyFragment(page.body()).body());
    }
    var told = told();
    assertThat(pages.keySet()).containsAll(told.keySet());
    assertThat(pages).hasSize(told.size() + 1); // the index
    for (var command : told.entrySet()) {
      var page = pages.get(command.getKey());
      assertThat(page).isNotNull();
      assertThat(fact(page, "Arity"))
          .as(command.getKey())
          .startsWith(command.getValue().arity + " ");
      assertThat(words(page, "Flags")).as(command.getKey()).containsAll(command.getValue().flags);
      assertThat(words(page, "ACL categories"))
          .as(command.getKey())
          .containsExactlyInAnyOrderElementsOf(command.getValue().categories);
      assertThat(page.select("a[href*=src/main/java]")).as(command.getKey()).isNotEmpty();
    }
  }

  private CommandPages commandPages(SourceTree sources) {
    var c = new CIndex();
    c.addSources(sources);
    return new CommandPages(
        server.parts().commands(), sources, c, new CoursePlan(List.of(), Set.of()), Map.of(), ROOT);
  }

  @Test
  void pageOfSet_hasOptionsExampleRepliesErrorsAndItsCFunction() {
    var pages = commandPages(new SourceTree(ROOT)).pages();
    var set = pages.stream().filter(p -> p.title().equals("SET")).findFirst().orElseThrow();
    var body = Jsoup.parseBodyFragment(set.body());
    assertThat(body.select("h2").eachText())
        .containsExactly("Options", "Example", "Replies", "Errors", "Facts");
    assertThat(body.select("#options + dl dt").eachText())
        .contains("NX", "XX", "EX seconds", "PXAT unix-time-milliseconds", "KEEPTTL");
    assertThat(body.select("#options + dl dd").eachText()).doesNotContain("");
    assertThat(body.select("#replies + div").text()).contains("$-1", "_");
    assertThat(body.select("#errors + dl").text())
        .contains("wrong number of arguments for 'set' command", "syntax error");
    assertThat(body.select("a.button").attr("href")).contains("console.html?run=SET%20name");
    assertThat(fact(body, "In C")).contains("t_string.c: setGenericCommand()");
  }

  @Test
  void everyOption_hasAMeaning() {
    for (var page : commandPages(new SourceTree(ROOT)).pages()) {
      var body = Jsoup.parseBodyFragment(page.body());
      for (var row : body.select("#options + dl > div")) {
        assertThat(row.select("dd").text())
            .as("%s %s in src/site/commands/options.tsv", page.title(), row.select("dt").text())
            .isNotEmpty();
      }
    }
  }

  @Test
  void syntax_isThatOfTheClassesComment() {
    var pages = commandPages(new SourceTree(ROOT)).pages();
    var set = pages.stream().filter(p -> p.title().equals("SET")).findFirst().orElseThrow();
    assertThat(Jsoup.parseBodyFragment(set.body()).select("pre.syntax").text())
        .startsWith("SET key value [NX | XX]");
  }

  @Test
  void configurationPage_hasEveryDirective() {
    var config = server.parts().config();
    var page =
        new ConfigPage(
                config,
                server.connect(),
                new SourceTree(ROOT),
                Place.lines(ROOT.resolve("redis.conf")),
                Set.of("port", "loglevel", "dir"),
                List.of())
            .page();
    var body = Jsoup.parseBodyFragment(page.body());
    assertThat(body.select("dt > code").eachText())
        .containsExactlyInAnyOrderElementsOf(
            config.directives().stream().map(d -> d.name()).toList());
    var port = body.getElementById("port");
    assertThat(port).isNotNull();
    assertThat(port.text())
        .contains("number between 0 and 65535 · at first 6379 · CONFIG SET · week 1")
        .contains("The port for TCP.");
    assertThat(body.getElementById("loglevel")).isNotNull();
    assertThat(body.select("#loglevel .meta").text()).contains("debug, verbose, notice, warning");
    assertThat(body.select("#appendonly").text()).contains("to come").contains("week 4");
  }

  @Test
  void everyDirectiveThatWorks_hasADescriptionAndAGroup() {
    var config = server.parts().config();
    var installed =
        new ServerBuilder(server.parts().world())
            .install(ConfigPage.written())
            .config()
            .directives();
    var names = installed.stream().map(d -> d.name()).collect(Collectors.toSet());
    var page =
        new ConfigPage(
                config,
                server.connect(),
                new SourceTree(ROOT),
                Place.lines(ROOT.resolve("redis.conf")),
                names,
                Place.lines(ROOT.resolve("src/site/commands/directives.tsv")))
            .page();
    var body = Jsoup.parseBodyFragment(page.body());
    var soft = new SoftAssertions();
    for (var row : body.select(".directives > div:not(.to-come)")) {
      soft.assertThat(row.select("dd > *").size())
          .as(
              "%s has no words: describe it in redis.conf or src/site/commands/directives.tsv",
              row.id())
          .isGreaterThan(1);
    }
    soft.assertAll();
    assertThat(body.select("h2").eachText()).contains("Network", "Memory").endsWith("To come");
    assertThat(body.text()).doesNotContain("`");
    assertThat(body.select("section:has(#group-others) dt > code").eachText()).isEmpty();
  }

  private static String fact(Element page, String name) {
    for (var row : page.select(".facts-list > div")) {
      if (row.select("dt").text().equals(name)) {
        return row.select("dd").text();
      }
    }
    return "";
  }

  private static Set<String> words(Element page, String name) {
    return new TreeSet<>(List.of(fact(page, name).split(" ")));
  }

  private record Told(long arity, List<String> flags, List<String> categories) {}

  /** What COMMAND tells clients, subcommands included, by the names that pages have. */
  private Map<String, Told> told() {
    var told = new HashMap<String, Told>();
    var reply = server.connect().call("COMMAND");
    for (var command : list(new Reply(reply).value())) {
      tell(list(command), told);
    }
    return told;
  }

  private static void tell(List<Object> fields, Map<String, Told> told) {
    var name = fields.get(0).toString().replace('|', ' ').toUpperCase(java.util.Locale.ROOT);
    told.put(name, new Told((Long) fields.get(1), strings(fields.get(2)), strings(fields.get(6))));
    list(fields.get(9)).forEach(sub -> tell(list(sub), told));
  }

  @SuppressWarnings("unchecked") // the parser below makes lists of objects
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  private static List<String> strings(Object value) {
    return list(value).stream().map(Object::toString).toList();
  }

  /** As much of RESP2 as COMMAND uses. */
  private static final class Reply {
    private final String text;
    private int at;

    Reply(String text) {
      this.text = text;
    }

    Object value() {
      int end = text.indexOf("\r\n", at);
      char type = text.charAt(at);
      var line = text.substring(at + 1, end);
      at = end + 2;
      if (type == ':') {
        return Long.valueOf(line);
      }
      if (type == '$') {
        int length = Integer.parseInt(line);
        var word = text.substring(at, at + length);
        at += length + 2;
        return word;
      }
      if (type != '*') {
        return line;
      }
      var values = new ArrayList<Object>();
      for (int i = Integer.parseInt(line); i > 0; i--) {
        values.add(value());
      }
      return values;
    }
  }
}
