package eightweeks.week5.epoll;

/**
 * Error numbers of Linux and their texts, as {@code strerror()} gives them. The numbers are the
 * same on all machines that {@link LibC} knows.
 */
final class Errno {
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EPROTONOSUPPORT = 93;
  static final int EAFNOSUPPORT = 97;
  static final int EADDRINUSE = 98;
  static final int EADDRNOTAVAIL = 99;
  static final int ENOTCONN = 107;
  static final int EINPROGRESS = 115;

  private Errno() {}

  /** Returns the text of an error number. */
  static String text(int errno) {
    return switch (errno) {
      case 1 -> "Operation not permitted";
      case 2 -> "No such file or directory";
      case EINTR -> "Interrupted system call";
      case 5 -> "Input/output error";
      case 9 -> "Bad file descriptor";
      case EAGAIN -> "Resource temporarily unavailable";
      case 12 -> "Cannot allocate memory";
      case 13 -> "Permission denied";
      case 17 -> "File exists";
      case 20 -> "Not a directory";
      case 21 -> "Is a directory";
      case 22 -> "Invalid argument";
      case 23 -> "Too many open files in system";
      case 24 -> "Too many open files";
      case 28 -> "No space left on device";
      case 30 -> "Read-only file system";
      case 32 -> "Broken pipe";
      case 36 -> "File name too long";
      case 38 -> "Function not implemented";
      case 92 -> "Protocol not available";
      case EPROTONOSUPPORT -> "Protocol not supported";
      case 95 -> "Operation not supported";
      case EAFNOSUPPORT -> "Address family not supported by protocol";
      case EADDRINUSE -> "Address already in use";
      case EADDRNOTAVAIL -> "Cannot assign requested address";
      case 100 -> "Network is down";
      case 101 -> "Network is unreachable";
      case 103 -> "Software caused connection abort";
      case 104 -> "Connection reset by peer";
      case 105 -> "No buffer space available";
      case ENOTCONN -> "Transport endpoint is not connected";
      case 110 -> "Connection timed out";
      case 111 -> "Connection refused";
      case 112 -> "Host is down";
      case 113 -> "No route to host";
      case EINPROGRESS -> "Operation now in progress";
      default -> "Unknown error " + errno;
    };
  }
}
