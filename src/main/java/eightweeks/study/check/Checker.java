package eightweeks.study.check;

import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import eightweeks.study.course.Patch;
import eightweeks.study.course.SourceText;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the files that are handed in for a day: the learner's files, the skeleton, an answer, a
 * wrong answer. All go the same way.
 *
 * <ul>
 *   <li>rebuild, extend, measure: the files take their place in front of the reference, then the
 *       day's tests run;
 *   <li>hunt: the tests handed in pass on the reference and fail on the planted bug; the place of
 *       the bug is named; its class, mended, passes the day's tests and those handed in;
 *   <li>prove: the tests handed in pass on the reference and fail on every mutant.
 * </ul>
 */
public final class Checker {
  private static final Pattern DIFFERS =
      Pattern.compile("This world differs[^<]*?(?=\n \\*(?:\n|/| <p>))");
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

  private static final String DESK = "exercises/src/main";

  private final Course course;
  private final Reference reference;
  private final Compiler compiler;
  private final Path work;
  private final GraftLoader.@Nullable Change change;

  /**
   * A checker.
   *
   * @param work a folder for what it compiles
   */
  public Checker(Course course, Reference reference, Compiler compiler, Path work) {
    this(course, reference, compiler, work, null);
  }

  /**
   * A checker whose classes are changed before they run.
   *
   * @param work a folder for what it compiles
   */
  public Checker(
      Course course,
      Reference reference,
      Compiler compiler,
      Path work,
      GraftLoader.@Nullable Change change) {
    this.course = course;
    this.reference = reference;
    this.compiler = compiler;
    this.work = work;
    this.change = change;
  }

  /** Checks the files handed in for a day. */
  public Verdict check(Day day, List<SourceText> files) {
    return switch (day.kind()) {
      case REBUILD, EXTEND, MEASURE -> grafted(day, files);
      case HUNT -> hunt(day, files);
      case PROVE -> prove(day, files);
    };
  }

  private Verdict grafted(Day day, List<SourceText> files) {
    if (day.kind() == ExerciseKind.REBUILD
        && files.stream().noneMatch(file -> file.name().equals(day.targetName() + ".java"))) {
      return Verdict.refused("%s.java is not on the desk".formatted(day.targetName()));
    }
    var unmade = day.kind() == ExerciseKind.MEASURE ? unmade(files) : List.<String>of();
    if (!unmade.isEmpty()) {
      return Verdict.refused(
          "Fill in all predictions before you check; one that is made after a result is none. Still"
              + " a question mark: "
              + String.join(", ", unmade));
    }
    var graft = graft(day, "graft");
    var refused = graft.add(files, DESK);
    return refused.isEmpty() ? official(day, graft) : Verdict.refused(refused);
  }

  /** Returns the predictions that are still question marks, in the order of the file. */
  private static List<String> unmade(List<SourceText> files) {
    return files.stream()
        .filter(file -> file.name().endsWith(".properties"))
        .flatMap(file -> file.text().lines())
        .map(String::strip)
        .filter(line -> !line.startsWith("#") && line.matches("[^=]+=\\s*\\??"))
        .map(line -> line.substring(0, line.indexOf('=')).strip())
        .toList();
  }

  /** Runs the day's own tests on a graft. */
  private Verdict official(Day day, Graft graft) {
    var test = course.test(day);
    var source =
        new SourceText(String.valueOf(test.getFileName()), course.text(course.relative(test)));
    var tests = tests(day, graft, test);
    var path = new ArrayList<Path>();
    path.add(graft.folder());
    path.add(tests);
    path.add(reference.classes());
    try (var loader = new GraftLoader(path, change)) {
      var outcomes = TestRun.run(loader, List.of(loader.loadClass(source.className())));
      var notes = new ArrayList<String>();
      for (var name : graft.names()) {
        notes.add(provenance(name, graft.folder(), loader));
      }
      return Verdict.tested(outcomes, notes);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("a class that was compiled just now is not there", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Proves that a learner's class is the one that the tests had, by where the JVM read it.
   *
   * @throws IllegalStateException if it was another
   */
  private String provenance(String name, Path folder, GraftLoader loader)
      throws ClassNotFoundException {
    var type = loader.loadClass(name);
    var source = type.getProtectionDomain().getCodeSource();
    var from = source == null ? "" : source.getLocation().toString();
    if (source == null || !Path.of(URI.create(from)).equals(folder)) {
      throw new IllegalStateException(name + " was loaded from " + from + ", not from " + folder);
    }
    return "The tests ran with your own class " + name + ".";
  }

  /** Returns the folder of a day's compiled tests; they are compiled when something changed. */
  private Path tests(Day day, Graft graft, Path test) {
    boolean plain = graft.changedConstants().isEmpty();
    // What was compiled against other constants is of no use to the next check.
    var folder = folder(day, plain ? "tests" : "tests-constants");
    var stamp = work.resolve(day.id()).resolve("tests.stamp");
    var key = reference.key() + testsKey();
    if (plain && key.equals(read(stamp)) && Files.isDirectory(folder)) {
      return folder;
    }
    Trees.delete(folder);
    var wrong = compiler.files(List.of(test), graft.path(), List.of(course.tests()), folder);
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "The tests of " + day.id() + " do not compile:\n" + String.join("\n", wrong));
    }
    if (plain) {
      write(stamp, key);
    }
    return folder;
  }

  private String testsKey() {
    try (Stream<Path> walk = Files.walk(course.tests())) {
      var all = new StringBuilder();
      walk.filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file -> {
                var plain = file.toFile();
                all.append(file).append(plain.lastModified()).append(' ').append(plain.length());
              });
      return Reference.digest(all.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Hunting.

  private Verdict hunt(Day day, List<SourceText> files) {
    var bug = course.planted(day).getFirst();
    var buggy = course.patched(bug);
    var mended = files.stream().filter(file -> isOf(bug, file)).toList();
    var handedIn = files.stream().filter(file -> !isOf(bug, file)).toList();

    var own = graft(day, "own");
    var refused = own.add(handedIn, DESK);
    if (!refused.isEmpty()) {
      return Verdict.refused(refused);
    }
    var onReference = own(own, reference.classes());
    var wrong = onReference.stream().filter(test -> !test.passed()).toList();
    if (onReference.isEmpty()) {
      return Verdict.refused("There is no test yet: write one that shows the bug." + notRun(own));
    }
    var planted = planted(day, bug, buggy);
    if (!wrong.isEmpty()) {
      var turned = own(own, planted.folder(), reference.classes());
      return Verdict.refused(
          (passesEach(turned, wrong)
                  ? "Your test passes on the server with the bug and fails on the right one: the"
                      + " wrong way round. Expect what the right server does."
                  : "Your test fails on the server without the bug, too, so it shows something"
                      + " else."
                      + differs(day))
              + Overlooked.errors(wrong),
          onReference);
    }
    var onBug = own(own, planted.folder(), reference.classes());
    if (onBug.stream().allMatch(Verdict.Outcome::passed)) {
      return Verdict.refused(
          "Your test passes on the server with the bug: it does not see it yet."
              + notRun(own)
              + Overlooked.assertions(handedIn)
              + differs(day)
              + Overlooked.errors(onBug),
          onBug);
    }
    var said = properties(handedIn);
    if (!isPlace(bug, said)) {
      return Verdict.refused("Your test shows the bug. " + elsewhere(day, bug, said));
    }
    if (mended.isEmpty()) {
      return new Verdict(
          false,
          "That is the place. %s.java is on your desk now as it is with the bug: mend it."
              .formatted(simple(bug)),
          List.of(),
          List.of(),
          List.of(buggy));
    }
    var cured = graft(day, "graft");
    refused = cured.add(mended, DESK);
    if (!refused.isEmpty()) {
      return Verdict.refused(refused);
    }
    var verdict = official(day, cured);
    var all = new ArrayList<>(verdict.tests());
    all.addAll(own(own, cured.folder(), reference.classes()));
    return Verdict.tested(all, verdict.notes());
  }

  /** Whether each of some tests passes in other outcomes. */
  private static boolean passesEach(List<Verdict.Outcome> outcomes, List<Verdict.Outcome> tests) {
    var passed =
        outcomes.stream()
            .filter(Verdict.Outcome::passed)
            .map(Verdict.Outcome::name)
            .collect(Collectors.toSet());
    return tests.stream().allMatch(test -> passed.contains(test.name()));
  }

  /**
   * Returns what a hunt's file says of the world that its tests run in, where that differs from a
   * real one: a test may follow the complaint word by word and still not do what happened there.
   */
  private String differs(Day day) {
    for (var file : course.given(day)) {
      var said = DIFFERS.matcher(file.text());
      if (said.find()) {
        var text = said.group().replaceAll("\\s*\n \\*\\s*", " ");
        return " " + CODE.matcher(text).replaceAll("$1").strip();
      }
    }
    return "";
  }

  private static boolean isOf(Patch bug, SourceText file) {
    return file.isJava() && file.className().equals(bug.target());
  }

  private static boolean isPlace(Patch bug, Properties said) {
    return isClass(bug, said) && method(said).equals(bug.method());
  }

  private static boolean isClass(Patch bug, Properties said) {
    var type = type(said);
    return type.equalsIgnoreCase(bug.target()) || type.equalsIgnoreCase(simple(bug));
  }

  /** Returns the class that a learner names, which may be named as its file is. */
  private static String type(Properties said) {
    return said.getProperty("class", "").strip().replaceFirst("\\.java$", "");
  }

  private static String method(Properties said) {
    return said.getProperty("method", "").strip().replaceFirst("\\(.*\\)$", "");
  }

  /** Returns what to do about the place that a learner names, or has not named yet. */
  private String elsewhere(Day day, Patch bug, Properties said) {
    var file = "%s/resources/%s.properties".formatted(DESK, day.id());
    var type = type(said);
    var method = method(said);
    if (type.isEmpty()) {
      return "Now say where it is: fill in class and method in %s.".formatted(file);
    }
    if (!isClass(bug, said) && !course.hasClass(type)) {
      return "There is no class %s: name another place in %s.".formatted(type, file);
    }
    if (!isClass(bug, said)) {
      return "It is not in %s: name another place in %s."
          .formatted(method.isEmpty() ? type : type + "." + method + "()", file);
    }
    return method.isEmpty()
        ? "%s is the right class. Which of its methods is it? Name it in %s."
            .formatted(simple(bug), file)
        : "%s is the right class, %s() is not the method: name another one in %s."
            .formatted(simple(bug), method, file);
  }

  private static String simple(Patch bug) {
    return bug.target().substring(bug.target().lastIndexOf('.') + 1);
  }

  private static Properties properties(List<SourceText> files) {
    var properties = new Properties();
    for (var file : files) {
      if (file.name().endsWith(".properties")) {
        try {
          properties.load(new StringReader(file.text()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return properties;
  }

  // Proving.

  private Verdict prove(Day day, List<SourceText> files) {
    var own = graft(day, "own");
    var refused = own.add(files, DESK);
    if (!refused.isEmpty()) {
      return Verdict.refused(refused);
    }
    var tests = own(own, reference.classes());
    if (tests.isEmpty()) {
      return Verdict.refused("There is no test yet." + notRun(own));
    }
    if (!tests.stream().allMatch(Verdict.Outcome::passed)) {
      return Verdict.refused(
          "Your tests fail on the server as it is; it is right, so they ask for something else.",
          tests);
    }
    var outcomes = new ArrayList<Verdict.Outcome>();
    int number = 0;
    for (var mutant : course.planted(day)) {
      number++;
      var planted = planted(day, mutant, course.patched(mutant));
      boolean caught =
          own(own, planted.folder(), reference.classes()).stream().anyMatch(test -> !test.passed());
      outcomes.add(
          new Verdict.Outcome(
              "mutant " + number + " of " + simple(mutant),
              caught ? "" : "It passes all of your tests. Its change: " + mutant.why(),
              false));
    }
    return Verdict.tested(outcomes, List.of());
  }

  /** Runs the tests handed in, on what lies behind them. */
  private List<Verdict.Outcome> own(Graft own, Path... behind) {
    return withOwn(own, TestRun::run, behind);
  }

  /** Names the methods handed in that look like tests and that do not run. */
  private String notRun(Graft own) {
    return withOwn(own, (_, classes) -> Overlooked.methods(classes), reference.classes());
  }

  private <T> T withOwn(
      Graft own, BiFunction<GraftLoader, List<Class<?>>, T> work, Path... behind) {
    var path = new ArrayList<Path>();
    path.add(own.folder());
    path.addAll(List.of(behind));
    try (var loader = new GraftLoader(path, change)) {
      var classes = new ArrayList<Class<?>>();
      for (var name : own.names()) {
        classes.add(loader.loadClass(name));
      }
      return work.apply(loader, classes);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Graft planted(Day day, Patch bug, SourceText buggy) {
    // A folder whose name does not give the class away.
    var planted = graft(day, "planted-" + Reference.digest(bug.name()));
    var refused = planted.add(List.of(buggy), "");
    if (!refused.isEmpty()) {
      throw new IllegalStateException("The patch " + bug.name() + " does not work: " + refused);
    }
    return planted;
  }

  // Folders.

  private Graft graft(Day day, String name) {
    return new Graft(reference, compiler, folder(day, name));
  }

  private Path folder(Day day, String name) {
    return work.resolve(day.id()).resolve(name);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
