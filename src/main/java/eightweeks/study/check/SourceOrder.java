package eightweeks.study.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/**
 * Tests run in the order in which they stand in their file: from the simple to the hard.
 *
 * <p>A class file has its methods in that order; reflection promises none.
 */
final class SourceOrder implements MethodOrderer {
  @Override
  public void orderMethods(MethodOrdererContext context) {
    var order = methods(context.getTestClass());
    context
        .getMethodDescriptors()
        .sort(Comparator.comparingInt((MethodDescriptor test) -> place(test, order)));
  }

  private static int place(MethodDescriptor test, List<String> order) {
    return order.indexOf(test.getMethod().getName());
  }

  private static List<String> methods(Class<?> type) {
    var file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (var in = type.getResourceAsStream(file)) {
      return in == null
          ? List.of()
          : ClassFile.of().parse(in.readAllBytes()).methods().stream()
              .map(method -> method.methodName().stringValue())
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
