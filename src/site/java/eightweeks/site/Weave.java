package eightweeks.site;

import eightweeks.study.course.Days;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first step: copies the documents to {@code target/site-source}, in the tree that they have in
 * the repository, with all source that they quote put in place.
 *
 * <p>What it does to a page is in {@link Weaver}. All mistakes of all pages are told at once, each
 * with file, line and what to do.
 */
final class Weave {
  private final Place place;
  private final List<Snippet> snippets = new ArrayList<>();
  private final List<String> mistakes = new ArrayList<>();
  private final Map<Path, JavaOutline> outlines = new HashMap<>();
  private final Traces traces = new Traces();

  Weave(Place place) {
    this.place = place;
  }

  /** Does it, and says what was done. */
  String run() {
    Place.clear(place.woven());
    int pages = 0;
    for (var file : documents()) {
      var path = Place.relative(place.root(), file);
      if (path.endsWith(".adoc")) {
        pages++;
        var weaver = new Weaver(place, path, this::outline, traces, mistakes);
        Place.write(place.woven().resolve(path), weaver.weave());
        snippets.addAll(weaver.snippets());
      } else {
        Place.copy(file, place.woven().resolve(path));
      }
    }
    if (!mistakes.isEmpty()) {
      throw SiteException.of(mistakes);
    }
    Snippet.write(snippets, place.woven());
    Stills.write(place);
    traces.write(place);
    if (Files.exists(place.root().resolve(Days.FILE))) {
      new Book(place, snippets).write();
    }
    return "Woven: " + pages + " pages, " + snippets.size() + " snippets,";
  }

  /** Returns every file that becomes a page or goes with one. */
  private List<Path> documents() {
    var all = new ArrayList<Path>();
    for (var name : List.of("README.adoc", "CONTRIBUTING.adoc", "LICENSE")) {
      if (Files.exists(place.root().resolve(name))) {
        all.add(place.root().resolve(name));
      }
    }
    all.addAll(Place.files(place.root().resolve("docs")));
    all.addAll(Place.files(place.root().resolve("weeks")));
    for (var file : Place.files(place.root().resolve("exercises"))) {
      if (file.endsWith("hints.adoc")) {
        all.add(file);
      }
    }
    for (var file : Place.files(place.root().resolve("solutions"))) {
      if (file.toString().endsWith(".adoc")) {
        all.add(file);
      }
    }
    return all;
  }

  private JavaOutline outline(Path file) {
    return outlines.computeIfAbsent(file, f -> JavaOutline.parse(List.of(f)).getFirst());
  }
}
