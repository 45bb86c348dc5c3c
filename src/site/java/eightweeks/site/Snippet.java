package eightweeks.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a listing of a page comes from. Asciidoctor carries no more than its {@link #id} as a role;
 * the rest lies beside the woven pages in a table.
 *
 * @param id unique on the site
 * @param page the page that shows it, from the repository's root
 * @param file the file that it is taken from, from the repository's root
 * @param lines the number of each line shown, from 1
 * @param headFirst the first line of the method's head above, 0 if none
 * @param headLast its last line, 0 if none
 * @param foot the line of the method's closing brace; 0 if none
 * @param member the method or class that it is of; empty if there is none
 */
record Snippet(
    String id,
    String page,
    String file,
    List<Integer> lines,
    int headFirst,
    int headLast,
    int foot,
    String member) {
  private static final String TABLE = "snippets.tsv";

  int first() {
    return lines.getFirst();
  }

  int last() {
    return lines.getLast();
  }

  /**
   * Returns the anchor of its lines on the page of its file: {@code L10-L25}; files that are no
   * source have anchors for single lines only.
   */
  String range() {
    return file.startsWith(SourceTree.ROOT) && first() != last()
        ? "L" + first() + "-L" + last()
        : "L" + first();
  }

  static void write(List<Snippet> all, Path folder) {
    var text = new StringBuilder();
    for (var snippet : all) {
      text.append(
          String.join(
              "\t",
              snippet.id,
              snippet.page,
              snippet.file,
              snippet.lines.stream().map(String::valueOf).collect(Collectors.joining(",")),
              String.valueOf(snippet.headFirst),
              String.valueOf(snippet.headLast),
              String.valueOf(snippet.foot),
              snippet.member));
      text.append('\n');
    }
    Place.write(folder.resolve(TABLE), text.toString());
  }

  static List<Snippet> read(Path folder) {
    var all = new ArrayList<Snippet>();
    if (!Files.exists(folder.resolve(TABLE))) {
      return all;
    }
    for (var line : Place.lines(folder.resolve(TABLE))) {
      var column = line.split("\t", -1);
      var numbers = new ArrayList<Integer>();
      for (var number : column[3].split(",")) {
        numbers.add(Integer.valueOf(number));
      }
      all.add(
          new Snippet(
              column[0],
              column[1],
              column[2],
              List.copyOf(numbers),
              Integer.parseInt(column[4]),
              Integer.parseInt(column[5]),
              Integer.parseInt(column[6]),
              column[7]));
    }
    return all;
  }
}
