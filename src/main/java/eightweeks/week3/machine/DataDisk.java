package eightweeks.week3.machine;

import eightweeks.week1.world.Disk;
import java.io.IOException;
import java.util.List;

/**
 * The files of data sets, which are too large to be read or written as a whole. Paths are those of
 * the {@link Disk}; the message of every exception names the file.
 */
public interface DataDisk extends Disk {
  /**
   * Returns the data files of a disk: its own, if it is a simulated one, otherwise the machine's.
   */
  static DataDisk of(Disk disk) {
    return disk instanceof DataDisk own ? own : Machine.disk(disk);
  }

  /** Returns the names in the working directory, in any order; none if it cannot be read. */
  List<String> names();

  /** Opens a file to be read a piece at a time. */
  FileReader open(String path) throws IOException;

  /** Creates a file, or truncates an existing one, to be written a piece at a time. */
  FileWriter create(String path) throws IOException;

  /** Opens a file to append to it, and creates it if it does not exist. */
  FileWriter extend(String path) throws IOException;

  /** Truncates a file to a length in bytes; a file that is not longer stays as it is. */
  void truncate(String path, long length) throws IOException;

  /** Creates a folder in one that exists; does nothing if the folder exists already. */
  void createFolder(String path) throws IOException;

  /**
   * Renames a file on the same disk, atomically: an existing file with the new name is replaced.
   */
  void rename(String from, String to) throws IOException;

  /** Syncs the folder of a file, so that a name that {@link #rename} gave survives a power cut. */
  void syncFolderOf(String path) throws IOException;
}
