package eightweeks.week3.hyperloglog;

import eightweeks.week1.config.LongDirective;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.Strings;
import eightweeks.week2.sds.Sds;
import eightweeks.week3.keyspace.CommandContext;
import org.jspecify.annotations.Nullable;

/** Helpers that the commands on HyperLogLogs share: they look the sketches up and store them. */
final class HyperLogLogs extends CommandContext {
  private final LongDirective sparseMaxBytes;

  HyperLogLogs(ServerBuilder server) {
    super(server);
    sparseMaxBytes = server.config().memory("hll-sparse-max-bytes", 3000);
  }

  /** Returns the maximum size of a sparse sketch, in bytes. */
  long maxBytes() {
    return sparseMaxBytes.value();
  }

  /**
   * Returns the sketch of the key in argument i, for reading; null if there is none.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  @Nullable Sketch read(Client client, Args args, int i) {
    var entry = keyspace.of(client).lookupRead(client, args, i);
    return entry == null ? null : Sketch.of(entry);
  }

  /**
   * Returns the sketch of a key, for changing it. Call {@link #keep} afterwards.
   *
   * @throws eightweeks.week1.resp.CommandError WRONGTYPE
   */
  Sketch writable(Entry entry) {
    var sketch = Sketch.of(entry);
    return values.strings().mutable(entry) == sketch.text() ? sketch : Sketch.of(entry);
  }

  /** Makes a changed sketch, which may be another string now, the value of its key. */
  void keep(Entry entry, Sketch sketch) {
    if (sketch.text() != Strings.of(entry)) {
      values.releaseValueOf(entry);
      entry.value(stored(sketch));
    }
  }

  /** Makes a new sketch the value of the key in argument i, which does not exist. */
  void add(Client client, Args args, int i, Sketch sketch) {
    keyspace.of(client).add(args, i, stored(sketch));
  }

  /** Returns the string of a sketch as a value of the keyspace: its memory is accounted. */
  private Sds stored(Sketch sketch) {
    var text = new Sds(sketch.text().array(), values.allocator());
    text.truncate(sketch.text().length());
    values.allocator().account(text.memory());
    return text;
  }
}
