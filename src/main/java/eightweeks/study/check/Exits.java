package eightweeks.study.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Finds calls that end the JVM in compiled classes of a learner's.
 *
 * <p>The tests run in the JVM of the command. A call of {@code System.exit(0)} would end both with
 * the exit code of a check that passed, so a class with such a call is rejected before it runs. A
 * call by reflection is not found.
 */
final class Exits {
  private static final Set<String> CALLS =
      Set.of("java/lang/System.exit", "java/lang/Runtime.exit", "java/lang/Runtime.halt");

  private Exits() {}

  /**
   * Returns a sentence about the first such call in a class or in its nested classes; empty if
   * there is none.
   *
   * @param folder of compiled classes
   * @param name of a class in it, with its package
   */
  static String in(Path folder, String name) {
    var file = folder.resolve(name.replace('.', '/') + ".class");
    var simple = name.substring(name.lastIndexOf('.') + 1);
    var parent = file.getParent();
    if (parent == null) {
      return "";
    }
    try (var files = Files.list(parent)) {
      for (var path : files.sorted().toList()) {
        var own = String.valueOf(path.getFileName());
        if (own.equals(simple + ".class") || own.startsWith(simple + "$")) {
          var found = inFile(path, simple);
          if (!found.isEmpty()) {
            return found;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "";
  }

  private static String inFile(Path file, String simple) throws IOException {
    for (var method : ClassFile.of().parse(file).methods()) {
      var found = inMethod(method, simple);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }

  private static String inMethod(MethodModel method, String simple) {
    var code = method.code();
    if (code.isEmpty()) {
      return "";
    }
    for (var element : code.get()) {
      if (element instanceof InvokeInstruction call) {
        var called = call.owner().asInternalName() + "." + call.name().stringValue();
        if (CALLS.contains(called)) {
          return ("%s calls %s() in %s(): that ends the whole server, and this check with it. Throw"
                  + " an exception, or return.")
              .formatted(
                  simple,
                  called.substring(called.lastIndexOf('/') + 1),
                  method.methodName().stringValue());
        }
      }
    }
    return "";
  }
}
