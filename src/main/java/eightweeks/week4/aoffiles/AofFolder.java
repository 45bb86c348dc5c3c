package eightweeks.week4.aoffiles;

import eightweeks.week1.log.Log;
import eightweeks.week1.world.DiskException;
import eightweeks.week3.latency.LatencyProbe;
import eightweeks.week3.machine.DataDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The folder of the append-only file, with its manifest as it is on disk.
 *
 * <p>Answers to {@code aof.c: aofLoadManifestFromDisk(), persistAofManifest(),
 * aofDelHistoryFiles(), aofUpgradePrepare(), getAppendOnlyFileSize()}.
 *
 * <p>Invariant: {@link #manifest} is what the manifest's file says, so a crash at any moment finds
 * it there.
 */
public final class AofFolder {
  private final DataDisk disk;
  private final Log log;
  private final AofDirectives directives;
  private final LatencyProbe latency;
  private AofManifest manifest = AofManifest.EMPTY;

  public AofFolder(DataDisk disk, Log log, AofDirectives directives, LatencyProbe latency) {
    this.latency = latency;
    this.disk = disk;
    this.log = log;
    this.directives = directives;
  }

  public AofManifest manifest() {
    return manifest;
  }

  /** Returns the path of a file in the folder. */
  public String path(String name) {
    return directives.folderName.path() + "/" + AofManifest.decoded(name);
  }

  private String manifestName() {
    return directives.fileName.value() + ".manifest";
  }

  /** Returns the name of the file that has the changes while the first base is being written. */
  public String temporaryIncrement() {
    return "temp-" + directives.fileName.value() + ".incr";
  }

  /**
   * Reads the manifest, if there is one.
   *
   * @throws IOException if it cannot be read
   * @throws AofManifest.ManifestException if it is not a manifest
   */
  public void readManifest() throws IOException, AofManifest.ManifestException {
    var path = path(manifestName());
    manifest =
        disk.exists(path)
            ? AofManifest.parse(new String(disk.read(path), StandardCharsets.ISO_8859_1))
            : AofManifest.EMPTY;
  }

  /** Creates the folder if it is not there, in such a way that a power cut leaves it. */
  public void create() throws IOException {
    if (disk.exists(folder())) {
      return;
    }
    try {
      disk.createFolder(folder());
      disk.syncFolderOf(folder());
    } catch (IOException e) {
      log.warning(
          "Can't open or create append-only dir "
              + directives.folderName.value()
              + ": "
              + reason(e));
      throw e;
    }
  }

  private String folder() {
    return directives.folderName.path() + "";
  }

  /** Replaces the manifest in one step. */
  // tag::write[]
  public void write(AofManifest newManifest) throws IOException {
    if (newManifest.equals(manifest)) {
      return;
    }
    long began = latency.begin();
    try {
      disk.replace(path(manifestName()), newManifest.text().getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      log.warning("Fail to persist the AOF manifest file " + manifestName() + ": " + reason(e));
      throw e;
    }
    latency.end("aof-rename", began);
    manifest = newManifest;
  }

  // end::write[]

  /**
   * Syncs what was loaded. A server that was killed may have left bytes that only the system had:
   * clients see them from now on, so a power cut must not take them any more. Redis syncs them with
   * the next write.
   *
   * @throws IOException if a file cannot be synced: the data would not be safe
   */
  public void syncLoaded() throws IOException {
    for (var each : manifest.files()) {
      if (each.type() != AofManifest.AofFile.HISTORY) {
        try (var file = disk.extend(path(each.name()))) {
          file.sync();
        }
      }
    }
  }

  /** Returns the size of a file in bytes; 0 if it is not there. */
  public long size(String name) {
    try {
      return disk.exists(path(name)) ? length(name) : 0;
    } catch (IOException _) {
      return 0; // the log says why
    }
  }

  /**
   * Returns the size of a file in bytes.
   *
   * @throws IOException if it is not there or cannot be read, which was logged
   */
  public long length(String name) throws IOException {
    long began = latency.begin();
    try (var file = disk.open(path(name))) {
      return file.length();
    } catch (IOException e) {
      log.warning("Unable to obtain the AOF file " + name + " length. stat: " + reason(e));
      throw e;
    } finally {
      latency.end("aof-fstat", began);
    }
  }

  /** Deletes what a server has left that was killed. */
  public void clean() {
    if (disk.exists(path(temporaryIncrement()))) {
      delete(temporaryIncrement());
    }
  }

  /** Deletes the files that a rewrite has made superfluous, unless the configuration keeps them. */
  public void deleteHistory() {
    if (directives.keepsHistory.value() || manifest.history().isEmpty()) {
      return;
    }
    for (var file : manifest.history()) {
      log.notice("Removing the history file " + file.name() + " in the background");
      delete(file.name());
    }
    try {
      write(manifest.withoutHistory());
    } catch (IOException _) {
      // It was logged. The manifest names files that are not there any more: that does no harm.
    }
  }

  /** Deletes a file of the folder. */
  public void delete(String name) {
    try {
      disk.delete(path(name));
    } catch (IOException e) {
      log.warning("Unable to remove the AOF file " + name + ": " + reason(e));
    }
  }

  /**
   * Moves the file of a Redis before 7.0 into the folder, where it becomes the base.
   *
   * <p>The manifest comes first. If the server is killed in between, it names a file that is not in
   * the folder but outside of it, and the next start moves the file.
   */
  public void upgrade() throws IOException {
    var name = directives.fileName.value();
    var old = AofManifest.decoded(name);
    if (!disk.exists(old) || !isToBeUpgraded(name)) {
      return;
    }
    create();
    write(AofManifest.EMPTY.withOldFile(name));
    try {
      disk.rename(old, path(name));
    } catch (IOException e) {
      log.warning(
          "Error trying to move the old AOF file "
              + name
              + " into dir "
              + directives.folderName.value()
              + ": "
              + reason(e));
      throw e;
    }
    disk.syncFolderOf(path(name));
    log.notice(
        "Successfully migrated an old-style AOF file ("
            + name
            + ") into the AOF directory ("
            + directives.folderName.value()
            + ").");
  }

  private boolean isToBeUpgraded(String name) {
    var base = manifest.base();
    return manifest.increments().isEmpty()
        && (base == null || (base.name().equals(name) && !disk.exists(path(name))));
  }

  /** Returns the reason in the words of the system. */
  public static String reason(IOException e) {
    return e instanceof DiskException known ? known.reason() : String.valueOf(e.getMessage());
  }
}
