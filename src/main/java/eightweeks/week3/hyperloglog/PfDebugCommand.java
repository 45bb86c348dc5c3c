package eightweeks.week3.hyperloglog;

import static eightweeks.week1.dispatch.CommandFlag.ADMIN;
import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.resp.Reply;
import eightweeks.week3.commandkeys.KeySpec;

/**
 * PFDEBUG GETREG | DECODE | ENCODING | TODENSE key: shows the internals of a HyperLogLog.
 *
 * <p>Answers to {@code hyperloglog.c: pfdebugCommand()}. GETREG and TODENSE convert it to the dense
 * encoding; that is propagated, but the key is not signalled as modified.
 */
final class PfDebugCommand extends Command {
  private static final CommandError NO_KEY =
      new CommandError("ERR The specified key does not exist");
  private static final CommandError NOT_SPARSE = new CommandError("ERR HLL encoding is not sparse");

  private final HyperLogLogs sketches;

  PfDebugCommand(HyperLogLogs sketches) {
    super(
        HyperLogLogFeature.declare("pfdebug", 3)
            .complexity("N/A")
            .summary("Shows the insides of a HyperLogLog.")
            .flags(WRITE, DENYOOM, ADMIN)
            .keys(KeySpec.at(2).means(RW, ACCESS))
            .arguments("subcommand key")
            .internal());
    this.sketches = sketches;
  }

  @Override
  public void run(Client client, Args args) {
    var entry = sketches.keyspace.of(client).lookupWrite(client, args, 2);
    if (entry == null) {
      throw NO_KEY;
    }
    var sketch = sketches.writable(entry);
    var reply = client.reply();
    if (args.is(1, "getreg")) {
      toDense(sketch);
      replyRegisters(reply, sketch);
    } else if (args.is(1, "decode")) {
      reply.bulk(runs(sketch));
    } else if (args.is(1, "encoding")) {
      reply.simple(sketch.isDense() ? "dense" : "sparse");
    } else if (args.is(1, "todense")) {
      reply.integer(toDense(sketch) ? 1 : 0);
    } else {
      throw new CommandError("ERR Unknown PFDEBUG subcommand '" + args.text(1) + "'");
    }
    sketches.keep(entry, sketch);
  }

  private boolean toDense(Sketch sketch) {
    if (sketch.isDense()) {
      return false;
    }
    sketch.toDense();
    sketches.events.dirty(1);
    return true;
  }

  private static void replyRegisters(Reply reply, Sketch sketch) {
    reply.array(Registers.COUNT);
    var bytes = sketch.text().array();
    for (int i = 0; i < Registers.COUNT; i++) {
      reply.integer(Dense.get(bytes, Sketch.HEADER, i));
    }
  }

  /** Returns the runs of a sparse sketch as text: {@code Z:100 v:2,1 z:20}. */
  private static byte[] runs(Sketch sketch) {
    if (sketch.isDense()) {
      throw NOT_SPARSE;
    }
    var bytes = sketch.text().array();
    int end = sketch.text().length();
    var runs = new StringBuilder();
    for (int at = Sketch.HEADER; at < end; at += Sparse.width(bytes[at])) {
      byte code = bytes[at];
      int run = Sparse.run(bytes, at, end);
      runs.append(at == Sketch.HEADER ? "" : " ");
      if (Sparse.isValue(code)) {
        runs.append("v:").append(Sparse.value(code)).append(',').append(run);
      } else {
        runs.append(Sparse.isXzero(code) ? "Z:" : "z:").append(run);
      }
    }
    return Ascii.bytes(runs.toString());
  }
}
