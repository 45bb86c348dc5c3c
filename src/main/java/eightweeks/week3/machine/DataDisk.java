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

  /** Makes a file, or empties the one that is there, to be written a piece at a time. */
  FileWriter create(String path) throws IOException;

  /** Opens a file to be written behind its end, and creates it if it does not exist. */
  FileWriter extend(String path) throws IOException;

  /** Cuts a file off behind a number of bytes, at most those that it has. */
  void truncate(String path, long length) throws IOException;

  /** Creates a folder, whose own folder exists; does nothing if it is there. */
  void createFolder(String path) throws IOException;

  /**
   * Gives a file another name on the same disk, in one step: a file that has that name is replaced.
   */
  void rename(String from, String to) throws IOException;

  /**
   * Makes the disk keep the names in the folder of a file, such as one that {@link #rename} gave.
   */
  void syncFolderOf(String path) throws IOException;
}
