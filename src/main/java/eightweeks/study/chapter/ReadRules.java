package eightweeks.study.chapter;

import eightweeks.study.chapter.Chapter.Part;
import eightweeks.study.chapter.Stop.Snippet;
import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import eightweeks.study.course.Days;
import eightweeks.study.course.ExerciseKind;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The part Read: stops, snippets of the real source, C functions, invariants. */
final class ReadRules {
  private static final int FEWEST_STOPS = 3;
  private static final int MAX_STOPS = 4;
  private static final int LINES_A_STOP = 32; // "about 30"
  private static final int LINES = 80;

  private final Course course;
  private final Day day;
  private final Chapter chapter;
  private final List<String> problems = new ArrayList<>();

  ReadRules(Course course, Day day, Chapter chapter) {
    this.course = course;
    this.day = day;
    this.chapter = chapter;
  }

  private void add(int line, String problem) {
    problems.add("%s, line %d: %s".formatted(chapter.file(), line, problem));
  }

  List<String> problems(Part read) {
    var sections = Stop.in(read);
    var stops = sections.stream().filter(stop -> !stop.snippets().isEmpty()).toList();
    if (stops.size() < FEWEST_STOPS || stops.size() > MAX_STOPS) {
      add(
          read.line(),
          "Read has %d stops (a heading === with a snippet of real source) and should have %d to %d."
              .formatted(stops.size(), FEWEST_STOPS, MAX_STOPS));
    }
    int lines = 0;
    for (var section : sections) {
      section
          .pasted()
          .forEach(
              line ->
                  add(
                      line,
                      "this Java is pasted, so it will be stale one day; weave it from its file:"
                          + " include::{java}/…[tag=…,indent=0]"));
    }
    for (var stop : stops) {
      lines += stop(stop);
    }
    if (lines > LINES) {
      add(
          read.line(),
          "Read shows %d lines of source, and %d are enough for a day; show less of each stop."
              .formatted(lines, LINES));
    }
    problems.addAll(new CStepsRules(course, chapter).problems(sections));
    invariants(read);
    anchors(read, sections);
    return problems;
  }

  /** Looks at a stop; returns how many lines it shows. */
  private int stop(Stop stop) {
    int lines = 0;
    if (stop.snippets().size() > 1) {
      add(
          stop.line(),
          "the stop \"%s\" has %d snippets; make each a stop of its own."
              .formatted(stop.title(), stop.snippets().size()));
    }
    for (var snippet : stop.snippets()) {
      lines += snippet(snippet);
    }
    var list = String.join("\n", stop.lists());
    if (stop.functions().isEmpty()) {
      add(
          stop.line(),
          "the stop \"%s\" names no C function; add a list below [.c]: `file.c: function()`:: *The same:* … *Different:* …"
              .formatted(stop.title()));
    } else if (!list.contains("*The same:*") || !list.contains("*Different:*")) {
      add(
          stop.line(),
          "the [.c] list of the stop \"%s\" should say both: what is *The same:* and what is *Different:*."
              .formatted(stop.title()));
    }
    return lines;
  }

  private int snippet(Snippet snippet) {
    var file = chapter.resolved(snippet.path());
    if (!Files.isRegularFile(course.root().resolve(file))) {
      add(snippet.line(), "there is no file %s; correct the path.".formatted(file));
      return 0;
    }
    if (snippet.tags().isEmpty()) {
      add(
          snippet.line(),
          "the include of %s has no tag: put // tag::name[] and // end::name[] around the lines, and [tag=name] here."
              .formatted(file));
    }
    List<String> lines;
    try {
      lines = TaggedLines.of(course.text(file).lines().toList(), snippet.tags());
    } catch (TaggedLines.Missing e) {
      add(
          snippet.line(),
          "%s %s. Put the tag back into the source, or name another here."
              .formatted(file, e.getMessage()));
      return 0;
    }
    if (lines.size() > LINES_A_STOP) {
      add(
          snippet.line(),
          "the snippet has %d lines, and a stop shows at most about 30; set the tags closer."
              .formatted(lines.size()));
    }
    for (var mark : snippet.marks()) {
      if (lines.stream().noneMatch(line -> line.contains(mark))) {
        add(
            snippet.line(),
            "no line of the snippet contains the mark \"%s\"; its lines have changed, so read the callout again, too."
                .formatted(mark));
      }
    }
    if (snippet.marks().size() != snippet.callouts()) {
      add(
          snippet.line(),
          "the snippet has %d marks and %d callouts (<1> …) below it; each mark has one."
              .formatted(snippet.marks().size(), snippet.callouts()));
    }
    showsTheAnswer(snippet, file, lines);
    return lines.size();
  }

  /** Another day's hole may be shown; today's is the exercise. */
  private void showsTheAnswer(Snippet snippet, String file, List<String> lines) {
    if (day.kind() != ExerciseKind.REBUILD || !file.equals(day.targetSource())) {
      return;
    }
    var hole = day.id() + "-hole";
    try {
      var inside = TaggedLines.of(course.text(file).lines().toList(), hole);
      if (lines.containsAll(inside)) {
        add(
            snippet.line(),
            "the snippet shows what the reader is to write; leave it out: tags=…;!" + hole);
      }
    } catch (TaggedLines.Missing _) {
      // The proof of the exercise says so.
    }
  }

  private void invariants(Part read) {
    var boxes =
        read.rows().stream()
            .filter(row -> row.isAttributes() && row.text().equals("[.invariants]"))
            .toList();
    if (boxes.size() != 1) {
      add(
          boxes.isEmpty() ? read.line() : boxes.getLast().number(),
          "Read has %d boxes of invariants and should have one: [.invariants], and **** around them."
              .formatted(boxes.size()));
    }
  }

  private void anchors(Part read, List<Stop> stops) {
    for (var anchor : day.anchors()) {
      boolean named =
          stops.stream()
              .flatMap(stop -> stop.functions().stream())
              .anyMatch(name -> name.equals(anchor) || name.startsWith(anchor + ":"));
      if (!named) {
        add(
            read.line(),
            "no [.c] list names %s, which %s promises for %s; name it, or change the list of days."
                .formatted(anchor, Days.FILE, day.id()));
      }
    }
  }
}
