package eightweeks.page.figure;

import org.jspecify.annotations.Nullable;

/**
 * Reads private fields of the server's classes by their names; {@code Reflections} lists the
 * classes for the compiler of the page. A test notices when a field has another name.
 */
final class Private {
  private Private() {}

  /** Returns the value of a field. */
  static @Nullable Object read(Object of, String name) {
    try {
      var field = of.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(of.getClass() + " has no field " + name, e);
    }
  }

  static int number(Object of, String name) {
    return read(of, name) instanceof Integer number ? number : 0;
  }
}
