package eightweeks.week4.aofbase;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.Numbers;
import eightweeks.week2.object.Element;
import eightweeks.week3.rdbencoding.RdbWriter;
import java.io.IOException;

/**
 * Writes commands as clients send them: arrays of bulk strings.
 *
 * <p>Answers to {@code rio.c: rioWriteBulkCount(), rioWriteBulkString(), rioWriteBulkLongLong()}.
 */
public final class CommandOutput {
  private final RdbWriter out;
  private final byte[] header = new byte[1 + Numbers.MAX_DIGITS + 2];

  CommandOutput(RdbWriter out) {
    this.out = out;
  }

  /**
   * Begins a command.
   *
   * @param arguments their number, the name included; each is written by {@link #argument}
   */
  public void begin(int arguments, String name) throws IOException {
    header('*', arguments);
    argument(name);
  }

  public void argument(String text) throws IOException {
    argument(Ascii.bytes(text));
  }

  public void argument(byte[] text) throws IOException {
    argument(text, 0, text.length);
  }

  public void argument(long number) throws IOException {
    argument(Numbers.toBytes(number));
  }

  public void argument(Element element) throws IOException {
    argument(element.array(), element.offset(), element.length());
  }

  private void argument(byte[] text, int offset, int length) throws IOException {
    beginArgument(length);
    out.write(text, offset, length);
    endArgument();
  }

  /** Begins an argument of a number of bytes, which comes in parts. */
  void beginArgument(int length) throws IOException {
    header('$', length);
  }

  /** Writes a part of an argument. */
  void part(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  void endArgument() throws IOException {
    out.writeByte('\r');
    out.writeByte('\n');
  }

  private void header(char letter, int number) throws IOException {
    header[0] = (byte) letter;
    Numbers.write(number, header, 1);
    int end = 1 + Numbers.digits(number);
    header[end] = '\r';
    header[end + 1] = '\n';
    out.write(header, 0, end + 2);
  }
}
