package eightweeks.cli.resp;

import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads replies from a stream of bytes: RESP2 and RESP3.
 *
 * <p>It blocks until a whole reply is there. The end of the stream, in the middle of a reply or
 * before one, is an EOFException; what is not RESP is a ProtocolException with hiredis's words.
 *
 * <p>Memory grows with the bytes that arrive, not with the length that the server announces.
 *
 * <p>Answers to hiredis/read.c: redisReaderGetReply(), processItem().
 */
public final class ReplyReader {
  private static final int MAX_DEPTH = 1000;
  private static final int BULK_STEP = 1 << 20;
  private static final ServerReply NIL = new ServerReply.Nil();

  private final InputStream in;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;

  public ReplyReader(InputStream in) {
    this.in = in;
  }

  /**
   * Returns whether bytes are there already, so that part of a reply can be read without the
   * network.
   */
  public boolean hasBuffered() {
    return position < limit;
  }

  /**
   * Reads what the stream has, once, so that {@link #hasBuffered} turns true. Throws what the
   * stream throws; a timeout leaves everything as it was.
   */
  public void fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      throw new EOFException("Server closed the connection");
    }
    limit += count;
  }

  public ServerReply read() throws IOException {
    return read(0);
  }

  private ServerReply read(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new ProtocolException("No support for nested multi bulk replies with depth > 1000");
    }
    int type = readByte();
    return switch (type) {
      case '+' -> new ServerReply.Status(readLine());
      case '-' -> new ServerReply.Error(readLine());
      case ':' -> new ServerReply.Int(integer(readLine(), "Bad integer value"));
      case '$' -> bulk(type);
      case '*', '~', '%', '>' -> aggregate(type, depth);
      case '_' -> nil(readLine());
      case '#' -> bool(readLine());
      case ',' -> decimal(readLine());
      case '(' -> bigNumber(readLine());
      case '=', '!' -> bulk(type);
      case '|' -> {
        aggregate('%', depth); // attributes say something about the reply behind them: not shown
        yield read(depth);
      }
      default -> throw new ProtocolException(unknownType(type));
    };
  }

  private ServerReply bulk(int type) throws IOException {
    long length = integer(readLine(), "Bad bulk string length");
    if (length == -1) {
      return NIL;
    }
    if (length < -1 || length > Integer.MAX_VALUE - 16) {
      throw new ProtocolException("Bulk string length out of range");
    }
    byte[] bytes = readBytes((int) length);
    if (readByte() != '\r' || readByte() != '\n') {
      throw new ProtocolException("Bulk string without its CRLF");
    }
    return switch (type) {
      case '!' -> new ServerReply.Error(bytes);
      case '=' -> {
        if (bytes.length < 4 || bytes[3] != ':') {
          throw new ProtocolException(
              "Verbatim string 4 bytes of content type are missing or incorrectly encoded.");
        }
        yield new ServerReply.Verbatim(Arrays.copyOfRange(bytes, 4, bytes.length));
      }
      default -> new ServerReply.Bulk(bytes);
    };
  }

  private ServerReply aggregate(int type, int depth) throws IOException {
    long count = integer(readLine(), "Bad multi-bulk length");
    if (count == -1) {
      return NIL;
    }
    if (count < -1 || count > Integer.MAX_VALUE / 2) {
      throw new ProtocolException("Multi-bulk length out of range");
    }
    int items = (int) (type == '%' ? count * 2 : count);
    List<ServerReply> list = new ArrayList<>(Math.min(items, 1024));
    for (int i = 0; i < items; i++) {
      list.add(read(depth + 1));
    }
    return switch (type) {
      case '%' -> new ServerReply.Map(list);
      case '~' -> new ServerReply.Set(list);
      case '>' -> new ServerReply.Push(list);
      default -> new ServerReply.Array(list);
    };
  }

  private static ServerReply nil(byte[] line) throws ProtocolException {
    if (line.length != 0) {
      throw new ProtocolException("Bad nil value");
    }
    return NIL;
  }

  private static ServerReply bool(byte[] line) throws ProtocolException {
    int c = line.length == 1 ? line[0] | 0x20 : 0;
    if (c != 't' && c != 'f') {
      throw new ProtocolException("Bad bool value");
    }
    return new ServerReply.Bool(c == 't');
  }

  private static ServerReply decimal(byte[] line) throws ProtocolException {
    boolean named = Words.is(line, "inf") || Words.is(line, "-inf");
    named = named || Words.is(line, "nan") || Words.is(line, "-nan");
    boolean good = named || line.length > 0;
    for (int i = 0; i < line.length && !named; i++) {
      int c = line[i];
      good &= (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || (c | 0x20) == 'e';
    }
    if (!good) {
      throw new ProtocolException("Bad double value");
    }
    return new ServerReply.Double(line);
  }

  private static ServerReply bigNumber(byte[] line) throws ProtocolException {
    for (int i = 0; i < line.length; i++) {
      boolean sign = i == 0 && line[i] == '-';
      if (!sign && (line[i] < '0' || line[i] > '9')) {
        throw new ProtocolException("Bad bignum value");
      }
    }
    return new ServerReply.BigNumber(line);
  }

  /** A whole line must be a number that fits a long. */
  private static long integer(byte[] line, String complaint) throws ProtocolException {
    int start = line.length > 0 && (line[0] == '-' || line[0] == '+') ? 1 : 0;
    boolean negative = start == 1 && line[0] == '-';
    if (start == line.length) {
      throw new ProtocolException(complaint);
    }
    long value = 0; // kept negative: there is one more negative long than positive ones
    for (int i = start; i < line.length; i++) {
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        throw new ProtocolException(complaint);
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw new ProtocolException(complaint);
    }
    return negative ? value : -value;
  }

  private static String unknownType(int type) {
    var message = new ByteBuilder().text("Protocol error, got ");
    return message.quoted(new byte[] {(byte) type}).text(" as reply type byte").toString();
  }

  /**
   * Reads bytes that are no reply: a snapshot.
   *
   * @param most maximum number of bytes
   * @return how many were read, at least 1
   */
  public int readRaw(byte[] into, int most) throws IOException {
    if (position == limit) {
      fill();
    }
    int n = Math.min(most, limit - position);
    System.arraycopy(buffer, position, into, 0, n);
    position += n;
    return n;
  }

  /** Reads a line that is no reply, without its end: a snapshot begins with one. */
  public String readRawLine() throws IOException {
    var line = new StringBuilder();
    for (int b = readByte(); b != '\n'; b = readByte()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }

  private int readByte() throws IOException {
    if (position == limit) {
      fill();
    }
    return buffer[position++] & 0xff;
  }

  /** Returns the bytes up to CRLF, which is consumed. */
  private byte[] readLine() throws IOException {
    for (int i = position; i + 1 < limit; i++) {
      if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
        byte[] line = Arrays.copyOfRange(buffer, position, i);
        position = i + 2;
        return line;
      }
    }
    var line = new ByteBuilder();
    for (int c = readByte(); ; c = readByte()) {
      line.add(c);
      int end = line.length() - 2;
      if (c == '\n' && end >= 0 && line.array()[end] == '\r') {
        line.cut(end);
        return line.toBytes();
      }
    }
  }

  private byte[] readBytes(int length) throws IOException {
    byte[] bytes = new byte[Math.min(length, BULK_STEP)];
    int have = 0;
    while (have < length) {
      if (have == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, bytes.length * 2L));
      }
      if (position == limit) {
        fill();
      }
      int count = Math.min(limit - position, bytes.length - have);
      System.arraycopy(buffer, position, bytes, have, count);
      position += count;
      have += count;
    }
    return bytes;
  }
}
