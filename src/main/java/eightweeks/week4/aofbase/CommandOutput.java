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
   * @param words the number of its words, the name included; each is written by {@link #word}
   */
  public void begin(int words, String name) throws IOException {
    header('*', words);
    word(name);
  }

  public void word(String text) throws IOException {
    word(Ascii.bytes(text));
  }

  public void word(byte[] text) throws IOException {
    word(text, 0, text.length);
  }

  public void word(long number) throws IOException {
    word(Numbers.toBytes(number));
  }

  public void word(Element element) throws IOException {
    word(element.array(), element.offset(), element.length());
  }

  private void word(byte[] text, int offset, int length) throws IOException {
    beginWord(length);
    out.write(text, offset, length);
    endWord();
  }

  /** Begins a word of a number of bytes, which comes in parts. */
  void beginWord(int length) throws IOException {
    header('$', length);
  }

  /** Writes a part of a word. */
  void part(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  void endWord() throws IOException {
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
