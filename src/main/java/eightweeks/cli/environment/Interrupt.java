package eightweeks.cli.environment;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Handles Ctrl-C for a tool that prints a summary at its end: the tool is asked to stop and prints
 * it, and the process ends with exit code 0.
 *
 * <p>The JVM turns the signal into its shutdown; a hook holds that up until the tool is done, for
 * some seconds at most.
 *
 * <p>Answers to redis-cli.c: longStatLoopModeStop().
 */
public final class Interrupt {
  private static final int PATIENCE_SECONDS = 5;

  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean asked;

  public Interrupt(boolean realProcess) {
    if (realProcess) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::hold, "interrupt"));
    }
  }

  public boolean asked() {
    return asked;
  }

  /** The tool has said everything. */
  public void done() {
    done.countDown();
  }

  private void hold() {
    if (done.getCount() == 0) {
      return; // an ordinary end
    }
    asked = true;
    try {
      if (done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
