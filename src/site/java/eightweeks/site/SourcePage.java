package eightweeks.site;

import eightweeks.study.course.Day;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A class with its own comments as prose beside the code.
 *
 * <p>Every line of the file has an anchor ({@code #L120}), those that are shown as prose or not
 * shown (lines that begin and end a tag) too, so that a link to a line never breaks.
 */
final class SourcePage {
  /** A day that shows lines of this file. */
  record Reading(Day day, Snippet snippet) {}

  /** Comments of at most this indent, in columns, stand beside the code even if they are no doc. */
  private static final int MEMBER_INDENT = 2;

  /** The tags around what a day's exercise takes out. */
  private static final Pattern HOLE = Pattern.compile("\\s*// (tag|end)::day(\\d\\d)-hole\\[]\\s*");

  private static final String OPEN = "<pre class=\"hl src\"><code>";
  private static final String CLOSE = "</code></pre>";

  private final SourceTree.SourceFile file;
  private final SourceTree sources;
  private final CIndex c;
  private final List<Reading> readings;
  private final List<Snippet> quotes;
  private final JavadocHtml javadoc;
  private final List<String> code;

  /** Comments that become prose, by their first line. */
  private final Map<Integer, Note> notes = new LinkedHashMap<>();

  /** What the page says of classes that it uses: page by name. */
  private final Map<String, String> uses = new LinkedHashMap<>();

  private record Note(int first, int last, String comment) {}

  /**
   * @param readings by days
   * @param quotes by any page
   */
  SourcePage(
      SourceTree.SourceFile file,
      SourceTree sources,
      CIndex c,
      List<Reading> readings,
      List<Snippet> quotes) {
    this.quotes = quotes;
    this.file = file;
    this.sources = sources;
    this.c = c;
    this.readings = readings;
    javadoc = new JavadocHtml(this::href);
    code = Highlighter.java(file.text(), this::typeHref);
    findNotes();
  }

  private @Nullable String href(String reference) {
    var target = sources.target(file, reference);
    return target == null ? null : Html.relative(file.page(), target);
  }

  private @Nullable String typeHref(String name) {
    var full = sources.resolve(file, name);
    var other = full == null ? null : sources.fileOf(full);
    if (full == null || other == null || other == file) {
      return null;
    }
    var target = sources.target(file, full);
    uses.putIfAbsent(other.name(), other.page());
    return target == null ? null : Html.relative(file.page(), target);
  }

  private void findNotes() {
    var text = file.text();
    var numbers = new LineNumbers(text);
    @Nullable Note open = null;
    for (var token : JavaLexer.tokens(text)) {
      var comment = text.substring(token.start(), token.end());
      boolean isDoc = token.kind() == JavaLexer.Kind.DOC;
      int first = numbers.of(token.start());
      if ((!isDoc && token.kind() != JavaLexer.Kind.COMMENT)
          || Tags.isDirective(comment)
          || !standsAlone(first, isDoc)) {
        continue;
      }
      int last = numbers.of(token.end() - 1);
      if (open != null && comment.startsWith("//") && open.last == first - 1) {
        open = new Note(open.first, last, open.comment + "\n" + comment);
      } else {
        open = new Note(first, last, comment);
      }
      notes.put(open.first, open);
      open = comment.startsWith("//") ? open : null;
    }
  }

  private boolean standsAlone(int line, boolean isDoc) {
    var text = file.lines().get(line - 1);
    int indent = text.length() - text.stripLeading().length();
    return text.strip().startsWith("/") && (isDoc || indent <= MEMBER_INDENT);
  }

  Page page() {
    var body = new StringBuilder();
    body.append(crumbs()).append("<h1>").append(Html.escape(file.name())).append("</h1>\n");
    body.append(facts());
    var segments = segments();
    var lead = segments.isEmpty() ? "" : segments.getFirst();
    body.append(lead);
    for (var segment : segments.subList(Math.min(1, segments.size()), segments.size())) {
      body.append(segment);
    }
    body.append(usesList());
    return new Page(file.page(), file.name(), "Source", body.toString(), Page.Layout.SOURCE);
  }

  private String crumbs() {
    var out = new StringBuilder("<nav class=\"crumbs\" aria-label=\"Where this is\">");
    out.append(Html.link(Html.relative(file.page(), SourceTree.ROOT + "index.html"), "Source"));
    out.append(" <span aria-hidden=\"true\">/</span> ");
    out.append(
        Html.link(
            Html.relative(file.page(), SourceTree.page(file.packageName())),
            Html.escape(file.packageName())));
    return out.append("</nav>\n").toString();
  }

  /** Who reads the file, and what it answers to. */
  private String facts() {
    var out = new StringBuilder();
    var days = new LinkedHashMap<Integer, String>();
    for (var reading : readings) {
      days.putIfAbsent(reading.day.number(), dayLink(reading));
    }
    if (!days.isEmpty()) {
      out.append("<p><b>Read on</b> ").append(String.join(", ", days.values())).append("</p>");
    }
    var anchors = new LinkedHashMap<String, String>();
    for (var answer : CIndex.answers(file.text())) {
      for (var anchor : answer.anchors()) {
        anchors.putIfAbsent(anchor.title(), anchorLink(anchor, Html.code(anchor.title())));
      }
    }
    if (!anchors.isEmpty()) {
      out.append("<p><b>In C</b> ").append(String.join(", ", anchors.values())).append("</p>");
    }
    return out.isEmpty() ? "" : "<div class=\"facts\">" + out + "</div>\n";
  }

  private String dayLink(Reading reading) {
    var day = reading.day;
    var target = day.chapter().replace(".adoc", ".html") + "#" + reading.snippet.id();
    return Html.link(
        Html.relative(file.page(), target),
        "day "
            + day.id().substring(3)
            + "<span class=\"quiet\"> "
            + Html.escape(day.title())
            + "</span>");
  }

  private String anchorLink(CAnchor anchor, String html) {
    return c.find(anchor) == null
        ? html
        : Html.link(Html.relative(file.page(), ReferencePages.C_PAGE + "#" + anchor.id()), html);
  }

  /**
   * Returns the page's rows: a note, and the code up to the next one. The first has the file's own
   * note.
   */
  private List<String> segments() {
    var out = new ArrayList<String>();
    int line = 1;
    int importsEnd = importsEnd();
    out.add("");
    if (importsEnd > 0) {
      var opening =
          new StringBuilder("<details class=\"imports\"><summary>Package and imports</summary>");
      opening.append(codeBlock(1, importsEnd)).append("</details>\n");
      out.set(0, opening.toString());
      line = importsEnd + 1;
    }
    boolean lead = true;
    while (line <= file.lines().size()) {
      var note = notes.get(line);
      int codeFirst = note == null ? line : note.last + 1;
      int next = codeFirst;
      while (next <= file.lines().size() && !notes.containsKey(next)) {
        next++;
      }
      if (note != null && lead) {
        out.set(0, leadNote(note) + out.getFirst());
        out.add(row("", codeFirst, next - 1));
        lead = false;
      } else {
        out.add(row(note == null ? "" : prose(note), codeFirst, next - 1));
      }
      line = next;
    }
    return out;
  }

  private int importsEnd() {
    int end = 0;
    for (int i = 1; i <= file.lines().size(); i++) {
      var text = file.lines().get(i - 1);
      if (notes.containsKey(i)) {
        break;
      }
      if (text.startsWith("package ") || text.startsWith("import ")) {
        end = i;
      }
    }
    return end;
  }

  private String leadNote(Note note) {
    return "<div class=\"lead\">" + anchors(note) + proseHtml(note) + "</div>\n";
  }

  private String row(String note, int first, int last) {
    var block = codeBlock(first, last);
    var member =
        file.outline().members().stream()
            .filter(m -> m.first() >= first && m.first() <= last)
            .findFirst();
    var name =
        note.isEmpty() || member.isEmpty()
            ? ""
            : " data-name=\""
                + Html.escape(member.get().title())
                + "\" data-at=\"L"
                + member.get().first()
                + "\"";
    if (note.isEmpty() && block.isEmpty()) {
      return "";
    }
    return "<section class=\"seg\""
        + name
        + "><div class=\"note\">"
        + note
        + "</div><div class=\"code\">"
        + block
        + "</div></section>\n";
  }

  private String prose(Note note) {
    return anchors(note) + proseHtml(note);
  }

  private String proseHtml(Note note) {
    var parsed = org.jsoup.Jsoup.parseBodyFragment(javadoc.html(JavadocHtml.text(note.comment)));
    parsed.outputSettings().prettyPrint(false);
    linkAnchors(parsed, note.comment);
    return parsed.body().html();
  }

  /** C functions that the comment answers to become links to the page of all of them. */
  private void linkAnchors(org.jsoup.nodes.Document prose, String comment) {
    var byText = new LinkedHashMap<String, CAnchor>();
    for (var anchor : CAnchor.inComment(comment)) {
      byText.put(anchor.title(), anchor);
      byText.putIfAbsent(anchor.name().isEmpty() ? anchor.file() : anchor.name(), anchor);
    }
    for (var element : prose.select("code")) {
      var anchor = byText.get(element.text());
      if (anchor != null && c.find(anchor) != null && element.closest("a") == null) {
        element.wrap(
            "<a href=\""
                + Html.relative(file.page(), ReferencePages.C_PAGE + "#" + anchor.id())
                + "\"></a>");
      }
    }
  }

  /** Returns the anchor of a line that is not shown as code. */
  private String anchor(int line) {
    return ranges(line) + "<a class=\"at\" id=\"L" + line + "\"></a>";
  }

  /** Returns the anchors of what pages quote from this line on: {@code L10-L25}. */
  private String ranges(int first) {
    return quotes.stream()
        .filter(q -> q.first() == first && q.first() != q.last())
        .map(q -> "<a class=\"at\" id=\"" + q.range() + "\"></a>")
        .distinct()
        .collect(Collectors.joining());
  }

  private String anchors(Note note) {
    var out = new StringBuilder();
    for (int i = note.first; i <= note.last; i++) {
      out.append(anchor(i));
    }
    return out.toString();
  }

  /**
   * Lines of code with their numbers; blank ones at the ends are left out, but for their anchors.
   */
  private String codeBlock(int first, int last) {
    int from = first;
    int to = last;
    var before = new StringBuilder();
    while (from <= to && isSilent(from)) {
      before.append(anchor(from++));
    }
    int end = to;
    while (to >= from && isSilent(to)) {
      to--;
    }
    if (from > to) {
      return before.toString();
    }
    var out = new StringBuilder(before);
    out.append(OPEN);
    @Nullable String hole = null;
    for (int i = from; i <= to; i++) {
      out.append(marker(i));
      var tag = HOLE.matcher(file.lines().get(i - 1));
      if (tag.matches()) {
        boolean begins = tag.group(1).equals("tag");
        if (begins && hole == null) {
          hole = tag.group(2);
          out.append(CLOSE)
              .append("<details class=\"hole\"><summary>Day ")
              .append(hole)
              .append("’s exercise: show</summary>")
              .append(OPEN);
        } else if (!begins && hole != null) {
          hole = null;
          out.append(CLOSE).append("</details>").append(OPEN);
        }
      }
      if (isTag(i)) {
        out.append(anchor(i));
      } else {
        out.append(ranges(i)).append(line(i, code.get(i - 1), isRead(i)));
      }
    }
    out.append(CLOSE).append(hole == null ? "" : "</details>");
    for (int i = to + 1; i <= end; i++) {
      out.append(anchor(i));
    }
    return out.toString();
  }

  static String line(int number, String html, boolean read) {
    return "<span class=\"l%s\" id=\"L%d\"><a class=\"n\" href=\"#L%d\" tabindex=\"-1\" aria-hidden=\"true\">%d</a>%s\n</span>"
        .formatted(read ? " read" : "", number, number, number, html);
  }

  private boolean isSilent(int line) {
    return file.lines().get(line - 1).isBlank() || isTag(line);
  }

  private boolean isTag(int line) {
    var text = file.lines().get(line - 1).strip();
    return text.startsWith("//") && Tags.isDirective(text);
  }

  private boolean isRead(int line) {
    return readings.stream().anyMatch(r -> r.snippet.lines().contains(line));
  }

  /** Says above a line that a day's reading begins there. */
  private String marker(int line) {
    var out = new StringBuilder();
    for (var reading : readings) {
      if (reading.snippet.first() == line) {
        var target = reading.day.chapter().replace(".adoc", ".html") + "#" + reading.snippet.id();
        out.append("<a class=\"chip\" href=\"")
            .append(Html.relative(file.page(), target))
            .append("\">Day ")
            .append(reading.day.id().substring(3))
            .append(" reads this</a>\n");
      }
    }
    return out.toString();
  }

  private String usesList() {
    if (uses.isEmpty()) {
      return "";
    }
    var links =
        uses.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> Html.link(Html.relative(file.page(), e.getValue()), Html.code(e.getKey())))
            .toList();
    return "<p class=\"uses\"><b>Uses</b> " + String.join(", ", links) + "</p>\n";
  }
}
