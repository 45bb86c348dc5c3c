package eightweeks.page;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.model.CallLocation;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * Compiles the server in the page to JavaScript; the build runs it before it frames the site.
 *
 * <p>TeaVM compiles what {@link Console} can reach. A class of the JDK that is reached and that it
 * does not have is an error, with the way that leads there: keep such classes out of the packages
 * of weeks 1 to 3, or put a small one of our own into {@code src/page/java/org/teavm/classlib}.
 */
public final class BuildConsole {
  private BuildConsole() {}

  /** Takes the folder of the page's own files, and the folder that all is written to. */
  public static void main(String[] words) throws Exception {
    var folder = Files.createDirectories(Path.of(words[1]));
    for (var name : List.of("page.js", "page.css")) {
      Files.copy(
          Path.of(words[0], name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    var tool = new TeaVMTool();
    tool.setTargetType(TeaVMTargetType.JAVASCRIPT);
    // A plain script that sets a global: modules do not load from a folder.
    tool.setJsModuleType(JSModuleType.UMD);
    tool.setEntryPointName("main");
    tool.setMainClass(Console.class.getName());
    tool.setTargetDirectory(folder.toFile());
    tool.setTargetFileName("server.js");
    tool.setObfuscated(true);
    tool.setStrict(true);
    tool.setAssertionsRemoved(true);
    tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
    tool.setClassLoader(BuildConsole.class.getClassLoader());
    tool.setClassPath(classPath());
    tool.generate();
    var problems = tool.getProblemProvider();
    if (!problems.getSevereProblems().isEmpty()) {
      for (var problem : problems.getSevereProblems()) {
        var text = new DefaultProblemTextConsumer();
        problem.render(text);
        System.err.println(text.getText() + where(problem.getLocation()));
      }
      System.err.println(
          "The server in the page does not compile. What a page lacks stays out of what it reaches;"
              + " see eightweeks.page.BuildConsole.");
      System.exit(1);
    }
  }

  private static String where(@Nullable CallLocation location) {
    return location == null
        ? ""
        : "\n    in %s, %s".formatted(location.getMethod(), location.getSourceLocation());
  }

  private static List<File> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(File::new)
        .toList();
  }
}
