package eightweeks.week2;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.dict.Dict;
import eightweeks.week2.dict.Node;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A rehash step by step, as a figure shows it: from outside, by what everybody may call. */
final class DictStepsTest {
  private final Dict<Node> dict = new Dict<>(new SipHash(1, 2));

  private List<String> bucket(int table, int bucket) {
    var keys = new ArrayList<String>();
    dict.showBucket(table, bucket, node -> keys.add(Ascii.text(node.key())));
    return keys;
  }

  private List<List<String>> table(int number) {
    var buckets = new ArrayList<List<String>>();
    for (int i = 0; i < dict.buckets(number); i++) {
      buckets.add(bucket(number, i));
    }
    return buckets;
  }

  private static int count(List<List<String>> table) {
    return table.stream().mapToInt(List::size).sum();
  }

  @Test
  void aRehash_canBeSteppedThrough_bucketByBucket() {
    int keys = 0;
    for (; !dict.isRehashing(); keys++) {
      dict.add(new Node(Ascii.bytes("key " + keys)));
      dict.pauseRehash(); // the figure decides when a bucket moves
    }
    int before = dict.buckets(0);
    assertThat(dict.buckets(1)).isEqualTo(2 * before);
    assertThat(dict.rehashIndex()).isZero();
    for (int i = 0; i < keys; i++) {
      dict.resumeRehash();
    }
    boolean more = true;
    while (more) {
      int index = dict.rehashIndex();
      int next = index;
      while (bucket(0, next).isEmpty()) {
        next++; // empty ones are passed in the same step
      }
      var moves = bucket(0, next);
      more = dict.rehash(1);
      if (more) {
        assertThat(dict.rehashIndex()).isEqualTo(next + 1);
        assertThat(bucket(0, next)).isEmpty();
        assertThat(count(table(0)) + count(table(1))).isEqualTo(keys);
        var homes = new TreeSet<String>(bucket(1, next));
        homes.addAll(bucket(1, next + before));
        assertThat(homes).as("a bucket spreads over two").containsAll(moves);
      }
    }
    assertThat(dict.rehashIndex()).isEqualTo(-1);
    assertThat(dict.buckets(0)).isEqualTo(2 * before);
    assertThat(dict.buckets(1)).isZero();
    assertThat(count(table(0))).isEqualTo(keys);
  }
}
