package eightweeks.week2.values;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.memory.ObjectSize;
import eightweeks.week2.object.Contents;
import eightweeks.week2.object.Encoding;
import eightweeks.week2.object.Entry;
import eightweeks.week2.object.ExpiringEntry;
import eightweeks.week2.object.HeapSize;
import eightweeks.week2.object.Strings;
import eightweeks.week2.object.Value;
import eightweeks.week2.sds.Sds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the accounted memory, and MEMORY USAGE, with what JOL measures. */
final class HeapSizeTest {
  private static final long ALL = Long.MAX_VALUE;

  private final Stored stored = new Stored();
  private final Values values = stored.values;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 12, 13, 44, 45, 1000, 1_000_001})
  void byteArrays(int length) {
    assertThat(HeapSize.ofBytes(length)).isEqualTo(Stored.bytesOf(new byte[length]));
    assertThat(ObjectSize.ofReferences(length)).isEqualTo(Stored.bytesOf(new Object[length]));
  }

  @Test
  void entries() {
    var key = Stored.key(1);
    assertThat(HeapSize.of(Entry.of(key, Contents.integer(1))))
        .isEqualTo(Stored.bytesOf(Entry.of(key, Contents.integer(1))) + Stored.bytesOf(key));
    assertThat(HeapSize.of(ExpiringEntry.of(key, Contents.integer(1), 1)))
        .isEqualTo(
            Stored.bytesOf(ExpiringEntry.of(key, Contents.integer(1), 1)) + Stored.bytesOf(key));
  }

  @Test
  void strings() {
    var number = Contents.integer(123_456);
    assertThat(Strings.memory(number)).isEqualTo(Stored.bytesOf(number));
    assertThat(Strings.memory(new Stored().values.strings().store(7))).as("shared").isZero();
    assertThat(Strings.memory(Stored.text(1))).isEqualTo(Stored.bytesOf(Stored.text(1)));
    var sds = new Sds(Stored.text(1)).append("and more");
    assertThat(Strings.memory(sds)).isEqualTo(Stored.bytesOf(sds) + Stored.bytesOf(sds.array()));
  }

  /** Exact to the byte. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20, 100})
  void compactValues(int elements) {
    var list = values.list();
    var set = values.set(Stored.text(0), 0, 16, 1);
    var integers = values.intSet();
    var hash = values.hash();
    var sorted = values.sortedSet(1, 1);
    for (int i = 0; i < elements; i++) {
      list.pushTail(Stored.text(i), 0, 16);
      set.add(Stored.text(i), 0, 16);
      integers.add(Ascii.bytes("" + i), 0, ("" + i).length());
      hash.set(Stored.key(i), 0, 16, Stored.text(i), 0, 16);
      sorted.set(i, Stored.text(i), 0, 16);
    }
    for (var value : new Value[] {list, set, integers, hash, sorted}) {
      assertThat(value.memory(ALL)).as("%s", value.encoding()).isEqualTo(stored.bytes(value));
    }
    assertThat(integers.encoding()).isEqualTo(Encoding.INTSET);
    assertThat(sorted.encoding()).isEqualTo(Encoding.LISTPACK);
  }

  /** Exact to the byte. */
  @ParameterizedTest(name = "{0} elements, depth {1}, threshold {2}")
  @CsvSource({"1000, 0, 0", "5000, 1, 0", "3000, 0, 10"})
  void quicklists(int elements, int depth, int threshold) {
    values.limits().listCompressDepth.set(depth);
    values.packedThreshold().set(threshold);
    var list = values.list();
    list.beforeAdding(20_000, elements);
    for (int i = 0; i < elements; i++) {
      list.pushTail(Stored.text(i), 0, 16);
    }
    assertThat(list.encoding()).isEqualTo(Encoding.QUICKLIST);
    assertThat(list.memory(ALL)).isEqualTo(stored.bytes(list));
  }

  /** Exact to the byte: towers are counted. */
  @ParameterizedTest
  @ValueSource(ints = {1, 129, 5000})
  void skipLists(int members) {
    var sorted = values.sortedSet(1000, 1);
    for (int i = 0; i < members; i++) {
      sorted.set(i % 100, Stored.text(i), 0, 16);
    }
    for (int i = 0; i < members / 3; i++) {
      sorted.remove(Stored.text(3 * i), 0, 16);
    }
    assertThat(sorted.encoding()).isEqualTo(Encoding.SKIPLIST);
    assertThat(sorted.memory(ALL)).isEqualTo(stored.bytes(sorted));
  }

  /** Exact to the byte, in the middle of a rehash as well: tables and links are accounted. */
  @ParameterizedTest
  @ValueSource(ints = {600, 1000, 5000, 50_000})
  void hashTables(int elements) {
    var set = values.set(Stored.text(0), 0, 16, elements);
    var hash = values.hash();
    for (int i = 0; i < elements; i++) {
      set.add(Stored.text(i), 0, 16);
      hash.set(Stored.key(i), 0, 16, Stored.text(i), 0, 16);
    }
    assertThat(set.encoding()).isEqualTo(Encoding.HT);
    assertThat(hash.encoding()).isEqualTo(Encoding.HT);
    assertThat(set.memory(ALL)).isEqualTo(stored.bytes(set));
    assertThat(hash.memory(ALL)).isEqualTo(stored.bytes(hash));
    for (int i = 0; i < elements; i += 3) {
      set.remove(Stored.text(i), 0, 16);
      hash.remove(Stored.key(i), 0, 16);
    }
    assertThat(set.memory(ALL)).isEqualTo(stored.bytes(set));
    assertThat(hash.memory(ALL)).isEqualTo(stored.bytes(hash));
  }

  /** The keyspace's own tables are apart, and gone when it is cleared. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 20_000})
  void tablesOfTheKeyspace(int keys) {
    var allocator = values.allocator();
    var dict = new Dict<Entry>(values.sipHash(), values.resizing(), allocator::accountTables);
    for (int i = 0; i < keys; i++) {
      dict.add(Entry.of(Stored.key(i), 7L));
      assertThat(allocator.tables()).isEqualTo(dict.memory() - Dict.OBJECT);
    }
    for (int i = 0; i < keys; i++) {
      dict.remove(Stored.key(i), 0, 16);
      dict.resizeIfSparse();
      assertThat(allocator.tables()).isEqualTo(dict.memory() - Dict.OBJECT);
    }
    dict.clear();
    assertThat(allocator.tables()).isZero();
    assertThat(allocator.total()).isZero();
  }

  /** Commands such as APPEND do not account memory, because the string does. */
  @Test
  void mutableStrings_accountTheirGrowth() {
    var allocator = values.allocator();
    var sds = values.strings().mutable(Stored.text(1));
    for (int i = 0; i < 1000; i++) {
      sds.append("more");
      assertThat(allocator.used()).isEqualTo(Stored.bytesOf(sds) + Stored.bytesOf(sds.array()));
    }
    sds.growTo(100_000);
    assertThat(allocator.used()).isEqualTo(Strings.memory(sds));
    sds.truncate(2);
    sds.removeFreeSpace();
    assertThat(allocator.used()).isEqualTo(24 + 16);
    values.release(sds);
    assertThat(allocator.used()).isZero();
  }
}
