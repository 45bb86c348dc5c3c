package eightweeks.week2.dict;

import static org.assertj.core.api.Assertions.assertThat;

import eightweeks.week1.bytes.Ascii;
import eightweeks.week2.siphash.SipHash;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a dict grows and shrinks, and how far. */
final class ResizingTest {
  private final Resizing resizing = new Resizing();
  private final Dict<Node> dict = new Dict<>(new SipHash(1, 2), resizing);

  private void add(int from, int to) {
    for (int i = from; i < to; i++) {
      dict.add(new Node(Ascii.bytes("k" + i)));
    }
  }

  private void remove(int from, int to) {
    for (int i = from; i < to; i++) {
      var key = Ascii.bytes("k" + i);
      assertThat(dict.remove(key, 0, key.length)).isNotNull();
    }
  }

  private void settle() {
    while (dict.rehash(100)) {
      // Until there is one table.
    }
    DictCheck.check(dict, "settled");
  }

  @Test
  void grows_whenThereAreAsManyElementsAsBuckets() {
    add(0, 4);
    assertThat(dict.buckets()).isEqualTo(4);
    add(4, 5);
    assertThat(dict.isRehashing()).isTrue();
    assertThat(dict.buckets()).isEqualTo(4 + 8);
    settle();
    assertThat(dict.buckets()).isEqualTo(8);
  }

  @Test
  void avoiding_growsOnlyAboveFiveABucket() {
    resizing.policy(ResizePolicy.AVOID);
    add(0, 24);
    assertThat(dict.buckets()).isEqualTo(4);
    add(24, 25);
    // 24 elements, six for each bucket: to 32 buckets, eight times more, and elements may move
    assertThat(dict.target.size()).isEqualTo(32);
    settle();
    assertThat(dict.isRehashing()).isFalse();
    remove(0, 24);
    assertThat(dict.resizeIfSparse()).isFalse();
  }

  @Test
  void avoiding_stopsAMoveToATableOfSimilarSize() {
    add(0, 5);
    resizing.policy(ResizePolicy.AVOID);
    assertThat(dict.rehash(10)).isFalse();
    assertThat(dict.isRehashing()).isTrue();
    resizing.policy(ResizePolicy.ENABLE);
    settle();
    assertThat(dict.isRehashing()).isFalse();
  }

  @Test
  void forbidden_neitherGrowsNorMoves() {
    add(0, 5);
    resizing.policy(ResizePolicy.FORBID);
    assertThat(dict.rehash(10)).isFalse();
    add(5, 200);
    assertThat(dict.buckets()).isEqualTo(4 + 8);
    DictCheck.check(dict, "forbidden");
  }

  @ParameterizedTest
  @CsvSource({"52, false, 512", "51, true, 64", "5, true, 8", "1, true, 4", "0, true, 4"})
  void shrinks_belowATenth(int left, boolean sparse, int size) {
    add(0, 300);
    settle();
    remove(0, 300 - left);
    assertThat(dict.resizeIfSparse()).isEqualTo(sparse);
    settle();
    assertThat(dict.buckets()).isEqualTo(size);
    assertThat(dict.size()).isEqualTo(left);
  }

  @Test
  void smallestTable_doesNotShrink() {
    add(0, 1);
    remove(0, 1);
    assertThat(dict.resizeIfSparse()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "4, 4", "5, 8", "8, 8", "9, 16", "1000, 1024", "1073741823, 1073741824"})
  void sizes_arePowersOfTwo(int elements, int size) {
    assertThat(Table.sizeFor(elements)).isEqualTo(size);
  }

  @Test
  void expand_resizesOnceAndNeverTooLittle() {
    assertThat(dict.expand(1000)).isTrue();
    assertThat(dict.isRehashing()).as("a first table is not moved to").isFalse();
    assertThat(dict.expand(1000)).as("the size is right").isFalse();
    add(0, 1000);
    assertThat(dict.buckets()).isEqualTo(1024);
    assertThat(dict.expand(999)).as("too small").isFalse();
    assertThat(dict.expand(5000)).isTrue();
    assertThat(dict.expand(10_000)).as("rehashing").isFalse();
  }

  @Test
  void growth_isAskedForAndMayBeRefused() {
    var asked = new ArrayList<String>();
    var refusing =
        new Dict<>(
            new SipHash(1, 2),
            new Resizing(
                (bytes, load) -> {
                  asked.add(bytes + " " + load);
                  return false;
                }));
    for (int i = 0; i < 5; i++) {
      refusing.add(new Node(Ascii.bytes("k" + i)));
    }
    assertThat(asked).containsExactly("32 1.0");
    assertThat(refusing.buckets()).isEqualTo(4);
  }

  /** While elements move, the memory of the table that they leave is given back. */
  @Test
  void segmentsThatWereLeft_areGivenBack() {
    add(0, 4 * Table.SEGMENT + 1);
    assertThat(dict.isRehashing()).isTrue();
    var old = dict.main;
    dict.rehash(2 * Table.SEGMENT + 5);
    int left = dict.rehashIndex / Table.SEGMENT;
    assertThat(left).isBetween(2, 3);
    assertThat(old.segmentsInUse()).isEqualTo(4 - left);
    // Each bucket's elements go to two: the one of its number, and one in the upper half.
    assertThat(dict.target.segmentsInUse()).isEqualTo(2 * (left + 1));
    settle();
    assertThat(dict.main.segmentsInUse()).isEqualTo(8);
  }
}
