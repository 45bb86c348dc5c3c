package eightweeks.site;

import java.util.List;

/** A file of the repository that a page links to: coloured, with an anchor on every line. */
final class FilePage {
  private FilePage() {}

  static Page page(String path, List<String> lines) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var extension = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
    var html = Highlighter.lines(extension, String.join("\n", lines) + "\n");
    var body = new StringBuilder("<nav class=\"crumbs\" aria-label=\"Where this is\">");
    body.append(Html.escape(path))
        .append("</nav>\n<h1>")
        .append(Html.escape(name))
        .append("</h1>\n");
    body.append("<pre class=\"hl src\"><code>");
    for (int i = 0; i < html.size(); i++) {
      body.append(SourcePage.line(i + 1, html.get(i), false));
    }
    body.append("</code></pre>\n");
    return new Page(path + ".html", name, "File", body.toString(), Page.Layout.TABLE);
  }
}
