package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * From Redis's C functions to this project's Java and back: what comments say with "Answers to",
 * and what the chapters' lists say.
 */
final class CIndex {
  /**
   * A piece of Java.
   *
   * @param title {@code Query.words()}
   * @param target its page and line
   */
  record Java(String title, String target) {}

  /** What is known of a C function. */
  static final class Entry {
    private final CAnchor anchor;
    private final Map<String, Java> java = new LinkedHashMap<>();
    private final TreeSet<Day> days = new TreeSet<>(Comparator.comparingInt(Day::number));

    Entry(CAnchor anchor) {
      this.anchor = anchor;
    }

    CAnchor anchor() {
      return anchor;
    }

    Collection<Java> java() {
      return java.values();
    }

    Collection<Day> days() {
      return days;
    }
  }

  private final Map<CAnchor, Entry> entries = new TreeMap<>();

  /** What the comments of a file answer to, with the line on which each comment ends. */
  record Answer(List<CAnchor> anchors, int line) {}

  static List<Answer> answers(String source) {
    var answers = new ArrayList<Answer>();
    var lines = new LineNumbers(source);
    var run = new StringBuilder(); // line comments that follow each other are one comment
    for (var token : JavaLexer.tokens(source)) {
      var text = source.substring(token.start(), token.end());
      if (token.kind() == JavaLexer.Kind.COMMENT && text.startsWith("//")) {
        run.append(text).append('\n');
        add(answers, run.toString(), lines.of(token.end() - 1));
      } else if (token.kind() != JavaLexer.Kind.SPACE) {
        run.setLength(0);
        if (token.kind() == JavaLexer.Kind.DOC || token.kind() == JavaLexer.Kind.COMMENT) {
          add(answers, text, lines.of(token.end() - 1));
        }
      }
    }
    return answers;
  }

  private static void add(List<Answer> answers, String comment, int line) {
    var anchors = CAnchor.inComment(comment);
    if (!anchors.isEmpty()) {
      answers.add(new Answer(anchors, line));
    }
  }

  void addSources(SourceTree sources) {
    for (var file : sources.files()) {
      for (var answer : answers(file.text())) {
        var java = javaAt(file, answer.line);
        for (var anchor : answer.anchors) {
          entry(anchor).java.putIfAbsent(java.title, java);
        }
      }
    }
  }

  /** What a comment that ends on a line is about: the declaration below, or the one around. */
  private static Java javaAt(SourceTree.SourceFile file, int line) {
    if (file.isPackageInfo()) {
      var name = file.packageName();
      return new Java(name.replaceFirst("^eightweeks\\.", ""), SourceTree.page(name));
    }
    var outline = file.outline();
    var below = outline.behind(line);
    var around = outline.around(line);
    boolean isDoc = file.lines().get(line - 1).strip().endsWith("*/");
    var member =
        around.isPresent() && around.get().kind() == JavaOutline.Kind.METHOD && !isDoc
            ? around
            : below.or(() -> around);
    return member
        .map(m -> new Java(m.title(), target(file, m)))
        .orElseGet(() -> new Java(file.name(), file.page()));
  }

  private static String target(SourceTree.SourceFile file, JavaOutline.Member member) {
    return member.name().equals(file.name()) ? file.page() : file.page() + "#L" + member.first();
  }

  /** Adds a day's own list of anchors, for days that are yet to be written. */
  void addDay(Day day) {
    for (var text : day.anchors()) {
      for (var anchor : CAnchor.parse(text)) {
        entry(anchor).days.add(day);
      }
    }
  }

  /**
   * Adds the lists of a chapter, {@code [.c]}; what stands in the same section as such a list is
   * its Java.
   */
  void addChapter(Day day, Element body, Map<String, Snippet> snippets, SourceTree sources) {
    for (var term : body.select("div.c dt")) {
      for (var anchor : CAnchor.parse(term.text())) {
        var entry = entry(anchor);
        entry.days.add(day);
        var section = term.closest("div.sect2, div.sect1");
        if (section != null && entry.java.isEmpty()) {
          section
              .select("div.snippet")
              .forEach(block -> addSnippet(entry, block, snippets, sources));
        }
      }
    }
  }

  private static void addSnippet(
      Entry entry, Element block, Map<String, Snippet> snippets, SourceTree sources) {
    var snippet = snippetOf(block, snippets);
    if (snippet != null && sources.file(snippet.file()) != null && !snippet.member().isEmpty()) {
      entry.java.putIfAbsent(
          snippet.member(),
          new Java(snippet.member(), snippet.file() + ".html#L" + snippet.first()));
    }
  }

  static @Nullable Snippet snippetOf(Element block, Map<String, Snippet> snippets) {
    for (var name : block.classNames()) {
      var snippet = snippets.get(name);
      if (snippet != null) {
        return snippet;
      }
    }
    return null;
  }

  private Entry entry(CAnchor anchor) {
    return entries.computeIfAbsent(anchor, Entry::new);
  }

  Collection<Entry> entries() {
    return entries.values();
  }

  @Nullable Entry find(CAnchor anchor) {
    return entries.get(anchor);
  }
}
