package eightweeks.week3.machine;

import eightweeks.week1.world.Disk;
import eightweeks.week1.world.DiskException;
import eightweeks.week1.world.RealDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The machine's files of data sets.
 *
 * <p>Answers to {@code util.c: fsyncFileDir()}. It wraps a {@link Disk}, which resolves paths,
 * because that knows the working directory, and does the operations of week 1.
 */
final class MachineDataDisk implements DataDisk {
  private final Disk disk;

  MachineDataDisk(Disk disk) {
    this.disk = disk;
  }

  /** An operation on a file, which may fail. */
  private interface Work<T> {
    T on(Path path) throws IOException;
  }

  private <T> T with(String path, Work<T> work) throws IOException {
    try {
      return work.on(Path.of(disk.absolute(path)));
    } catch (InvalidPathException e) {
      throw new DiskException(path, e.getReason());
    } catch (IOException e) {
      throw DiskException.of(path, e);
    }
  }

  @Override
  public List<String> names() {
    return RealDisk.names(disk.directory());
  }

  @Override
  public FileReader open(String path) throws IOException {
    return with(
        path,
        file -> {
          if (Files.isDirectory(file)) {
            throw new DiskException(path, "Is a directory");
          }
          return new RealFileReader(path, FileChannel.open(file, StandardOpenOption.READ));
        });
  }

  @Override
  public FileWriter create(String path) throws IOException {
    return write(path, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
  }

  @Override
  public FileWriter extend(String path) throws IOException {
    return write(path, StandardOpenOption.APPEND);
  }

  private FileWriter write(String path, OpenOption... how) throws IOException {
    var options = new ArrayList<>(List.of(how));
    options.add(StandardOpenOption.CREATE);
    return with(
        path,
        file ->
            new RealFileWriter(path, FileChannel.open(file, options.toArray(OpenOption[]::new))));
  }

  @Override
  public void truncate(String path, long length) throws IOException {
    with(
        path,
        file -> {
          try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.truncate(length);
          }
        });
  }

  @Override
  public void createFolder(String path) throws IOException {
    with(path, folder -> Files.isDirectory(folder) ? folder : Files.createDirectory(folder));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    with(
        from, file -> Files.move(file, Path.of(disk.absolute(to)), StandardCopyOption.ATOMIC_MOVE));
  }

  @Override
  public void syncFolderOf(String path) throws IOException {
    with(
        path,
        file -> {
          RealDisk.syncFolder(file.getParent());
          return file;
        });
  }

  // The operations of a disk of week 1.

  @Override
  public String absolute(String path) {
    return disk.absolute(path);
  }

  @Override
  public String directory() {
    return disk.directory();
  }

  @Override
  public void changeDirectory(String path) throws IOException {
    disk.changeDirectory(path);
  }

  @Override
  public boolean exists(String path) {
    return disk.exists(path);
  }

  @Override
  public byte[] read(String path) throws IOException {
    return disk.read(path);
  }

  @Override
  public List<String> glob(String pattern) throws IOException {
    return disk.glob(pattern);
  }

  @Override
  public void append(String path, byte[] bytes) throws IOException {
    disk.append(path, bytes);
  }

  @Override
  public void replace(String path, byte[] bytes) throws IOException {
    disk.replace(path, bytes);
  }

  @Override
  public void delete(String path) throws IOException {
    disk.delete(path);
  }

  @Override
  public void permissions(String path, int mode) throws IOException {
    disk.permissions(path, mode);
  }
}
