package eightweeks.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All of {@code src/main/java}, parsed: what is declared where, and where a name leads. */
final class SourceTree {
  static final String ROOT = "src/main/java/";

  /** A source file. */
  record SourceFile(String path, JavaOutline outline, List<String> lines) {
    /** Its page on the site. */
    String page() {
      return path + ".html";
    }

    /** {@code Query}. */
    String name() {
      return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    String packageName() {
      return outline.packageName();
    }

    boolean isPackageInfo() {
      return name().equals("package-info");
    }

    String text() {
      return String.join("\n", lines) + "\n";
    }
  }

  private final Map<String, SourceFile> byPath = new LinkedHashMap<>();

  /** Classes by their full name, nested ones with dots. */
  private final Map<String, SourceFile> byClass = new HashMap<>();

  private final Map<String, List<SourceFile>> packages = new TreeMap<>();

  SourceTree(Path root) {
    var files =
        Place.files(root.resolve(ROOT)).stream()
            .filter(f -> f.toString().endsWith(".java"))
            .toList();
    for (var outline : files.isEmpty() ? List.<JavaOutline>of() : JavaOutline.parse(files)) {
      var path = Place.relative(root, outline.path());
      var file = new SourceFile(path, outline, Place.lines(outline.path()));
      byPath.put(path, file);
      packages.computeIfAbsent(outline.packageName(), _ -> new ArrayList<>()).add(file);
      for (var member : outline.members()) {
        if (member.kind() == JavaOutline.Kind.TYPE) {
          byClass.putIfAbsent(outline.packageName() + "." + member.name(), file);
        }
      }
    }
  }

  Iterable<SourceFile> files() {
    return byPath.values();
  }

  @Nullable SourceFile file(String path) {
    return byPath.get(path);
  }

  /** Returns the files of a package in the order of their names, package-info left out. */
  List<SourceFile> classes(String packageName) {
    return packages.getOrDefault(packageName, List.of()).stream()
        .filter(f -> !f.isPackageInfo())
        .sorted(Comparator.comparing(SourceFile::name))
        .toList();
  }

  @Nullable SourceFile packageInfo(String packageName) {
    return packages.getOrDefault(packageName, List.of()).stream()
        .filter(SourceFile::isPackageInfo)
        .findFirst()
        .orElse(null);
  }

  /** Returns the page of a package. */
  static String page(String packageName) {
    return ROOT + packageName.replace('.', '/') + "/index.html";
  }

  /**
   * Returns the packages in an order in which each uses only those before it, as far as there is
   * one.
   */
  List<String> packagesInReadingOrder() {
    var uses = new TreeMap<String, Set<String>>();
    for (var entry : packages.entrySet()) {
      var used = new LinkedHashSet<String>();
      for (var file : entry.getValue()) {
        for (var name : file.outline().imports()) {
          var owner = typeOf(name.replaceFirst("\\.\\*$", ""));
          if (owner != null && !owner.packageName().equals(entry.getKey())) {
            used.add(owner.packageName());
          }
        }
      }
      uses.put(entry.getKey(), used);
    }
    var order = new LinkedHashSet<String>();
    while (order.size() < uses.size()) {
      var next =
          uses.keySet().stream()
              .filter(p -> !order.contains(p))
              .min(
                  Comparator.comparingLong(
                      (String p) ->
                          uses.get(p) == null
                              ? 0
                              : uses.get(p).stream().filter(u -> !order.contains(u)).count()))
              .orElseThrow();
      order.add(next);
    }
    return List.copyOf(order);
  }

  /** Returns the file that declares the class of a full name, or of the longest part of it. */
  private @Nullable SourceFile typeOf(String fullName) {
    for (var name = fullName; name.contains("."); ) {
      var file = byClass.get(name);
      if (file != null) {
        return file;
      }
      name = name.substring(0, name.lastIndexOf('.'));
    }
    return null;
  }

  /** Returns the full name of a class as it is written in a file, or null if it is none of ours. */
  @Nullable String resolve(SourceFile from, String name) {
    var first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    if (Character.isLowerCase(first.charAt(0))) {
      return byClass.containsKey(name) ? name : null;
    }
    for (var member : from.outline().members()) {
      if (member.kind() == JavaOutline.Kind.TYPE && member.simpleName().equals(first)) {
        return known(from.packageName() + "." + member.name() + name.substring(first.length()));
      }
    }
    for (var imported : from.outline().imports()) {
      if (imported.endsWith("." + first)) {
        return known(imported + name.substring(first.length()));
      }
    }
    return known(from.packageName() + "." + name);
  }

  private @Nullable String known(String fullName) {
    return byClass.containsKey(fullName) ? fullName : null;
  }

  /**
   * Returns the page and line of what a reference in a comment means: {@code Args#moved}, {@code
   * #next}, {@code QueryPool}; null if it is none of ours.
   */
  @Nullable String target(SourceFile from, String reference) {
    int hash = reference.indexOf('#');
    var type = hash < 0 ? reference : reference.substring(0, hash);
    var member = hash < 0 ? "" : reference.substring(hash + 1).replaceFirst("\\(.*", "");
    if (hash < 0 && packages.containsKey(type)) {
      return page(type);
    }
    if (type.isEmpty()) {
      return memberTarget(from, "", member);
    }
    var full = resolve(from, type);
    var file = full == null ? null : byClass.get(full);
    if (full == null || file == null) {
      return null;
    }
    return memberTarget(file, full.substring(file.packageName().length() + 1), member);
  }

  /** Returns the page and line of a class by its full name as the JVM writes it, {@code A$B}. */
  @Nullable String target(Class<?> type) {
    var full = type.getName().replaceFirst("\\$\\d.*", "").replace('$', '.');
    var file = byClass.get(full);
    return file == null
        ? null
        : memberTarget(file, full.substring(file.packageName().length() + 1), "");
  }

  private static String memberTarget(SourceFile file, String type, String member) {
    var wanted = member.isEmpty() ? type : type.isEmpty() ? member : type + "." + member;
    for (var candidate : file.outline().members()) {
      boolean same =
          type.isEmpty() ? candidate.simpleName().equals(wanted) : candidate.name().equals(wanted);
      if (same) {
        boolean wholeFile = member.isEmpty() && !type.contains(".");
        return wholeFile ? file.page() : file.page() + "#L" + candidate.first();
      }
    }
    return file.page();
  }

  /** Returns the file of a top-level class by its simple name; null if none or several have it. */
  @Nullable SourceFile only(String simpleName) {
    @Nullable SourceFile found = null;
    for (var file : byPath.values()) {
      if (file.name().equals(simpleName)) {
        if (found != null) {
          return null;
        }
        found = file;
      }
    }
    return found;
  }

  @Nullable SourceFile fileOf(String fullClassName) {
    return byClass.get(fullClassName);
  }
}
