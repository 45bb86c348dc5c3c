package eightweeks.study;

import eightweeks.study.check.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A copy of what the course needs of the repository, with an empty desk, nothing compiled, and the
 * libraries of the build, so that no other folder of this machine is needed.
 */
final class FreshClone {
  private static final String PROGRAMS_OF_THE_LAUNCHER =
      "sh cat cp cut date dirname find head kill ls mkdir mv nice readlink rm sed sleep touch tr";
  private static final List<String> PROGRAMS = List.of(PROGRAMS_OF_THE_LAUNCHER.split(" "));

  final Path root;

  /** Copies the repository to a folder that is not there yet. */
  FreshClone(Path root) throws IOException {
    this.root = Files.createDirectory(root);
    for (var part : List.of("bin", "src/main", "src/build", "weeks", "exercises", "solutions")) {
      Trees.copy(Path.of(part), Files.createDirectories(root.resolve(part)));
    }
    Trees.delete(root.resolve("exercises/src/main")); // a learner's desk
    Files.copy(Path.of("pom.xml"), root.resolve("pom.xml"));
    var libraries = Files.createDirectories(root.resolve("target/launcher/lib"));
    var names = new ArrayList<String>();
    for (var line : Files.readAllLines(root.resolve("bin/lib/study.libs"))) {
      names.add(line.split(":")[1] + "-" + line.split(":")[2] + ".jar");
    }
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var name = Path.of(entry).getFileName().toString();
      if (names.contains(name)) {
        Files.copy(Path.of(entry), libraries.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** What a command printed, and its exit code. */
  record Said(String out, String err, int code) {}

  /** Runs {@code bin/study}. */
  Said study(String... words) throws Exception {
    return said(command(root, words));
  }

  static Said said(ProcessBuilder command) throws Exception {
    var process = command.start();
    process.getOutputStream().close();
    // Standard error is a line or two, so it never fills its pipe.
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(out, err, process.waitFor());
  }

  /** Returns the command {@code bin/study} of a repository, to be started. */
  static ProcessBuilder command(Path repository, String... words) {
    var line = new ArrayList<>(List.of(repository.resolve("bin/study").toString()));
    line.addAll(List.of(words));
    var builder = new ProcessBuilder(line).directory(repository.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JAVA_OPTS"));
    return builder;
  }

  /**
   * Returns a folder for PATH with the programs that the launcher itself uses, and no Maven.
   *
   * @param programs is made
   */
  static Path pathWithoutMaven(Path programs) throws IOException {
    Files.createDirectory(programs);
    for (var name : PROGRAMS) {
      for (var place : List.of("/usr/bin", "/bin")) {
        if (Files.exists(Path.of(place, name)) && !Files.exists(programs.resolve(name))) {
          var program = programs.resolve(name);
          Files.writeString(program, "#!/bin/sh\nexec %s/%s \"$@\"\n".formatted(place, name));
          if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
          }
        }
      }
    }
    return programs;
  }
}
