package eightweeks.cli.modes;

import eightweeks.cli.connection.ServerConnection;
import eightweeks.cli.connection.Session;
import eightweeks.cli.environment.Output;
import eightweeks.cli.format.CsvFormatter;
import eightweeks.cli.resp.ServerReply;
import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code --replica} and {@code --rdb}: asks for the data set as a replica does. The one then shows
 * the commands that come, the other keeps the snapshot.
 *
 * <p>Answers to redis-cli.c: slaveMode(), getRDB(), sendSync().
 */
final class ReplicaMode {
  private static final int MARK_LENGTH = 40;
  private static final int PIECE = 16 * 1024;

  private final Session session;
  private final Output err;
  private final byte[] piece = new byte[PIECE];
  private byte[] mark = new byte[0];
  private byte[] tail = new byte[0];

  ReplicaMode(Session session) {
    this.session = session;
    err = session.err;
  }

  /** Shows each command of the server's stream as a line, until the server ends. */
  int follow() {
    var connection = session.connection();
    try {
      connection.call("REPLCONF", "capa", "eof");
      long length = sync(connection);
      err.println(
              length < 0
                  ? "Full resync with master, discarding bytes of bulk transfer until EOF marker..."
                  : "Full resync with master, discarding " + length + " bytes of bulk transfer...")
          .flush();
      long bytes = transfer(connection, length, OutputStream.nullOutputStream());
      if (length < 0) {
        err.println("Full resync done after " + bytes + " bytes. Logging commands from master.");
        connection.append(Words.of("REPLCONF", "ACK", "0")); // now the stream begins
        connection.flush();
      } else {
        err.println("Full resync done. Logging commands from master.");
      }
      err.flush();
      while (true) {
        show(connection.read());
      }
    } catch (EOFException _) {
      err.println("Error: Server closed the connection").flush();
    } catch (IOException e) {
      err.println("Error: " + ServerConnection.reason(e)).flush();
    }
    return 1;
  }

  private void show(ServerReply command) {
    var line = new ByteBuilder();
    new CsvFormatter().format(command, line);
    session.out.write(line).flush();
  }

  /** Writes a snapshot into a file, or to standard output; returns the exit code. */
  int save(String path) {
    var connection = session.connection();
    try {
      connection.call("REPLCONF", "capa", "eof");
      connection.call("REPLCONF", "rdb-only", "1");
      long length = sync(connection);
      err.println(
              length < 0
                  ? "SYNC sent to master, writing bytes of bulk transfer until EOF marker to '"
                      + path
                      + "'"
                  : "SYNC sent to master, writing " + length + " bytes to '" + path + "'")
          .flush();
      long bytes = write(connection, length, path);
      err.println(
              length < 0
                  ? "Transfer finished with success after " + bytes + " bytes"
                  : "Transfer finished with success.")
          .flush();
      return 0;
    } catch (IOException e) {
      err.println("I/O Error reading RDB payload from socket: " + ServerConnection.reason(e))
          .flush();
      return 1;
    }
  }

  private long write(ServerConnection connection, long length, String path) throws IOException {
    if (path.equals("-")) {
      return transfer(connection, length, new ToOutput());
    }
    try (var file = new FileOutputStream(path)) {
      long bytes = transfer(connection, length, file);
      file.getFD().sync();
      return bytes;
    }
  }

  /** Standard output as a stream. */
  private final class ToOutput extends OutputStream {
    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      session.out.write(new ByteBuilder().add(Arrays.copyOfRange(bytes, from, from + length)));
      session.out.flush();
    }
  }

  /** Asks for a snapshot; returns its length, or -1 if its end is marked. */
  private long sync(ServerConnection connection) throws IOException {
    connection.append(Words.of("SYNC"));
    connection.flush();
    var line = connection.readLine();
    while (line.isEmpty()) {
      line = connection.readLine(); // the server only says that it is there
    }
    if (line.startsWith("-")) {
      throw new IOException("SYNC with master failed: " + line);
    }
    if (line.startsWith("$EOF:") && line.length() >= "$EOF:".length() + MARK_LENGTH) {
      mark = line.substring("$EOF:".length()).getBytes(StandardCharsets.US_ASCII);
      return -1;
    }
    try {
      return Long.parseLong(line.substring(1));
    } catch (NumberFormatException _) {
      throw new IOException("the server has sent no snapshot: " + line);
    }
  }

  /** Reads the snapshot; returns its length. */
  private long transfer(ServerConnection connection, long length, OutputStream to)
      throws IOException {
    long bytes = 0;
    while (length < 0 || bytes < length) {
      int wanted = length < 0 ? PIECE : (int) Math.min(PIECE, length - bytes);
      int n = connection.readBytes(piece, wanted);
      bytes += n;
      if (length >= 0) {
        to.write(piece, 0, n);
      } else if (isEnd(n, to)) {
        return bytes - MARK_LENGTH;
      }
    }
    return bytes;
  }

  /** Writes all but the last bytes, which may be the mark; returns whether they are. */
  private boolean isEnd(int length, OutputStream to) throws IOException {
    var all = Arrays.copyOf(tail, tail.length + length);
    System.arraycopy(piece, 0, all, tail.length, length);
    int kept = Math.min(MARK_LENGTH, all.length);
    to.write(all, 0, all.length - kept);
    tail = Arrays.copyOfRange(all, all.length - kept, all.length);
    return Arrays.equals(tail, mark);
  }
}
