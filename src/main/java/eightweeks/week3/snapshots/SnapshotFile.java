package eightweeks.week3.snapshots;

import eightweeks.week1.world.DiskException;
import eightweeks.week3.machine.DataDisk;
import eightweeks.week3.machine.FileWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The file of one save: a crash at any moment leaves the old file or the new one.
 *
 * <p>Answers to {@code rdb.c: rdbSave(), rdbSaveInternal(), rdbRemoveTempFile()}. Four steps, and
 * why each:
 *
 * <ol>
 *   <li>All bytes go to a temporary file in the same folder. If the disk is full, or the server is
 *       killed, the old file is as it was.
 *   <li>fsync of the file: otherwise a power cut could keep the new name and lose the content.
 *   <li>rename, which the system does in one step.
 *   <li>fsync of the folder: otherwise a power cut could lose the new name.
 * </ol>
 *
 * <p>One thread at a time uses it. Only {@link #delete} may be called on the loop's thread while a
 * worker writes.
 */
final class SnapshotFile implements SnapshotTarget {
  /** With rdb-save-incremental-fsync, fsync is called each time after this number of bytes. */
  private static final long SYNC_BYTES = 4 << 20;

  private final DataDisk disk;
  private final boolean incrementalSync;
  private final String directory;
  private final String temporary;
  private final String name;

  /** Absolute, because CONFIG SET dir may change the folder while a worker writes. */
  private final String temporaryPath;

  private final String path;
  private @Nullable FileWriter file;
  private long unsynced;

  /** What is being done, in the words of Redis's log. */
  private String step = "open";

  /**
   * @param temporary the path that the file has until it is complete
   * @param name the path that it has then
   * @param incrementalSync whether fsync is also called after every {@link #SYNC_BYTES}
   */
  SnapshotFile(DataDisk disk, String temporary, String name, boolean incrementalSync) {
    this.disk = disk;
    this.temporary = temporary;
    this.incrementalSync = incrementalSync;
    this.name = name;
    directory = disk.directory();
    path = disk.absolute(name);
    temporaryPath = disk.absolute(temporary);
  }

  @Override
  public void create() throws IOException {
    step = "open";
    file = disk.create(temporaryPath);
    step = "rdbSaveRio";
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    var out = open();
    out.write(bytes, offset, length);
    unsynced += length;
    if (incrementalSync && unsynced >= SYNC_BYTES) {
      out.sync();
      unsynced = 0;
    }
  }

  // tag::commit[]
  /** Makes the file complete, and gives it its name. */
  @Override
  public void commit() throws IOException {
    step = "fsync";
    open().sync();
    step = "fclose";
    close();
    step = "rename";
    disk.rename(temporaryPath, path);
    step = "folder";
    disk.syncFolderOf(path);
  }

  // end::commit[]

  private FileWriter open() {
    if (file == null) {
      throw new IllegalStateException("the file is not open");
    }
    return file;
  }

  /** Closes the file; the second call does nothing. */
  void close() throws IOException {
    if (file != null) {
      var closing = file;
      file = null;
      closing.close();
    }
  }

  /**
   * Closes the file and deletes it, unless it has got its name.
   *
   * @return a line for the log if that has failed; null if not
   */
  @Override
  public @Nullable String discard() {
    try {
      close();
    } catch (IOException e) {
      // What could not be written is deleted now.
    }
    return delete();
  }

  /**
   * Deletes the temporary file, if it is there.
   *
   * @return a line for the log if that has failed; null if not
   */
  @Override
  public @Nullable String delete() {
    try {
      disk.delete(temporaryPath);
      return null;
    } catch (IOException e) {
      return "Failed to remove the temp RDB file " + temporary + ": " + reason(e);
    }
  }

  @Override
  public String failure(IOException e) {
    var reason = reason(e);
    return switch (step) {
      case "open" ->
          "Failed opening the temp RDB file "
              + temporary
              + " (in server root dir "
              + directory
              + ") for saving: "
              + reason;
      case "rename" ->
          "Error moving temp DB file "
              + temporary
              + " on the final destination "
              + name
              + " (in server root dir "
              + directory
              + "): "
              + reason;
      case "folder" -> "Failed to fsync directory while saving DB: " + reason;
      default -> "Write error while saving DB to the disk(" + step + "): " + reason;
    };
  }

  private static String reason(IOException e) {
    return e instanceof DiskException known ? known.reason() : String.valueOf(e.getMessage());
  }
}
