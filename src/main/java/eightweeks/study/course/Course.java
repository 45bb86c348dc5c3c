package eightweeks.study.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The course in a repository: where the files of a day lie, and what is derived from what.
 *
 * <pre>
 * exercises/week1/day07-resp/   what a learner gets: *.java, *.properties, hints.adoc, diff.txt
 *                               hole.txt      R: fills the hole of the skeleton
 *                               Query.java    R: the skeleton, derived from the source and hole.txt
 *                               planted.bin   H, P: the patches, packed; derived
 * solutions/week1/day07-resp/   solution.adoc, wrong/*.txt
 *                               answer/       the files of the answer; R: none, the source is it
 *                               planted/*.txt H: the bug; P: the mutants
 * exercises/src/test/java/      the tests of all days
 * </pre>
 */
public final class Course {
  private static final String SKELETON_FILLING = "hole.txt";
  private static final String PLANTED = "planted.bin";

  private final Path root;
  private final Days days;

  private Course(Path root, Days days) {
    this.root = root;
    this.days = days;
  }

  /** Returns the course of the repository in a folder. */
  public static Course at(Path root) {
    return new Course(root, Days.read(root));
  }

  public Path root() {
    return root;
  }

  public Days days() {
    return days;
  }

  public Path exercise(Day day) {
    return root.resolve("exercises").resolve(day.folder());
  }

  public Path solution(Day day) {
    return root.resolve("solutions").resolve(day.folder());
  }

  /** Returns the learner's own source folder: {@code exercises/src/main}. */
  public Path desk() {
    return root.resolve("exercises/src/main");
  }

  /** Where the tests of all days lie. */
  public Path tests() {
    return root.resolve("exercises/src/test/java");
  }

  /** Returns the text of a file of the repository. */
  public String text(String path) {
    try {
      return Files.readString(root.resolve(path));
    } catch (IOException e) {
      throw new CourseException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Whether the server has a class.
   *
   * @param name with or without its package, and with those around it if it is nested
   */
  public boolean hasClass(String name) {
    var wanted = "/" + name.toLowerCase(Locale.ROOT).replace('.', '/').replace('$', '/');
    try (Stream<Path> sources = Files.walk(root.resolve("src/main/java"))) {
      return sources
          .map(source -> "/" + relative(source).replace('\\', '/').toLowerCase(Locale.ROOT))
          .filter(source -> source.endsWith(".java"))
          .map(source -> source.substring(0, source.length() - ".java".length()))
          .anyMatch(source -> isIn(wanted, source));
    } catch (IOException e) {
      throw new CourseException("the server's sources cannot be listed: " + e.getMessage(), e);
    }
  }

  /** Whether a class, or one of those around it, has its source in a file. */
  private static boolean isIn(String name, String source) {
    for (var outer = name; !outer.isEmpty(); outer = outer.substring(0, outer.lastIndexOf('/'))) {
      if (source.endsWith(outer)) {
        return true;
      }
    }
    return false;
  }

  // What a learner gets, and what is right and wrong.

  /** Returns the files that {@code start} puts on the desk. */
  public List<SourceText> given(Day day) {
    return sources(exercise(day));
  }

  /** Returns the files of the right answer. */
  public List<SourceText> answer(Day day) {
    if (day.kind() == ExerciseKind.REBUILD) {
      return List.of(new SourceText(day.targetName() + ".java", hole(day).answer()));
    }
    var answer = new ArrayList<>(sources(solution(day).resolve("answer")));
    if (day.kind() == ExerciseKind.HUNT) {
      // The class without the bug is the server's own.
      for (var bug : planted(day)) {
        var source = text(bug.targetSource()).lines().toList();
        answer.add(new SourceText(bug.fileName(), Hole.withoutTags(source)));
      }
    }
    return answer;
  }

  /** Returns the files of one wrong answer: those of the right one, with one replaced. */
  public List<SourceText> files(Day day, WrongAnswer wrong) {
    if (day.kind() == ExerciseKind.REBUILD) {
      return List.of(
          new SourceText(day.targetName() + ".java", hole(day).filledWith(wrong.lines())));
    }
    var files = new ArrayList<>(answer(day));
    var name = wrong.file();
    if (name.isEmpty()) {
      if (files.size() != 1) {
        throw new CourseException(
            "%s/wrong/%s: the answer has several files; name the one that this replaces at the end of its first line: ; file: Name.java"
                .formatted(relative(solution(day)), wrong.name()));
      }
      name = files.getFirst().name();
    }
    var replaced = new SourceText(name, String.join("\n", wrong.lines()) + "\n");
    files.removeIf(file -> file.name().equals(replaced.name()));
    files.add(replaced);
    return files;
  }

  public List<WrongAnswer> wrongAnswers(Day day) {
    var wrong = new ArrayList<WrongAnswer>();
    for (var file : list(solution(day).resolve("wrong"), name -> name.endsWith(".txt"))) {
      wrong.add(WrongAnswer.parse(relative(file), text(relative(file))));
    }
    return wrong;
  }

  /** Returns the hole of a rebuild. */
  public Hole hole(Day day) {
    return Hole.find(day, day.targetSource(), text(day.targetSource()));
  }

  /** Returns the bug of a hunt, or the mutants of a proof, as they are shipped. */
  public List<Patch> planted(Day day) {
    var file = relative(exercise(day).resolve(PLANTED));
    return Patch.unpack(file, text(file));
  }

  /** Returns a patched class. */
  public SourceText patched(Patch patch) {
    return patch.apply(text(patch.targetSource()));
  }

  /** Returns the file of a day's tests. */
  public Path test(Day day) {
    var name = day.testName() + ".java";
    try (var walk = Files.walk(tests())) {
      var found = walk.filter(file -> file.endsWith(name)).toList();
      if (found.size() == 1) {
        return found.getFirst();
      }
      throw new CourseException(
          "%s has %s named %s; every day has one."
              .formatted(
                  relative(tests()), found.isEmpty() ? "no file" : found.size() + " files", name));
    } catch (IOException e) {
      throw new CourseException("There are no tests in " + relative(tests()) + ".", e);
    }
  }

  /** Returns whether a day has tests of the course's own; a proof is tested by mutants alone. */
  public boolean hasTest(Day day) {
    return day.kind() != ExerciseKind.PROVE;
  }

  /**
   * Returns the steps of a day's hints, from a nudge to almost the code: the sections of its
   * hints.adoc.
   *
   * @return titles and texts
   */
  public Map<String, String> hints(Day day) {
    var hints = new LinkedHashMap<String, String>();
    String title = null;
    var text = new StringBuilder();
    for (var line : text(relative(exercise(day).resolve("hints.adoc"))).lines().toList()) {
      if (line.startsWith("== ")) {
        if (title != null) {
          hints.put(title, text.toString().strip());
        }
        title = line.substring(3).strip();
        text.setLength(0);
      } else {
        text.append(line).append('\n');
      }
    }
    if (title != null) {
      hints.put(title, text.toString().strip());
    }
    return hints;
  }

  // What is derived.

  /** Returns the derived files of a day, as they should be: file to text. */
  public Map<Path, String> derived(Day day) {
    return switch (day.kind()) {
      case REBUILD -> {
        var filling = text(relative(exercise(day).resolve(SKELETON_FILLING))).lines().toList();
        yield Map.of(
            exercise(day).resolve(day.targetName() + ".java"), hole(day).filledWith(filling));
      }
      case HUNT, PROVE -> Map.of(exercise(day).resolve(PLANTED), Patch.pack(plantedSources(day)));
      case EXTEND, MEASURE -> Map.of();
    };
  }

  private List<Patch> plantedSources(Day day) {
    var patches = new ArrayList<Patch>();
    for (var file : list(solution(day).resolve("planted"), name -> name.endsWith(".txt"))) {
      var patch = Patch.parse(relative(file), text(relative(file)));
      patched(patch); // says so where it no longer fits
      patches.add(patch);
    }
    if (patches.isEmpty() || (day.kind() == ExerciseKind.HUNT && patches.size() > 1)) {
      throw new CourseException(
          "%s/planted has %d patches; a hunt has one, a proof at least one."
              .formatted(relative(solution(day)), patches.size()));
    }
    return patches;
  }

  /**
   * Returns a sentence for each file that differs from what it is derived from; empty if there is
   * none.
   */
  public List<String> stale(Day day) {
    var stale = new ArrayList<String>();
    derived(day)
        .forEach(
            (file, text) -> {
              if (!isDerived(file, text)) {
                stale.add(
                    "%s is derived, and %s. Do not edit it; to write it anew, run: bin/study derive"
                        .formatted(
                            relative(file),
                            Files.exists(file)
                                ? "differs from what its sources make now"
                                : "is not there"));
              }
            });
    return stale;
  }

  private boolean isDerived(Path file, String text) {
    if (!Files.exists(file)) {
      return false;
    }
    var there = text(relative(file));
    // Two zip libraries pack the same text differently.
    return file.endsWith(PLANTED)
        ? Patch.unpack(relative(file), there).equals(Patch.unpack("", text))
        : there.equals(text);
  }

  /** Writes the derived files of all ready days; returns those that changed. */
  public List<String> derive() {
    var changed = new ArrayList<String>();
    for (var day : days.ready()) {
      derived(day)
          .forEach(
              (file, text) -> {
                if (!isDerived(file, text)) {
                  write(file, text);
                  changed.add(relative(file));
                }
              });
    }
    return changed;
  }

  // Files.

  /** Returns a path as a person writes it: from the repository's root, with slashes. */
  public String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private List<SourceText> sources(Path folder) {
    return list(folder, name -> name.endsWith(".java") || name.endsWith(".properties")).stream()
        .map(file -> new SourceText(name(file), text(relative(file))))
        .toList();
  }

  private static List<Path> list(Path folder, Predicate<String> wanted) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> wanted.test(name(file))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
