package eightweeks.cli.environment;

import java.util.concurrent.TimeUnit;

/** Time as the measuring tools see it. Tests bring a clock that they move themselves. */
public interface CliClock {
  /** Microseconds since some fixed moment; never goes back. */
  long micros();

  void sleepMicros(long micros);

  default long millis() {
    return micros() / 1000;
  }

  static CliClock system() {
    return new CliClock() {
      @Override
      public long micros() {
        return System.nanoTime() / 1000;
      }

      @Override
      public void sleepMicros(long micros) {
        try {
          TimeUnit.MICROSECONDS.sleep(micros);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          throw new Exit(1);
        }
      }
    };
  }
}
