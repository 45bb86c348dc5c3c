package eightweeks.week3.hyperloglog;

import static eightweeks.week1.dispatch.CommandFlag.DENYOOM;
import static eightweeks.week1.dispatch.CommandFlag.FAST;
import static eightweeks.week1.dispatch.CommandFlag.MAY_REPLICATE;
import static eightweeks.week1.dispatch.CommandFlag.READONLY;
import static eightweeks.week1.dispatch.CommandFlag.WRITE;
import static eightweeks.week3.commandkeys.KeySpec.Use.ACCESS;
import static eightweeks.week3.commandkeys.KeySpec.Use.INSERT;
import static eightweeks.week3.commandkeys.KeySpec.Use.RO;
import static eightweeks.week3.commandkeys.KeySpec.Use.RW;

import eightweeks.week1.dispatch.Command;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week2.object.Entry;
import eightweeks.week3.command.EventClass;
import eightweeks.week3.commandkeys.KeySpec;
import eightweeks.week3.keyspace.LookupFlags;
import org.jspecify.annotations.Nullable;

/**
 * PFADD, PFCOUNT, PFMERGE.
 *
 * <p>Answers to {@code hyperloglog.c: pfaddCommand()}, {@code pfcountCommand()}, {@code
 * pfmergeCommand()}. PF stands for Philippe Flajolet, the author of the algorithm.
 */
final class SketchCommands {
  private SketchCommands() {}

  /** PFADD key [element …]. */
  static final class Add extends Command {
    private final HyperLogLogs sketches;

    Add(HyperLogLogs sketches) {
      super(
          HyperLogLogFeature.declare("pfadd", -2)
              .complexity("O(1) to add every element.")
              .summary("Lets a HyperLogLog see elements; it comes into being if it is not there.")
              .flags(WRITE, DENYOOM, FAST)
              .keys(KeySpec.at(1).means(RW, INSERT))
              .arguments("key [element...]"));
      this.sketches = sketches;
    }

    // tag::add[]
    @Override
    public void run(Client client, Args args) {
      var entry = sketches.keyspace.of(client).lookupWrite(client, args, 1);
      var sketch = entry == null ? Sketch.empty() : sketches.writable(entry);
      int changes = addAll(entry, sketch, args);
      if (entry == null) {
        changes++;
      }
      if (changes > 0) {
        sketch.outdateCount();
      }
      if (entry == null) {
        sketches.add(client, args, 1, sketch);
      } else {
        sketches.keep(entry, sketch);
      }
      if (changes > 0) {
        sketches.events.signalModified(client, args, 1);
        sketches.events.notify(EventClass.STRING, "pfadd", client, args, 1);
        sketches.events.dirty(changes);
      }
      client.reply().integer(changes > 0 ? 1 : 0);
    }

    // end::add[]

    /** Returns how many elements raised a register; adds none if the sketch proves corrupt. */
    private int addAll(@Nullable Entry entry, Sketch sketch, Args args) {
      if (entry == null || args.count() == 3 || sketch.isWhole()) {
        return addEach(sketch, args);
      }
      var before = sketch.text().toBytes();
      try {
        return addEach(sketch, args);
      } catch (CommandError e) {
        sketch.restore(before);
        sketches.keep(entry, sketch);
        throw e;
      }
    }

    private int addEach(Sketch sketch, Args args) {
      int added = 0;
      for (int i = 2; i < args.count(); i++) {
        var element = args.array(i);
        boolean grown = sketch.add(element, args.offset(i), args.length(i), sketches.maxBytes());
        added += grown ? 1 : 0;
      }
      return added;
    }
  }

  /** PFCOUNT key [key …]. */
  static final class Count extends Command {
    private final HyperLogLogs sketches;

    Count(HyperLogLogs sketches) {
      super(
          HyperLogLogFeature.declare("pfcount", -2)
              .complexity(
                  "O(1) with a very small average constant time when called with a single key."
                      + " O(N) with N being the number of keys, and much bigger constant times,"
                      + " when called with multiple keys.")
              .summary("Says about how many different elements HyperLogLogs have seen together.")
              .flags(READONLY, MAY_REPLICATE)
              .keys(
                  KeySpec.at(1)
                      .to(-1, 1)
                      .means(RW, ACCESS)
                      .note("A count is noted in the value, which replicas are told of."))
              .arguments("key..."));
      this.sketches = sketches;
    }

    @Override
    public void run(Client client, Args args) {
      if (args.count() == 2) {
        countOne(client, args);
      } else {
        countUnion(client, args);
      }
    }

    // tag::one[]
    /** Replies with the count, which the sketch caches until a register changes. */
    private void countOne(Client client, Args args) {
      var database = sketches.keyspace.of(client);
      // Two lookups: the first counts as a read, the second returns an entry that may be written.
      var entry =
          database.lookup(client, args, 1, LookupFlags.NOTOUCH) == null
              ? null
              : database.lookupWrite(client, args, 1);
      if (entry == null) {
        client.reply().integer(0);
        return;
      }
      var sketch = sketches.writable(entry);
      if (sketch.isCounted()) {
        client.reply().integer(sketch.count());
        return;
      }
      long count = sketch.estimate();
      sketch.noteCount(count);
      sketches.events.signalModified(client, args, 1);
      sketches.events.dirty(1);
      client.reply().integer(count);
    }

    // end::one[]

    private void countUnion(Client client, Args args) {
      var registers = new byte[Registers.COUNT];
      for (int i = 1; i < args.count(); i++) {
        var sketch = sketches.read(client, args, i);
        if (sketch != null) {
          sketch.merge(registers);
        }
      }
      var histogram = new int[Registers.MAX + 1];
      for (byte register : registers) {
        histogram[register]++;
      }
      client.reply().integer(Estimate.of(histogram));
    }
  }

  /** PFMERGE destkey [sourcekey …]. */
  static final class Merge extends Command {
    private final HyperLogLogs sketches;

    Merge(HyperLogLogs sketches) {
      super(
          HyperLogLogFeature.declare("pfmerge", -2)
              .complexity("O(N) to merge N HyperLogLogs, but with high constant times.")
              .summary("Makes a HyperLogLog one that has seen what others have seen.")
              .flags(WRITE, DENYOOM)
              .keys(
                  KeySpec.at(1).means(RW, ACCESS, INSERT),
                  KeySpec.at(2).to(-1, 1).means(RO, ACCESS))
              .arguments("destkey:key [sourcekey:key#1...]"));
      this.sketches = sketches;
    }

    @Override
    public void run(Client client, Args args) {
      var registers = new byte[Registers.COUNT];
      boolean dense = false;
      for (int i = 1; i < args.count(); i++) {
        var source = sketches.read(client, args, i);
        if (source != null) {
          dense |= source.isDense();
          source.merge(registers);
        }
      }
      var entry = sketches.keyspace.of(client).lookupWrite(client, args, 1);
      var sketch = entry == null ? Sketch.empty() : sketches.writable(entry);
      if (dense) {
        sketch.toDense();
      }
      for (int i = 0; i < Registers.COUNT; i++) {
        if (registers[i] > 0) {
          sketch.raise(i, registers[i], sketches.maxBytes());
        }
      }
      sketch.outdateCount();
      if (entry == null) {
        sketches.add(client, args, 1, sketch);
      } else {
        sketches.keep(entry, sketch);
      }
      sketches.events.modified(client, args, 1, EventClass.STRING, "pfadd");
      client.reply().ok();
    }
  }
}
