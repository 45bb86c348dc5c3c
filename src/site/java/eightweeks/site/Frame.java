package eightweeks.site;

import eightweeks.harness.TestServer;
import eightweeks.study.course.CFunctions;
import eightweeks.study.course.Day;
import eightweeks.study.course.Days;
import eightweeks.week1.config.Directive;
import eightweeks.week1.startup.ServerBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;

/**
 * The second step: puts the bodies that Asciidoctor made into the page's frame, adds the pages that
 * come out of the source and the server, writes the search index, and checks every link.
 */
final class Frame {
  private static final Pattern DAY_TITLE = Pattern.compile("^Day \\d+: ");
  private static final Pattern WEEK_PAGE = Pattern.compile("weeks/week(\\d+)/index\\.html");

  private final Place place;
  private final Path web;
  private final SourceTree sources;
  private final Map<String, Snippet> snippets;
  private final CoursePlan course;
  private final Map<String, List<SourcePage.Reading>> readings = new HashMap<>();
  private final CIndex c = new CIndex();
  private final Polish polish;
  private final Map<Integer, String> weekTitles = new TreeMap<>();
  private final List<Page> pages = new ArrayList<>();
  private final RecallCards cards = new RecallCards();

  /** The pages of commands in the order of their names. */
  private final List<String> commandOrder = new ArrayList<>();

  Frame(Place place) {
    this.place = place;
    web = place.root().resolve("src/site/web");
    sources = new SourceTree(place.root());
    snippets = new LinkedHashMap<>();
    Snippet.read(place.woven()).forEach(s -> snippets.put(s.id(), s));
    var days = Days.read(place.root()).all();
    Set<Integer> written = new HashSet<>();
    for (var day : days) {
      if (Files.exists(place.bodies().resolve(CoursePlan.page(day)))) {
        written.add(day.number());
      } else if (day.ready()) {
        throw new SiteException(
            "weeks/days.tsv says that "
                + day.id()
                + " is ready, and there is no "
                + day.chapter()
                + ". Write the chapter, or set the day to \"to come\".");
      }
    }
    course = new CoursePlan(days, written);
    polish = new Polish(place, snippets);
  }

  /** Does it, and says what was done. */
  String run() {
    Place.clear(place.site());
    collectReadings();
    addDocuments();
    addGenerated();
    writePages();
    writeAssets();
    var mistakes = LinkCheck.check(place.site());
    if (!mistakes.isEmpty()) {
      throw SiteException.of(mistakes);
    }
    return "Framed: " + pages.size() + " pages,";
  }

  private void collectReadings() {
    for (var day : course.days()) {
      for (var snippet : snippets.values()) {
        if (snippet.page().equals(day.chapter())) {
          readings
              .computeIfAbsent(snippet.file(), _ -> new ArrayList<>())
              .add(new SourcePage.Reading(day, snippet));
        }
      }
    }
  }

  private void addDocuments() {
    c.addSources(sources);
    course.days().forEach(c::addDay);
    var bodies = new LinkedHashMap<String, Document>();
    for (var file : Place.files(place.bodies())) {
      var path = Place.relative(place.bodies(), file);
      if (path.endsWith(".html")) {
        var body = polish.polish(path, Place.read(file));
        bodies.put(path, body);
        copyImages(path, body);
        var day = course.at(path);
        if (day != null) {
          c.addChapter(day, body, snippets, sources);
        }
      }
    }
    bodies.forEach((path, body) -> titles(path, body, bodies));
    var links = new ProseLinks(sources, c, bodies.get(ProseLinks.GLOSSARY));
    var exercises = new ExercisePart(place);
    bodies.forEach((path, body) -> addDocument(path, body, bodies, links, exercises));
    pages.addAll(Workshop.handouts(course, bodies));
  }

  /** A link to a page without a text of its own gets the page's title instead of its path. */
  private static void titles(String path, Document body, Map<String, Document> bodies) {
    for (var link : body.select("a[href$=.html]")) {
      var target = Polish.resolve(path, link.attr("href"));
      var page = target == null ? null : bodies.get(target);
      var heading = page == null ? null : page.selectFirst("h1");
      if (heading != null && link.text().equals(link.attr("href"))) {
        link.text(heading.text());
      }
    }
  }

  private void addDocument(
      String path,
      Document body,
      Map<String, Document> bodies,
      ProseLinks links,
      ExercisePart exercises) {
    var day = course.at(path);
    links.link(path, body, day == null ? "" : day.target());
    if (day != null) {
      dayHead(day, body);
      exercises.add(day, path, body, bodies.get("exercises/" + day.folder() + "/hints.html"));
      Figures.add(day, body, snippets);
      cards.add(day, path, body);
      Workshop.notes(day, path, body, bodies);
      PageSessions.mark(body);
    }
    Figures.addBeforeStills(body, snippets);
    var heading = body.selectFirst("h1");
    if (heading == null) {
      throw new SiteException(
          path.replace(".html", ".adoc") + " has no title. Begin it with = Title.");
    }
    var week = WEEK_PAGE.matcher(path);
    if (week.matches()) {
      weekTitles.put(Integer.valueOf(week.group(1)), heading.text());
    }
    pages.add(new Page(path, heading.text(), where(path), body.body().html(), Page.Layout.READ));
  }

  private static String where(String path) {
    if (path.startsWith("weeks/week")) {
      return "Week " + path.replaceFirst("weeks/week(\\d+)/.*", "$1");
    }
    return path.startsWith("solutions/")
        ? "Solution"
        : path.startsWith("exercises/") ? "Exercise" : "Documents";
  }

  /** What a day is about, around its title. */
  private static void dayHead(Day day, Document body) {
    var heading = body.selectFirst("h1");
    if (heading == null) {
      return;
    }
    heading.text(DAY_TITLE.matcher(heading.text()).replaceFirst(""));
    heading.before(
        "<p class=\"eyebrow\">Week %d · Day %s · %d minutes</p>"
            .formatted(day.week(), CoursePlan.number(day), day.minutes()));
    heading.after(
        "<div class=\"facts\"><p><b>New today</b> "
            + Html.escape(String.join(", ", day.concepts()))
            + "</p><p><b>Exercise</b> "
            + Html.escape(day.exercise())
            + "</p></div>");
  }

  private void copyImages(String path, Document body) {
    for (var image : body.select("img[src]")) {
      var source = Polish.resolve(path, image.attr("src"));
      if (source != null && Files.exists(place.bodies().resolve(source))) {
        Place.copy(place.bodies().resolve(source), place.site().resolve(source));
      }
    }
  }

  private void addGenerated() {
    for (var file : sources.files()) {
      if (!file.isPackageInfo()) {
        var reads = readings.getOrDefault(file.path(), List.of());
        var quotes = snippets.values().stream().filter(s -> s.file().equals(file.path())).toList();
        pages.add(new SourcePage(file, sources, c, reads, quotes).page());
      }
    }
    pages.addAll(new SourceIndex(sources, readings, course).pages());
    var functions = place.root().resolve(CFunctions.FILE);
    pages.addAll(
        ReferencePages.pages(
            c, course, Files.exists(functions) ? CFunctions.read(place.root()) : null));
    var server = TestServer.start();
    var commands =
        new CommandPages(server.parts().commands(), sources, c, course, readings, place.root());
    pages.addAll(commands.pages());
    commandOrder.addAll(commands.order());
    pages.add(configuration(server));
    for (var path : polish.linkedFiles()) {
      pages.add(FilePage.page(path, Place.lines(place.root().resolve(path))));
    }
    if (!cards.isEmpty()) {
      pages.add(cards.page(course));
    }
    pages.add(
        HomePage.page(
            course,
            weekTitles,
            Files.exists(place.pdf()),
            place.repository(),
            Place.read(web.resolve("home.html"))));
  }

  private Page configuration(TestServer server) {
    // Before a server is built of them: building adds the directives of weeks to come.
    var parts = new ServerBuilder(server.parts().world()).install(ConfigPage.written());
    var installed =
        parts.config().directives().stream().map(Directive::name).collect(Collectors.toSet());
    var file = place.root().resolve("redis.conf");
    return new ConfigPage(
            server.parts().config(),
            server.connect(),
            sources,
            Files.exists(file) ? Place.lines(file) : List.of(),
            installed,
            Place.lines(place.root().resolve("src/site/commands/directives.tsv")))
        .page();
  }

  private void writePages() {
    var titles = new HashMap<String, String>();
    pages.forEach(page -> titles.put(page.path(), page.title()));
    var order = readingOrder(titles.keySet());
    var template =
        new Template(
            Place.read(web.resolve("page.html")), course, titles.keySet(), parts(titles.keySet()));
    var search = new SearchIndex();
    synonyms(search, titles.keySet());
    for (var page : pages) {
      var row = commandOrder.contains(page.path()) ? commandOrder : order;
      int index = row.indexOf(page.path());
      var html =
          template.wrap(
              page,
              index > 0 ? neighbour(row.get(index - 1), titles) : null,
              index >= 0 && index + 1 < row.size() ? neighbour(row.get(index + 1), titles) : null);
      Place.write(place.site().resolve(page.path()), html);
      if (course.at(page.path()) == null) {
        search.add(page);
      }
    }
    commandsToCome(search, titles.keySet());
    for (var day : course.days()) {
      var chapter = pages.stream().filter(p -> p.path().equals(CoursePlan.page(day))).findFirst();
      search.addDay(day, course.has(day), chapter.orElse(null));
    }
    Place.write(place.site().resolve("assets/search-index.js"), search.script());
  }

  /** Adds the commands that the server does not have yet. */
  private void commandsToCome(SearchIndex search, Set<String> there) {
    for (var line : Place.lines(web.resolve("commands-to-come.tsv"))) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      var column = line.split("\t");
      if (there.contains("reference/commands/" + Html.slug(column[0]) + ".html")) {
        continue; // it has come
      }
      search.addCommandToCome(column[0], Integer.parseInt(column[1]));
    }
  }

  /** Reads the words that readers use for pages whose titles are others. */
  private void synonyms(SearchIndex search, Set<String> there) {
    for (var line : Place.lines(web.resolve("synonyms.tsv"))) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      var column = line.split("\t");
      if (!there.contains(column[0])) {
        throw new SiteException(
            "src/site/web/synonyms.tsv names "
                + column[0]
                + ", and there is no such page. Mend the path, or take the line away.");
      }
      search.addSynonyms(column[0], column[1]);
    }
  }

  private Template.Neighbour neighbour(String path, Map<String, String> titles) {
    var day = course.at(path);
    var title = titles.getOrDefault(path, path);
    return new Template.Neighbour(
        path, day == null ? title : "Day " + CoursePlan.number(day) + ": " + title);
  }

  private List<String> readingOrder(Set<String> there) {
    var order = new ArrayList<String>();
    order.add(Template.WEEKS);
    for (var week : course.byWeek().entrySet()) {
      order.add(CoursePlan.weekPage(week.getKey()));
      week.getValue().forEach(day -> order.add(CoursePlan.page(day)));
    }
    order.retainAll(there);
    return order;
  }

  /** Returns the other parts of the site, as the navigation lists them. */
  private static Map<String, String> parts(Set<String> there) {
    var parts = new LinkedHashMap<String, String>();
    parts.put(SourceIndex.PAGE, "Annotated source");
    parts.put(CommandPages.INDEX, "Commands");
    parts.put(ConfigPage.PATH, "Configuration");
    parts.put(ReferencePages.C_PAGE, "From C to Java");
    parts.put(ReferencePages.JAVA_PAGE, "From Java to C");
    parts.put("docs/glossary.html", "Glossary");
    parts.put("docs/console.html", "A server in a page");
    parts.put("docs/figures.html", "Figures that step");
    parts.put("docs/failover.html", "A failover in a page");
    parts.put("docs/architecture.html", "The house");
    parts.put("docs/workshop/index.html", "For a workshop");
    parts.put("docs/index.html", "All documents");
    parts.put("README.html", "README");
    parts.keySet().retainAll(there);
    return parts;
  }

  private void writeAssets() {
    copyTree(web.resolve("assets"), place.site().resolve("assets"));
    copyTree(place.extra(), place.site());
    if (Files.exists(place.pdf())) {
      Place.copy(place.pdf(), place.site().resolve(HomePage.BOOK));
    }
  }

  private static void copyTree(Path from, Path to) {
    for (var file : Place.files(from)) {
      Place.copy(file, to.resolve(Place.relative(from, file)));
    }
  }
}
