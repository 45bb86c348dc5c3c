package eightweeks.study.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Compares what other classes see of a class: its own and the reference's.
 *
 * <p>The rest of the server was compiled against the reference. A member that is gone or changed
 * would fail at some later call, far from the change; more members do no harm. What other classes
 * inlined (constants) is told apart, because recompiling them is all it takes.
 */
final class Signatures {
  private Signatures() {}

  /**
   * Returns a sentence for each member that a learner's classes lack.
   *
   * @param name the class, with its package
   * @param mine the folder of the learner's classes
   * @param reference the folder of the reference's
   */
  static List<String> broken(String name, Path mine, Path reference) {
    var broken = new ArrayList<String>();
    for (var file : classFiles(name, reference)) {
      var theirs = parse(reference.resolve(file));
      if (isHidden(theirs)) {
        continue;
      }
      var simple = shown(theirs.thisClass().asInternalName());
      var here = mine.resolve(file);
      if (!Files.exists(here)) {
        broken.add("the type " + simple + " is gone");
        continue;
      }
      compare(simple, parse(here), theirs, broken);
    }
    return broken;
  }

  private static void compare(
      String simple, ClassModel mine, ClassModel theirs, List<String> broken) {
    if (!heading(mine).equals(heading(theirs))) {
      broken.add("%s should be: %s; it is: %s".formatted(simple, heading(theirs), heading(mine)));
    }
    var members = members(mine);
    members(theirs)
        .forEach(
            (key, theirMember) -> {
              var member = members.get(key);
              if (member == null) {
                broken.add("%s.%s is gone, or has other types".formatted(simple, key));
              } else if (!member.equals(theirMember)) {
                broken.add(
                    "%s.%s should be: %s; it is: %s".formatted(simple, key, theirMember, member));
              }
            });
  }

  private static String heading(ClassModel type) {
    return flags(type.flags().flags(), AccessFlag.SUPER)
        + (type.flags().has(AccessFlag.INTERFACE) ? "interface" : "class")
        + type.superclass().map(entry -> " extends " + name(entry)).orElse("")
        + type.interfaces().stream()
            .map(Signatures::name)
            .collect(Collectors.joining(", ", " with ", ""))
        + generics(type);
  }

  /** Name and parameters of each member that others may use, to everything else about it. */
  private static Map<String, String> members(ClassModel type) {
    var members = new LinkedHashMap<String, String>();
    for (var field : type.fields()) {
      if (!hidden(field.flags().flagsMask())) {
        members.put(
            field.fieldName().stringValue(),
            flags(field.flags().flags()) + field.fieldTypeSymbol().displayName() + generics(field));
      }
    }
    for (var method : type.methods()) {
      if (!hidden(method.flags().flagsMask())) {
        var symbol = method.methodTypeSymbol();
        var parameters =
            symbol.parameterList().stream()
                .map(parameter -> parameter.displayName())
                .collect(Collectors.joining(", ", "(", ")"));
        var thrown =
            method
                .findAttribute(Attributes.exceptions())
                .map(
                    found ->
                        new TreeSet<>(found.exceptions().stream().map(Signatures::name).toList())
                            .toString())
                .orElse("");
        members.put(
            method.methodName().stringValue() + parameters,
            flags(method.flags().flags(), AccessFlag.SYNCHRONIZED, AccessFlag.VARARGS)
                + symbol.returnType().displayName()
                + generics(method)
                + thrown);
      }
    }
    return members;
  }

  private static boolean hidden(int flags) {
    return (flags & (Modifier.PRIVATE | ClassFile.ACC_SYNTHETIC)) != 0;
  }

  /** Code elsewhere cannot name an anonymous or a private type. */
  private static boolean isHidden(ClassModel type) {
    if (type.flags().has(AccessFlag.SYNTHETIC)) {
      return true;
    }
    var self = type.thisClass();
    return type.findAttribute(Attributes.innerClasses())
        .flatMap(
            inner ->
                inner.classes().stream().filter(info -> info.innerClass().equals(self)).findFirst())
        .map(info -> info.innerName().isEmpty() || hidden(info.flagsMask()))
        .orElse(false);
  }

  /**
   * Returns the constants of a class and its nested ones that others may have inlined: name to
   * value.
   */
  static Map<String, String> constants(String name, Path folder) {
    var constants = new LinkedHashMap<String, String>();
    for (var file : classFiles(name, folder)) {
      var type = parse(folder.resolve(file));
      for (var field : type.fields()) {
        if (!hidden(field.flags().flagsMask())) {
          field
              .findAttribute(Attributes.constantValue())
              .map(ConstantValueAttribute::constant)
              .ifPresent(
                  constant ->
                      constants.put(
                          shown(type.thisClass().asInternalName())
                              + "."
                              + field.fieldName().stringValue(),
                          constant.constantValue().toString()));
        }
      }
    }
    return constants;
  }

  private static String generics(AttributedElement element) {
    return element
        .findAttribute(Attributes.signature())
        .map(found -> " " + found.signature().stringValue())
        .orElse("");
  }

  private static String flags(Set<AccessFlag> flags, AccessFlag... without) {
    return flags.stream()
        .filter(flag -> !List.of(without).contains(flag))
        .map(flag -> flag.name().toLowerCase(Locale.ROOT) + " ")
        .sorted()
        .collect(Collectors.joining());
  }

  private static String name(ClassEntry type) {
    return shown(type.asInternalName());
  }

  /** {@code Query.Found} of {@code eightweeks/week1/resp/Query$Found}. */
  private static String shown(String internal) {
    return internal.substring(internal.lastIndexOf('/') + 1).replace('$', '.');
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files of a class and its nested classes, from a folder's root. */
  static List<Path> classFiles(String name, Path root) {
    var path = Path.of(name.replace('.', '/') + ".class");
    var folder = path.getParent() == null ? root : root.resolve(path.getParent());
    var simple = name.substring(name.lastIndexOf('.') + 1);
    var files = new ArrayList<Path>();
    visit(
        folder,
        file -> {
          var fileName = String.valueOf(file.getFileName());
          if (fileName.equals(simple + ".class")
              || (fileName.startsWith(simple + "$") && fileName.endsWith(".class"))) {
            files.add(root.relativize(file));
          }
        });
    files.sort(null);
    return files;
  }

  private static void visit(Path folder, Consumer<Path> each) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var all = Files.list(folder)) {
      all.forEach(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
