package eightweeks.study.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A list "In C, step by step": what a C function does, in order, in our own words.
 *
 * <pre>
 * [.c-steps]
 * .In C, step by step: {redis}/server.c#L2558-L2751[server.c: initServer()]
 * . Calls `aeCreateEventLoop()` with `maxclients` and 128 more.
 * . ...
 * </pre>
 *
 * @param line of its title
 * @param title as written, without the dot
 * @param function as the title names it: {@code server.c: initServer()}; empty if it names none
 * @param address what the title links to: {@code server.c#L2558-L2751}; empty if nothing
 */
record CSteps(int line, String title, String function, String address, List<String> steps) {
  static final String HEAD = "In C, step by step: ";

  private static final Pattern TITLE =
      Pattern.compile(HEAD + "\\{redis}/(?<address>[^\\[\\s]+)\\[(?<function>[^\\]]+)]");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CALL = Pattern.compile("(\\w+)\\(\\)");

  /** Returns all such lists, in order. */
  static List<CSteps> in(List<Row> rows) {
    var found = new ArrayList<CSteps>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).isAttributes() && rows.get(i).text().equals("[.c-steps]")) {
        found.add(read(rows, i + 1));
      }
    }
    return found;
  }

  private static CSteps read(List<Row> rows, int from) {
    int i = from;
    var title = "";
    if (i < rows.size() && rows.get(i).kind() == Row.Kind.MARKUP) {
      title = rows.get(i).text().substring(1);
      i++;
    }
    var match = TITLE.matcher(title);
    boolean whole = match.matches();
    var steps = new ArrayList<String>();
    for (; i < rows.size() && rows.get(i).kind() == Row.Kind.PROSE; i++) {
      var text = rows.get(i).text();
      if (text.startsWith(". ")) {
        steps.add(text.substring(2));
      } else if (!steps.isEmpty()) {
        steps.add(steps.removeLast() + " " + text);
      }
    }
    return new CSteps(
        rows.get(from - 1).number(),
        title,
        whole ? match.group("function") : "",
        whole ? match.group("address") : "",
        steps);
  }

  /** Returns the functions that the steps name, without parentheses. */
  List<String> called() {
    var names = new ArrayList<String>();
    for (var step : steps) {
      var code = CODE.matcher(step);
      while (code.find()) {
        CALL.matcher(code.group(1)).results().map(call -> call.group(1)).forEach(names::add);
      }
    }
    return names;
  }

  /** Returns how many steps name nothing of C. */
  long withoutNames() {
    return steps.stream().filter(step -> !CODE.matcher(step).find()).count();
  }
}
