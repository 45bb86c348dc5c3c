package eightweeks.week4.aoffiles;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week1.bytes.QuotedWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says of what files the append-only file consists.
 *
 * <p>Answers to {@code aof.c: aofManifest, aofLoadManifestFromFile(), getAofManifestAsString(),
 * getNewBaseFileNameAndMarkPreAsHistory(), getNewIncrAofName(), markRewrittenIncrAofAsHistory()}.
 * It is written to a file of its own, a line for each file:
 *
 * <pre>
 * file appendonly.aof.2.base.rdb seq 2 type b      the data as they were at the last rewrite
 * file appendonly.aof.3.incr.aof seq 3 type h      part of the base now, to be deleted
 * file appendonly.aof.4.incr.aof seq 4 type i      the changes since then; several if a rewrite
 * file appendonly.aof.5.incr.aof seq 5 type i      is under way, or has failed
 * </pre>
 *
 * <p>Why a manifest? A rewrite ends by replacing one file, the manifest: after a crash at any
 * moment, the files that it names hold the whole data set. In Redis before 7.0 there was one file,
 * and the changes during a rewrite had to be kept in memory.
 *
 * <p>A manifest does not change: each change makes a new one.
 *
 * @param base null if there was no rewrite yet
 * @param baseSequence of the last base file
 * @param incrementSequence of the last incremental file
 */
public record AofManifest(
    @Nullable AofFile base,
    List<AofFile> history,
    List<AofFile> increments,
    long baseSequence,
    long incrementSequence) {
  public static final AofManifest EMPTY = new AofManifest(null, List.of(), List.of(), 0, 0);

  /** Maximum length of a line, its end included. */
  private static final int MAX_LINE = 1024;

  /** One of the files. */
  public record AofFile(String name, long sequence, char type) {
    public static final char BASE = 'b';
    static final char HISTORY = 'h';
    static final char INCREMENT = 'i';

    private AofFile asHistory() {
      return new AofFile(name, sequence, HISTORY);
    }

    private String line() {
      boolean plain = name.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\'');
      var shown = plain ? name : QuotedWords.quote(Ascii.bytes(name));
      return "file " + shown + " seq " + sequence + " type " + type + "\n";
    }
  }

  /**
   * Returns the name of a file as the disk wants it: a manifest has bytes, one in each character.
   */
  public static String decoded(String name) {
    return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Returns whether it names no file that holds data. */
  public boolean isEmpty() {
    return base == null && increments.isEmpty();
  }

  /** Returns the files that hold the data set, in the order in which they are loaded. */
  public List<AofFile> files() {
    var files = new ArrayList<AofFile>();
    if (base != null) {
      files.add(base);
    }
    files.addAll(increments);
    return files;
  }

  /** Returns the incremental file that changes are written to; null if there is none. */
  @Nullable
  public AofFile lastIncrement() {
    return increments.isEmpty() ? null : increments.getLast();
  }

  /** Returns this with a new base file; the old one becomes history. */
  public AofManifest withNewBase(String fileName, boolean rdb) {
    return withBase(new AofFile(nextBase(fileName, rdb), baseSequence + 1, AofFile.BASE));
  }

  /** Returns the name of the base file that comes next. */
  public String nextBase(String fileName, boolean rdb) {
    return fileName + "." + (baseSequence + 1) + ".base" + (rdb ? ".rdb" : ".aof");
  }

  /** Returns this with the one file of a Redis before 7.0 as its base. */
  AofManifest withOldFile(String fileName) {
    return withBase(new AofFile(fileName, 1, AofFile.BASE));
  }

  private AofManifest withBase(AofFile newBase) {
    var old = new ArrayList<AofFile>();
    if (base != null) {
      old.add(base.asHistory());
    }
    old.addAll(history);
    return new AofManifest(newBase, old, increments, newBase.sequence(), incrementSequence);
  }

  /** Returns this with a new incremental file, which is the last one. */
  public AofManifest withNewIncrement(String fileName) {
    long sequence = incrementSequence + 1;
    var name = fileName + "." + sequence + ".incr.aof";
    var more = new ArrayList<>(increments);
    more.add(new AofFile(name, sequence, AofFile.INCREMENT));
    return new AofManifest(base, history, more, baseSequence, sequence);
  }

  /**
   * Returns this with the incremental files as history that a new base has made superfluous.
   *
   * @param writing whether the last one is being written: it holds the changes since the base
   */
  public AofManifest withIncrementsAsHistory(boolean writing) {
    int rewritten = increments.size() - (writing && !increments.isEmpty() ? 1 : 0);
    var old = new ArrayList<AofFile>();
    increments.subList(0, rewritten).forEach(file -> old.addFirst(file.asHistory()));
    old.addAll(history);
    return new AofManifest(
        base,
        old,
        increments.subList(rewritten, increments.size()),
        baseSequence,
        incrementSequence);
  }

  /** Returns this without history: its files are deleted. */
  public AofManifest withoutHistory() {
    return new AofManifest(base, List.of(), increments, baseSequence, incrementSequence);
  }

  /** Returns the content of the manifest's file. */
  public String text() {
    var text = new StringBuilder();
    Stream.of(base == null ? List.<AofFile>of() : List.of(base), history, increments)
        .flatMap(List::stream)
        .forEach(file -> text.append(file.line()));
    return text.toString();
  }

  /** Says which line of a manifest is wrong, and why. */
  public static final class ManifestException extends Exception {
    private static final long serialVersionUID = 1;

    private final int number;
    private final String line;

    ManifestException(int number, String line, String problem) {
      super(problem);
      this.number = number;
      this.line = line;
    }

    /** Returns the lines for the log. */
    public List<String> lines() {
      var text = new ArrayList<String>();
      text.add("\n*** FATAL AOF MANIFEST FILE ERROR ***\n");
      if (!line.isEmpty()) {
        text.add("Reading the manifest file, at line " + number + "\n");
        text.add(">>> '" + line + "'\n");
      }
      text.add(getMessage() + "\n");
      return text;
    }
  }

  /**
   * Reads the content of a manifest's file.
   *
   * @throws ManifestException if it is not one
   */
  public static AofManifest parse(String text) throws ManifestException {
    if (text.isEmpty()) {
      throw new ManifestException(0, "", "Found an empty AOF manifest");
    }
    var read = EMPTY;
    int number = 0;
    for (int start = 0; start < text.length(); number++) {
      int end = text.indexOf('\n', start);
      var line = text.substring(start, end < 0 ? text.length() : end).strip();
      if (!text.startsWith("#", start)) {
        if (end < 0 || end - start >= MAX_LINE) {
          throw new ManifestException(
              number + 1, "", "The AOF manifest file contains too long line");
        }
        read = read.with(parseLine(number + 1, line), number + 1, line);
      }
      start = end < 0 ? text.length() : end + 1;
    }
    return read;
  }

  private AofManifest with(AofFile file, int number, String line) throws ManifestException {
    return switch (file.type()) {
      case AofFile.BASE -> {
        if (base != null) {
          throw new ManifestException(number, line, "Found duplicate base file information");
        }
        yield new AofManifest(file, history, increments, file.sequence(), incrementSequence);
      }
      case AofFile.HISTORY -> {
        var more = new ArrayList<>(history);
        more.add(file);
        yield new AofManifest(base, more, increments, baseSequence, incrementSequence);
      }
      case AofFile.INCREMENT -> {
        if (file.sequence() <= incrementSequence) {
          throw new ManifestException(number, line, "Found a non-monotonic sequence number");
        }
        var more = new ArrayList<>(increments);
        more.add(file);
        yield new AofManifest(base, history, more, baseSequence, file.sequence());
      }
      default -> throw new ManifestException(number, line, "Unknown AOF file type");
    };
  }

  private static AofFile parseLine(int number, String line) throws ManifestException {
    var words = QuotedWords.split(line);
    // More pairs than these three may come with later versions.
    if (words == null || words.size() < 6 || words.size() % 2 != 0) {
      throw invalid(number, line);
    }
    var name = "";
    long sequence = 0;
    char type = 0;
    for (int i = 0; i < words.size(); i += 2) {
      var value = words.get(i + 1);
      switch (words.get(i).toLowerCase(Locale.ROOT)) {
        case "file" -> name = value;
        case "seq" -> sequence = sequence(value);
        case "type" -> type = value.isEmpty() ? 0 : value.charAt(0);
        default -> {}
      }
    }
    if (name.contains("/") || name.contains("\\")) {
      throw new ManifestException(number, line, "File can't be a path, just a filename");
    }
    if (name.isEmpty() || sequence <= 0 || type == 0) {
      throw invalid(number, line);
    }
    return new AofFile(name, sequence, type);
  }

  private static long sequence(String value) {
    var bytes = Ascii.bytes(value);
    return Math.max(0, Numbers.parse(bytes, 0, bytes.length));
  }

  private static ManifestException invalid(int number, String line) {
    return new ManifestException(number, line, "Invalid AOF manifest file format");
  }
}
