package eightweeks.study;

import eightweeks.study.check.Trees;
import eightweeks.study.course.Course;
import eightweeks.study.course.Day;
import eightweeks.study.desk.Journal;
import eightweeks.study.doctor.Doctor;
import eightweeks.study.doctor.Fetch;
import eightweeks.study.doctor.Machine;
import eightweeks.study.doctor.SourceEdits;
import eightweeks.study.program.Measuring;
import eightweeks.study.program.RdbFiles;
import eightweeks.study.program.Simulating;
import eightweeks.study.screen.CSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands beside the days: for the server, the journal, the machine. */
abstract class AroundCommands extends AuthorCommands {

  AroundCommands(Visit visit) {
    super(visit);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Runs the whole server with your passing classes in place of its own.")
  int serve(
      @Parameters(
              arity = "0..*",
              paramLabel = "OPTION",
              description = "Options of redis-server: --port 7000.")
          @Nullable List<String> words)
      throws IOException, InterruptedException {
    var learner = visit.learner();
    var days = new ArrayList<Day>();
    var left = new ArrayList<Day>();
    learner.onDesk().forEach((day, passes) -> (passes ? days : left).add(day));
    if (days.isEmpty()) {
      screen.say("No day on your desk passes yet: this is the server as it is.");
    }
    return new Serving(learner).run(days, left, words == null ? List.of() : words);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Plays a day's commands to your server and to a real redis-server, or compares with its"
              + " recorded replies, up to the first byte that differs.")
  int diff(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked,
      @Option(
              names = "--recorded",
              description =
                  "Compare with the recorded replies also where a redis-server is installed.")
          boolean recorded,
      @Option(names = "--record", hidden = true, description = "Record the real server's replies.")
          boolean record)
      throws Exception {
    var redis = recorded ? null : Machine.onPath("redis-server", visit.root());
    return Visit.code(new Differ(visit.learner(), screen).run(visit.day(asked), redis, record));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Shows the way of a command through the classes of the server, with times and what was"
              + " allocated; your passing classes are in it.")
  int trace(
      @Parameters(
              paramLabel = "COMMAND",
              description = "The command as redis-cli takes it, in quotes: \"SET k v\".")
          String command,
      @Option(
              names = "--after",
              paramLabel = "COMMAND",
              description = "A command to run before it; may be given several times.")
          @Nullable List<String> before,
      @Option(
              names = "--against",
              paramLabel = "COMMAND",
              description = "A second command: shows where the two ways part.")
          @Nullable String against,
      @Option(
              names = "--svg",
              paramLabel = "FILE",
              description = "Write the way as a sequence diagram, too.")
          @Nullable Path svg,
      @Option(
              names = "--weeks",
              paramLabel = "N",
              description = "In a server of the first N weeks; otherwise of all.")
          @Nullable Integer weeks,
      @Option(
              names = "--depth",
              paramLabel = "N",
              description = "Leave out steps inside of more than N others.")
          @Nullable Integer depth)
      throws IOException {
    new Tracing(visit)
        .run(
            command,
            before == null ? List.of() : before,
            against,
            svg,
            weeks == null ? 0 : weeks,
            depth == null ? Integer.MAX_VALUE : depth);
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Prints an RDB file byte by byte, with what the bytes mean.")
  int rdb(
      @Parameters(paramLabel = "FILE", description = "A file that SAVE or BGSAVE has written.")
          String file)
      throws IOException, InterruptedException {
    var classes = visit.learner().reference().classes();
    return RdbFiles.print(classes, Path.of(file), screen.isTerminal(), screen.asks());
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Measures on this machine what a day tells: Java's own classes beside Redis's"
              + " structures.")
  int measure(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked,
      @Option(
              names = "--count",
              paramLabel = "N",
              description = "Use this number of bytes, keys or members, where it can be chosen.")
          int count)
      throws IOException, InterruptedException {
    var learner = visit.learner();
    var day = asked == null ? learner.current() : learner.course().days().named(asked);
    if (count < 0) {
      screen.say("--count is a number from 1 on.");
      return NOT_WELL;
    }
    var redis = Machine.onPath("redis-server", visit.root());
    return Measuring.run(learner.reference().classes(), day, count, redis);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Runs three servers and three Sentinels on virtual time, lets the master fail, and prints"
              + " who sees what when; your passing classes are in it.")
  int simulate(
      @Parameters(paramLabel = "WHAT", description = "What to simulate: failover.") String what,
      @Option(
              names = "--seed",
              paramLabel = "N",
              description =
                  "Chooses the delays, when the master fails and how: the same number prints the"
                      + " same run.",
              defaultValue = "7")
          long seed,
      @Option(
              names = "--clients",
              description = "Two clients write; the acknowledged writes that are lost are told.")
          boolean clients,
      @Option(
              names = "--min-replicas",
              description =
                  "With --clients: the servers have min-replicas-to-write 1 and"
                      + " min-replicas-max-lag 3.")
          boolean minReplicas,
      @Option(
              names = "--wait",
              description = "With --clients: they send WAIT 1 300 behind each write.")
          boolean waits,
      @Option(
              names = "--svg",
              paramLabel = "FILE",
              description = "Write the run as a sequence diagram, too.")
          @Nullable Path svg)
      throws IOException, InterruptedException {
    if (!what.equals("failover")) {
      screen.say("There is one simulation: bin/study simulate failover --seed 7");
      return NOT_WELL;
    }
    var learner = visit.learner();
    var grafts = new ArrayList<String>();
    var folder = learner.work().resolve("simulate-" + ProcessHandle.current().pid());
    try {
      var graft = new Serving(learner).graftPassing(folder, screen, grafts);
      var options = new ArrayList<String>();
      if (clients || minReplicas || waits) {
        options.add("--clients");
      }
      if (minReplicas) {
        options.add("--min-replicas");
      }
      if (waits) {
        options.add("--wait");
      }
      int code = Simulating.run(graft.path(), grafts, seed, options, svg);
      if (code == OK && svg != null) {
        screen.say("The diagram is in " + svg);
      }
      return code;
    } finally {
      Trees.delete(folder);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Shows a function of Redis's C source, from your own clone of it; without a clone it"
              + " prints the link.")
  int c(
      @Parameters(
              arity = "1..*",
              paramLabel = "FUNCTION",
              description =
                  "Its name: processCommand. Where a file is named, too: server.c: main().")
          List<String> name,
      @Option(
              names = "--source",
              paramLabel = "DIR",
              description = "The folder of your clone of Redis; it is remembered.")
          @Nullable Path source)
      throws IOException, InterruptedException {
    return new CSource(visit.root(), screen).run(String.join(" ", name), source);
  }

  @Command(
      mixinStandardHelpOptions = true,
      description =
          "Opens a day's page of your journal, journal/dayNN.adoc, in the editor that VISUAL or"
              + " EDITOR names; without one it prints where the page is.")
  int journal(
      @Parameters(arity = "0..1", paramLabel = "DAY", description = "The day.")
          @Nullable String asked)
      throws InterruptedException {
    var learner = visit.learner();
    var page = Journal.page(learner.course(), visit.day(asked));
    var place = learner.course().relative(page);
    var editor = editor();
    if (!screen.asks()) {
      screen.say(place);
      screen.say("(At a terminal your editor opens it, where VISUAL or EDITOR names one.)");
      return OK;
    }
    if (editor.isEmpty()) {
      screen.say(place);
      screen.say("Open it, or name your editor, and this command does: export EDITOR=nano");
      return OK;
    }
    var command = new ArrayList<>(List.of(editor.get().strip().split("\\s+")));
    command.add(page.toString());
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      screen.say(place);
      screen.say("Your editor (%s) does not start: %s".formatted(editor.get(), e.getMessage()));
      return NOT_WELL;
    }
  }

  private static Optional<String> editor() {
    return Stream.of("VISUAL", "EDITOR")
        .map(System::getenv)
        .filter(word -> word != null && !word.isBlank())
        .findFirst();
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "A table of the days: done, minutes spent and planned.")
  int progress(
      @Option(names = "--all", description = "Also the weeks in which no day is ready or begun.")
          boolean all) {
    var learner = visit.learner();
    Report.progress(screen, learner.course().days().all(), learner.progress(), all);
    return OK;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Looks at this machine and says what is missing for the course.")
  int doctor(
      @Option(
              names = "--fetch",
              description =
                  "Fetch all that is needed, so that everything works without a network: before a"
                      + " flight or a workshop.")
          boolean fetch)
      throws IOException, InterruptedException {
    if (fetch) {
      return fetch();
    }
    boolean well = true;
    for (var finding : Doctor.examine(Machine.facts(visit.root()))) {
      var grade =
          switch (finding.grade()) {
            case OK -> screen.good("ok     ");
            case NOTE -> screen.strong("note   ");
            case MISSING -> screen.bad("missing");
          };
      screen.say("%s  %-8s %s".formatted(grade, finding.about(), finding.text()));
      well &= finding.grade() != Doctor.Grade.MISSING;
    }
    var course = Course.at(visit.root());
    for (var edit : SourceEdits.find(course, course.days().ready())) {
      screen.say("%s  %-8s %s".formatted(screen.strong("note   "), "sources", edit));
    }
    screen.line();
    screen.say(
        well
            ? "All is well: bin/study next"
            : "Something is missing; mend it, then ask again: bin/study doctor");
    return Visit.code(well);
  }

  private int fetch() throws IOException, InterruptedException {
    var maven = Machine.onPath("mvn", visit.root());
    if (maven == null) {
      screen.say(
          "There is no mvn on the PATH to fetch with. Install Maven 3.8 or newer: apt install"
              + " maven, brew install maven, winget install Apache.Maven.");
      return NOT_WELL;
    }
    screen.say("Fetching; the first time this takes some minutes ...");
    visit.learner().reference(); // compiled now: that needs no network, but takes a moment
    var result = Fetch.run(visit.root(), maven);
    result.lines().forEach(screen::say);
    return Visit.code(result.complete());
  }
}
