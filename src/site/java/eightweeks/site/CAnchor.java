package eightweeks.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in Redis's C source: {@code networking.c: processInputBuffer()}.
 *
 * @param file of the C source
 * @param name what stands there, a function with its parentheses; empty for the whole file
 */
record CAnchor(String file, String name) implements Comparable<CAnchor> {
  private static final Pattern ANSWERS = Pattern.compile("\\b[Aa]nswers to\\b");
  private static final Pattern SENTENCE_END = Pattern.compile("[.;](?=\\s+\\S|\\s*$|\\))|<");
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<file>(?:[\\w-]+/)?[a-z_0-9-]+\\.[ch])\\b(?<colon>: (?:struct )?)?"
              + "|(?<call>[A-Za-z_]\\w*(?:\\(\\)|\\[\\]))|(?<word>[A-Za-z_][\\w*]+)");
  private static final Pattern TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*)}");

  /** What a comment says that the code answers to; nothing if it says nothing of it. */
  static List<CAnchor> inComment(String comment) {
    var text = JavadocHtml.text(comment).replaceAll("\\s+", " ");
    text =
        TAG.matcher(text)
            .replaceAll(m -> java.util.regex.Matcher.quoteReplacement("`" + m.group(1) + "`"));
    var found = new ArrayList<CAnchor>();
    var answers = ANSWERS.matcher(text);
    while (answers.find()) {
      var sentence = text.substring(answers.end());
      var end = SENTENCE_END.matcher(sentence);
      found.addAll(parse(end.find() ? sentence.substring(0, end.start()) : sentence));
    }
    return found.stream().distinct().toList();
  }

  /** Returns the anchors of a list such as {@code networking.c: addReply(), writeToClient()}. */
  static List<CAnchor> parse(String list) {
    var found = new ArrayList<CAnchor>();
    var file = "";
    boolean behindColon = false;
    boolean bare = false; // a file of which nothing has been named yet
    var token = TOKEN.matcher(list);
    while (token.find()) {
      if (token.group("file") != null) {
        if (bare) {
          found.add(new CAnchor(file, ""));
        }
        file = token.group("file");
        behindColon = token.group("colon") != null;
        bare = true;
      } else if (!file.isEmpty()) {
        boolean call = token.group("call") != null;
        if (call || behindColon) {
          found.add(new CAnchor(file, token.group()));
          bare = false;
        }
        behindColon = false;
      }
    }
    if (bare) {
      found.add(new CAnchor(file, ""));
    }
    return found;
  }

  /** Its id on the page of all anchors: {@code _dictExpand()} is not {@code dictExpand()}. */
  String id() {
    return Html.slug(file + " " + name.replaceFirst("^_", "inner "));
  }

  /** As it is written in prose. */
  String title() {
    return name.isEmpty() ? file : file + ": " + name;
  }

  @Override
  public int compareTo(CAnchor other) {
    int byFile = file.compareToIgnoreCase(other.file);
    return byFile != 0 ? byFile : name.compareToIgnoreCase(other.name);
  }
}
