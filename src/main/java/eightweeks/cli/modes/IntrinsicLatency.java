package eightweeks.cli.modes;

import eightweeks.cli.environment.CliClock;
import eightweeks.cli.environment.Interrupt;
import eightweeks.cli.environment.Output;
import eightweeks.cli.text.Decimals;

/**
 * {@code --intrinsic-latency}: how long this machine keeps a busy process waiting, without any
 * server. It repeats a short computation, and reports each run that takes longer than all before
 * it. (On a JVM the compiler and the collector add their share to the first seconds.)
 *
 * <p>Answers to redis-cli.c: intrinsicLatencyMode(), compute_something_fast().
 */
final class IntrinsicLatency {
  private static final int ROUNDS = 1000;

  private final Output out;
  private final CliClock clock;
  private final Interrupt interrupt;
  private final byte[] state = new byte[256];

  IntrinsicLatency(Output out, CliClock clock, Interrupt interrupt) {
    this.out = out;
    this.clock = clock;
    this.interrupt = interrupt;
  }

  void run(int seconds) {
    long runMicros = seconds * 1_000_000L;
    long end = clock.micros() + runMicros;
    long max = 0;
    long runs = 0;
    while (true) {
      long start = clock.micros();
      compute();
      long now = clock.micros();
      long latency = now - start;
      runs++;
      if (latency > max) {
        max = latency;
        out.println("Max latency so far: " + max + " microseconds.").flush();
      }
      if (now > end || interrupt.asked()) {
        double average = (double) runMicros / runs;
        out.print("\n" + runs + " total runs (avg latency: " + Decimals.of(average, 4));
        out.print(" microseconds / " + Decimals.of(average * 1000, 2));
        out.println(" nanoseconds per run).");
        out.print("Worst run took " + Decimals.of(max / average, 0));
        out.println("x longer than the average latency.");
        return;
      }
    }
  }

  /** Something that takes microseconds and that the compiler cannot leave out: RC4's shuffling. */
  private void compute() {
    for (int i = 0; i < 256; i++) {
      state[i] = (byte) i;
    }
    int j = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int i = (round + 1) & 255;
      j = (j + state[i]) & 255;
      byte swapped = state[i];
      state[i] = state[j];
      state[j] = swapped;
    }
  }
}
