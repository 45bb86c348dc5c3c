package eightweeks.week3.hyperloglog;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;

import eightweeks.week1.bytes.RandomStream;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.bytes.LittleEndian;

/**
 * PFSELFTEST: checks that registers keep their values, that both encodings give the same estimate,
 * and that its error is small.
 *
 * <p>Answers to {@code hyperloglog.c: pfselftestCommand()}. It takes about a second, in which the
 * server serves no other client.
 */
final class SelfTestCommand extends Command {
  private static final int CYCLES = 1000;
  private static final int ELEMENTS = 10_000_000;

  /** Maximum error of an estimate, in standard errors. */
  private static final int TOLERANCE = 6;

  private final HyperLogLogs sketches;
  private final RandomStream random;

  SelfTestCommand(HyperLogLogs sketches, RandomStream random) {
    super(
        HyperLogLogFeature.declare("pfselftest", 1)
            .complexity("N/A")
            .summary("Tests the HyperLogLogs of this server.")
            .flags(ADMIN)
            .internal());
    this.sketches = sketches;
    this.random = random;
  }

  @Override
  public void run(Client client, Args args) {
    testRegisters();
    testEstimates();
    client.reply().ok();
  }

  private void testRegisters() {
    var dense = new byte[Dense.BYTES];
    var expected = new int[Registers.COUNT];
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      for (int i = 0; i < Registers.COUNT; i++) {
        expected[i] = (int) (random.nextLong() & Registers.MAX);
        Dense.set(dense, 0, i, expected[i]);
      }
      for (int i = 0; i < Registers.COUNT; i++) {
        int value = Dense.get(dense, 0, i);
        if (value != expected[i]) {
          throw failure("Register " + i + " should be " + expected[i] + " but is " + value);
        }
      }
    }
  }

  private void testEstimates() {
    var dense = Sketch.empty();
    dense.toDense();
    var sparse = Sketch.empty();
    var element = new byte[Long.BYTES];
    long seed = random.nextLong();
    int checkpoint = 1;
    for (int count = 1; count <= ELEMENTS; count++) {
      LittleEndian.putLong(element, 0, count ^ seed);
      dense.add(element, 0, element.length, sketches.maxBytes());
      sparse.add(element, 0, element.length, sketches.maxBytes());
      if (count == checkpoint) {
        compare(dense, sparse, count);
        checkpoint *= 10;
      }
    }
  }

  private void compare(Sketch dense, Sketch sparse, int count) {
    if (count < sketches.maxBytes() / 2 && sparse.isDense()) {
      throw failure("sparse encoding not used");
    }
    long estimate = dense.estimate();
    if (estimate != sparse.estimate()) {
      throw failure("dense/sparse disagree");
    }
    double standardError = 1.04 / Math.sqrt(Registers.COUNT);
    // Two of ten elements may well share a register, which is an error of 1.
    double most = count == 10 ? 1 : Math.ceil(standardError * TOLERANCE * count);
    long error = Math.abs(count - estimate);
    if (error > most) {
      throw failure("Too big error. card:" + count + " abserr:" + error);
    }
  }

  private static CommandError failure(String what) {
    return new CommandError("ERR TESTFAILED " + what);
  }
}
