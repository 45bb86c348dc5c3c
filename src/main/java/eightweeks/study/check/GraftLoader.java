package eightweeks.study.check;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the server with a learner's classes in place: their folder comes first.
 *
 * <p>One loader for all, so that package-private members are within reach. It sees nothing of the
 * tool but JUnit and the lessons, even where the tool has the server on its own class path: what
 * the learner's class replaces must not be found elsewhere. A loader of its own is also what keeps
 * an archive of classes (AOT, CDS) out: the JVM uses those for its own loaders only.
 */
public final class GraftLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  /** What the build does to the bytecode of a class before it is loaded. */
  @FunctionalInterface
  public interface Change {
    /** Returns the bytecode to load instead of a file's, beside what the loader finds. */
    byte[] of(Path file, byte[] bytecode, ClassLoader loader);
  }

  private final List<Path> path;
  private final @Nullable Change change;

  /** Loads classes as they are. */
  public GraftLoader(List<Path> path) {
    this(path, null);
  }

  /**
   * Loads classes that the build has changed.
   *
   * @param path folders
   */
  public GraftLoader(List<Path> path, @Nullable Change change) {
    super("graft", urls(path), new Tool(GraftLoader.class.getClassLoader()));
    this.path = List.copyOf(path);
    this.change = change;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (change == null) {
      return super.findClass(name);
    }
    for (var folder : path) {
      var file = folder.resolve(name.replace('.', '/') + ".class");
      if (Files.exists(file)) {
        return define(name, folder, file, change);
      }
    }
    throw new ClassNotFoundException(name);
  }

  private Class<?> define(String name, Path folder, Path file, Change change)
      throws ClassNotFoundException {
    try {
      var bytecode = change.of(file, Files.readAllBytes(file), this);
      var from = new CodeSource(folder.toUri().toURL(), (Certificate[]) null);
      var domain = new ProtectionDomain(from, null, this, null);
      return defineClass(name, bytecode, 0, bytecode.length, domain);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static URL[] urls(List<Path> path) {
    var urls = new URL[path.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = path.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return urls;
  }

  /** Shows an exercise the classes of the tool that it may use. */
  private static final class Tool extends ClassLoader {
    private static final List<String> DOORS =
        List.of(
            "org.junit.",
            "org.opentest4j.",
            "org.apiguardian.",
            "eightweeks.study.lesson.",
            "eightweeks.study.check.SourceOrder"); // JUnit makes one by its name

    private final @Nullable ClassLoader tool;

    Tool(@Nullable ClassLoader tool) {
      super("tool", ClassLoader.getPlatformClassLoader());
      this.tool = tool;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (tool != null && DOORS.stream().anyMatch(name::startsWith)) {
        return tool.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
