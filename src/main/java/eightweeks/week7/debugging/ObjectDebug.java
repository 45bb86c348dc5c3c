package eightweeks.week7.debugging;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.config.MemoryUnits;
import eightweeks.week1.networking.Client;
import eightweeks.week1.resp.Args;
import eightweeks.week1.resp.CommandError;
import eightweeks.week1.startup.ServerBuilder;
import eightweeks.week2.doubles.FixedDecimals;
import eightweeks.week2.object.Element;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.LruLfu;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.Value;
import eightweeks.week2.object.ValueType;
import eightweeks.week2.sds.Sds;
import eightweeks.week2.sortedset.SortedSetValue;
import eightweeks.week2.values.HashValue;
import eightweeks.week2.values.ListValue;
import eightweeks.week2.values.SetValue;
import eightweeks.week2.values.Values;
import eightweeks.week3.keyspace.Keyspace;
import eightweeks.week3.keyspace.LookupFlags;
import eightweeks.week3.snapshots.Snapshots;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * DEBUG OBJECT, SDSLEN, LISTPACK, QUICKLIST, HTSTATS, HTSTATS-KEY and QUICKLIST-PACKED-THRESHOLD.
 *
 * <p>Answers to {@code debug.c: debugCommand()}.
 */
public final class ObjectDebug {
  private static final CommandError OUT_OF_RANGE = new CommandError("ERR Out of range database");
  private static final CommandError NO_TABLE =
      new CommandError(
          "ERR The value stored at the specified key is not represented using an hash table");
  private static final CommandError NO_LISTPACK =
      new CommandError("ERR Not a listpack encoded object.");
  private static final CommandError NO_QUICKLIST =
      new CommandError("ERR Not a quicklist encoded object.");
  private static final CommandError NO_SDS = new CommandError("ERR Not an sds encoded string.");
  private static final CommandError BAD_THRESHOLD =
      new CommandError("ERR argument must be a memory value bigger than 1 and smaller than 4gb");

  private final Keyspace keyspace;
  private final LruLfu lruLfu;
  private final Values values;
  private final Snapshots snapshots;
  private final Consumer<String> print;

  private ObjectDebug(
      Keyspace keyspace,
      LruLfu lruLfu,
      Values values,
      Snapshots snapshots,
      Consumer<String> print) {
    this.snapshots = snapshots;
    this.keyspace = keyspace;
    this.lruLfu = lruLfu;
    this.values = values;
    this.print = print;
  }

  static void addTo(ServerBuilder server) {
    var keyspace = server.need(Keyspace.SERVICE);
    var object =
        new ObjectDebug(
            keyspace,
            server.need(LruLfu.SERVICE),
            server.need(Values.SERVICE),
            server.need(Snapshots.SERVICE),
            server.world().system()::print);
    var debug = server.need(DebugCommand.SERVICE);
    debug.add(
        "htstats",
        object::tableStatistics,
        "HTSTATS <dbid> [full]",
        "    Return hash table statistics of the specified Redis database.");
    debug.add(
        "htstats-key",
        object::tableStatisticsOfKey,
        "HTSTATS-KEY <key> [full]",
        "    Like HTSTATS but for the hash table stored at <key>'s value.");
    debug.add(
        "object",
        object::object,
        "OBJECT <key>",
        "    Show low level info about `key` and associated value.");
    debug.add(
        "quicklist-packed-threshold",
        object::packedThreshold,
        "QUICKLIST-PACKED-THRESHOLD <size>",
        "    Sets the threshold for elements to be inserted as plain vs packed nodes",
        "    Default value is 1GB, allows values up to 4GB. Setting to 0 restores to default.");
    debug.add(
        "sdslen",
        object::sdsLength,
        "SDSLEN <key>",
        "    Show low level SDS string info representing `key` and value.");
    debug.add(
        "listpack",
        object::listpack,
        "LISTPACK <key>",
        "    Show low level info about the listpack encoding of <key>.");
    debug.add(
        "quicklist",
        object::quicklist,
        "QUICKLIST <key> [<0|1>]",
        "    Show low level info about the quicklist encoding of <key>.",
        "    The optional argument (0 by default) sets the level of detail");
  }

  /** Returns the entry of a key, also of an expired one. */
  private Entry stored(Client client, Args args) {
    return orNoSuchKey(keyspace.of(client).lookupRaw(args, 2));
  }

  private Entry peek(Client client, Args args) {
    return orNoSuchKey(keyspace.of(client).lookup(client, args, 2, LookupFlags.NOTOUCH));
  }

  private static Entry orNoSuchKey(@Nullable Entry entry) {
    if (entry == null) {
      throw CommandError.NO_SUCH_KEY;
    }
    return entry;
  }

  private static void require(boolean words, Args args) {
    if (!words) {
      throw DebugCommand.unknown(args);
    }
  }

  private static boolean isFull(Args args) {
    return args.count() > 3 && args.is(3, "full");
  }

  private void tableStatistics(Client client, Args args) {
    require(args.count() >= 3, args);
    long number = args.integer(2);
    if (number < 0 || number >= keyspace.all().length) {
      throw OUT_OF_RANGE;
    }
    var database = keyspace.all()[(int) number];
    // The expiries are in the entries, so there is no second dict to report.
    var text =
        "[Dictionary HT]\n"
            + database.statistics(isFull(args))
            + "[Expires HT]\nHash table 0 stats (main hash table):\n"
            + "No stats available for empty dictionaries\n";
    client.reply().verbatim("txt", Ascii.bytes(text));
  }

  private void tableStatisticsOfKey(Client client, Args args) {
    require(args.count() >= 3, args);
    var entry = peek(client, args);
    boolean full = isFull(args);
    var encoding = entry.encoding();
    boolean hasTable = encoding == Encoding.HT || encoding == Encoding.SKIPLIST;
    var text =
        switch (values.of(entry)) {
          case SetValue set when hasTable -> set.dict().statistics(full);
          case HashValue hash when hasTable -> hash.dict().statistics(full);
          case SortedSetValue sorted when hasTable -> sorted.dict().statistics(full);
          default -> throw NO_TABLE;
        };
    client.reply().verbatim("txt", Ascii.bytes(text));
  }

  private void object(Client client, Args args) {
    require(args.count() == 3, args);
    var entry = stored(client, args);
    var value = values.of(entry);
    // The address of an object of the JVM means nothing, so it is shown as zero.
    var text =
        "Value at:0x0 refcount:"
            + Strings.referenceCount(entry)
            + " encoding:"
            + entry.encoding().text()
            + " serializedlength:"
            + snapshots.savedLength(value)
            + " lru:"
            + lruLfu.bits(entry)
            + " lru_seconds_idle:"
            + lruLfu.idleMillis(entry) / 1000;
    boolean chain = entry.encoding() == Encoding.QUICKLIST;
    client.reply().simple(chain ? text + describe((ListValue) value) : text);
  }

  private static String describe(ListValue value) {
    var list = value.quicklist();
    return String.format(
        Locale.ROOT,
        " ql_nodes:%d ql_avg_node:%s ql_listpack_max:%d ql_compressed:%d"
            + " ql_uncompressed_size:%d",
        list.nodeCount(),
        FixedDecimals.text((double) list.count() / list.nodeCount()),
        list.fill(),
        list.compressDepth() == 0 ? 0 : 1,
        list.uncompressedSize());
  }

  private void sdsLength(Client client, Args args) {
    require(args.count() == 3, args);
    var entry = stored(client, args);
    if (entry.type() != ValueType.STRING || entry.encoding() == Encoding.INT) {
      throw NO_SDS;
    }
    var key = new Element();
    entry.showKey(key);
    var value = Strings.of(entry);
    int length = Strings.length(value);
    int available = value instanceof Sds sds ? sds.available() : 0;
    client
        .reply()
        .simple(
            "key_sds_len:"
                + key.length()
                + ", key_sds_avail:0, key_zmalloc: "
                + HeapSize.ofBytes(key.length())
                + ", val_sds_len:"
                + length
                + ", val_sds_avail:"
                + available
                + ", val_zmalloc: "
                + Strings.memory(value));
  }

  private void listpack(Client client, Args args) {
    require(args.count() == 3, args);
    var entry = peek(client, args);
    if (entry.encoding() != Encoding.LISTPACK || !(values.of(entry) instanceof Value value)) {
      throw NO_LISTPACK;
    }
    print.accept(StructureText.of(value.listpack()));
    client.reply().simple("Listpack structure printed on stdout");
  }

  private void quicklist(Client client, Args args) {
    require(args.count() == 3 || args.count() == 4, args);
    var entry = peek(client, args);
    if (entry.encoding() != Encoding.QUICKLIST || !(values.of(entry) instanceof ListValue list)) {
      throw NO_QUICKLIST;
    }
    boolean full = args.count() == 4 && !args.is(3, "0");
    print.accept(StructureText.of(list.quicklist(), full));
    client.reply().simple("Quicklist structure printed on stdout");
  }

  private void packedThreshold(Client client, Args args) {
    require(args.count() == 3, args);
    var bytes = MemoryUnits.parse(args.text(2));
    if (bytes == null || !values.packedThreshold().set(bytes)) {
      throw BAD_THRESHOLD;
    }
    client.reply().ok();
  }
}
