package eightweeks.page.figure;

import eightweeks.cli.prompt.Dialogue;
import eightweeks.page.server.MemoryServer;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week4.Week4;
import eightweeks.week4.aof.Aof;
import eightweeks.week4.aoffiles.AofManifest;
import eightweeks.week7.simulation.MemoryDisk;
import eightweeks.week7.simulation.MemoryPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A server that rewrites its append-only file, with its disk as it is before and after each change
 * of a file. A second server loads what a kill would leave at such a moment.
 *
 * <p>A rewrite stands still when it has written one key, until {@link #finish}: the clock of the
 * server does not move, and {@code rdb-key-save-delay} has it wait.
 */
final class RewritingServer {
  static final String PREFIX = "appendonly.aof.";

  private static final String FOLDER = "/appendonlydir/";
  private static final String MANIFEST = FOLDER + "appendonly.aof.manifest";
  private static final String TEMPORARY = "temp-rewriteaof";
  private static final long DELAY_MICROS = 1_000_000;

  /** Enough for a rewrite to end in: what one turn has begun, a later one ends. */
  private static final int TURNS = 60;

  private final MemoryDisk disk = new MemoryDisk();
  private final MemoryDisk diskOfLoader = new MemoryDisk();
  private final MemoryServer server;
  private final MemoryServer loader;
  private final MemoryPeer client;
  private final MemoryPeer clientOfLoader;
  private final List<Folder> seen = new ArrayList<>();
  private boolean isLooking;

  /**
   * A file.
   *
   * @param name with the prefix that all have
   * @param type in the manifest; a blank if it is not named there
   */
  record AofFile(String name, char type, String content) {
    boolean isTemporary() {
      return name.startsWith(TEMPORARY);
    }
  }

  /**
   * The files at a moment.
   *
   * @param files without the manifest: bases, increments, then a temporary file
   */
  record Folder(List<AofFile> files, String manifest) {}

  /**
   * What a start finds after a kill.
   *
   * @param files the names of those that it loads, in order; none if that has failed
   * @param counter nil if there is none
   */
  record Loaded(List<String> files, String counter) {}

  RewritingServer() {
    diskOfLoader.makeDirectory(FOLDER);
    server =
        MemoryServer.start(
            0,
            Week4.features(),
            List.of("--appendonly", "yes", "--aof-use-rdb-preamble", "no", "--save", ""),
            disk,
            (_, _) -> {});
    loader =
        MemoryServer.start(0, Week4.features(), List.of("--save", ""), diskOfLoader, (_, _) -> {});
    try {
      client = server.connect();
      clientOfLoader = loader.connect();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("CONFIG SET rdb-key-save-delay " + DELAY_MICROS);
    run("SET greeting hello");
    run("INCR counter");
    disk.faults((_, _) -> look());
  }

  /** Runs a command; returns the reply as redis-cli shows it. */
  String run(String line) {
    return run(server, client, line);
  }

  private static String run(MemoryServer of, MemoryPeer client, String line) {
    try {
      var request = Dialogue.request(Ascii.bytes(line));
      if (request != null) {
        client.send(request);
      }
      turn(of);
      return Ascii.text(Dialogue.shown(client.receive())).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void turn(MemoryServer of) {
    for (int i = 0; i < TURNS; i++) {
      of.parts().loop().turn(false);
    }
  }

  String counter() {
    return run("GET counter");
  }

  boolean isRewriting() {
    return run("INFO persistence").contains("aof_rewrite_in_progress:1");
  }

  /** Begins a rewrite; returns the folder after each change. */
  List<Folder> begin() {
    seen.clear();
    run("BGREWRITEAOF");
    look();
    return changes();
  }

  /** Has the rewrite go on to its end; returns the folder after each change. */
  List<Folder> finish() {
    seen.clear();
    look();
    run("CONFIG SET rdb-key-save-delay 0");
    server.clock().advanceNanos(2 * DELAY_MICROS * 1000);
    turn(server);
    run("CONFIG SET rdb-key-save-delay " + DELAY_MICROS);
    look();
    return changes();
  }

  /** Returns what was seen but the first, which was there before. */
  private List<Folder> changes() {
    return List.copyOf(seen.subList(1, seen.size()));
  }

  /** Notes the folder if it has changed. The disk calls this before each of its steps. */
  private void look() {
    if (isLooking) {
      return; // reading is a step, too
    }
    isLooking = true;
    var now = folder();
    if (seen.isEmpty() || !seen.getLast().equals(now)) {
      seen.add(now);
    }
    isLooking = false;
  }

  /** Returns the files as they are now. */
  Folder folder() {
    boolean before = isLooking;
    isLooking = true;
    try {
      var manifest = Ascii.text(disk.read(MANIFEST));
      var files = new ArrayList<AofFile>();
      for (var path : disk.glob(FOLDER + "*")) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (!path.equals(MANIFEST)) {
          files.add(new AofFile(name, type(manifest, name), Ascii.text(disk.read(path))));
        }
      }
      files.sort(Comparator.comparing(file -> file.name().contains(".incr.") + file.name()));
      for (var path : disk.glob("/" + TEMPORARY + "*")) {
        files.add(new AofFile(path.substring(1), ' ', Ascii.text(disk.read(path))));
      }
      return new Folder(files, manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      isLooking = before;
    }
  }

  private static char type(String manifest, String name) {
    var parsed = parsed(manifest);
    for (var files : List.of(parsed.files(), parsed.history())) {
      for (var file : files) {
        if (file.name().equals(name)) {
          return file.type();
        }
      }
    }
    return ' ';
  }

  /** Loads a folder, as a start after a kill would. */
  Loaded load(Folder folder) {
    try {
      for (var path : diskOfLoader.glob(FOLDER + "*")) {
        diskOfLoader.delete(path);
      }
      diskOfLoader.replace(MANIFEST, Ascii.bytes(folder.manifest()));
      for (var file : folder.files()) {
        if (!file.isTemporary()) {
          diskOfLoader.replace(FOLDER + file.name(), Ascii.bytes(file.content()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean loaded = loader.parts().need(Aof.SERVICE).reload();
    var counter = run(loader, clientOfLoader, "GET counter").replace("\"", "");
    var files = parsed(folder.manifest()).files().stream().map(AofManifest.AofFile::name).toList();
    return new Loaded(loaded ? files : List.of(), counter);
  }

  private static AofManifest parsed(String manifest) {
    try {
      return AofManifest.parse(manifest);
    } catch (AofManifest.ManifestException e) {
      throw new IllegalStateException(e);
    }
  }
}
