package eightweeks.cli.environment;

import eightweeks.cli.text.ByteBuilder;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output or standard error: bytes, gathered until they are flushed.
 *
 * <p>When the reader has gone ({@code redis-cli monitor | head -1}) no error can be shown, and the
 * client ends quietly.
 *
 * <p>Any thread may write: in the pipe mode one sends and another receives, and both print.
 */
public final class Output {
  private static final int FLUSH_AT = 16 * 1024;

  private final OutputStream stream;
  private final ByteBuilder pending = new ByteBuilder(256);

  public Output(OutputStream stream) {
    this.stream = stream;
  }

  public synchronized Output print(String text) {
    pending.text(text);
    return drained();
  }

  public synchronized Output println(String text) {
    pending.text(text).add('\n');
    return drained();
  }

  public synchronized Output number(long value) {
    pending.number(value);
    return drained();
  }

  synchronized Output write(byte[] bytes) {
    pending.add(bytes);
    return drained();
  }

  public synchronized Output write(ByteBuilder bytes) {
    pending.add(bytes.array(), 0, bytes.length());
    return drained();
  }

  public synchronized Output flush() {
    try {
      stream.write(pending.array(), 0, pending.length());
      stream.flush();
    } catch (IOException _) {
      pending.cut(0); // the reader of the output is gone: no message would arrive
      throw new Exit(1);
    }
    pending.cut(0);
    return this;
  }

  private Output drained() {
    return pending.length() >= FLUSH_AT ? flush() : this;
  }
}
