package eightweeks.study.course;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A planted bug, or a mutant: a few lines of a real source file and what stands there instead.
 *
 * <pre>
 * # Why this is wrong, in a sentence.
 * class: eightweeks.week1.networking.Clients
 * method: close
 * ----
 *     byId.remove(client.id);
 * ----
 * ----
 * </pre>
 *
 * <p>Between the first two rows of dashes stand the lines as they are, between the last two what
 * takes their place, which may be nothing. There are no tags in the source for it: they would show
 * where to look. For the same reason what is shipped to learners is the text of all patches of a
 * day packed together ({@link #pack}), which does not read like anything.
 *
 * @param name the name of its file, without {@code .txt}
 * @param why the first line
 */
public record Patch(
    String name,
    String why,
    String target,
    String method,
    List<String> original,
    List<String> replacement) {
  private static final Pattern FORM =
      Pattern.compile(
          "# (?<why>[^\n"
              + "]+)\n"
              + "class: (?<class>[\\w.]+)\n"
              + "method: (?<method>\\w+)\n"
              + "----\n"
              + "(?<original>(?:(?!----).*\n"
              + ")+)----\n"
              + "(?<replacement>(?:(?!----).*\n"
              + ")*)----\n");

  private static final String BETWEEN = "\u0000";
  private static final int LARGEST = 1 << 20;

  static Patch parse(String file, String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new CourseException(
          file
              + ": this is no patch. It has a line \"# why\", a line \"class: …\", a line \"method:"
              + " …\", and then the lines as they are and the lines instead, with a row of four"
              + " dashes before, between and behind them.");
    }
    return new Patch(
        file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.txt$", ""),
        match.group("why"),
        match.group("class"),
        match.group("method"),
        match.group("original").lines().toList(),
        match.group("replacement").lines().toList());
  }

  public String targetSource() {
    return "src/main/java/" + target.replace('.', '/') + ".java";
  }

  /** Returns the name of its file, without folders. */
  String fileName() {
    return target.substring(target.lastIndexOf('.') + 1) + ".java";
  }

  /** Returns the source with the bug in it, without tags. */
  public SourceText apply(String source) {
    var lines = source.lines().toList();
    int found = -1;
    for (int i = 0; i + original.size() <= lines.size(); i++) {
      if (lines.subList(i, i + original.size()).equals(original)) {
        if (found >= 0) {
          throw new CourseException(
              "The patch %s: its lines stand in %s twice; take in a neighbour that tells the places apart."
                  .formatted(name, targetSource()));
        }
        found = i;
      }
    }
    if (found < 0) {
      throw new CourseException(
          "The patch %s: %s no longer has the lines that it replaces; write them anew, then run: bin/study derive"
              .formatted(name, targetSource()));
    }
    var patched = new ArrayList<>(lines.subList(0, found));
    patched.addAll(replacement);
    patched.addAll(lines.subList(found + original.size(), lines.size()));
    return new SourceText(fileName(), Hole.withoutTags(patched));
  }

  private String text() {
    var text = new StringBuilder("# " + why + "\nclass: " + target + "\nmethod: " + method);
    text.append("\n----\n");
    original.forEach(line -> text.append(line).append('\n'));
    text.append("----\n");
    replacement.forEach(line -> text.append(line).append('\n'));
    return text.append("----\n").toString();
  }

  /** Returns all patches of a day as lines that do not give anything away. */
  public static String pack(List<Patch> patches) {
    var all = new StringBuilder();
    for (var patch : patches) {
      all.append(patch.name).append(BETWEEN).append(patch.text()).append(BETWEEN);
    }
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(all.toString().getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      var packed = new byte[LARGEST];
      int length = deflater.deflate(packed);
      return Base64.getMimeEncoder(76, new byte[] {'\n'})
              .encodeToString(java.util.Arrays.copyOf(packed, length))
          + "\n";
    } finally {
      deflater.end();
    }
  }

  /** Returns the patches of {@link #pack}. */
  public static List<Patch> unpack(String file, String packed) {
    var inflater = new Inflater();
    try {
      inflater.setInput(Base64.getMimeDecoder().decode(packed));
      var text = new byte[LARGEST];
      int length = inflater.inflate(text);
      var parts = new String(text, 0, length, StandardCharsets.UTF_8).split(BETWEEN, -1);
      var patches = new ArrayList<Patch>();
      for (int i = 0; i + 1 < parts.length; i += 2) {
        patches.add(parse(parts[i], parts[i + 1]));
      }
      return List.copyOf(patches);
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new CourseException(file + " is damaged; get it anew: git checkout -- " + file, e);
    } finally {
      inflater.end();
    }
  }
}
