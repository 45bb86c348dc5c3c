package eightweeks.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Makes links of names in prose: a Java class leads to its source, a C function to the page of all
 * C functions, and the first use of a glossary term on a page to the glossary.
 *
 * <p>A name that stands for several things gets no link. The class that a day's exercise is about
 * gets none on the page of that day, so that nothing leads to the answer.
 */
final class ProseLinks {
  static final String GLOSSARY = "docs/glossary.html";

  private static final Pattern METHOD = Pattern.compile("([A-Z]\\w*)(?:\\.(\\w+))?(?:\\(.*\\))?");
  private static final Pattern C_CALL = Pattern.compile("([a-zA-Z_]\\w*)\\(\\)");

  /** Terms that are everyday words too: a link at their first use would say nothing. */
  private static final Set<String> EVERYDAY = Set.of("word", "reply", "argument");

  /** Terms that are verbs, too: "the rewrite", but not "to rewrite a file". */
  private static final Set<String> VERBS =
      Set.of("capture", "fork", "hit", "miss", "record", "reset", "rewrite", "sample", "turn");

  private static final String BEFORE_A_NOUN =
      "(?<=\\b(?:[Aa]|[Aa]n|[Tt]he|[Ee]ach|[Ee]very|[Oo]ne|[Tt]his|same|next) )";

  private static final String NO_TERMS =
      "a, code, pre, h1, h2, h3, h4, h5, summary, svg, .title, .label, .eyebrow, .facts, nav,"
          + " script, kbd, th, dt";

  private final SourceTree sources;
  private final CIndex c;
  private final Map<String, CAnchor> functions = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  /** The id on the glossary's page, by the pattern that finds the term. */
  private final Map<String, List<Pattern>> terms = new LinkedHashMap<>();

  /**
   * @param glossary the body of the glossary's page, or null if there is none
   */
  ProseLinks(SourceTree sources, CIndex c, @Nullable Document glossary) {
    this.sources = sources;
    this.c = c;
    for (var entry : c.entries()) {
      var name = entry.anchor().name();
      if (!name.isEmpty() && functions.putIfAbsent(name, entry.anchor()) != null) {
        ambiguous.add(name);
      }
    }
    if (glossary != null) {
      var names = new LinkedHashMap<String, List<String>>();
      var seen = new HashSet<String>();
      var ambiguousNames = new HashSet<String>();
      for (var anchor : glossary.select("dl dt > a[id]")) {
        var term = anchor.parent();
        if (term != null) {
          names.put(anchor.id(), names(term.text()));
          for (var name : names(term.text())) {
            if (!seen.add(name)) {
              ambiguousNames.add(name);
            }
          }
        }
      }
      names.forEach((id, all) -> terms.put(id, patterns(all, ambiguousNames)));
    }
  }

  /** Returns the names of a term: "hit, miss" has two, and "rewrite (of a file)" has one. */
  private static List<String> names(String term) {
    return Stream.of(term.replaceAll(" \\(.*?\\)", "").split(",")).map(String::strip).toList();
  }

  private static List<Pattern> patterns(List<String> names, Set<String> ambiguous) {
    var patterns = new ArrayList<Pattern>();
    for (var word : names) {
      if (!word.isEmpty() && !EVERYDAY.contains(word) && !ambiguous.contains(word)) {
        var before = VERBS.contains(word) ? BEFORE_A_NOUN : "(?<!\\bin )";
        patterns.add(
            Pattern.compile(
                "(?<![\\w-])"
                    + before
                    + anyFirstLetter(word)
                    + "(?:s|es)?(?![\\w-])(?! (?:into|out|off|on)\\b)"));
      }
    }
    return patterns;
  }

  /** A term may begin a sentence. In capitals it is a command: RESET is not a reset. */
  private static String anyFirstLetter(String word) {
    char first = word.charAt(0);
    return Character.isLowerCase(first)
        ? "[" + first + Character.toUpperCase(first) + "]" + Pattern.quote(word.substring(1))
        : Pattern.quote(word);
  }

  /**
   * Works on a page.
   *
   * @param path of the page, from the site's root
   * @param hidden the full name of a class to which nothing may lead; empty if there is none
   */
  void link(String path, Document body, String hidden) {
    for (var code : body.select("code")) {
      if (code.closest("a, pre, h1, h2, h3, h4, .title") == null) {
        var target = target(code.text(), hidden);
        if (target != null) {
          code.wrap("<a class=\"name\"></a>");
          var link = code.parent();
          if (link != null) {
            link.attr("href", Html.relative(path, target));
          }
        }
      }
    }
    if (!path.equals(GLOSSARY)) {
      linkTerms(path, body);
    }
  }

  /** Returns where a name leads, or null. */
  @Nullable String target(String text, String hidden) {
    var anchors = CAnchor.parse(text);
    if (anchors.size() == 1 && text.contains(".c") && c.find(anchors.getFirst()) != null) {
      return ReferencePages.C_PAGE + "#" + anchors.getFirst().id();
    }
    var call = C_CALL.matcher(text);
    if (call.matches()) {
      var anchor = functions.get(text);
      return anchor == null || ambiguous.contains(text)
          ? null
          : ReferencePages.C_PAGE + "#" + anchor.id();
    }
    var java = METHOD.matcher(text);
    if (!java.matches()) {
      return null;
    }
    var file = sources.only(java.group(1));
    return file == null || (file.packageName() + "." + file.name()).equals(hidden)
        ? null
        : sources.target(
            file, java.group(2) == null ? file.name() : file.name() + "#" + java.group(2));
  }

  private void linkTerms(String path, Document body) {
    var open = new LinkedHashMap<>(terms);
    for (var link : body.select("a[href*=glossary.html#]")) {
      var href = link.attr("href");
      open.remove(href.substring(href.indexOf('#') + 1)); // the author has linked it
    }
    for (var element : body.select("p, li, dd, td")) {
      if (element.closest(NO_TERMS) == null && !open.isEmpty()) {
        linkTerms(path, element, open);
      }
    }
  }

  private static void linkTerms(String path, Element element, Map<String, List<Pattern>> open) {
    for (var node : List.copyOf(element.textNodes())) {
      TextNode rest = node;
      while (rest != null) {
        rest = linkFirst(path, rest, open);
      }
    }
  }

  /** Links the first term in a text; returns the text behind it, or null if there is none. */
  private static @Nullable TextNode linkFirst(
      String path, TextNode node, Map<String, List<Pattern>> open) {
    var text = node.getWholeText();
    int first = text.length();
    int end = 0;
    var found = "";
    for (var term : open.entrySet()) {
      for (var pattern : term.getValue()) {
        var match = pattern.matcher(text);
        // At one place the longer term wins: "query buffer" and not "buffer".
        if (match.find()
            && (match.start() < first || (match.start() == first && match.end() > end))) {
          first = match.start();
          end = match.end();
          found = term.getKey();
        }
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    open.remove(found);
    var word = first == 0 ? node : node.splitText(first);
    var behind = end == text.length() ? null : word.splitText(end - first);
    word.wrap(
        "<a class=\"term\" href=\"" + Html.relative(path, GLOSSARY + "#" + found) + "\"></a>");
    return behind;
  }
}
