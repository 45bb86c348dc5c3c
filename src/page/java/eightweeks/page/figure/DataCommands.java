package eightweeks.page.figure;

import eightweeks.cli.text.ArgumentSplitter;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.CommandFlag;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.startup.ServerBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reader may send to the server of a figure: commands about keys and their values. */
final class DataCommands {
  /** Others could end the server, or wait for ever. */
  private static final Set<Group> GROUPS =
      EnumSet.of(
          Group.GENERIC,
          Group.STRING,
          Group.LIST,
          Group.SET,
          Group.SORTED_SET,
          Group.HASH,
          Group.HYPERLOGLOG,
          Group.GEO,
          Group.BITMAP);

  private DataCommands() {}

  /**
   * Returns why a command is not taken; null if it is.
   *
   * @param also first words of commands that are taken besides, in small letters
   */
  static @Nullable String refusal(String line, ServerBuilder server, List<String> also) {
    var words = ArgumentSplitter.split(Ascii.bytes(line));
    if (words == null) {
      return "A quote is open.";
    }
    if (words.isEmpty()) {
      return "No command.";
    }
    var plain = new ArrayList<String>();
    words.stream().limit(3).forEach(word -> plain.add(Ascii.text(word).toLowerCase(Locale.ROOT)));
    var start = String.join(" ", plain);
    if (also.stream().anyMatch(start::startsWith)) {
      return null;
    }
    var command = server.commands().find(plain.getFirst());
    boolean taken =
        command == null
            || (GROUPS.contains(command.spec().group()) && !command.is(CommandFlag.BLOCKING));
    return taken ? null : "This figure takes commands about keys and their values.";
  }
}
