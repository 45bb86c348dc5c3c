package eightweeks.week1.world;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The machine's files.
 *
 * <p>Answers to {@code config.c: rewriteConfigOverwriteFile()}, {@code util.c: getAbsolutePath()},
 * {@code fsyncFileDir()}, and to {@code chdir()}, which here only moves the place where relative
 * paths start.
 */
public final class RealDisk implements Disk {
  private Path directory;

  /**
   * @param directory where relative paths start
   */
  public RealDisk(String directory) {
    this.directory = Path.of(directory).toAbsolutePath().normalize();
  }

  /** An operation on a file. */
  private interface Work<T> {
    T on(Path path) throws IOException;
  }

  private <T> T with(String path, Work<T> work) throws IOException {
    try {
      return work.on(path(path));
    } catch (InvalidPathException e) {
      throw new DiskException(path, e.getReason());
    } catch (IOException e) {
      throw DiskException.of(path, e);
    }
  }

  private Path path(String path) {
    return directory.resolve(path).normalize();
  }

  @Override
  public String absolute(String path) {
    return path(path).toString();
  }

  @Override
  public String directory() {
    return directory.toString();
  }

  @Override
  public void changeDirectory(String path) throws IOException {
    directory =
        with(
            path,
            folder -> {
              if (!Files.isDirectory(folder)) {
                throw new DiskException(
                    path, Files.exists(folder) ? "Not a directory" : "No such file or directory");
              }
              return folder;
            });
  }

  @Override
  public boolean exists(String path) {
    try {
      return Files.exists(path(path));
    } catch (InvalidPathException _) {
      return false; // for example a name with a star on Windows
    }
  }

  @Override
  public byte[] read(String path) throws IOException {
    return with(
        path,
        file -> {
          if (Files.isDirectory(file)) {
            throw new DiskException(path, "Is a directory");
          }
          return Files.readAllBytes(file);
        });
  }

  @Override
  public List<String> glob(String pattern) throws IOException {
    if (!FileGlob.isPattern(pattern)) {
      return List.of(pattern);
    }
    // On Windows a backslash separates folders; elsewhere it makes a star an ordinary character.
    var slashed = File.separatorChar == '\\' ? pattern.replace('\\', '/') : pattern;
    boolean absolute = slashed.startsWith("/") || slashed.startsWith(":/", 1);
    var folder = directory.toString().replace(File.separatorChar, '/');
    return FileGlob.expand(
        absolute ? slashed : folder + "/" + slashed, RealDisk::names, this::exists);
  }

  /** Returns the names in a folder, in any order; none if it cannot be read. */
  public static List<String> names(String folder) {
    var names = new ArrayList<String>();
    try (var entries = Files.newDirectoryStream(Path.of(folder))) {
      for (var entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (IOException | DirectoryIteratorException _) {
      // It is no folder, or it cannot be read: as for glob(3), nothing matches there.
      return List.of();
    }
    return names;
  }

  @Override
  public void append(String path, byte[] bytes) throws IOException {
    with(
        path,
        file -> Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  @Override
  public void replace(String path, byte[] bytes) throws IOException {
    with(
        path,
        file -> {
          // Beside the file, because only within one file system is a rename one step.
          var temporary =
              file.resolveSibling(
                  file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
          try {
            writeAndSync(temporary, bytes);
            keepPermissions(file, temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
          } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
          }
          syncFolder(file.toAbsolutePath().getParent());
          return file;
        });
  }

  private static void writeAndSync(Path file, byte[] bytes) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (hasPermissions(from) && Files.exists(from)) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  private static boolean hasPermissions(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Makes new names in a folder survive a power cut (fsync of the folder); nothing on Windows. */
  public static void syncFolder(@Nullable Path folder) throws IOException {
    if (folder != null && hasPermissions(folder)) {
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void delete(String path) throws IOException {
    with(path, Files::deleteIfExists);
  }

  @Override
  public void permissions(String path, int mode) throws IOException {
    with(
        path,
        file -> hasPermissions(file) ? Files.setPosixFilePermissions(file, bits(mode)) : file);
  }

  private static Set<PosixFilePermission> bits(int mode) {
    var set = EnumSet.noneOf(PosixFilePermission.class);
    for (var permission : PosixFilePermission.values()) { // from the highest bit down
      if ((mode << permission.ordinal() & 0400) != 0) {
        set.add(permission);
      }
    }
    return set;
  }
}
