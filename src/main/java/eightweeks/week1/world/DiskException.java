package eightweeks.week1.world;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * A failed operation on a file: the file, and the reason in the words of the system ({@code No such
 * file or directory}). The message has both; Redis's own messages use the reason alone.
 */
public final class DiskException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String reason;

  public DiskException(String path, String reason) {
    super(path + ": " + reason);
    this.path = path;
    this.reason = reason;
  }

  /** Returns an exception with the reason as text; Java often tells it only by the class of e. */
  public static DiskException of(String path, IOException e) {
    var reason =
        switch (e) {
          case DiskException known -> known.reason;
          case NoSuchFileException _ -> "No such file or directory";
          case AccessDeniedException _ -> "Permission denied";
          case NotDirectoryException _ -> "Not a directory";
          case DirectoryNotEmptyException _ -> "Directory not empty";
          case FileAlreadyExistsException _ -> "File exists";
          case FileSystemException other when other.getReason() != null -> other.getReason();
          default -> String.valueOf(e.getMessage());
        };
    var problem = new DiskException(path, reason);
    problem.initCause(e);
    return problem;
  }

  public String path() {
    return path;
  }

  /** Returns the reason, as {@code strerror()} gives it. */
  public String reason() {
    return reason;
  }
}
