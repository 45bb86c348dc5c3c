package eightweeks.page.figure;

import eightweeks.check.Piece;
import eightweeks.check.RdbAnatomy;
import eightweeks.page.figure.Control.Action;
import eightweeks.page.figure.Control.Field;
import eightweeks.page.figure.Scene.Fact;
import eightweeks.week3.rdbencoding.LengthEncoding;
import eightweeks.week3.rdbencoding.RdbReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An RDB file byte by byte: a server runs the reader's commands and saves. */
final class RdbFigure extends Figure {
  static final Control CONTROL =
      new Control(
          List.of(new Field("Command", "SET greeting hello", true)),
          List.of(
              new Action("run", "Run it"),
              new Action("keys", "SAVE, and read from the first key"),
              new Action("file", "SAVE, and read from the first byte")));

  private static final int MAX_LINE = 2000;

  /** Up to here each piece of a file is a step. */
  private static final int MAX_PIECES = 300;

  /** Most bytes of a piece that are named in a state. */
  private static final int MAX_NAMED = 16;

  private static final int MAX_REPLY = 60;

  private final SavingServer server = new SavingServer();

  /** The part of the file that a piece belongs to, which decides what line of source wrote it. */
  private enum Place {
    OTHER,
    EXPIRY,
    KEY,
    VALUE,
    END
  }

  @Override
  public Scene begin() {
    return memory("An empty server. Run commands that store something, and save.");
  }

  @Override
  public List<Scene> act(String action, List<String> input) {
    return switch (action) {
      case "run" -> List.of(run(input.getFirst()));
      case "keys" -> file(true);
      case "file" -> file(false);
      default -> throw new IllegalArgumentException(action);
    };
  }

  private Scene run(String line) {
    if (line.length() > MAX_LINE) {
      return memory("This figure takes lines of up to " + Words.count(MAX_LINE, "byte") + ".");
    }
    var refusal = server.refusal(line);
    if (refusal != null) {
      return memory(refusal);
    }
    return memory("The server replies: " + Words.shown(server.run(line), MAX_REPLY));
  }

  /** What the server has, before it is saved. */
  private Scene memory(String said) {
    var keys = server.keys();
    var state = keys.isEmpty() ? "no keys" : "keys: " + String.join(" ", keys);
    return new Scene(
        said,
        List.of(),
        List.of(Fact.of("keys", keys.size())),
        Words.shown(state, MAX_LINE),
        drawing -> RdbPicture.drawKeys(drawing, keys));
  }

  /**
   * Saves, and makes a scene of each piece.
   *
   * @param fromFirstKey whether facts about the file are left out
   */
  private List<Scene> file(boolean fromFirstKey) {
    var file = server.save();
    var pieces = new ArrayList<Piece>();
    try {
      new RdbAnatomy(file, pieces::add).tell();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int first = 0;
    while (fromFirstKey && isBeforeKeys(pieces.get(first))) {
      first++;
    }
    int end = Math.min(pieces.size(), first + MAX_PIECES);
    var scenes = new ArrayList<Scene>();
    var place = Place.OTHER;
    for (int i = first; i < end; i++) {
      place = place(place, pieces.get(i), i == 0 ? null : pieces.get(i - 1));
      scenes.add(scene(file, pieces.get(i), place));
    }
    if (end < pieces.size()) {
      scenes.add(
          memory(
              "This figure stops here, "
                  + Words.count(pieces.size() - end, "step")
                  + " before the end. bin/study rdb shows all of a file."));
    }
    return scenes;
  }

  private static boolean isBeforeKeys(Piece piece) {
    return !piece.meaning().startsWith("SELECTDB") && !piece.meaning().startsWith("EOF");
  }

  private static Place place(Place before, Piece piece, @Nullable Piece last) {
    var meaning = piece.meaning();
    if (piece.depth() == 0 && piece.kind() == Piece.Kind.MARK) {
      return meaning.startsWith("type ")
          ? Place.KEY
          : meaning.startsWith("EXPIRETIME")
              ? Place.EXPIRY
              : meaning.startsWith("EOF") ? Place.END : Place.OTHER;
    }
    boolean isBehindKey = last != null && last.meaning().startsWith("key");
    return before == Place.KEY && isBehindKey ? Place.VALUE : before;
  }

  private static List<String> code(Place place, Piece piece) {
    boolean isMark = piece.depth() == 0 && piece.kind() == Piece.Kind.MARK;
    return switch (place) {
      case OTHER -> List.of();
      case EXPIRY -> List.of(isMark ? "writeByte(Opcode.EXPIRETIME_MS)" : "writeLong(at)");
      case KEY ->
          List.of(isMark ? "types.writeType(value, out)" : "StringEncoding.write(out, key)");
      case VALUE -> List.of("types.write(value, out)");
      case END -> List.of(isMark ? "writeByte(Opcode.EOF)" : "writeLong(out.checksum())");
    };
  }

  private static Scene scene(byte[] file, Piece piece, Place place) {
    var hex = new StringBuilder();
    for (int i = 0; i < Math.min(piece.bytes().length, MAX_NAMED); i++) {
      hex.append(i == 0 ? "" : " ").append(Words.hex(piece.bytes()[i]));
    }
    hex.append(piece.bytes().length > MAX_NAMED ? " .." : "");
    var where = piece.unpacked() ? "decompressed, byte " : "byte ";
    var state = where + piece.offset() + " of " + file.length + ": " + hex + ": " + piece.meaning();
    return new Scene(
        said(piece),
        code(place, piece),
        List.of(
            Fact.of("offset", piece.offset()),
            Fact.of("bytes", piece.bytes().length),
            Fact.of("file", file.length)),
        state,
        drawing -> RdbPicture.drawFile(drawing, file, piece));
  }

  private static String said(Piece piece) {
    var meaning = piece.meaning();
    var sentence = meaning.substring(0, 1).toUpperCase(Locale.ROOT) + meaning.substring(1);
    return sentence + (sentence.endsWith(".") ? "" : ".") + form(piece);
  }

  /** Returns what the first byte says about the others, where it does. */
  private static String form(Piece piece) {
    var bytes = piece.bytes();
    if (bytes.length == 0) {
      return "";
    }
    int first = bytes[0] & 0xff;
    if (piece.kind() == Piece.Kind.LENGTH) {
      var what = piece.meaning().contains("length") ? "length" : "number";
      return isLength(piece) ? lengthForm(bytes, first, what) : "";
    }
    if (piece.meaning().contains("an integer of ")) {
      return " " + Words.hex(first) + " says so; the integer's lowest byte comes first.";
    }
    if (piece.meaning().startsWith("EXPIRETIME_MS") || piece.kind() == Piece.Kind.CHECKSUM) {
      return " Eight bytes"
          + (piece.kind() == Piece.Kind.CHECKSUM ? "" : " follow")
          + ", the lowest first.";
    }
    return "";
  }

  private static String lengthForm(byte[] bytes, int first, String what) {
    return switch (first >> 6) {
      case 0 -> " In bits: 00 " + bits(first, 6) + ". 00 says that the " + what + " has 6 bits.";
      case 1 ->
          " In bits: 01 "
              + bits(first, 6)
              + " "
              + bits(bytes[1], 8)
              + ". 01 says that the "
              + what
              + " has 14 bits.";
      default ->
          " "
              + Words.hex(first)
              + " says that the "
              + what
              + " has "
              + 8 * (bytes.length - 1)
              + " bits; the highest byte comes first.";
    };
  }

  private static String bits(int number, int count) {
    var out = new StringBuilder();
    for (int bit = count - 1; bit >= 0; bit--) {
      out.append(number >> bit & 1);
    }
    return out.toString();
  }

  /** Returns whether a piece is a length of RDB, and not one of a listpack's own. */
  private static boolean isLength(Piece piece) {
    if (piece.meaning().startsWith("length of the entry")) {
      return false;
    }
    try {
      var in = RdbReader.of(piece.bytes(), 0, piece.bytes().length, false);
      var length = Long.toUnsignedString(LengthEncoding.read(in));
      return in.remaining() == 0 && piece.meaning().endsWith(" " + length);
    } catch (IOException _) {
      return false;
    }
  }
}
