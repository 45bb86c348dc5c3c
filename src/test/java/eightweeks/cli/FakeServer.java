package eightweeks.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A server that answers each command with the bytes that the test gives it. An answer of {@link
 * #HANG_UP} closes the connection.
 */
public final class FakeServer implements AutoCloseable {
  static final String HANG_UP = "";

  /** Every command that arrived, its words joined by blanks. */
  final List<String> received = new CopyOnWriteArrayList<>();

  private final ServerSocket socket;
  private final Function<String, String> answers;
  private final Thread acceptor;

  public FakeServer(Function<String, String> answers) {
    this.answers = answers;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = Thread.ofVirtual().start(this::accept);
  }

  public String port() {
    return Integer.toString(socket.getLocalPort());
  }

  private void accept() {
    while (true) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return; // the test is over
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (true) {
        String command = command(in);
        received.add(command);
        String answer = answers.apply(command);
        if (answer.equals(HANG_UP)) {
          return;
        }
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException _) {
      // The client went away.
    }
  }

  /** One command; blank lines before it are skipped, as Redis does. */
  private static String command(InputStream in) throws IOException {
    String header = line(in);
    while (header.isEmpty()) {
      header = line(in);
    }
    int count = Integer.parseInt(header.substring(1));
    var words = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      int length = Integer.parseInt(line(in).substring(1));
      words.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
      line(in);
    }
    return String.join(" ", words);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.substring(0, line.length() - 1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    try {
      acceptor.join(); // until it has left accept(), the system still takes connections
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    }
  }
}
