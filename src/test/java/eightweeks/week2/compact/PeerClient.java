package eightweeks.week2.compact;

import eightweeks.week1.bytes.Ascii;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to the peer: sends arguments, receives a reply; all as Latin-1 text or lists of it.
 */
final class PeerClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  PeerClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Words are texts or byte arrays. */
  Object call(Object... words) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(Ascii.bytes("*" + words.length + "\r\n"));
    for (var word : words) {
      var bytes = word instanceof byte[] array ? array : Ascii.bytes(word.toString());
      out.writeBytes(Ascii.bytes("$" + bytes.length + "\r\n"));
      out.writeBytes(bytes);
      out.writeBytes(Ascii.bytes("\r\n"));
    }
    socket.getOutputStream().write(out.toByteArray());
    return reply();
  }

  /** Returns the reply, one that is a list of texts. */
  List<String> texts(Object... words) throws IOException {
    var texts = new ArrayList<String>();
    if (call(words) instanceof List<?> list) {
      list.forEach(each -> texts.add(each.toString()));
      return texts;
    }
    throw new IOException("no list");
  }

  private Object reply() throws IOException {
    var line = line();
    return switch (line.charAt(0)) {
      case '$' -> {
        int length = Integer.parseInt(line.substring(1));
        yield length < 0 ? "(nil)" : Ascii.text(in.readNBytes(length + 2), 0, length);
      }
      case '*' -> {
        var list = new ArrayList<Object>();
        for (int n = Integer.parseInt(line.substring(1)); n > 0; n--) {
          list.add(reply());
        }
        yield list;
      }
      default -> line;
    };
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    while (line.indexOf("\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the peer has gone");
      }
      line.append((char) b);
    }
    return line.substring(0, line.length() - 2);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
