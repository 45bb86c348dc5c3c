package eightweeks.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether every link, anchor and image of the finished site leads somewhere, nothing is asked for
 * from outside, and no id stands twice on a page.
 *
 * <p>It reads the pages as text: they are our own, with every attribute in double quotes.
 */
final class LinkCheck {
  private static final Pattern TAG =
      Pattern.compile("<([a-zA-Z]\\w*)((?:\\s+[^<>\"]+(?:=\"[^\"]*\")?)*)\\s*/?>");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\s(id|href|src|srcset)=\"([^\"]*)\"");
  private static final Pattern CSS_URL = Pattern.compile("url\\(\\s*['\"]?([^)'\"]+)");

  private final Path site;
  private final Map<String, Set<String>> ids = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();

  private record Link(String element, String target) {}

  private LinkCheck(Path site) {
    this.site = site;
  }

  /** Returns a sentence for everything that is broken. */
  static List<String> check(Path site) {
    return new LinkCheck(site).run();
  }

  private List<String> run() {
    var links = new LinkedHashMap<String, List<Link>>();
    var files = new HashSet<String>();
    for (var file : Place.files(site)) {
      var path = Place.relative(site, file);
      files.add(path);
      if (path.endsWith(".html")) {
        links.put(path, read(path, Place.read(file)));
      } else if (path.endsWith(".css")) {
        var found = new ArrayList<Link>();
        CSS_URL
            .matcher(Place.read(file))
            .results()
            .forEach(m -> found.add(new Link("url", m.group(1))));
        links.put(path, found);
      }
    }
    links.forEach((page, found) -> new HashSet<>(found).forEach(link -> check(page, link, files)));
    return mistakes;
  }

  private List<Link> read(String page, String html) {
    var found = new ArrayList<Link>();
    var own = new HashSet<String>();
    for (var tag = TAG.matcher(html); tag.find(); ) {
      for (var attribute = ATTRIBUTE.matcher(tag.group(2)); attribute.find(); ) {
        var value = attribute.group(2).replace("&amp;", "&");
        if (attribute.group(1).equals("id")) {
          if (!own.add(value)) {
            mistakes.add(
                page + ": the id \"" + value + "\" stands twice. Rename one heading or anchor.");
          }
        } else {
          found.add(new Link(tag.group(1), value));
        }
      }
    }
    ids.put(page, own);
    return found;
  }

  private void check(String page, Link link, Set<String> files) {
    var target = link.target;
    boolean isLink = link.element.equals("a");
    if (target.startsWith("data:") || (isLink && target.matches("(https?|mailto):.*"))) {
      return;
    }
    if (target.matches("([a-z]+:)?//.*")) {
      mistakes.add(page + " asks for " + target + " from outside. Put a copy into the repository.");
      return;
    }
    int hash = target.indexOf('#');
    var file = (hash < 0 ? target : target.substring(0, hash)).replaceFirst("\\?.*", "");
    var anchor = hash < 0 ? "" : target.substring(hash + 1);
    var path = file.isEmpty() ? page : Polish.resolve(page, file);
    if (path == null || !files.contains(path)) {
      mistakes.add(
          page
              + (isLink ? " links to " : " shows ")
              + target
              + ", and there is no such "
              + (isLink ? "page or file." : "image or file.")
              + " Mend the path, or add what it names.");
      return;
    }
    var there = ids.get(path);
    if (!anchor.isEmpty() && there != null && !there.contains(anchor)) {
      mistakes.add(
          page
              + " links to "
              + target
              + ", and "
              + path
              + " has no anchor \""
              + anchor
              + "\". Give the section that id, or mend the link.");
    }
  }
}
