package eightweeks.study.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what of a machine is not as the course needs it, and what to do about it.
 *
 * <p>Judges facts that were gathered before ({@link Machine}), so every judgement can be tried on
 * any machine.
 */
public final class Doctor {
  private static final int JDK = 25;
  private static final long LITTLE_MEMORY = 2L << 30;
  private static final long LITTLE_DISK = 1L << 30;

  /** How serious a finding is. */
  public enum Grade {
    OK,
    /** Worth knowing; nothing stops because of it. */
    NOTE,
    /** Something of the course will not work. */
    MISSING
  }

  /**
   * A finding.
   *
   * @param about a word or two
   * @param text what is so, and for all but OK what to do
   */
  public record Finding(Grade grade, String about, String text) {}

  /**
   * The facts about a machine.
   *
   * @param java the version of the JDK that runs this
   * @param jdb the debugger of that JDK: jdb if the PATH finds it, else its path; null if that JDK
   *     has none
   * @param maven the version of mvn on the PATH; null if there is none
   * @param takenPorts those ports of 127.0.0.1 for the course that are in use
   * @param tools programs of Redis on the PATH: name to version; absent are those not found
   * @param system as {@code os.name} says
   * @param wsl whether this is Linux inside Windows
   * @param root the repository's folder
   * @param writable whether files can be made in it
   * @param caseSensitive whether two names that differ in case are two files there
   * @param ideFiles where an IDE keeps its files; empty if none was here
   * @param bothOpened whether an IDE knows exercises/all
   */
  record Facts(
      int java,
      @Nullable String jdb,
      @Nullable String maven,
      List<Integer> takenPorts,
      Map<String, String> tools,
      String system,
      boolean wsl,
      String root,
      boolean writable,
      boolean caseSensitive,
      String ideFiles,
      boolean bothOpened,
      int cores,
      long memory,
      long freeDisk) {}

  private final Facts facts;
  private final List<Finding> findings = new ArrayList<>();

  private Doctor(Facts facts) {
    this.facts = facts;
  }

  public static List<Finding> examine(Facts facts) {
    var doctor = new Doctor(facts);
    doctor.jdk();
    doctor.debugger();
    doctor.maven();
    doctor.ports();
    doctor.tools();
    doctor.ide();
    doctor.files();
    doctor.wsl();
    doctor.machine();
    return doctor.findings;
  }

  private void add(Grade grade, String about, String text) {
    findings.add(new Finding(grade, about, text));
  }

  private void jdk() {
    if (facts.java == JDK) {
      add(Grade.OK, "JDK", "A JDK 25 is here.");
    } else {
      add(
          Grade.NOTE,
          "JDK",
          ("This runs on a JDK %d. bin/ works with it; \"mvn verify\" wants exactly 25: install one"
                  + " beside it (https://adoptium.net), Maven finds it by itself.")
              .formatted(facts.java));
    }
  }

  private void debugger() {
    if (facts.jdb == null) {
      add(
          Grade.NOTE,
          "jdb",
          "This Java has no jdb, the debugger that day 01 uses: install a complete JDK"
              + " (https://adoptium.net), or use an IDE's debugger.");
    } else {
      add(Grade.OK, "jdb", "The debugger in a terminal: " + facts.jdb);
    }
  }

  private void maven() {
    if (facts.maven == null) {
      add(
          Grade.NOTE,
          "Maven",
          "There is no mvn on the PATH. The course works without it; an IDE brings its own. For"
              + " \"mvn verify\" install 3.8 or newer: apt install maven, brew install maven,"
              + " winget install Apache.Maven.");
    } else if (older(facts.maven, 3, 8)) {
      add(
          Grade.NOTE,
          "Maven",
          "Maven " + facts.maven + " is too old for \"mvn verify\": install 3.8 or newer.");
    } else {
      add(Grade.OK, "Maven", "Maven " + facts.maven + " is here.");
    }
  }

  private static boolean older(String version, int major, int minor) {
    var parts = version.split("[^0-9]+");
    try {
      int first = Integer.parseInt(parts[0]);
      int second = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return first < major || (first == major && second < minor);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void ports() {
    if (facts.takenPorts.isEmpty()) {
      add(Grade.OK, "ports", "6379 and 7000 are free.");
    } else {
      add(
          Grade.NOTE,
          "ports",
          ("Port %s of 127.0.0.1 is in use: a Redis that runs already? Stop it (redis-cli -p %d"
               + " shutdown nosave), or choose others: bin/study serve --port 7100, bin/redis-cli"
               + " -p 7100.")
              .formatted(
                  String.join(
                      " and ",
                      facts.takenPorts.stream().map(port -> Integer.toString(port)).toList()),
                  facts.takenPorts.getFirst()));
    }
  }

  private void tools() {
    var server = facts.tools.get("redis-server");
    if (server == null) {
      add(
          Grade.NOTE,
          "Redis",
          "No redis-server is on the PATH. \"bin/study diff\" compares with recorded replies"
              + " instead. To have a real one: apt install redis-server, brew install redis.");
    } else {
      add(Grade.OK, "Redis", "redis-server " + server + " is here to compare with.");
    }
    if (!facts.tools.containsKey("redis-benchmark")) {
      add(
          Grade.NOTE,
          "Redis",
          "No redis-benchmark is on the PATH; some days measure with it: apt install redis-tools,"
              + " brew install redis.");
    }
  }

  private void ide() {
    if (facts.ideFiles.isEmpty()) {
      add(
          Grade.OK,
          "IDE",
          "No IDE has opened this yet. When you do: open exercises/all/pom.xml as a project, to"
              + " have the server and your desk side by side.");
    } else if (facts.bothOpened) {
      add(Grade.OK, "IDE", "An IDE knows the server and your desk.");
    } else {
      add(
          Grade.NOTE,
          "IDE",
          "An IDE has opened the server alone ("
              + facts.ideFiles
              + "): open exercises/all/pom.xml instead, to have your desk beside it.");
    }
  }

  private void files() {
    if (!facts.writable) {
      add(
          Grade.MISSING,
          "files",
          "Files cannot be written in "
              + facts.root
              + ": clone the repository into a folder of yours.");
    } else if (facts.freeDisk < LITTLE_DISK) {
      add(
          Grade.NOTE,
          "files",
          "Only %d MB are free on this disk; a full build needs about 500."
              .formatted(facts.freeDisk >> 20));
    } else {
      add(
          Grade.OK,
          "files",
          "The folder can be written to"
              + (facts.caseSensitive
                  ? "."
                  : ", and takes big and small letters as the same, which is fine."));
    }
  }

  private void wsl() {
    if (facts.wsl && facts.root.startsWith("/mnt/")) {
      add(
          Grade.NOTE,
          "WSL",
          "The repository lies on a Windows disk ("
              + facts.root
              + "), which is slow from Linux: clone it into your Linux home, cd ~ && git clone …");
    } else if (facts.wsl) {
      add(
          Grade.OK,
          "WSL",
          "Linux inside Windows, and the repository lies on the Linux side. Good.");
    } else if (facts.system.startsWith("Windows")) {
      add(
          Grade.NOTE,
          "Windows",
          "Use bin\\study. A real redis-server exists only inside WSL; the course does not need"
              + " it.");
    }
  }

  private void machine() {
    if (facts.cores < 2 || facts.memory < LITTLE_MEMORY) {
      add(
          Grade.NOTE,
          "machine",
          "%d core(s) and %d MB of memory: a check takes longer than the two seconds that it should."
              .formatted(facts.cores, facts.memory >> 20));
    } else {
      add(
          Grade.OK,
          "machine",
          "%d cores, %d GB of memory.".formatted(facts.cores, facts.memory >> 30));
    }
  }
}
