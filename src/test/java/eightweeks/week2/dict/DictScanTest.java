package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cursor and its promise; {@link DictRun} has a scan on its way through everything else. */
final class DictScanTest {
  private static Dict<Node> of(int elements) {
    var dict = new Dict<>(new SipHash(1, 2));
    for (int i = 0; i < elements; i++) {
      dict.add(new Node(Ascii.bytes("k" + i)));
    }
    return dict;
  }

  @Test
  void cursor_countsFromTheHighestBit() {
    var cursors = new ArrayList<Long>();
    long cursor = 0;
    do {
      cursor = DictScan.next(cursor, 7);
      cursors.add(cursor);
    } while (cursor != 0);
    assertThat(cursors).containsExactly(4L, 2L, 6L, 1L, 5L, 3L, 7L, 0L);
  }

  @Test
  void cursorOfNoSense_isTakenForAPlace() {
    var dict = of(6);
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    // 8 buckets: only the three lowest bits count. Redis answers so, too.
    assertThat(dict.scan(-1, _ -> {})).isZero();
    assertThat(dict.scan(0x7fff_ffff_ffff_fff8L, _ -> {})).isEqualTo(4);
    assertThat(of(0).scan(5, _ -> assertThat(true).isFalse())).isZero();
  }

  @Test
  void withoutResize_eachElementIsShownOnce() {
    var dict = of(1000);
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    var shown = new ArrayList<Node>();
    int steps = 0;
    long cursor = 0;
    do {
      cursor = dict.scan(cursor, shown::add);
      steps++;
    } while (cursor != 0);
    assertThat(shown).hasSize(1000).doesNotHaveDuplicates();
    assertThat(steps).isEqualTo(dict.buckets());
  }

  /** From any size to any other, at any moment of the scan, rehashed to any point. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 64, 128, 512})
  void resizeInMidScan_missesNothing(int to) {
    for (int stopAt = 0; stopAt < 64; stopAt++) {
      for (int rehashed : new int[] {0, 1, 30, 1000}) {
        var dict = of(40);
        while (dict.rehash(100)) {
          // Until there is one table.
        }
        Set<Node> shown = new HashSet<>();
        long cursor = 0;
        for (int i = 0; i < stopAt; i++) {
          cursor = dict.scan(cursor, shown::add);
        }
        if (to < 40) {
          keepThree(dict);
        }
        dict.expand(to);
        dict.rehash(rehashed);
        while (cursor != 0 || stopAt == 0 && shown.isEmpty()) {
          cursor = dict.scan(cursor, shown::add);
        }
        dict.forEach(node -> assertThat(shown).contains(node));
      }
    }
  }

  private static void keepThree(Dict<Node> dict) {
    for (int i = 3; i < 40; i++) {
      var key = Ascii.bytes("k" + i);
      dict.remove(key, 0, key.length);
    }
  }

  @Test
  void visitor_mayLookUpAndRemoveWhatItIsShown() {
    var dict = of(65);
    dict.rehash(10);
    int at = dict.rehashIndex;
    dict.scan(
        0,
        node -> {
          assertThat(dict.find(node.key())).isSameAs(node);
          assertThat(dict.remove(node.key(), 0, node.key().length)).isSameAs(node);
        });
    assertThat(dict.rehashIndex).isEqualTo(at);
    DictCheck.check(dict, "after");
  }
}
