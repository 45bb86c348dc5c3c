package eightweeks.study.desk;

import eightweeks.study.check.Reference;
import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import eightweeks.study.course.ExerciseKind;
import eightweeks.study.course.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The learner's desk, {@code exercises/src/main}: where the files lie that are being worked on.
 *
 * <p>Nothing here overwrites or deletes work of the learner's without a copy of it going to {@code
 * .study/kept} first; whether to ask before is for the caller to decide, with {@link #edited}.
 */
public final class Desk {
  private final Course course;
  private final Path kept;
  private final List<String> keptNow = new ArrayList<>();

  /**
   * A desk.
   *
   * @param kept the folder for copies of what is replaced
   */
  public Desk(Course course, Path kept) {
    this.course = course;
    this.kept = kept;
  }

  /** Returns the files on the desk that belong to a day; empty if it was not started. */
  public List<SourceText> files(Day day) {
    var files = new ArrayList<SourceText>();
    for (var path : paths(day)) {
      files.add(new SourceText(String.valueOf(path.getFileName()), read(path)));
    }
    return files;
  }

  /**
   * Returns the files of a day on the desk: those that the day gives or asks for, and others that
   * the learner made in their packages, except those of another day.
   */
  private List<Path> paths(Day day) {
    var mine = places(day);
    var found = new LinkedHashSet<Path>();
    var folders = new LinkedHashSet<Path>();
    for (var place : mine) {
      var path = course.desk().resolve(place);
      if (Files.exists(path)) {
        found.add(path);
        if (place.endsWith(".java") && path.getParent() != null) {
          folders.add(path.getParent());
        }
      }
    }
    if (day.kind() != ExerciseKind.REBUILD && !found.isEmpty()) {
      var claimed = new HashSet<String>();
      for (var other : course.days().ready()) {
        if (other.number() != day.number()) {
          claimed.addAll(places(other));
        }
      }
      for (var folder : folders) {
        for (var path : javaFiles(folder)) {
          if (!claimed.contains(place(path))) {
            found.add(path);
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private Set<String> places(Day day) {
    var places = new LinkedHashSet<String>();
    course.given(day).forEach(file -> places.add(file.place()));
    course.answer(day).forEach(file -> places.add(file.place()));
    if (day.kind() == ExerciseKind.HUNT) {
      course.planted(day).forEach(bug -> places.add(course.patched(bug).place()));
    }
    return places;
  }

  private String place(Path path) {
    return course.desk().relativize(path).toString().replace('\\', '/');
  }

  private static List<Path> javaFiles(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the days that have files on the desk. */
  public List<Day> started() {
    return course.days().ready().stream().filter(day -> !paths(day).isEmpty()).toList();
  }

  /** Files of a day that hold something of the learner's own, from the repository's root. */
  public List<String> edited(Day day) {
    var known = new HashSet<String>();
    course.given(day).forEach(file -> known.add(file.text()));
    course.answer(day).forEach(file -> known.add(file.text()));
    if (day.kind() == ExerciseKind.HUNT) {
      course.planted(day).forEach(bug -> known.add(course.patched(bug).text()));
    }
    return paths(day).stream()
        .filter(path -> !known.contains(read(path)))
        .map(course::relative)
        .toList();
  }

  /**
   * Puts files on the desk; what is there and differs is kept first.
   *
   * @return where they lie now, from the repository's root
   */
  public List<String> put(Day day, List<SourceText> files) {
    var edited = edited(day);
    var places = new ArrayList<String>();
    for (var file : files) {
      var path = course.desk().resolve(file.place());
      if (edited.contains(course.relative(path))) {
        keep(day, path);
      }
      try {
        Files.createDirectories(parent(path));
        Files.writeString(path, file.text());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      places.add(course.relative(path));
    }
    return places;
  }

  /** Takes a day's files away, keeping copies of what the learner wrote. */
  public List<String> clear(Day day) {
    var edited = edited(day);
    var gone = new ArrayList<String>();
    for (var path : paths(day)) {
      if (edited.contains(course.relative(path))) {
        keep(day, path);
      }
      try {
        Files.delete(path);
        removeEmptyFolders(parent(path));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      gone.add(course.relative(path));
    }
    return gone;
  }

  private void removeEmptyFolders(Path folder) throws IOException {
    var top = course.desk().resolve("java");
    for (var path = folder; path.startsWith(top) && !path.equals(top); path = parent(path)) {
      try (Stream<Path> left = Files.list(path)) {
        if (left.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(path);
    }
  }

  private void keep(Day day, Path path) {
    try {
      Files.createDirectories(kept);
      var name = day.id() + "-" + path.getFileName();
      for (int i = 1; ; i++) {
        var copy = kept.resolve(name + "." + i);
        if (!Files.exists(copy)) {
          Files.copy(path, copy);
          keptNow.add(course.relative(copy));
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the copies made since this was last asked, from the repository's root, so that a
   * command can say where the learner's version is.
   */
  public List<String> takeKeptNow() {
    var copies = List.copyOf(keptNow);
    keptNow.clear();
    return copies;
  }

  /** Returns the copies of what was replaced or taken away, from the repository's root. */
  public List<String> kept() {
    if (!Files.isDirectory(kept)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(kept)) {
      return all.sorted().map(course::relative).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a fingerprint of a day's files, to know whether they are still those that passed. */
  public String digest(Day day) {
    var text = new StringBuilder();
    for (var file : files(day)) {
      text.append(file.place()).append('\n').append(file.text()).append('\n');
    }
    return Reference.digest(text.toString());
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("no folder: " + path);
    }
    return parent;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
