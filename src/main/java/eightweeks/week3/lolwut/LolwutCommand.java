package eightweeks.week3.lolwut;

import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.dispatch.CommandSpec;
import eightweeks.week1.dispatch.Group;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.Version;
import java.nio.charset.StandardCharsets;

/**
 * LOLWUT [VERSION version] [options of that version's picture …].
 *
 * <p>Answers to {@code lolwut.c: lolwutCommand()}, {@code lolwut5Command()}, {@code
 * lolwut6Command()}. Versions 5 and 6 have a picture; for any other version, such as 7, the reply
 * is the caption alone, and options are ignored. Sizes are limited, so that drawing is fast.
 */
final class LolwutCommand extends Command {
  private static final String CAPTION = "Redis ver. " + Version.REDIS + "\n";
  private static final String SCHOTTER = "\nGeorg Nees - schotter, plotter on paper, 1968. ";
  private static final String SKYLINE =
      """

      Dedicated to the 8 bit game developers of past and present.
      Original 8 bit image from Plaguemon by hikikomori.\s\
      """;

  private static final int MAX_COLUMNS = 1000;
  private static final int MAX_ROWS = 1000;
  private static final int MAX_SQUARES = 200;

  private final RandomStream random;

  LolwutCommand(RandomStream random) {
    super(
        CommandSpec.of("lolwut", -1)
            .group(Group.SERVER)
            .since("5.0.0")
            .summary("Draws a picture, another one each time, and tells the version.")
            .arguments("[VERSION version:integer]")
            .flags(READONLY, FAST));
    this.random = random;
  }

  @Override
  public void run(Client client, Args args) {
    boolean versioned = args.count() > 2 && args.is(1, "version");
    long version = versioned ? args.integer(2) : 0;
    int first = versioned ? 3 : 1;
    String picture =
        version == 5 ? schotter(args, first) : version == 6 ? skyline(args, first) : "";
    client.reply().verbatim("txt", (picture + CAPTION).getBytes(StandardCharsets.UTF_8));
  }

  /** Options: columns of text, squares in a row, squares in a column. */
  private String schotter(Args args, int first) {
    int columns = size(args, first, 66, MAX_COLUMNS);
    int across = size(args, first + 1, 8, MAX_SQUARES);
    int down = size(args, first + 2, 12, MAX_SQUARES);
    return Schotter.draw(columns, across, down, random).inBraille() + SCHOTTER;
  }

  /** Options: columns and rows of text. */
  private String skyline(Args args, int first) {
    int columns = size(args, first, 80, MAX_COLUMNS);
    int rows = size(args, first + 1, 20, MAX_ROWS);
    return Skyline.draw(columns, rows, random).inGrays() + SKYLINE;
  }

  private static int size(Args args, int i, int usual, int most) {
    return i < args.count() ? Math.clamp(args.integer(i), 1, most) : usual;
  }
}
