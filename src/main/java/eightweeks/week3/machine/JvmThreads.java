package eightweeks.week3.machine;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** The threads of this JVM. */
final class JvmThreads implements MachineThreads {
  @Override
  public Worker worker(String name) {
    return new ThreadWorker(name, Runnable::run);
  }

  @Override
  public Worker backgroundWorker(String name) {
    return new ThreadWorker(
        name,
        work -> {
          LowPriority.ofThisThread();
          work.run();
        });
  }

  @Override
  public void pause(long micros) {
    try {
      Thread.sleep(Duration.of(micros, ChronoUnit.MICROS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // not expected; the flag stays set for the caller
    }
  }
}
