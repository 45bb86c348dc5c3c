package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import org.junit.jupiter.api.Test;

/** The text of DEBUG HTSTATS, laid out as redis-server 7.2 does. */
final class DictStatisticsTest {
  private static Dict<Node> of(int elements) {
    var dict = new Dict<>(new SipHash(1, 2));
    for (int i = 0; i < elements; i++) {
      dict.add(new Node(Ascii.bytes("k" + i)));
    }
    return dict;
  }

  @Test
  void emptyDict_saysSo() {
    assertThat(of(0).statistics(true))
        .isEqualTo(
            """
            Hash table 0 stats (main hash table):
            No stats available for empty dictionaries
            """);
  }

  @Test
  void full_listsTheLengthsOfChains() {
    assertThat(of(7).statistics(true))
        .isEqualTo(
            """
            Hash table 0 stats (main hash table):
             table size: 4
             number of elements: 1
             different slots: 1
             max chain length: 1
             avg chain length (counted): 1.00
             avg chain length (computed): 1.00
             Chain length distribution:
               0: 3 (75.00%)
               1: 1 (25.00%)
            Hash table 1 stats (rehashing target):
             table size: 8
             number of elements: 6
             different slots: 5
             max chain length: 2
             avg chain length (counted): 1.20
             avg chain length (computed): 1.20
             Chain length distribution:
               0: 3 (37.50%)
               1: 4 (50.00%)
               2: 1 (12.50%)
            """);
  }

  @Test
  void short_countsOnly_inBothTables() {
    assertThat(of(9).statistics(false))
        .isEqualTo(
            """
            Hash table 0 stats (main hash table):
             table size: 8
             number of elements: 8
            Hash table 1 stats (rehashing target):
             table size: 16
             number of elements: 1
            """);
  }
}
