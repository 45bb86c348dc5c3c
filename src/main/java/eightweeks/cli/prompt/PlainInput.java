package eightweeks.cli.prompt;

import eightweeks.cli.environment.Output;
import eightweeks.cli.text.ByteBuilder;
import eightweeks.cli.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lines from any stream, without editing. Shows the prompt only to a person.
 *
 * <p>To watch the server and the input at once, {@link #awaitTyping} lets a thread read one line
 * ahead; the next {@link #readLine} takes it.
 *
 * <p>Answers to linenoise.c: linenoiseNoTTY().
 */
public final class PlainInput implements LineInput {
  private static final byte[] END = new byte[0];

  private final InputStream in;
  private final Output out;
  private final boolean person;
  private @Nullable FutureTask<byte[]> ahead;

  public PlainInput(InputStream in, Output out, boolean person) {
    this.in = in;
    this.out = out;
    this.person = person;
  }

  @Override
  public byte @Nullable [] readLine(String prompt) {
    if (person) {
      out.print(prompt);
    }
    out.flush();
    byte[] line;
    try {
      line = ahead != null ? ahead.get() : nextLine();
    } catch (InterruptedException | ExecutionException _) {
      line = END;
    }
    ahead = null;
    return line == END ? null : line;
  }

  @Override
  public boolean awaitTyping(int millis) {
    FutureTask<byte[]> reading = ahead;
    if (reading == null) {
      reading = new FutureTask<>(this::nextLine);
      ahead = reading;
      Thread.ofPlatform().daemon().name("line-ahead").start(reading);
    }
    try {
      reading.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException | ExecutionException _) {
      return true;
    }
  }

  private byte[] nextLine() {
    var line = new ByteBuilder(128);
    try {
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          return line.length() == 0 ? END : line.toBytes();
        }
        line.add(c);
      }
    } catch (IOException _) {
      return END;
    }
    return line.length() == 0 ? new byte[0] : line.toBytes();
  }

  @Override
  public byte @Nullable [] readPassword(String prompt) {
    java.io.Console console = person ? System.console() : null;
    if (console != null) {
      char[] typed = console.readPassword("%s", prompt);
      return typed == null ? null : Words.bytes(new String(typed));
    }
    return readLine(prompt);
  }

  @Override
  public void remember(String line) {}

  @Override
  public void clearScreen() {
    out.print("\u001b[H\u001b[2J").flush();
  }

  @Override
  public void onInterrupt(Runnable action) {}

  @Override
  public void adviser(Adviser adviser) {}
}
