package eightweeks.study;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command line of bin/study.
 *
 * <p>The commands are methods of {@link DayCommands}, {@link AroundCommands} and {@link
 * AuthorCommands}. The library calls methods of one object, so these are one object: each extends
 * the next.
 */
@Command(
    name = "bin/study",
    synopsisSubcommandLabel = "COMMAND",
    description = "The course: an hour a day, an exercise each, checked in seconds.",
    mixinStandardHelpOptions = true,
    version = "eightweeks 1.0",
    footer = {
      "",
      "Begin with:  bin/study doctor, then bin/study next",
      "More about a command:  bin/study COMMAND --help",
      "A DAY is written day07, 07 or 7. Without one it is the day you worked on last, until you",
      "start another."
    })
final class Commands extends DayCommands implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  Commands(Visit visit) {
    super(visit);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(screen.writer());
    }
  }
}
