package eightweeks.study.check;

import eightweeks.study.course.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of classes that come before the reference's: a learner's, and what has to be compiled
 * again because of them.
 *
 * <p>Why again? javac copies the value of a constant into the classes that use it, and their class
 * files do not say where from. So where a constant of a learner's class has another value, every
 * source of the server that mentions its name is compiled once more, and so on with what changes
 * there.
 */
public final class Graft {
  private final Reference reference;
  private final Compiler compiler;
  private final Path folder;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> changedConstants = new LinkedHashSet<>();

  /**
   * Begins an empty graft.
   *
   * @param folder becomes empty
   */
  public Graft(Reference reference, Compiler compiler, Path folder) {
    this.reference = reference;
    this.compiler = compiler;
    this.folder = folder;
    Trees.delete(folder);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path folder() {
    return folder;
  }

  /** Returns the class path to load from and to compile against: this graft, then the reference. */
  public List<Path> path() {
    return List.of(folder, reference.classes());
  }

  /** Returns the classes given, with their packages. */
  public Set<String> names() {
    return names;
  }

  /** Names of the constants whose value is not the reference's. */
  Set<String> changedConstants() {
    return changedConstants;
  }

  /**
   * Adds files.
   *
   * @param shown the folder that messages name them in
   * @return why they cannot take part; empty if they do
   */
  public String add(List<SourceText> files, String shown) {
    var sources = files.stream().filter(SourceText::isJava).toList();
    for (var file : files) {
      if (!file.isJava()) {
        write(file);
      }
    }
    if (sources.isEmpty()) {
      return "";
    }
    var wrong = compiler.texts(sources, shown, path(), folder);
    if (!wrong.isEmpty()) {
      return "It does not compile:\n\n" + String.join("\n\n", wrong);
    }
    var refused = new ArrayList<String>();
    for (var source : sources) {
      var name = source.className();
      names.add(name);
      if (!isClassOf(folder, name)) {
        var simple = name.substring(name.lastIndexOf('.') + 1);
        return source.text().isBlank()
            ? "%s/%s is empty. To begin it over: bin/study start, with the day and --force."
                .formatted(shown, source.place())
            : "%s/%s should declare the class %s of the package %s, and does not."
                .formatted(shown, source.place(), simple, packageOf(name));
      }
      var ends = Exits.in(folder, name);
      if (!ends.isEmpty()) {
        return ends;
      }
      if (isClassOf(reference.classes(), name)) {
        refused.addAll(Signatures.broken(name, folder, reference.classes()));
      }
    }
    if (!refused.isEmpty()) {
      return "Other classes rely on how these look, so only bodies may change here (more members"
          + " are welcome):\n"
          + "  "
          + String.join("\n  ", refused);
    }
    return recompileWhatInlines(names);
  }

  private String recompileWhatInlines(Set<String> grafted) {
    var done = new HashSet<>(grafted);
    var look = List.copyOf(grafted);
    while (!look.isEmpty()) {
      var changed = new LinkedHashSet<String>();
      look.forEach(name -> addChanged(name, changed));
      changedConstants.addAll(changed);
      var users = changed.isEmpty() ? List.<String>of() : users(changed, done);
      if (!users.isEmpty()) {
        var files = users.stream().map(name -> source(name)).toList();
        var wrong = compiler.files(files, path(), List.of(), folder);
        if (!wrong.isEmpty()) {
          return "A constant has a new value, and with it these classes no longer compile:\n\n"
              + String.join("\n\n", wrong);
        }
      }
      done.addAll(users);
      look = users;
    }
    return "";
  }

  /** Adds the names of the constants of a class that differ from the reference's. */
  private void addChanged(String name, Set<String> changed) {
    var mine = Signatures.constants(name, folder);
    Signatures.constants(name, reference.classes())
        .forEach(
            (constant, value) -> {
              if (!Objects.equals(mine.get(constant), value)) {
                changed.add(constant.substring(constant.lastIndexOf('.') + 1));
              }
            });
  }

  /** Returns the classes whose sources mention a name, but for those done. */
  private List<String> users(Set<String> constants, Set<String> done) {
    var mention = Pattern.compile("\\b(" + String.join("|", constants) + ")\\b");
    var users = new ArrayList<String>();
    try (Stream<Path> walk = Files.walk(reference.sources())) {
      for (var file : walk.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        var path = reference.sources().relativize(file).toString().replace('\\', '/');
        var name = path.substring(0, path.length() - ".java".length()).replace('/', '.');
        if (!done.contains(name)
            && isClassOf(reference.classes(), name)
            && mention.matcher(Files.readString(file)).find()) {
          users.add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return users;
  }

  private Path source(String name) {
    return reference.sources().resolve(name.replace('.', '/') + ".java");
  }

  private static String packageOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  private static boolean isClassOf(Path folder, String name) {
    return Files.exists(folder.resolve(name.replace('.', '/') + ".class"));
  }

  private void write(SourceText resource) {
    try {
      Files.writeString(folder.resolve(resource.name()), resource.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
