package eightweeks.week1.world;

import java.io.IOException;
import java.util.List;

/**
 * The files that the server reads and writes. Paths are texts as users write them. Relative paths
 * start in the working directory of the disk, which {@link #changeDirectory} changes: a JVM cannot
 * change the working directory of its process.
 *
 * <p>The message of every exception names the file.
 */
public interface Disk {
  /** Returns the absolute path of a file. */
  String absolute(String path);

  /** Returns the directory in which relative paths start (CONFIG GET dir). */
  String directory();

  /**
   * Changes the working directory.
   *
   * @throws IOException if there is no such directory
   */
  void changeDirectory(String path) throws IOException;

  boolean exists(String path);

  byte[] read(String path) throws IOException;

  /**
   * Returns the paths of the files that match a glob, sorted; the pattern itself if it has none of
   * {@code * ? [}.
   */
  List<String> glob(String pattern) throws IOException;

  /** Appends bytes to a file, and creates it if it does not exist. */
  void append(String path, byte[] bytes) throws IOException;

  /**
   * Replaces a file as a whole: after a crash it has its old content or its new one, never a
   * mixture (a temporary file beside it, fsync, rename, fsync of the directory).
   */
  void replace(String path, byte[] bytes) throws IOException;

  /** Deletes a file if it exists. */
  void delete(String path) throws IOException;

  /** Sets the permissions of a file, such as 0700 in octal, where the system has any. */
  void permissions(String path, int mode) throws IOException;
}
