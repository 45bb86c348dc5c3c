package eightweeks.page.figure;

import eightweeks.page.figure.GatedServer.Asked;
import eightweeks.week1.dispatch.Gate;
import java.util.List;

/**
 * What there is to see of a command's way: the lookup, the arity, a row for each gate with its bits
 * in the three masks, and the run.
 *
 * @param stage how far the command has come
 * @param asked the gates that were asked so far
 * @param rejected whether the stage itself has rejected it
 */
record GatesPicture(Masks masks, Stage stage, List<Asked> asked, boolean rejected) {
  private static final int ROW = 18;
  private static final int NAME = 124;
  private static final int COLUMN = 46;
  private static final int BIT = 12;
  private static final int HEAD = 18;
  private static final String[] COLUMNS = {"server", "client", "command"};

  /** From here on there is room for sentences. */
  private static final int WIDE = 590;

  /** A part of {@code Dispatcher.dispatch()}. */
  enum Stage {
    NONE,
    FIND,
    TAKES,
    MASKS,
    ASK,
    CALL
  }

  /**
   * The masks of a moment, a bit for each gate.
   *
   * @param server the gates that are shut for all clients
   * @param client the gates that are shut for this client
   * @param command the gates that look at the command; 0 without one
   * @param here the gates that have a check
   */
  record Masks(int server, int client, int command, int here) {
    /** Returns the gates to ask. */
    int shut() {
      return (client | server) & command;
    }

    static String hex(int mask) {
      return "0x" + Words.hex(mask >> 8) + Words.hex(mask);
    }

    private boolean has(int column, Gate gate) {
      int mask = column == 0 ? server : column == 1 ? client : command;
      return (mask & gate.bit()) != 0;
    }
  }

  /** Returns the state as text. */
  String text() {
    var out = new StringBuilder();
    for (var gate : Gate.values()) {
      var bits = new StringBuilder();
      for (int column = 0; column < COLUMNS.length; column++) {
        bits.append(masks.has(column, gate) ? " " + COLUMNS[column] : "");
      }
      if (masks.has(0, gate) || masks.has(1, gate)) {
        out.append(gate).append(':').append(bits);
        out.append(said(gate).isEmpty() ? "" : ", " + said(gate)).append(". ");
      }
    }
    if (out.isEmpty()) {
      out.append("No gate is shut. ");
    }
    out.append("Masks ").append(Masks.hex(masks.server)).append(' ');
    out.append(Masks.hex(masks.client)).append(' ').append(Masks.hex(masks.command));
    return out.append(". ").append(way()).toString();
  }

  private String way() {
    return switch (stage) {
      case NONE -> "No command";
      case FIND -> rejected ? "Rejected by the lookup" : "Looked up";
      case TAKES -> rejected ? "Rejected by the arity" : "Arguments counted";
      case MASKS -> "Masks compared";
      case ASK -> "At " + asked.getLast().gate();
      case CALL -> "It runs";
    };
  }

  /** Returns what a gate has said; empty if it was not asked. */
  private String said(Gate gate) {
    for (var one : asked) {
      if (one.gate() == gate) {
        return one.passed()
            ? "passes"
            : switch (gate) {
              case QUEUE -> "queues";
              case PAUSE -> "waits";
              default -> "rejects";
            };
      }
    }
    return "";
  }

  void draw(Drawing to) {
    step(to, 0, "find()", stage == Stage.FIND, stage.compareTo(Stage.FIND) > 0);
    step(to, 1, "takes()", stage == Stage.TAKES, stage.compareTo(Stage.TAKES) > 0);
    int top = 2 * ROW + HEAD;
    for (int column = 0; column < COLUMNS.length; column++) {
      boolean isNow = stage == Stage.MASKS;
      to.middle(
          NAME + column * COLUMN + COLUMN / 2,
          top - 4,
          COLUMNS[column],
          Drawing.SMALL,
          isNow ? Ink.ACCENT : Ink.QUIET);
    }
    for (var gate : Gate.values()) {
      gate(to, gate, top + gate.ordinal() * ROW);
    }
    int bottom = top + Gate.values().length * ROW;
    row(to, bottom, "call()", stage == Stage.CALL, stage == Stage.CALL ? "runs" : "");
  }

  private void step(Drawing to, int row, String name, boolean isNow, boolean isPast) {
    row(
        to,
        row * ROW,
        name,
        isNow,
        isNow && rejected ? "rejects" : isNow || isPast ? "passes" : "");
  }

  private void row(Drawing to, int y, String name, boolean isNow, String said) {
    if (isNow) {
      to.box(1, y, to.width() - 2, ROW - 1, Ink.SOFT, Ink.SOFT, false);
    }
    to.text(6, y + 13, name, Drawing.SMALL, isNow ? Ink.ACCENT : Ink.INK);
    to.text(answers(), y + 13, said, Drawing.SMALL, isNow ? Ink.ACCENT : Ink.INK);
  }

  private static int answers() {
    return NAME + COLUMNS.length * COLUMN + 4;
  }

  private void gate(Drawing to, Gate gate, int y) {
    boolean isShut = (masks.shut() & gate.bit()) != 0;
    boolean isHere = (masks.here & gate.bit()) != 0;
    boolean isNow =
        stage == Stage.ASK && asked.getLast().gate() == gate || stage == Stage.MASKS && isShut;
    var said = said(gate);
    if (isNow) {
      to.box(1, y, to.width() - 2, ROW - 1, Ink.SOFT, Ink.SOFT, false);
    } else if (!said.isEmpty()) {
      to.box(1, y, to.width() - 2, ROW - 1, Ink.PAST, Ink.PAST, false);
    }
    to.text(
        6, y + 13, gate.name(), Drawing.SMALL, isNow ? Ink.ACCENT : isHere ? Ink.INK : Ink.QUIET);
    for (int column = 0; column < COLUMNS.length; column++) {
      int x = NAME + column * COLUMN + (COLUMN - BIT) / 2;
      boolean isSet = masks.has(column, gate);
      to.box(
          x,
          y + 2,
          BIT,
          BIT,
          isSet ? isShut ? Ink.ACCENT : Ink.QUIET : Ink.PAPER,
          isSet && isShut ? Ink.ACCENT : isHere ? Ink.LINE : Ink.QUIET,
          !isHere);
    }
    boolean isSpoken = !said.isEmpty() || isHere || to.width() < WIDE;
    to.text(
        answers(),
        y + 13,
        isSpoken ? said : "always open here: its week is not in this page",
        Drawing.SMALL,
        isNow ? Ink.ACCENT : said.isEmpty() ? Ink.QUIET : Ink.INK);
  }
}
