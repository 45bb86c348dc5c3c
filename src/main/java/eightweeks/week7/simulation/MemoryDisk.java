package eightweeks.week7.simulation;

import eightweeks.week1.world.DiskException;
import eightweeks.week1.world.FileGlob;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.FileReader;
import eightweeks.week3.machine.FileWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Files in memory, for tests and simulations, with a way to let single steps fail.
 *
 * <p>Paths are those of Unix. The folder {@code /} is there from the start; others are made with
 * {@link #makeDirectory}. A failed step leaves the files as a real disk would: a {@link #replace}
 * whose fsync or rename failed keeps the old content.
 */
public final class MemoryDisk implements DataDisk {
  /** The steps that can be made to fail. */
  public enum Step {
    READ,
    WRITE,
    /** A write to an open file that fails when half of its bytes are there. */
    SHORT_WRITE,
    TRUNCATE,
    FSYNC,
    RENAME,
    DELETE
  }

  /** Called before every step; throws the exception with which the step fails. */
  @FunctionalInterface
  public interface Faults {
    void before(Step step, String path) throws IOException;
  }

  private static final int NEW_FILE_MODE = 0644;

  private final Map<String, MemoryFile> files = new TreeMap<>();

  /** The names that a power cut leaves: those of the last fsync of their folders. */
  private final Map<String, MemoryFile> durable = new TreeMap<>();

  /** What has changed names since then, in its order. */
  private final List<Consumer<Map<String, MemoryFile>>> unsynced = new ArrayList<>();

  private final Map<String, Integer> modes = new HashMap<>();
  private final TreeSet<String> folders = new TreeSet<>(List.of("/"));
  private String directory = "/";
  private Faults faults = (_, _) -> {};

  /** Sets the object that decides about every step from now on. */
  public void faults(Faults faults) {
    this.faults = faults;
  }

  /** Lets the next step of a kind fail, as with an input/output error of the disk. */
  public void failNext(Step step) {
    var before = faults;
    faults =
        (now, path) -> {
          before.before(now, path);
          if (now == step) {
            faults = before;
            throw new DiskException(path, "Input/output error");
          }
        };
  }

  /** Makes a folder and those around it. */
  public void makeDirectory(String path) {
    var full = absolute(path);
    for (int slash = full.indexOf('/', 1); slash > 0; slash = full.indexOf('/', slash + 1)) {
      folders.add(full.substring(0, slash));
    }
    folders.add(full);
  }

  /** Returns the permissions of a file as they were last set; 0644 if never. */
  public int mode(String path) {
    return modes.getOrDefault(absolute(path), NEW_FILE_MODE);
  }

  @Override
  public String absolute(String path) {
    var parts = new ArrayDeque<String>();
    for (var part : (path.startsWith("/") ? path : directory + "/" + path).split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  @Override
  public String directory() {
    return directory;
  }

  @Override
  public void changeDirectory(String path) throws IOException {
    directory = folder(path, absolute(path));
  }

  private String folder(String asked, String full) throws IOException {
    if (!folders.contains(full)) {
      throw new DiskException(
          asked, files.containsKey(full) ? "Not a directory" : "No such file or directory");
    }
    return full;
  }

  @Override
  public boolean exists(String path) {
    var full = absolute(path);
    return files.containsKey(full) || folders.contains(full);
  }

  @Override
  public byte[] read(String path) throws IOException {
    var full = absolute(path);
    faults.before(Step.READ, full);
    var file = files.get(full);
    if (file == null) {
      throw new DiskException(
          path, folders.contains(full) ? "Is a directory" : "No such file or directory");
    }
    return file.content();
  }

  @Override
  public List<String> glob(String pattern) {
    if (!FileGlob.isPattern(pattern)) {
      return List.of(pattern);
    }
    var full = pattern.startsWith("/") ? pattern : directory + "/" + pattern;
    return FileGlob.expand(full, this::names, this::exists);
  }

  @Override
  public List<String> names() {
    return names(directory);
  }

  private List<String> names(String folder) {
    var start = folder.equals("/") ? "/" : folder + "/";
    var names = new ArrayList<String>();
    for (var paths : List.of(files.keySet(), folders)) {
      for (var path : paths) {
        if (path.startsWith(start)
            && path.length() > start.length()
            && path.indexOf('/', start.length()) < 0) {
          names.add(path.substring(start.length()));
        }
      }
    }
    return names;
  }

  private String toWrite(String path) throws IOException {
    var full = absolute(path);
    if (folders.contains(full)) {
      throw new DiskException(path, "Is a directory");
    }
    folder(path, full.lastIndexOf('/') == 0 ? "/" : full.substring(0, full.lastIndexOf('/')));
    return full;
  }

  @Override
  public void append(String path, byte[] bytes) throws IOException {
    var full = toWrite(path);
    faults.before(Step.WRITE, full);
    var file = files.get(full);
    if (file == null) {
      file = new MemoryFile();
      name(full, file);
    }
    file.append(bytes, 0, bytes.length);
  }

  @Override
  public void replace(String path, byte[] bytes) throws IOException {
    var full = toWrite(path);
    faults.before(Step.WRITE, full);
    faults.before(Step.FSYNC, full);
    faults.before(Step.RENAME, full);
    var file = new MemoryFile();
    file.append(bytes, 0, bytes.length);
    file.sync();
    name(full, file);
    keepNames();
  }

  @Override
  public FileReader open(String path) throws IOException {
    return new MemoryFileReader(read(path));
  }

  @Override
  public FileWriter create(String path) throws IOException {
    var full = toWrite(path);
    faults.before(Step.WRITE, full);
    var file = files.get(full);
    if (file == null) {
      file = new MemoryFile();
      name(full, file);
    }
    file.truncate(0);
    return new MemoryFileWriter(this, full, file);
  }

  @Override
  public FileWriter extend(String path) throws IOException {
    var full = toWrite(path);
    var file = files.get(full);
    return file == null ? create(path) : new MemoryFileWriter(this, full, file);
  }

  @Override
  public void truncate(String path, long length) throws IOException {
    var full = absolute(path);
    faults.before(Step.TRUNCATE, full);
    var file = files.get(full);
    if (file == null) {
      throw new DiskException(path, "No such file or directory");
    }
    file.truncate((int) length);
  }

  @Override
  public void createFolder(String path) throws IOException {
    var full = absolute(path);
    if (files.containsKey(full)) {
      throw new DiskException(path, "File exists");
    }
    folder(path, full.lastIndexOf('/') == 0 ? "/" : full.substring(0, full.lastIndexOf('/')));
    folders.add(full);
  }

  /** Asks whether a step of an open file fails. */
  void before(Step step, String full) throws IOException {
    faults.before(step, full);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    var old = absolute(from);
    var full = toWrite(to);
    faults.before(Step.RENAME, full);
    var file = files.get(old);
    if (file == null) {
      throw new DiskException(from, "No such file or directory");
    }
    change(
        names -> {
          names.remove(old);
          names.put(full, file);
        });
  }

  @Override
  public void syncFolderOf(String path) throws IOException {
    var full = absolute(path);
    faults.before(Step.FSYNC, full.substring(0, Math.max(1, full.lastIndexOf('/'))));
    keepNames();
  }

  @Override
  public void delete(String path) throws IOException {
    var full = absolute(path);
    faults.before(Step.DELETE, full);
    change(names -> names.remove(full));
    modes.remove(full);
  }

  @Override
  public void permissions(String path, int mode) throws IOException {
    var full = absolute(path);
    if (!exists(full)) {
      throw new DiskException(path, "No such file or directory");
    }
    modes.put(full, mode);
  }

  private void name(String full, MemoryFile file) {
    change(names -> names.put(full, file));
  }

  /** Changes names in a way that a power cut may undo. */
  private void change(Consumer<Map<String, MemoryFile>> change) {
    change.accept(files);
    unsynced.add(change);
  }

  private void keepNames() {
    durable.clear();
    durable.putAll(files);
    unsynced.clear();
  }

  /**
   * Cuts the power: of each file its synced bytes stay, and any number of those behind them; of the
   * changes of names those before the last fsync of a folder stay, and any number of those behind.
   *
   * @param random returns a number from 0 up to, and not including, its argument
   */
  public void cutPower(IntUnaryOperator random) {
    int kept = random.applyAsInt(unsynced.size() + 1);
    unsynced.subList(0, kept).forEach(change -> change.accept(durable));
    files.clear();
    files.putAll(durable);
    unsynced.clear();
    for (var file : Set.copyOf(files.values())) {
      file.cutPower(random);
    }
  }
}
