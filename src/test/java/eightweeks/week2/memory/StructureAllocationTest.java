package eightweeks.week2.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import eightweeks.week1.bytes.Ascii;
import eightweeks.week1.bytes.RandomStream;
import eightweeks.week2.bytes.FieldRecord;
import eightweeks.week2.compact.IntSet;
import eightweeks.week2.compact.Listpack;
import eightweeks.week2.compact.ListpackEntry;
import eightweeks.week2.dict.BareDict;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.Node;
import eightweeks.week2.quicklist.PackedThreshold;
import eightweeks.week2.quicklist.Quicklist;
import eightweeks.week2.radix.RadixTree;
import eightweeks.week2.sds.Sds;
import eightweeks.week2.siphash.SipHash;
import eightweeks.week2.skiplist.SkipList;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What operations of the structures cost the collector, in bytes an operation: asking allocates
 * nothing, and changing allocates what is stored. A rise of more than a tenth fails; a fall is
 * welcome: lower the number here. docs/reference/structures.adoc has the same beside java.util.
 */
final class StructureAllocationTest {
  private static final int ELEMENTS = 1 << 12;
  private static final int PACKED = 128;
  private static final int OPERATIONS = 50_000;
  private static final double ALLOWED_RISE = 1.1;

  /** What happens once is not a cost of each operation: a few kilobytes in all of them. */
  private static final double ONCE = 0.3;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final SipHash hash = new SipHash(1, 2);
  private final byte[][] texts = new byte[ELEMENTS][];
  private final byte[][] records = new byte[ELEMENTS][];
  private final Dict<Node> dict = new Dict<>(hash);
  private final BareDict members = BareDict.ofMembers(hash);
  private final BareDict fields = BareDict.ofFields(hash);
  private final SkipList skipList = new SkipList(new RandomStream(1));
  private final RadixTree<byte[]> tree = new RadixTree<>();
  private final Listpack packed = new Listpack();
  private final ListpackEntry entry = new ListpackEntry();
  private final IntSet integers = new IntSet();
  private final Quicklist chain = new Quicklist(-2, 0, new PackedThreshold());
  private Sds sds = new Sds();
  private long seen;

  StructureAllocationTest() {
    for (int i = 0; i < ELEMENTS; i++) {
      var text = Ascii.bytes("text-%011d".formatted(i));
      texts[i] = text;
      records[i] = FieldRecord.of(text, 0, 16, text, 0, 16);
      dict.add(new Node(text));
      members.add(text);
      fields.add(records[i]);
      skipList.insert(i, text);
      tree.insert(text, text);
      chain.pushTail(text, 0, 16);
      if (i < PACKED) {
        packed.append(text);
        integers.add(1000L * i);
      }
    }
    while (dict.rehash(100) || members.rehash(100) || fields.rehash(100)) {
      // Until each has one table.
    }
  }

  private IntConsumer operation(String name) {
    return switch (name) {
      case "dict: find" -> i -> see(dict.find(texts[i]) == null ? 0 : 1);
      case "dict: remove and add" -> i -> dict.add(new Node(removed(i)));
      case "set: contains" -> i -> see(members.contains(texts[i], 0, 16) ? 1 : 0);
      case "set: remove and add" ->
          i -> {
            members.remove(texts[i], 0, 16);
            members.addIfAbsent(texts[i], 0, 16);
          };
      case "hash: find" -> i -> see(FieldRecord.valueLength(found(i)));
      case "hash: put" ->
          i -> fields.put(FieldRecord.of(texts[i], 0, 16, texts[ELEMENTS - 1 - i], 0, 16));
      case "skip list: rank" -> i -> see(skipList.rank(i, texts[i]));
      case "skip list: delete and insert" ->
          i -> {
            skipList.delete(i, texts[i]);
            skipList.insert(i, texts[i]);
          };
      case "radix tree: find" -> i -> see(tree.find(texts[i]) == null ? 0 : 1);
      case "radix tree: remove and insert" ->
          i -> {
            tree.remove(texts[i]);
            tree.insert(texts[i], texts[i]);
          };
      case "listpack: find" -> i -> see(packed.find(packed.first(), texts[i % PACKED], 0, 16, 0));
      case "listpack: read" ->
          i -> {
            packed.read(packed.seek(i % PACKED), entry);
            see(entry.isInteger() ? 1 : 2);
          };
      case "listpack: append and delete" ->
          i -> {
            packed.append(texts[i], 0, 16);
            packed.delete(packed.last());
          };
      case "intset: contains" -> i -> see(integers.contains(i) ? 1 : 0);
      case "intset: remove and add" ->
          i -> {
            integers.remove(1000L * (i % PACKED));
            integers.add(1000L * (i % PACKED));
          };
      case "quicklist: push and pop" ->
          i -> {
            chain.pushTail(texts[i], 0, 16);
            see(chain.popHead() == null ? 0 : 1);
          };
      case "sds: append" ->
          i -> {
            sds = sds.length() < 1 << 16 ? sds : new Sds();
            sds.append(texts[i], 0, 16);
          };
      default -> throw new IllegalArgumentException(name);
    };
  }

  private void see(int what) {
    seen += what;
  }

  private byte[] removed(int i) {
    var node = dict.remove(texts[i], 0, 16);
    return node == null ? texts[i] : node.key();
  }

  private byte[] found(int i) {
    var record = fields.find(texts[i], 0, 16);
    return record == null ? records[i] : record;
  }

  @ParameterizedTest(name = "{0}: {1} bytes")
  @CsvSource({
    "dict: find, 0",
    "dict: remove and add, 16",
    "set: contains, 0",
    "set: remove and add, 43",
    "hash: find, 0",
    "hash: put, 54",
    "skip list: rank, 0",
    "skip list: delete and insert, 33",
    "radix tree: find, 0",
    "radix tree: remove and insert, 352",
    "listpack: find, 0",
    "listpack: read, 0",
    "listpack: append and delete, 0",
    "intset: contains, 0",
    "intset: remove and add, 1064",
    "quicklist: push and pop, 119",
    "sds: append, 63",
  })
  void anOperation_allocatesWhatIsExpected(String name, double expected) {
    var operation = operation(name);
    repeat(operation); // warm up: what the compiler can do away with does not count
    repeat(operation);
    repeat(operation);
    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(operation);
    double now = (threads.getCurrentThreadAllocatedBytes() - before) / (double) OPERATIONS;
    assertThat(now)
        .as("bytes that %s allocates; until now it was %s", name, expected)
        .isLessThanOrEqualTo(expected * ALLOWED_RISE + ONCE);
    assertThat(seen).isNotNegative();
  }

  private static void repeat(IntConsumer operation) {
    for (int i = 0; i < OPERATIONS; i++) {
      operation.accept(i & (ELEMENTS - 1));
    }
  }
}
