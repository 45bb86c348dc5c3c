package eightweeks.build;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process of a session and what it has printed so far. Waiting is for a condition on that, told
 * by the thread that reads: nothing sleeps.
 */
final class SessionProcess implements AutoCloseable {
  private static final long END_SECONDS = 30;

  private final Process process;
  private final StringBuilder text = new StringBuilder();
  private boolean ended;

  SessionProcess(ProcessBuilder command) throws IOException {
    process = command.redirectErrorStream(true).start();
    Thread.ofPlatform().daemon().name("a session's output").start(this::read);
  }

  private void read() {
    try (Reader out = process.inputReader(StandardCharsets.UTF_8)) {
      var some = new char[4096];
      for (int n = out.read(some); n >= 0; n = out.read(some)) {
        synchronized (this) {
          text.append(some, 0, n);
          notifyAll();
        }
      }
    } catch (IOException e) {
      synchronized (this) {
        text.append(e).append('\n');
      }
    }
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  /**
   * Waits until the text is as wanted; returns false if the time is over, or the output has ended.
   */
  synchronized boolean await(Predicate<String> wanted, long seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!wanted.test(text.toString())) {
      long left = end - System.nanoTime();
      if (ended || left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** Waits for the end of the output, and of the process. */
  boolean awaitEnd(long seconds) throws InterruptedException {
    await(_ -> false, seconds);
    synchronized (this) {
      if (!ended) {
        return false;
      }
    }
    return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  synchronized String text() {
    return text.toString();
  }

  /** Takes what is there out of the text. */
  synchronized String take() {
    var taken = text.toString();
    text.setLength(0);
    return taken;
  }

  /** Returns the whole lines so far. */
  List<String> lines() {
    var all = text();
    return all.substring(0, all.lastIndexOf('\n') + 1).lines().map(String::stripTrailing).toList();
  }

  void type(String line) throws IOException {
    var in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  void endOfInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /** Ends the process and all that it has started: by SIGTERM first, then by SIGKILL. */
  @Override
  public void close() {
    var children = process.descendants().toList();
    process.toHandle().destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
