package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.bytes.FieldRecord;
import eightweeks.week2.siphash.SipHash;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/**
 * Bytes an element, as JOL measures them on this JVM, with 62,500 elements in 65,536 buckets: as
 * full as a million is in its table. Keys and values have 16 bytes.
 */
final class DictSizeTest {
  private static final int ELEMENTS = 62_500;

  private static byte[] text(int i) {
    return Ascii.bytes("%016d".formatted(i));
  }

  private static double bytes(HashTable<?> table) {
    while (table.rehash(100)) {
      // Until there is one table.
    }
    assertThat(table.size()).isEqualTo(ELEMENTS);
    return (double) GraphLayout.parseInstance(table).totalSize() / ELEMENTS;
  }

  @Test
  void nodesOfADict() {
    var dict = new Dict<>(new SipHash(1, 2));
    for (int i = 0; i < ELEMENTS; i++) {
      dict.add(new Node(text(i)));
    }
    // node 16, key 32, bucket 4.2
    assertThat(bytes(dict)).isBetween(52.0, 53.0);
  }

  @Test
  void membersOfASet() {
    var set = BareDict.ofMembers(new SipHash(1, 2));
    for (int i = 0; i < ELEMENTS; i++) {
      set.add(text(i));
    }
    // key 32, bucket 4.2, a node for one in three
    assertThat(bytes(set)).isBetween(41.0, 43.0);
  }

  @Test
  void fieldsOfAHash() {
    var hash = BareDict.ofFields(new SipHash(1, 2));
    for (int i = 0; i < ELEMENTS; i++) {
      hash.add(FieldRecord.of(text(i), 0, 16, text(i), 0, 16));
    }
    // record 48, bucket 4.2, a node for one in three
    assertThat(bytes(hash)).isBetween(57.0, 59.0);
  }
}
